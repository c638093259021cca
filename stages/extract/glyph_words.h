// From single glyphs to words. Plain values: no PDF library is needed to call or test this.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "models/evidence.h"

namespace tabularium {

struct GlyphFont {
  std::string name;        // without the subset prefix
  bool bold = false;
  bool italic = false;
  double ascent = 0.9;     // of one em, above the baseline
  double descent = -0.25;  // of one em, below it (negative)
};

// One glyph as it was painted. Coordinates are points on the page as seen (models/geometry.h).
struct Glyph {
  std::string text;        // UTF-8; empty = the file does not say which character it is
  Point origin;            // on the baseline, where the glyph starts
  Point end;               // on the baseline, where its own advance ends (without letter spacing)
  double size = 0;         // points
  int font = 0;            // index into the fonts
  int rotation = 0;        // quarter turns clockwise of the writing direction
  std::uint32_t color = 0;
  int order = 0;           // position in the order of painting
  int mark = -1;           // index of the marked-content sequence that it stands in; -1 = none
  bool vertical = false;   // upright glyphs running down (vertical writing)
  bool hidden = false;     // painted invisibly
  bool heavy = false;      // outline painted, too: a bold made by the writer
  bool space = false;      // white space: ends a word
};

// The words in the order of painting, and for each the painting order and the mark of its first glyph.
struct GlyphWords {
  std::vector<Word> words;
  std::vector<int> order;
  std::vector<int> mark;
};

// Joins glyphs that touch on one baseline; splits at white space and at gaps that are wide for their font (a font that
// shows space glyphs needs none of its gaps read as a space). Text painted twice with a small shift, as a poor man's
// bold, is one bold word. Raised or lowered smaller words are flagged.
GlyphWords words_from_glyphs(const std::vector<Glyph>& glyphs, const std::vector<GlyphFont>& fonts);

}  // namespace tabularium

// What was seen on a page before anything is concluded from it. A digital page, a scan and a text file
// all leave a PageEvidence; later stages ask what evidence is there, never where it came from.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "models/geometry.h"
#include "models/place.h"
#include "models/seldom.h"

namespace tabularium {

// Another reading of the same spot. `reader` names who read it ("tesseract", "second", "text-layer").
struct Alternative {
  std::string text;
  double confidence = 0;  // 0..1
  std::string reader;
  bool operator==(const Alternative&) const = default;
};

// A run of glyphs without a space. Text is UTF-8.
struct Word {
  Box box;                     // tight to ascent and descent of its font, or to the ink for a scan
  std::string text;            // after text repair
  std::string raw;             // what stood there; empty when the same as `text`
  double confidence = 1.0;     // 0..1; 1 for born-digital text
  double font_size = 0;        // points; 0 = unknown
  double baseline = 0;         // y of the baseline (x for vertical text); 0 = unknown
  int rotation = 0;            // quarter turns clockwise of the text's direction: 0, 1, 2, 3
  bool bold = false;
  bool italic = false;
  bool hidden = false;         // invisible text, such as an old OCR layer
  bool superscript = false;    // raised and smaller than its neighbours: a footnote mark, an exponent
  bool subscript = false;
  bool space_before = false;   // a space (or its gap) divides it from the word before it on the line
  std::uint32_t color = 0;     // 0xRRGGBB of the fill
  std::string font;            // name as the file gives it; empty = unknown
  std::vector<Alternative> alternatives;
  bool operator==(const Word&) const = default;
};

enum class Orientation { horizontal, vertical };
enum class RuleSource { stroke, fill, image, text };

// A ruling line, upright. Horizontal: y = at, x from..to. Vertical: x = at, y from..to.
struct Rule {
  Orientation orientation = Orientation::horizontal;
  double at = 0;
  double from = 0;
  double to = 0;
  double width = 0;            // thickness
  RuleSource source = RuleSource::stroke;
  bool operator==(const Rule&) const = default;
};

// A painted area that is no ruling: a cell's background, a stripe.
struct Fill {
  Box box;
  std::uint32_t color = 0;
  bool operator==(const Fill&) const = default;
};

// A picture placed on a digital page.
struct ImageArea {
  Box box;
  bool operator==(const ImageArea&) const = default;
};

// A line of a text file, without its line break.
struct TextLine {
  std::string text;            // after text repair
  SeldomText raw;              // what stood there (decoded to UTF-8); empty when the same
  TextSpan span;
  std::string_view original() const noexcept { return raw.empty() ? std::string_view(text) : raw.view(); }
  bool operator==(const TextLine&) const = default;
};

// Which cells a header cell heads, as its tag says.
enum class TagScope { none, row, column, both };

// A cell as the author's structure tree tells it.
struct TaggedCell {
  int row = 0;                 // within the page's part of the table
  int col = 0;
  int row_span = 1;
  int col_span = 1;
  bool header = false;         // tagged as a header cell
  TagScope scope = TagScope::none;
  std::vector<int> words;      // indices into the page's words
  bool operator==(const TaggedCell&) const = default;
};

// A table, or a page's part of one, as the author's structure tree tells it. Producers' trees are often wrong: this is
// one witness among others. Cells do not overlap, but need not cover every position.
struct TaggedTable {
  int number = 0;              // in the document; the parts of one table share it
  int rows = 0;
  int cols = 0;
  std::vector<TaggedCell> cells;
  bool operator==(const TaggedTable&) const = default;
};

struct PageEvidence {
  std::vector<Word> words;     // in the order of the content stream, or of recognition
  std::vector<Rule> rules;
  std::vector<Fill> fills;
  std::vector<ImageArea> images;
  std::vector<TextLine> lines; // text input only; then the others are empty
  std::vector<TaggedTable> tagged_tables;  // from the structure tree; empty where there is none
  double tag_cover = 0;        // share of the words that the structure tree knows, 0..1; 0 without a tree with tables
  bool operator==(const PageEvidence&) const = default;
};

}  // namespace tabularium

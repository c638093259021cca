// Reading pieces of a prepared page: in which language, and words with boxes tight to the ink.
#pragma once

#include <string>
#include <vector>

#include "models/evidence.h"
#include "models/result.h"
#include "stages/core/cell_reader.h"
#include "stages/extract/image_prepare.h"
#include "stages/extract/reader.h"

namespace tabularium {

// One piece of a line (pixels) and what was read there.
struct TextPiece {
  Box box;
  double band_top = 0;          // pixels: of the line this piece stands in, so far as its neighbours show it
  double band_bottom = 0;
  std::vector<Word> words = {}; // boxes in pixels of the page
  double confidence = 0;        // mean over the letters
  bool read = false;
  std::string language = {};    // it was read in
};

// Sets the bands: capitals of one piece and descenders of another tell together how high the line is.
void find_bands(std::vector<TextPiece>& pieces, double glyph_height);

// What is done to a piece's pixels before it is read.
struct Retouch {
  bool soften = false;  // a mean over 3 x 3 pixels first
  double enlarged = 1;
};

// Reads a piece (its box and band), by default as one line; its words as the reader divides them.
Result<TextPiece> read_words(const PreparedPage& page, const TextPiece& where, const std::string& language,
                             Expectation expectation, Reader& reader, ReadScope scope = ReadScope::line, const Retouch& retouch = {});

// The same, but what was divided within a run of Chinese is one word.
Result<TextPiece> read_piece(const PreparedPage& page, const TextPiece& where, const std::string& language,
                             Expectation expectation, Reader& reader, ReadScope scope = ReadScope::line, const Retouch& retouch = {});

// Other looks at a piece that was read without certainty; the surest reading, which may be `first`.
Result<TextPiece> look_again(const PreparedPage& page, TextPiece first, const std::string& language,
                             Expectation expectation, Reader& reader);

// Pieces of one to three figures or characters.
bool is_short(const Box& box, double glyph_height);

// The words of a piece, with spaces between.
std::string text_of(const TextPiece& piece);

// Figures and the marks between them.
bool is_figure_text(const std::string& text);

// True where figures were read that cannot fill the piece's ink: a line's search for its own text loses the first or last
// of two or three.
bool loses_figures(const TextPiece& piece);

// True where look_again is worth its time: short pieces are lost more often, so more is asked of them.
bool is_unsure(const TextPiece& piece, double glyph_height);

// In Chinese, flat characters and marks that stand off from their line's next piece belong to it, and so does a figure that
// follows within a character's width, unless a rule divides them.
void join_light_pieces(std::vector<TextPiece>& pieces, const std::vector<Rule>& rules, double glyph_height);

// The language to read this page with: of `allowed` (not empty), judged from a few pieces, which it may leave read.
Result<std::string> choose_language(const PreparedPage& page, std::vector<TextPiece>& pieces,
                                    const std::vector<std::string>& allowed, Reader& reader);

// True for languages written with Chinese characters; with Cyrillic letters.
bool is_han_language(std::string_view language);
bool is_cyrillic_language(std::string_view language);

}  // namespace tabularium

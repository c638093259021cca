// The cells of a flattened region in the order in which they stand there, each with what it looks like.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "models/document.h"
#include "stages/core/text_cells.h"

namespace tabularium {

enum class TokenClass : char { text, number, date, blank };

// Views into the document's lines, which must outlive it.
struct FlatToken {
  std::string_view text;
  std::string_view raw;       // the same cell before repair
  TokenClass cls = TokenClass::text;
  bool opens_line = false;
  bool numbered = false;      // begins with an enumerator
  bool doubted = false;       // of a line from which a doubled mark was taken
  bool counts_on = false;     // one of a chain of years or months that names rows
  int line = 0;               // index into the page's lines
  std::size_t raw_from = 0;   // byte in the raw line
  int blanks_before = 0;      // columns of white space before the text on its line
};

struct FlatTokens {
  std::vector<FlatToken> tokens;
  bool rows_kept = false;     // a line is a row (else a line is a cell)
  bool framed = false;        // every line begins with a bar: empty cells are places in a grid
  bool delimited = false;     // tabs divide the cells: empty ones are places, too
  std::vector<int> rules;     // indices of the first token after each drawn rule
};

// A whole number with what stands behind it: 1961, 2006年, 3月. -1: none, or a number that may count by chance.
struct Counting {
  int number = -1;
  std::string_view suffix;
};
Counting counting_of(const FlatToken& token);

TokenClass classify(std::string_view cell);
FlatTokens read_flat_tokens(const PageEvidence& page, int line_from, int line_to);
// The cell without place in the grid and role.
Cell cell_of(const Page& page, const FlatToken& token);
constexpr double odd_row_confidence = 0.3;  // of the cells of a row with a value too few or too many
// A number that names a period or a column rather than a quantity: 1961, 2019/20, 1993年.
bool is_year_like(const FlatToken& token);

}  // namespace tabularium

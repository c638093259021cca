// Words that share a cell, put back into text.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "models/evidence.h"
#include "models/table.h"

namespace tabularium {

struct CellText {
  std::string raw;           // what stood there
  std::string text;          // after repairs of single words
  double confidence = 1;     // of the least sure word, softened by the mean of all
  bool bold = false;         // every word is
  std::vector<int> words;    // in reading order
};

// A date broken at a hyphen where its cell ends ("1999-" over "06-20"): no space belongs there.
bool continues_date(std::string_view above, std::string_view below);

// `which`: indices into `words` of one cell, in any order. Lines top down, words along them; turned text is read along
// its own direction. Pieces that touch are one word; `text` joins lines as continue_text does (`words`, the page's,
// tell whether it breaks words), dates without a space, `raw` as join_text does.
CellText read_cell(std::span<const Word> words, std::span<const int> which);

// Fills raw, text, confidence, bold, words of `cell`; its indent is from `left` to the first line's text, points.
void set_cell_text(Cell& cell, std::span<const Word> words, std::span<const int> which, double left);

}  // namespace tabularium

// Hand-made pages for the tests of grids: words by place, rules by ends.
#pragma once

#include <numeric>
#include <string>
#include <vector>

#include "models/evidence.h"
#include "models/table.h"

namespace tabularium::testing {

// A word of 5 points a character, 10 points high, whose top left corner is (x, y).
inline Word word(double x, double y, const std::string& text) {
  Word w;
  w.box = {x, y, x + 5.0 * static_cast<double>(text.size()), y + 10};
  w.text = text;
  return w;
}

inline Rule across(double y, double from, double to) { return {Orientation::horizontal, y, from, to, 0.7, RuleSource::stroke}; }
inline Rule down(double x, double from, double to) { return {Orientation::vertical, x, from, to, 0.7, RuleSource::stroke}; }

inline std::vector<int> all_of(const std::vector<Word>& words) {
  std::vector<int> which(words.size());
  std::iota(which.begin(), which.end(), 0);
  return which;
}

// "text" of each cell by (row, col) of its first position; spans as "text@RxC" where more than 1x1.
inline std::string shape(const Table& table) {
  std::string out;
  for (const Cell& cell : table.cells) {
    if (cell.text.empty()) continue;
    out += std::to_string(cell.row) + "," + std::to_string(cell.col) + " " + cell.text;
    if (cell.row_span > 1 || cell.col_span > 1)
      out += " @" + std::to_string(cell.row_span) + "x" + std::to_string(cell.col_span);
    out += "\n";
  }
  return out;
}

}  // namespace tabularium::testing

// What a column of a table leads one to expect of its next cell, learnt from the column itself.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "stages/core/cell_reader.h"

namespace tabularium {

struct ColumnPattern {
  Expectation expectation = Expectation::anything;  // number, digits or date where most cells agree; else anything
  int places = -1;          // digits after the mark that nearly all cells have; -1 = they differ
  char decimal_mark = 0;    // '.' or ','; 0 = none seen
  char grouping_mark = 0;   // that nearly all large numbers carry; 0 = none or differing
  bool grouped = false;     // large numbers are grouped; false with grouping_mark 0: they are not, or they differ
  std::string date_form;    // "dddd-dd-dd": of nearly all dates; empty = they differ
  std::string form;         // "0.000": every figure as 0, of nearly all cells where they are a dozen or more; empty = they differ
  int evidence = 0;         // cells it was learnt from
};

// `texts`: the column's body cells, blank ones included.
ColumnPattern learn_column(const std::vector<std::string_view>& texts);

// 0..1: how well a reading fits: 0 = it cannot be such a cell, 1 = in every respect.
double fit(std::string_view text, const ColumnPattern& pattern);

// Every figure of a text as 0.
std::string figure_form(std::string_view text);

// True where nearly all numbers of the column have as many figures with the same marks between, and `text` has not, nor more
// figures (a total may). Numbers without marks vary in length by nature.
bool lacks_form(std::string_view text, const ColumnPattern& pattern);

}  // namespace tabularium

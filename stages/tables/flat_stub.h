// Which rows the labels of a flattened table head: groups of the stub, and sections across it.
#pragma once

#include <vector>

#include "stages/tables/flat_parse.h"

namespace tabularium {

enum class Heading { section, group };

struct FlatOpener {
  int item = 0;            // index into FlatParse::items
  Heading heading = Heading::section;
  int last = 0;            // item behind the last one that it heads
};

struct FlatRow {
  int item = 0;
  std::vector<int> groups; // openers (indices into FlatStub::openers) over the row, outermost first
  int level = 0;           // of the row's own enumerator, 1 = outermost; 0 = none
};

struct FlatStub {
  std::vector<FlatOpener> openers;
  std::vector<FlatRow> rows;
  int group_columns = 0;   // most groups over one row
};

// Enumerators give the extent of numbered openers; a plain one reaches to the next plain one. Numbered openers over deeper
// numbers are groups; where lines are rows, an opener alone on its line is a section; else many short runs are groups.
// A last row that sums up all rows above it stands outside plain groups.
FlatStub read_stub(const FlatTokens& tokens, const FlatParse& parse);

}  // namespace tabularium

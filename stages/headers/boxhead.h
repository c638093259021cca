// Where the boxhead ends: header rows are told from body rows by what a reader sees.
#pragma once

#include <vector>

#include "stages/headers/grid_view.h"

namespace tabularium {

enum class ColumnKind { numbers, dates, words, empty };

// What most cells of a column are, headers aside (they are the fewer).
std::vector<ColumnKind> column_kinds(const GridView& grid);

// How much a row looks like a header rather than a body row: > 0 header, < 0 body.
std::vector<double> header_likeness(const GridView& grid, const std::vector<RowMark>& marks);

struct BoxheadDepth {
  int rows = 0;
  double score = 0;  // nats; 0 rows score 0
};

// Every depth at which no cell would be cut, flattest first; 0 rows among them. Rows of one full-width cell count in a boxhead when
// header rows follow.
std::vector<BoxheadDepth> boxhead_depths(const GridView& grid, const std::vector<RowMark>& marks, const std::vector<double>& likeness);

// The flattest of the best.
BoxheadDepth best_depth(const std::vector<BoxheadDepth>& depths);

}  // namespace tabularium

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

// Rows of the boxhead at the top, 0 = none. Rows of one full-width cell count in it when header rows follow.
int boxhead_depth(const GridView& grid, const std::vector<RowMark>& marks, const std::vector<double>& likeness);

}  // namespace tabularium

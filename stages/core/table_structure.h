// Structure of a table once its cells have roles: coverage grid, header trees, paths.
#pragma once

#include <string>
#include <vector>

#include "models/table.h"

namespace tabularium {

// rows x cols matrix of cell ids, row-major; -1 where nothing covers.
std::vector<CellId> coverage(const Table& table);
// Empty = every position is covered by exactly one cell and every id in paths and trees exists; else what is wrong.
std::string structure_error(const Table& table);
// Adds blank data cells where nothing covers. Overlaps are left alone.
void fill_gaps(Table& table);
// From roles and spans: column_headers, row_headers, and every cell's row_path, col_path, row_ancestors.
// A boxhead that returns after data starts a new one for the rows below it.
void build_header_trees(Table& table);

}  // namespace tabularium

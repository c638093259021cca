// Tables made by hand: the first row is the boxhead, the first column the stub. Cells come row by row.
#pragma once

#include <string>
#include <vector>

#include "models/table.h"
#include "stages/core/table_structure.h"
#include "stages/core/typed_value.h"

namespace tabularium {

inline Table small_table(const std::vector<std::vector<std::string>>& rows) {
  Table table;
  table.rows = static_cast<int>(rows.size());
  table.cols = static_cast<int>(rows.front().size());
  for (int r = 0; r < table.rows; ++r)
    for (int c = 0; c < table.cols; ++c) {
      Cell& cell = table.cells.emplace_back();
      cell.row = r;
      cell.col = c;
      cell.role = r == 0 ? (c == 0 ? Role::stub_head : Role::column_header) : c == 0 ? Role::row_header : Role::data;
      cell.text = cell.raw = rows[static_cast<std::size_t>(r)][static_cast<std::size_t>(c)];
    }
  build_header_trees(table);
  return table;
}

// With typed values: a point stands before decimals.
inline Table small_numbers(const std::vector<std::vector<std::string>>& rows) {
  Table table = small_table(rows);
  for (Cell& cell : table.cells)
    if (cell.role == Role::data) cell.value = parse_value(cell.text, {.style = NumberStyle::point, .unit = {}, .scale = 0});
  return table;
}

}  // namespace tabularium

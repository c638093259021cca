#include "stages/headers/grid_view.h"

#include "stages/core/table_structure.h"

namespace tabularium {

GridView::GridView(const Table& table) : table_(table), ids_(coverage(table)) {
  kinds_.reserve(table.cells.size());
  for (const Cell& cell : table.cells) kinds_.push_back(kind_of(cell.text));
}

CellId GridView::lone_cell(int row) const {
  CellId found = -1;
  for (int col = 0; col < cols(); ++col) {
    if (blank(row, col)) continue;
    if (found >= 0 && id(row, col) != found) return -1;
    found = id(row, col);
  }
  if (found < 0) return -1;
  const Cell& only = table_.cells[static_cast<std::size_t>(found)];
  return only.col == 0 && only.row == row && only.row_span == 1 ? found : -1;
}

bool GridView::full_width(CellId id) const {
  const Cell& cell = table_.cells[static_cast<std::size_t>(id)];
  return cell.col == 0 && cell.col_span == cols() && cols() > 1;
}

bool GridView::blank_row(int row) const {
  for (int col = 0; col < cols(); ++col)
    if (!blank(row, col)) return false;
  return true;
}

bool GridView::may_cut_above(int row) const {
  if (row <= 0 || row >= rows()) return true;
  for (int col = 0; col < cols(); ++col)
    if (id(row, col) == id(row - 1, col)) return false;
  return true;
}

}  // namespace tabularium

// A table's grid as the role finder sees it: cell ids and kinds by position, and what stands around the rows.
#pragma once

#include <cstdint>
#include <vector>

#include "models/table.h"
#include "stages/headers/cell_kind.h"

namespace tabularium {

// What the page shows about a row beside its text. Unknown (no rules at all, text input): an empty vector of marks.
struct RowMark {
  double rule_below = 0;           // share of the table's width that is ruled between this row and the next, 0..1
  double rule_width = 0;           // points; the thickest
  std::uint32_t fill = 0xFFFFFFFF; // colour behind most of the row; all ones = none
};

class GridView {
 public:
  explicit GridView(const Table& table);

  int rows() const noexcept { return table_.rows; }
  int cols() const noexcept { return table_.cols; }
  const Table& table() const noexcept { return table_; }
  CellId id(int row, int col) const { return ids_[at(row, col)]; }
  const Cell& cell(int row, int col) const { return table_.cells[static_cast<std::size_t>(id(row, col))]; }
  CellKind kind(int row, int col) const { return kinds_[static_cast<std::size_t>(id(row, col))]; }
  bool starts_at(int row, int col) const { return cell(row, col).row == row && cell(row, col).col == col; }
  bool blank(int row, int col) const { return kind(row, col) == CellKind::blank; }

  // The only printed cell of the row when it is alone there and begins in the first column; else -1.
  CellId lone_cell(int row) const;
  bool full_width(CellId id) const;
  bool blank_row(int row) const;
  // No cell covers both `row` - 1 and `row`.
  bool may_cut_above(int row) const;

 private:
  std::size_t at(int row, int col) const {
    return static_cast<std::size_t>(row) * static_cast<std::size_t>(table_.cols) + static_cast<std::size_t>(col);
  }
  const Table& table_;
  std::vector<CellId> ids_;
  std::vector<CellKind> kinds_;  // by cell id
};

}  // namespace tabularium

#include "stages/headers/told_heads.h"

#include <algorithm>
#include <vector>

namespace tabularium {
namespace {

bool is_head(const Cell& cell) { return cell.role == Role::column_header || cell.role == Role::row_header || cell.role == Role::stub_head; }

}  // namespace

int told_boxhead_rows(const Table& table) {
  int plain = table.rows;  // the first row with a cell that is no header
  std::vector<bool> heads(static_cast<std::size_t>(std::max(0, table.rows)));
  for (const Cell& cell : table.cells) {
    if (!is_head(cell) && !cell.text.empty()) plain = std::min(plain, cell.row);
    if (cell.role == Role::column_header && cell.row >= 0 && cell.row < table.rows) heads[static_cast<std::size_t>(cell.row)] = true;
  }
  if (plain >= table.rows) return 0;
  int rows = 0;
  while (rows < plain && heads[static_cast<std::size_t>(rows)]) ++rows;
  // A header that reaches further down takes its last row with it.
  for (const Cell& cell : table.cells)
    if (cell.row < rows && is_head(cell) && cell.row_end() <= plain) rows = std::max(rows, cell.row_end());
  return rows;
}

int told_stub_cols(const Table& table, int from) {
  std::vector<int> told(static_cast<std::size_t>(std::max(0, table.cols)), 0);  // header cells; -1 once there is another
  for (const Cell& cell : table.cells) {
    if (cell.row < from || cell.text.empty() || cell.col < 0 || cell.col >= table.cols) continue;
    if (cell.col_span == table.cols) continue;  // a section row
    int& column = told[static_cast<std::size_t>(cell.col)];
    if (cell.role != Role::row_header) column = -1;
    if (column >= 0) ++column;
  }
  const auto end = std::find_if(told.begin(), told.end(), [](int cells) { return cells <= 0; });
  const int cols = static_cast<int>(end - told.begin());
  return cols < table.cols ? cols : 0;
}

}  // namespace tabularium

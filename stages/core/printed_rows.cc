#include "stages/core/printed_rows.h"

#include <algorithm>
#include <cstddef>
#include <numeric>

namespace tabularium {

PrintedRows::PrintedRows(const Table& table) {
  std::vector<std::size_t> ends(static_cast<std::size_t>(std::max(0, table.rows)) + 1);
  const auto is_printed = [&](const Cell& cell) { return !cell.text.empty() && cell.row >= 0 && cell.row < table.rows; };
  for (const Cell& cell : table.cells)
    if (is_printed(cell)) ++ends[static_cast<std::size_t>(cell.row) + 1];
  std::partial_sum(ends.begin(), ends.end(), ends.begin());
  cells_.resize(ends.back());
  std::vector<std::size_t> next(ends.begin(), ends.end() - 1);
  for (const Cell& cell : table.cells)
    if (is_printed(cell)) cells_[next[static_cast<std::size_t>(cell.row)]++] = &cell;
  const auto left_of = [](const Cell* a, const Cell* b) { return a->col < b->col; };
  for (std::size_t row = 0; row + 1 < ends.size(); ++row) {
    const std::span<const Cell*> cells = std::span(cells_).subspan(ends[row], ends[row + 1] - ends[row]);
    if (!std::is_sorted(cells.begin(), cells.end(), left_of)) std::stable_sort(cells.begin(), cells.end(), left_of);
    rows_.emplace_back(cells);
  }
}

}  // namespace tabularium

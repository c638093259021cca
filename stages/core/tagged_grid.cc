#include "stages/core/tagged_grid.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <vector>

namespace tabularium {
namespace {

struct Printed {
  const TaggedCell* cell;
  Box box;
};

struct Share {
  int good = 0;
  int all = 0;
  void count(bool is_good) { good += is_good ? 1 : 0, ++all; }
  double value() const { return all == 0 ? 1 : static_cast<double>(good) / all; }
};

// How deep one box may reach into the next: letters of tightly set lines overlap a little.
double slack(const Box& a, const Box& b) { return 0.35 * std::min(a.height(), b.height()); }

Share rows_in_order(std::vector<Printed>& cells) {
  std::sort(cells.begin(), cells.end(), [](const Printed& a, const Printed& b) {
    return std::pair(a.cell->row, a.cell->col) < std::pair(b.cell->row, b.cell->col);
  });
  Share share;
  for (std::size_t i = 1; i < cells.size(); ++i) {
    const Printed& left = cells[i - 1];
    const Printed& right = cells[i];
    if (left.cell->row == right.cell->row) share.count(left.box.x1 <= right.box.x0 + slack(left.box, right.box));
  }
  return share;
}

Share columns_in_order(std::vector<Printed>& cells) {
  std::sort(cells.begin(), cells.end(), [](const Printed& a, const Printed& b) {
    return std::pair(a.cell->col, a.cell->row) < std::pair(b.cell->col, b.cell->row);
  });
  Share share;
  for (std::size_t i = 1; i < cells.size(); ++i) {
    const Printed& upper = cells[i - 1];
    const Printed& lower = cells[i];
    if (upper.cell->col == lower.cell->col) share.count(upper.box.y1 <= lower.box.y0 + slack(upper.box, lower.box));
  }
  return share;
}

double middle_of(std::vector<double>& values) {
  if (values.empty()) return std::nan("");
  std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2), values.end());
  return values[values.size() / 2];
}

// A cell may lean to either side of its column, but its box lies over the column's middle or nearer to it than to others'.
Share cells_in_columns(const std::vector<Printed>& cells, int cols) {
  std::vector<std::vector<double>> left(static_cast<std::size_t>(cols)), right(left);
  for (const Printed& printed : cells) {
    if (printed.cell->col_span > 1 || printed.cell->col >= cols) continue;
    left[static_cast<std::size_t>(printed.cell->col)].push_back(printed.box.x0);
    right[static_cast<std::size_t>(printed.cell->col)].push_back(printed.box.x1);
  }
  std::vector<double> x0, x1;
  for (std::size_t c = 0; c < left.size(); ++c) x0.push_back(middle_of(left[c])), x1.push_back(middle_of(right[c]));
  Share share;
  for (const Printed& printed : cells) {
    if (printed.cell->col_span > 1 || printed.cell->col >= cols) continue;
    int nearest = -1;
    double best = -1e9;
    for (int c = 0; c < cols; ++c) {
      const auto i = static_cast<std::size_t>(c);
      if (std::isnan(x0[i])) continue;
      const double shared = std::min(printed.box.x1, x1[i]) - std::max(printed.box.x0, x0[i]);  // negative: the gap
      if (shared > best) best = shared, nearest = c;
    }
    share.count(nearest == printed.cell->col);
  }
  return share;
}

}  // namespace

Box tagged_box(const TaggedCell& cell, std::span<const Word> words) {
  Box box;
  for (const int id : cell.words) box = unite(box, words[static_cast<std::size_t>(id)].box);
  return box;
}

int tagged_word_count(const TaggedTable& table) {
  std::set<int> words;
  for (const TaggedCell& cell : table.cells) words.insert(cell.words.begin(), cell.words.end());
  return static_cast<int>(words.size());
}

double tag_agreement(const TaggedTable& table, std::span<const Word> words) {
  if (table.rows < 2 || table.cols < 2) return 0;
  std::vector<Printed> cells;
  for (const TaggedCell& cell : table.cells)
    if (!cell.words.empty()) cells.push_back({&cell, tagged_box(cell, words)});
  if (cells.size() < 2) return 0;
  const double in_rows = rows_in_order(cells).value();
  const double in_columns = columns_in_order(cells).value();
  return in_rows * in_columns * cells_in_columns(cells, table.cols).value();
}

}  // namespace tabularium

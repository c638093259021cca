#include "stages/core/tagged_grid.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <vector>

namespace tabularium {
namespace {

std::size_t at(int i) { return static_cast<std::size_t>(i); }

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

// Median left and right ends of each column's cells; not a number for a column without any.
struct ColumnEnds {
  std::vector<double> x0, x1;
};

ColumnEnds ends_of(const std::vector<Printed>& cells, int cols) {
  std::vector<std::vector<double>> left(at(cols)), right(left);
  for (const Printed& printed : cells) {
    if (printed.cell->col_span > 1 || printed.cell->col >= cols) continue;
    left[at(printed.cell->col)].push_back(printed.box.x0);
    right[at(printed.cell->col)].push_back(printed.box.x1);
  }
  ColumnEnds ends;
  for (std::size_t c = 0; c < left.size(); ++c) ends.x0.push_back(middle_of(left[c])), ends.x1.push_back(middle_of(right[c]));
  return ends;
}

// Points that the box shares with a stretch of columns; negative: the gap between them.
double shared_with(const Box& box, const ColumnEnds& ends, int first, int last) {
  return std::min(box.x1, ends.x1[at(last)]) - std::max(box.x0, ends.x0[at(first)]);
}

// A cell may lean to either side of its column, but its box lies over the column's middle or nearer to it than to others'.
Share cells_in_columns(const std::vector<Printed>& cells, int cols) {
  const ColumnEnds ends = ends_of(cells, cols);
  Share share;
  for (const Printed& printed : cells) {
    if (printed.cell->col_span > 1 || printed.cell->col >= cols) continue;
    int nearest = -1;
    double best = -1e9;
    for (int c = 0; c < cols; ++c) {
      if (std::isnan(ends.x0[at(c)])) continue;
      const double shared = shared_with(printed.box, ends, c, c);
      if (shared > best) best = shared, nearest = c;
    }
    share.count(nearest == printed.cell->col);
  }
  return share;
}

// A row of single cells that ends before the table does: columns of its cells, left to right in order, such that they share
// most with the columns' texts. Each place is kept or moved to the right. Empty where nothing says more than the tree.
std::vector<int> columns_under(const std::vector<Printed>& row, const ColumnEnds& ends, int cols) {
  const std::size_t n = row.size();
  // best[i][c]: cells from i on, in columns from c on (Bellman); each cell's worth is what it shares with its column.
  std::vector<std::vector<double>> best(n + 1, std::vector<double>(at(cols) + 1, 0));
  const auto worth = [&](std::size_t i, int c) { return row[i].cell->words.empty() ? 0 : std::min(0.0, shared_with(row[i].box, ends, c, c)); };
  for (std::size_t i = n; i-- > 0;) {
    best[i][at(cols)] = -1e9;
    for (int c = cols; c-- > 0;) best[i][at(c)] = std::max(worth(i, c) + best[i + 1][at(c) + 1], best[i][at(c) + 1]);
  }
  double told = 0;
  for (std::size_t i = 0; i < n; ++i) told += worth(i, row[i].cell->col);
  if (best[0][0] <= told) return {};
  std::vector<int> columns;
  for (int c = 0; columns.size() < n; ++c)
    if (const std::size_t i = columns.size(); worth(i, c) + best[i + 1][at(c) + 1] >= best[i][at(c) + 1]) columns.push_back(c);
  return columns;
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

void spread_short_rows(TaggedTable& table, std::span<const Word> words) {
  std::vector<std::vector<std::size_t>> rows(at(table.rows));
  std::vector<char> plain(at(table.rows), 1);
  for (std::size_t i = 0; i < table.cells.size(); ++i) {
    const TaggedCell& cell = table.cells[i];
    rows[at(cell.row)].push_back(i);
    for (int r = cell.row; r < std::min(table.rows, cell.row + cell.row_span); ++r)
      if (cell.row_span > 1 || cell.col_span > 1) plain[at(r)] = 0;
  }
  std::vector<Printed> full;
  for (std::size_t r = 0; r < rows.size(); ++r)
    if (plain[r] != 0 && rows[r].size() == at(table.cols))
      for (const std::size_t i : rows[r])
        if (!table.cells[i].words.empty()) full.push_back({&table.cells[i], tagged_box(table.cells[i], words)});
  const ColumnEnds ends = ends_of(full, table.cols);
  for (std::size_t c = 0; c < ends.x0.size(); ++c)
    if (std::isnan(ends.x0[c]) || (c > 0 && ends.x0[c] <= ends.x0[c - 1])) return;  // not known, or not from left to right
  for (std::size_t r = 0; r < rows.size(); ++r) {
    if (plain[r] == 0 || rows[r].empty() || rows[r].size() >= at(table.cols)) continue;
    std::vector<Printed> row;
    for (const std::size_t i : rows[r]) row.push_back({&table.cells[i], tagged_box(table.cells[i], words)});
    const std::vector<int> columns = columns_under(row, ends, table.cols);
    for (std::size_t i = 0; i < columns.size(); ++i) table.cells[rows[r][i]].col = columns[i];
  }
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

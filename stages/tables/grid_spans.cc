#include "stages/tables/grid_spans.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>
#include <string>
#include <vector>

#include "stages/core/typed_value.h"

namespace tabularium {
namespace {

std::size_t at(int i) { return static_cast<std::size_t>(i); }

constexpr double skipped_column = 4.0;  // points of cost: a column that no spanner of its row covers
constexpr double never = std::numeric_limits<double>::infinity();

// Ends of the stretch that a rule right under a spanner draws; false when there is none.
bool rule_under(const RuleSet& rules, const Box& text, double below, double table_width, double& from, double& to) {
  for (const Rule& rule : rules.horizontal) {
    if (rule.at < text.y1 - 2 || rule.at > below) continue;
    if (rule.from > text.x0 + 2 || rule.to < text.x1 - 2) continue;
    if (rule.to - rule.from > 0.9 * table_width) continue;
    from = rule.from;
    to = rule.to;
    return true;
  }
  return false;
}

enum class Anchor { middle, left };

// How far a spanner stands from where it would stand over columns [first, end).
double misplacement(const Box& text, std::span<const ColumnBand> columns, int first, int end, Anchor anchor) {
  const double x0 = columns[at(first)].x0;
  const double x1 = columns[at(end - 1)].x1;
  if (text.x1 < x0 || text.x0 > x1) return never;
  if (anchor == Anchor::left) return std::abs(text.x0 - x0);
  return std::abs(text.center_x() - (x0 + x1) / 2);
}

struct Share {
  double cost = never;
  std::vector<std::pair<int, int>> columns;  // of each spanner
};

// Shares out columns [low, high) in order among the spanners; dynamic programming over (column, spanner).
Share share_columns_out(const std::vector<PlacedBlock*>& spanners, std::span<const ColumnBand> columns, int low,
                        int high, Anchor anchor) {
  const int n = high - low;
  const int k = static_cast<int>(spanners.size());
  std::vector<double> cost(at((n + 1) * (k + 1)), never);
  std::vector<int> from(cost.size(), -1);  // column where the step began; same spanner count = skipped
  const auto index = [&](int c, int s) { return at(c * (k + 1) + s); };
  cost[index(0, 0)] = 0;
  for (int c = 0; c <= n; ++c) {
    for (int s = 0; s <= k; ++s) {
      const double here = cost[index(c, s)];
      if (here == never) continue;
      if (c < n && here + skipped_column < cost[index(c + 1, s)]) {
        cost[index(c + 1, s)] = here + skipped_column;
        from[index(c + 1, s)] = -2;
      }
      for (int end = c + 1; s < k && end <= n; ++end) {
        const double step = misplacement(spanners[at(s)]->block.box, columns, low + c, low + end, anchor);
        if (here + step >= cost[index(end, s + 1)]) continue;
        cost[index(end, s + 1)] = here + step;
        from[index(end, s + 1)] = c;
      }
    }
  }
  Share share;
  share.cost = cost[index(n, k)];
  if (share.cost == never) return share;
  share.columns.resize(at(k));
  for (int c = n, s = k; c > 0;) {
    const int step = from[index(c, s)];
    if (step == -2) {
      --c;
    } else {
      share.columns[at(s - 1)] = {low + step, low + c};
      c = step;
      --s;
    }
  }
  return share;
}

// Spanners of one row within a stretch of columns that have heads of their own below.
void stretch_stretch(const std::vector<PlacedBlock*>& spanners, std::span<const ColumnBand> columns, int low,
                     int high) {
  if (spanners.empty() || high - low <= static_cast<int>(spanners.size())) return;
  Share best = share_columns_out(spanners, columns, low, high, Anchor::middle);
  const Share left = share_columns_out(spanners, columns, low, high, Anchor::left);
  const double count = static_cast<double>(spanners.size());
  if (left.cost + 2 * count < best.cost) best = left;
  const double width = (columns[at(high - 1)].x1 - columns[at(low)].x0) / (high - low);
  if (best.cost == never || best.cost > count * std::max(6.0, 0.3 * width) + skipped_column * (high - low)) return;
  for (std::size_t i = 0; i < spanners.size(); ++i) {
    spanners[i]->col = best.columns[i].first;
    spanners[i]->col_end = best.columns[i].second;
  }
}

double table_width(std::span<const ColumnBand> columns) { return columns.back().x1 - columns.front().x0; }

// Spanners whose columns a partial rule draws. A rule under several heads closes their row and says nothing of each.
bool settle_by_rule(PlacedBlock& b, const std::vector<PlacedBlock*>& row, const PlacedRows& placed,
                    std::span<const ColumnBand> columns, const RuleSet& rules) {
  double from = 0;
  double to = 0;
  const double below = b.row_end < static_cast<int>(placed.rows.size()) ? placed.rows[at(b.row_end)].y0 + 2 : 1e9;
  if (!rule_under(rules, b.block.box, below, table_width(columns), from, to)) return false;
  for (const PlacedBlock* other : row)
    if (other != &b && overlap(other->block.box.x0, other->block.box.x1, from, to) > 0) return false;
  int first = -1;
  int end = -1;
  for (int c = 0; c < static_cast<int>(columns.size()); ++c) {
    const double shared = overlap(columns[at(c)].x0, columns[at(c)].x1, from, to);
    if (2 * shared < columns[at(c)].x1 - columns[at(c)].x0) continue;
    if (first < 0) first = c;
    end = c + 1;
  }
  if (first < 0 || first > b.col || end < b.col_end) return false;
  b.col = first;
  b.col_end = end;
  return true;
}

// A head that has nothing above or below it in the boxhead and stands at its middle fills its height; so does one that
// is centred over stub columns without a head of their own.
void stretch_lone_heads(PlacedRows& placed, std::span<const ColumnBand> columns, int body_row) {
  if (body_row < 1) return;
  const double top = placed.rows.front().y0;
  const double bottom = placed.rows[at(body_row - 1)].y1;
  for (PlacedBlock& b : placed.blocks) {
    if (b.row >= body_row || b.row_end > body_row) continue;
    const std::vector<std::vector<char>> used = used_columns(placed);
    const auto blank = [&](int c, int but_from, int but_end) {
      for (int r = 0; r < body_row; ++r)
        if ((r < but_from || r >= but_end) && used[at(r)][at(c)] != 0) return false;
      return true;
    };
    bool alone = body_row > 1;
    for (int c = b.col; c < b.col_end; ++c) alone = alone && blank(c, b.row, b.row_end);
    if (!alone && body_row > 1) continue;
    const double height = b.block.box.height() / b.block.lines;
    const bool centred = std::abs(b.block.box.center_y() - (top + bottom) / 2) < 0.45 * height;
    if (b.col_end < static_cast<int>(columns.size()) && b.col_end - b.col == 1 && b.col == 0) {
      const ColumnBand& next = columns[at(b.col_end)];
      const double middle = (columns[at(b.col)].x0 + next.x1) / 2;
      if (blank(b.col_end, 0, 0) && std::abs(b.block.box.center_x() - middle) < 0.15 * (next.x1 - columns[at(b.col)].x0))
        ++b.col_end;
    }
    // Set at the top instead, beside spanners: no head of its own stands below it.
    const bool beside_spanner = b.row == 0 && std::any_of(placed.blocks.begin(), placed.blocks.end(), [](const PlacedBlock& o) {
      return o.row == 0 && o.row_end == 1 && o.col_end - o.col > 1;
    });
    if (body_row > 1 && (centred || beside_spanner)) {
      b.row = 0;
      b.row_end = body_row;
    }
  }
}

// The columns as the text below row `r` shows them: a spanner must not be measured by itself.
std::vector<ColumnBand> columns_below(const PlacedRows& placed, std::span<const ColumnBand> columns, int r) {
  std::vector<ColumnBand> below(columns.begin(), columns.end());
  std::vector<char> seen(columns.size(), 0);
  for (const PlacedBlock& b : placed.blocks) {
    if (b.row <= r || b.col_end - b.col != 1) continue;
    ColumnBand& column = below[at(b.col)];
    const Box& box = b.block.box;
    column.x0 = seen[at(b.col)] != 0 ? std::min(column.x0, box.x0) : box.x0;
    column.x1 = seen[at(b.col)] != 0 ? std::max(column.x1, box.x1) : box.x1;
    seen[at(b.col)] = 1;
  }
  return below;
}

// The row below begins further in: its parent by indentation, not a section.
bool stands_over_set_in_row(const PlacedRows& placed, const PlacedBlock& label) {
  constexpr double step = 2.5;  // points
  return std::any_of(placed.blocks.begin(), placed.blocks.end(), [&](const PlacedBlock& b) {
    return b.row == label.row + 1 && b.col == 0 && b.block.first_line.x0 >= label.block.first_line.x0 + step;
  });
}

}  // namespace

void stretch_spanners(PlacedRows& placed, std::span<const ColumnBand> columns, const RuleSet& rules, int body_row) {
  const int cols = static_cast<int>(columns.size());
  for (int r = body_row - 2; r >= 0; --r) {
    const std::vector<ColumnBand> below = columns_below(placed, columns, r);
    std::vector<PlacedBlock*> row;
    for (PlacedBlock& b : placed.blocks)
      if (b.row == r && b.row_end == r + 1) row.push_back(&b);
    std::sort(row.begin(), row.end(), [](const PlacedBlock* a, const PlacedBlock* b) { return a->col < b->col; });
    std::vector<char> settled(at(cols), 0);
    for (PlacedBlock* b : row)
      if (settle_by_rule(*b, row, placed, columns, rules))
        for (int c = b->col; c < b->col_end; ++c) settled[at(c)] = 1;
    const std::vector<std::vector<char>> used = used_columns(placed);
    std::vector<char> spanned(at(cols), 0);  // taken by cells that come from rows above or stay beside
    for (const PlacedBlock& b : placed.blocks)
      if (b.row <= r && b.row_end > r && b.row_end - b.row > 1)
        for (int c = b.col; c < b.col_end; ++c) spanned[at(c)] = 1;
    const auto open = [&](int c) {
      return settled[at(c)] == 0 && spanned[at(c)] == 0 && used[at(r + 1)][at(c)] != 0;
    };
    for (int low = 0; low < cols;) {
      if (!open(low)) {
        ++low;
        continue;
      }
      int high = low;
      while (high < cols && open(high)) ++high;
      std::vector<PlacedBlock*> inside;
      for (PlacedBlock* b : row)
        if (b->col >= low && b->col_end <= high) inside.push_back(b);
      stretch_stretch(inside, below, low, high);
      low = high;
    }
  }
  stretch_lone_heads(placed, columns, body_row);
}

bool hang_groups(PlacedRows& placed, int body_row) {
  const std::size_t rows = placed.rows.size();
  std::vector<PlacedBlock*> label(rows, nullptr);
  std::vector<char> taken(rows, 0);   // in the first column
  std::vector<char> words(rows, 0);   // in the second alone
  for (PlacedBlock& b : placed.blocks) {
    for (int r = b.row; b.col == 0 && r < b.row_end; ++r) taken[at(r)] = 1;
    if (b.row_end != b.row + 1) continue;
    if (b.col == 0 && b.col_end == 1) label[at(b.row)] = &b;
    if (b.col == 1 && b.col_end == 2 && !b.block.numeric) words[at(b.row)] = 1;
  }
  if (at(body_row) >= rows || label[at(body_row)] == nullptr) return false;
  for (std::size_t r = at(body_row); r < rows; ++r) {
    if (label[r] == nullptr || words[r] == 0) continue;
    for (std::size_t below = r + 1; below < rows && taken[below] == 0 && words[below] != 0; ++below) label[r]->row_end = static_cast<int>(below) + 1;
  }
  return true;
}

void stretch_groups(PlacedRows& placed, int body_row) {
  const int rows = static_cast<int>(placed.rows.size());
  std::vector<PlacedBlock*> labels;
  bool between = false;
  const std::vector<std::vector<char>> used = used_columns(placed);
  const auto second_used = [&](int r) { return used[at(r)].size() > 1 && used[at(r)][1] != 0; };
  for (PlacedBlock& b : placed.blocks) {
    if (b.col != 0 || b.col_end != 1 || b.row < body_row || !second_used(b.row)) continue;
    labels.push_back(&b);
    between = between || b.row_end - b.row > 1;
  }
  if (labels.size() < 2) return;
  std::sort(labels.begin(), labels.end(), [](const PlacedBlock* a, const PlacedBlock* b) { return a->row < b->row; });
  std::vector<std::pair<int, int>> spans;
  bool wide = false;
  int start = body_row;
  for (const PlacedBlock* label : labels) {
    const int end = label->row + label->row_end - start;  // mirror image of the start about the label's middle
    if (end <= start || end > rows || end < label->row_end) return;
    spans.emplace_back(start, end);
    wide = wide || end - start > 2;
    start = end;
  }
  if (!between && !wide) return;
  // The groups end with the table, or at rows that have no entry beside their label.
  for (int r = start; r < rows; ++r)
    if (second_used(r)) return;
  for (std::size_t i = 0; i < labels.size(); ++i) {
    labels[i]->row = spans[i].first;
    labels[i]->row_end = spans[i].second;
  }
}

void stretch_sections(PlacedRows& placed, int cols, int body_row) {
  const int rows = static_cast<int>(placed.rows.size());
  const std::vector<std::vector<char>> used = used_columns(placed);
  const auto filled = [&](int r) { return static_cast<int>(std::count(used[at(r)].begin(), used[at(r)].end(), 1)); };
  for (PlacedBlock& b : placed.blocks) {
    if (b.row < body_row || b.row_end != b.row + 1 || b.col != 0 || b.col_end == cols) continue;
    if (filled(b.row) != b.col_end || b.block.numeric || b.row + 1 >= rows || stands_over_set_in_row(placed, b)) continue;
    int below = b.row + 1;
    while (below < rows && filled(below) == 1) ++below;
    if (below < rows && 2 * filled(below) > cols) b.col_end = cols;
  }
}

void span_totals(Table& table) {
  if (table.cols < 3) return;
  std::vector<const Cell*> second(at(table.rows), nullptr);  // the cell of the second column alone
  std::vector<char> figures(at(table.rows), 0);              // text right of it
  for (const Cell& cell : table.cells) {
    if (cell.col == 1 && cell.row_span == 1 && cell.col_span == 1) second[at(cell.row)] = &cell;
    if (cell.col >= 2 && !cell.text.empty()) figures[at(cell.row)] = 1;
  }
  const auto is_bare = [&](const Cell& label) {
    return label.row_span == 1 && label.col_span == 1 && !label.text.empty() && !looks_numeric(label.text) &&
           figures[at(label.row)] != 0 && second[at(label.row)] != nullptr && second[at(label.row)]->text.empty();
  };
  int keys = 0;
  int names = 0;
  int bare = 0;
  std::set<std::string> different;
  for (const Cell& cell : table.cells) {
    if (cell.col != 0) continue;
    bare += is_bare(cell) ? 1 : 0;
    for (int r = cell.row; r < cell.row_end(); ++r) {
      if (second[at(r)] == nullptr || second[at(r)]->text.empty()) continue;
      if (looks_numeric(second[at(r)]->text)) return;
      ++names;
      different.insert(second[at(r)]->text);
      keys += cell.row_span > 1 || looks_numeric(cell.text) ? 1 : 0;
    }
  }
  if (names < 2 || 3 * bare > names || 3 * keys < 2 * names || 3 * static_cast<int>(different.size()) < 2 * names) return;
  std::vector<char> gone(table.cells.size(), 0);
  for (Cell& cell : table.cells) {
    if (cell.col != 0 || !is_bare(cell)) continue;
    const Cell& blank = *second[at(cell.row)];
    gone[at(static_cast<int>(&blank - table.cells.data()))] = 1;
    if (cell.place.box && blank.place.box) cell.place.box = unite(*cell.place.box, *blank.place.box);
    cell.col_span = 2;
  }
  std::vector<Cell> kept;
  for (std::size_t i = 0; i < table.cells.size(); ++i)
    if (gone[i] == 0) kept.push_back(std::move(table.cells[i]));
  table.cells = std::move(kept);
}

}  // namespace tabularium

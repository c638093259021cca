#include "stages/tables/tags_grid.h"

#include <algorithm>
#include <set>
#include <vector>

#include "stages/core/table_structure.h"
#include "stages/core/tagged_grid.h"
#include "stages/core/cell_text.h"
#include "stages/tables/ruled_grid.h"

namespace tabularium {
namespace {

std::size_t at(int i) { return static_cast<std::size_t>(i); }

struct Interval {
  double from = 1e9;
  double to = -1e9;
  bool empty() const { return to < from; }
  void add(double low, double high) { from = std::min(from, low), to = std::max(to, high); }
};

// Bounds between the texts of rows (or columns), half-way through the gaps; positions without text share a gap evenly.
std::vector<double> bounds_between(const std::vector<Interval>& texts, double first, double last) {
  std::vector<double> bounds{first};
  for (std::size_t i = 0; i + 1 < texts.size();) {
    std::size_t next = i + 1;
    while (next + 1 < texts.size() && texts[next].empty()) ++next;
    const double from = texts[i].empty() ? bounds.back() : texts[i].to;
    const double to = texts[next].empty() ? last : texts[next].from;
    const auto gaps = static_cast<double>(next - i);
    for (double k = 0; k < gaps; ++k) bounds.push_back(std::max(bounds.back(), from + (to - from) * (k + 0.5) / gaps));
    i = next;
  }
  bounds.push_back(std::max(bounds.back(), last));
  return bounds;
}

struct Bounds {
  std::vector<double> xs, ys;
};

Bounds bounds_of(const TaggedTable& tagged, std::span<const Word> words) {
  std::vector<Interval> columns(at(tagged.cols)), rows(at(tagged.rows));
  Box whole;
  for (const TaggedCell& cell : tagged.cells) {
    if (cell.words.empty()) continue;
    const Box box = tagged_box(cell, words);
    whole = unite(whole, box);
    if (cell.col_span == 1) columns[at(cell.col)].add(box.x0, box.x1);
    if (cell.row_span == 1) rows[at(cell.row)].add(box.y0, box.y1);
  }
  return {bounds_between(columns, whole.x0, whole.x1), bounds_between(rows, whole.y0, whole.y1)};
}

Role role_of(const TaggedCell& cell, bool head_row) {
  if (!cell.header) return Role::data;
  if (cell.scope == TagScope::row) return Role::row_header;
  if (cell.scope == TagScope::none) return head_row ? Role::column_header : Role::row_header;
  return Role::column_header;
}

// Rows at the top whose every printed cell is a header.
int head_rows(const TaggedTable& tagged) {
  int rows = tagged.rows;
  for (const TaggedCell& cell : tagged.cells)
    if (!cell.header && !cell.words.empty()) rows = std::min(rows, cell.row);
  return rows;
}

// The cell in whose bounds a word stands, -1 for none.
int cell_around(const TaggedTable& tagged, const Bounds& bounds, const Box& word) {
  for (std::size_t i = 0; i < tagged.cells.size(); ++i) {
    const TaggedCell& cell = tagged.cells[i];
    const Box box{bounds.xs[at(cell.col)], bounds.ys[at(cell.row)], bounds.xs[at(cell.col + cell.col_span)],
                  bounds.ys[at(cell.row + cell.row_span)]};
    if (box.contains({word.center_x(), word.center_y()})) return static_cast<int>(i);
  }
  return -1;
}

}  // namespace

Table build_tags_grid(std::span<const Word> words, std::span<const int> which, const TaggedTable& tagged, int page) {
  Table table;
  std::vector<std::vector<int>> content(tagged.cells.size());
  const std::set<int> region(which.begin(), which.end());
  std::set<int> placed;
  for (std::size_t i = 0; i < tagged.cells.size(); ++i)
    for (const int id : tagged.cells[i].words)
      if (region.contains(id) && placed.insert(id).second) content[i].push_back(id);
  if (placed.empty()) return table;
  const Bounds bounds = bounds_of(tagged, words);
  for (const int id : which) {
    if (placed.contains(id)) continue;
    const int cell = cell_around(tagged, bounds, words[at(id)].box);
    if (cell >= 0) content[at(cell)].push_back(id);
  }
  table.rows = tagged.rows;
  table.cols = tagged.cols;
  table.pages = {page};
  table.boxes = {Box{bounds.xs.front(), bounds.ys.front(), bounds.xs.back(), bounds.ys.back()}};
  const int heads = head_rows(tagged);
  for (std::size_t i = 0; i < tagged.cells.size(); ++i) {
    const TaggedCell& from = tagged.cells[i];
    Cell cell;
    cell.row = from.row;
    cell.col = from.col;
    cell.row_span = from.row_span;
    cell.col_span = from.col_span;
    cell.role = role_of(from, from.row < heads);
    cell.place.page = page;
    cell.place.box = Box{bounds.xs[at(cell.col)], bounds.ys[at(cell.row)], bounds.xs[at(cell.col_end())], bounds.ys[at(cell.row_end())]};
    set_cell_text(cell, words, content[i], cell.place.box->x0);
    table.cells.push_back(std::move(cell));
  }
  measure_indents(table, words);
  fill_gaps(table);
  return table;
}

}  // namespace tabularium

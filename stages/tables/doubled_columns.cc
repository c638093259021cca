#include "stages/tables/doubled_columns.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "stages/core/cell_text.h"
#include "stages/core/typed_value.h"

namespace tabularium {
namespace {

std::size_t at(int i) { return static_cast<std::size_t>(i); }

// White between two parts of a cell.
struct Gap {
  double x0 = 0;
  double x1 = 0;
};

double share_of(std::vector<double> values, double share) {
  const auto place = values.begin() + static_cast<std::ptrdiff_t>(share * static_cast<double>(values.size() - 1));
  std::nth_element(values.begin(), place, values.end());
  return *place;
}

bool is_figure(std::span<const Word> words, const std::vector<int>& which) {
  const std::string text = read_cell(words, which).text;
  return !text.empty() && looks_numeric(text);
}

// The widest gap of a cell of one line, where figures stand on both sides of it: not the gap of a space within a figure.
std::optional<Gap> gap_between_figures(const Cell& cell, std::span<const Word> words) {
  std::vector<int> order = cell.words;
  std::sort(order.begin(), order.end(), [&](int a, int b) { return words[at(a)].box.x0 < words[at(b)].box.x0; });
  std::size_t after = 0;
  Gap widest;
  for (std::size_t i = 1; i < order.size(); ++i) {
    const Box &left = words[at(order[i - 1])].box, &right = words[at(order[i])].box;
    if (overlap_y(left, right) < 0.5 * std::min(left.height(), right.height())) return std::nullopt;
    if (after > 0 && right.x0 - left.x1 <= widest.x1 - widest.x0) continue;
    widest = {left.x1, right.x0};
    after = i;
  }
  if (after == 0) return std::nullopt;
  const std::vector<int> left(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(after));
  const std::vector<int> right(order.begin() + static_cast<std::ptrdiff_t>(after), order.end());
  if (!is_figure(words, left) || !is_figure(words, right) || is_figure(words, order)) return std::nullopt;
  return widest;
}

struct Column {
  std::vector<const Cell*> cells;  // of this column alone
  std::vector<Gap> gaps;           // of the cells that hold two figures
  int figures = 0;                 // cells that hold one
  int filled = 0;
  double width = 0;
};

std::vector<Column> look_at_columns(const Table& table, std::span<const Word> words) {
  std::vector<Column> columns(at(table.cols));
  for (const Cell& cell : table.cells) {
    if (cell.col_span != 1 || !cell.place.box) continue;
    Column& column = columns[at(cell.col)];
    column.cells.push_back(&cell);
    if (cell.words.empty()) continue;
    ++column.filled;
    if (is_figure(words, cell.words)) ++column.figures;
    else if (const std::optional<Gap> gap = gap_between_figures(cell, words)) column.gaps.push_back(*gap);
  }
  for (Column& column : columns) {
    std::vector<double> widths;
    for (const Cell* cell : column.cells) widths.push_back(cell->place.box->width());
    if (!widths.empty()) column.width = share_of(std::move(widths), 0.5);
  }
  return columns;
}

// Where the line stood that parts the column's figures.
Rule line_between(const Column& column, std::span<const Word> words) {
  std::vector<double> left, right;
  for (const Gap& gap : column.gaps) {
    left.push_back(gap.x0);
    right.push_back(gap.x1);
  }
  const double x = (share_of(std::move(left), 0.9) + share_of(std::move(right), 0.1)) / 2;
  Rule line{.orientation = Orientation::vertical, .at = x, .from = 1e9, .to = -1e9, .width = 0, .source = RuleSource::text};
  double below = -1e9;  // of heads that stand across the line
  bool body = false;
  std::vector<const Cell*> down = column.cells;
  std::sort(down.begin(), down.end(), [](const Cell* a, const Cell* b) { return a->row < b->row; });
  for (const Cell* cell : down) {
    body = body || gap_between_figures(*cell, words).has_value();
    const bool across = std::any_of(cell->words.begin(), cell->words.end(), [&](int id) { return words[at(id)].box.x0 < x && words[at(id)].box.x1 > x; });
    if (!body && across) below = cell->place.box->y1;
    line.from = std::min(line.from, cell->place.box->y0);
    line.to = std::max(line.to, cell->place.box->y1);
  }
  line.from = std::max(line.from, below);
  return line;
}

}  // namespace

std::vector<Rule> lost_column_lines(const Table& table, std::span<const Word> words) {
  constexpr std::size_t least_others = 4, least_rows = 5;
  constexpr double mostly = 0.7, least_width = 1.6, most_width = 2.5;  // shares of the filled cells; of the usual width
  const std::vector<Column> columns = look_at_columns(table, words);
  std::vector<double> widths;
  for (const Column& column : columns)
    if (column.figures > 0 && column.figures >= mostly * column.filled) widths.push_back(column.width);
  if (widths.size() < least_others) return {};
  const double usual = share_of(std::move(widths), 0.5);
  std::vector<Rule> lines;
  for (const Column& column : columns) {
    const bool doubled = column.gaps.size() >= least_rows && static_cast<double>(column.gaps.size()) >= mostly * column.filled;
    if (doubled && column.width > least_width * usual && column.width < most_width * usual) lines.push_back(line_between(column, words));
  }
  return lines;
}

Table with_lost_lines(const RuleSet& rules, std::span<const Word> words, const std::function<Table(const RuleSet&)>& build) {
  Table table = build(rules);
  const std::vector<Rule> lost = lost_column_lines(table, words);
  if (lost.empty()) return table;
  RuleSet whole = rules;
  whole.vertical.insert(whole.vertical.end(), lost.begin(), lost.end());
  std::stable_sort(whole.vertical.begin(), whole.vertical.end(), [](const Rule& a, const Rule& b) { return a.at < b.at; });
  return build(whole);
}

}  // namespace tabularium

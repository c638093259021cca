#include "stages/headers/header_choices.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <optional>
#include <utility>

#include "stages/core/header_choices.h"
#include "stages/core/header_search.h"
#include "stages/headers/boxhead.h"
#include "stages/headers/row_marks.h"
#include "stages/headers/stub.h"

namespace tabularium {
namespace {

constexpr std::size_t most_choices = 3;

// Rows of labels and values under a boxhead of `depth` rows: those that are so now, and those that the boxhead gains or leaves.
std::vector<bool> body_under(const Table& table, int depth) {
  std::vector<bool> body(static_cast<std::size_t>(table.rows), false);
  for (const Cell& cell : table.cells) {
    const bool of_body = cell.role == Role::row_header || (cell.role == Role::data && !cell.text.empty());
    if (cell.row >= depth && (of_body || cell.row < table.boxhead_rows)) body[static_cast<std::size_t>(cell.row)] = true;
  }
  return body;
}

void add_depths(const GridView& grid, const std::vector<RowMark>& marks, const HeaderChoice& chosen, std::vector<HeaderChoice>& choices) {
  for (const BoxheadDepth& depth : boxhead_depths(grid, marks, header_likeness(grid, marks))) {
    if (depth.rows == chosen.boxhead_rows) continue;
    const int stub = stub_width(grid, depth.rows, body_under(grid.table(), depth.rows));
    choices.push_back({.boxhead_rows = depth.rows, .stub_cols = stub, .score = std::min(chosen.score, depth.score / std::numbers::ln2)});
  }
}

void add_stubs(const GridView& grid, const HeaderChoice& chosen, std::vector<HeaderChoice>& choices) {
  const std::vector<bool> body = body_under(grid.table(), chosen.boxhead_rows);
  const auto add = [&](int stub, double margin) {
    HeaderChoice other = chosen;
    other.stub_cols = stub;
    other.score -= std::max(0.0, margin);
    choices.push_back(other);
  };
  if (chosen.stub_cols > 0 && chosen.stub_cols + 1 < grid.cols()) add(chosen.stub_cols + 1, -stub_column_bits(grid, body, chosen.stub_cols));
  if (chosen.stub_cols > 1) add(chosen.stub_cols - 1, stub_column_bits(grid, body, chosen.stub_cols - 1));
}

// ---------------------------------------------------------------- spanners

// Where a cell's own words stand, not the cell; nullopt without words.
std::optional<Box> text_box(const Cell& cell, const std::vector<Page>& pages) {
  const auto page = std::ranges::find(pages, cell.place.page, &Page::number);
  if (page == pages.end() || cell.words.empty()) return std::nullopt;
  Box box;
  for (const int id : cell.words)
    if (static_cast<std::size_t>(id) < page->evidence.words.size()) box = unite(box, page->evidence.words[static_cast<std::size_t>(id)].box);
  return box;
}

// A rule draws the spanner's columns: between it and the labels below, as wide as they, not as the table.
bool is_ruled(const Box& spanner, const Box& below, const Box& table, const Page& page) {
  return std::ranges::any_of(page.evidence.rules, [&](const Rule& rule) {
    if (rule.orientation == Orientation::vertical)
      return rule.at > table.x0 + 2 && rule.at < table.x1 - 2 && rule.from < spanner.y1 && rule.to > spanner.y0;
    return rule.at > spanner.center_y() && rule.at < below.center_y() && rule.from < spanner.x1 && rule.to > spanner.x0 &&
           rule.to - rule.from < 0.9 * table.width();
  });
}

class Spanners {
 public:
  Spanners(const GridView& grid, const std::vector<Page>& pages) : grid_(grid), table_(grid.table()), pages_(pages) {}

  void add(const HeaderChoice& chosen, std::vector<HeaderChoice>& choices) const {
    for (const Cell& cell : table_.cells) {
      if (cell.row_end() >= chosen.boxhead_rows || cell.col < chosen.stub_cols || cell.row_span > 1 || cell.text.empty()) continue;
      const std::optional<Box> text = text_box(cell, pages_);
      if (!text || !cell.place.box) continue;
      for (const auto& [from, to] : others(cell)) add(cell, *text, from, to, chosen, choices);
    }
  }

 private:
  // Printed labels of their own in the row below stand over these columns.
  bool labelled(int row, int from, int to) const {
    for (int col = from; col < to; ++col)
      if (grid_.blank(row, col) || grid_.cell(row, col).row != row) return false;
    return true;
  }

  // One column more or less at either end.
  std::vector<std::pair<int, int>> others(const Cell& cell) const {
    std::vector<std::pair<int, int>> found;
    const auto free = [&](int col) {
      if (col < table_.stub_cols || col >= table_.cols) return false;
      const Cell& beside = grid_.cell(cell.row, col);
      return beside.row == cell.row && beside.row_span == 1 && (beside.text.empty() || beside.col_span > 1);
    };
    if (free(cell.col_end())) found.emplace_back(cell.col, cell.col_end() + 1);
    if (free(cell.col - 1)) found.emplace_back(cell.col - 1, cell.col_end());
    if (cell.col_span > 1) found.emplace_back(cell.col, cell.col_end() - 1);
    if (cell.col_span > 1) found.emplace_back(cell.col + 1, cell.col_end());
    std::erase_if(found, [&](const auto& columns) {
      return !labelled(cell.row_end(), std::min(cell.col, columns.first), std::max(cell.col_end(), columns.second));
    });
    return found;
  }

  // The stretch that the labels in row `row` over columns [from, to) take.
  std::optional<Box> stretch(int row, int from, int to) const {
    const std::optional<Box> first = text_box(grid_.cell(row, from), pages_), last = text_box(grid_.cell(row, to - 1), pages_);
    return first && last ? std::optional(unite(*first, *last)) : std::nullopt;
  }

  // How far a spanner stands from the middle, or from the left edge, of the labels below it; points.
  std::optional<double> misplaced(const Cell& cell, int from, int to) const {
    const std::optional<Box> text = text_box(cell, pages_), over = stretch(cell.row_end(), from, to);
    if (!text || !over) return std::nullopt;
    return std::min(std::abs(text->center_x() - over->center_x()), std::abs(text->x0 - over->x0));
  }

  void add(const Cell& cell, const Box& text, int from, int to, const HeaderChoice& chosen, std::vector<HeaderChoice>& choices) const {
    const std::optional<Box> now = stretch(cell.row_end(), cell.col, cell.col_end());
    const auto page = std::ranges::find(pages_, cell.place.page, &Page::number);
    if (!now || page == pages_.end() || is_ruled(text, *now, table_.boxes.front(), *page)) return;
    const std::optional<double> before = misplaced(cell, cell.col, cell.col_end()), after = misplaced(cell, from, to);
    if (!before || !after) return;
    double points = *after - *before;
    // The spanner beside it gives up the column.
    const int taken = from < cell.col ? from : to > cell.col_end() ? to - 1 : -1;
    if (taken >= 0 && !grid_.blank(cell.row, taken)) {
      const Cell& beside = grid_.cell(cell.row, taken);
      const std::optional<double> kept = misplaced(beside, beside.col, beside.col_end());
      const std::optional<double> left = misplaced(beside, taken == beside.col ? taken + 1 : beside.col, taken == beside.col ? beside.col_end() : taken);
      if (!kept || !left) return;
      points += *left - *kept;
    }
    HeaderChoice choice = chosen;
    choice.spanner_row = cell.row;
    choice.spanner_from = from;
    choice.spanner_to = to;
    // Half a letter's height beside its place is worth a bit and a half.
    choice.score -= std::max(0.0, points / (0.5 * std::max(1.0, text.height())) / std::numbers::ln2 + label_bits(chosen, choice));
    choices.push_back(choice);
  }

  // By how much the labels alone, as where no geometry survived, rather make the one tree than the other; bits, 0 where they
  // make no tree that the search knows.
  double label_bits(const HeaderChoice& chosen, const HeaderChoice& other) const {
    const std::vector<HeaderTree> own = trees_of(chosen), others = trees_of(other);
    if (own.empty() || others.empty()) return 0;
    const auto here = std::ranges::find(own, label_tree(table_, chosen).children, &HeaderTree::children);
    const auto there = std::ranges::find(others, label_tree(table_, other).children, &HeaderTree::children);
    if (here == own.end()) return 0;
    return here->score - (there == others.end() ? others.back().score : there->score);   // what is not kept is no better than the last
  }

  std::vector<HeaderTree> trees_of(const HeaderChoice& choice) const {
    HeaderSearchOptions options;
    options.keep = 32;
    return search_header_trees(label_tree(table_, choice).labels, table_.cols - choice.stub_cols, options);
  }

  const GridView& grid_;
  const Table& table_;
  const std::vector<Page>& pages_;
};

}  // namespace

void add_header_choices(Table& table, const std::vector<Page>& pages) {
  if (table.header_choices.size() != 1) return;
  std::vector<HeaderChoice> choices = table.header_choices;
  const HeaderChoice chosen = choices.front();
  const GridView grid(table);
  add_depths(grid, read_row_marks(table, pages), chosen, choices);
  add_stubs(grid, chosen, choices);
  if (!table.boxes.empty()) Spanners(grid, pages).add(chosen, choices);
  std::stable_sort(choices.begin() + 1, choices.end(), [](const HeaderChoice& a, const HeaderChoice& b) { return a.score > b.score; });
  if (choices.size() > most_choices) choices.resize(most_choices);
  table.header_choices = std::move(choices);
}

}  // namespace tabularium

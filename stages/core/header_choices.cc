#include "stages/core/header_choices.h"

#include <algorithm>
#include <sstream>
#include <utility>
#include <vector>

#include "stages/core/table_structure.h"

namespace tabularium {
namespace {

bool same_but_score(HeaderChoice a, const HeaderChoice& b) {
  a.score = b.score;
  return a == b;
}

std::vector<RowRole> rows_shown(const Table& table) {
  std::vector<RowRole> rows(static_cast<std::size_t>(table.rows), RowRole::body);
  for (const Cell& cell : table.cells) {
    RowRole& row = rows[static_cast<std::size_t>(cell.row)];
    if (cell.role == Role::column_header || cell.role == Role::stub_head) row = RowRole::header;
    if (cell.role == Role::section_header) row = RowRole::section;
    if (cell.role == Role::note) row = RowRole::note;
  }
  return rows;
}

bool fits(const Table& table, const HeaderChoice& choice) {
  const int rows = choice.boxhead_rows;
  if (rows < 0 || rows >= table.rows || choice.stub_cols < 0 || choice.stub_cols >= table.cols) return false;
  return std::ranges::none_of(table.cells, [&](const Cell& cell) { return cell.row < rows && cell.row_end() > rows; });
}

// The cell that shares an edge with the columns asked for, and most of them; -1 = none.
CellId spanner_of(const Table& table, const HeaderChoice& choice) {
  CellId best = -1;
  int most = 0;
  for (std::size_t id = 0; id < table.cells.size(); ++id) {
    const Cell& cell = table.cells[id];
    if (cell.row != choice.spanner_row || cell.row_span != 1 || cell.text.empty()) continue;
    if (cell.col != choice.spanner_from && cell.col_end() != choice.spanner_to) continue;
    const int shared = std::min(cell.col_end(), choice.spanner_to) - std::max(cell.col, choice.spanner_from);
    if (shared <= most) continue;
    most = shared;
    best = static_cast<CellId>(id);
  }
  return best;
}

// Its neighbours give way; blank cells under it go, and what it leaves is blank.
bool move_spanner(Table& table, const HeaderChoice& choice) {
  const CellId id = spanner_of(table, choice);
  const int from = choice.spanner_from, to = choice.spanner_to;
  if (id < 0 || from < 0 || to > table.cols || from >= to) return false;
  for (std::size_t i = 0; i < table.cells.size(); ++i) {
    Cell& cell = table.cells[i];
    if (static_cast<CellId>(i) == id || cell.row > choice.spanner_row || cell.row_end() <= choice.spanner_row) continue;
    if (cell.col_end() <= from || cell.col >= to) continue;
    if (cell.row != choice.spanner_row || cell.row_span != 1) return false;
    const int left = cell.col < from ? cell.col : std::min(to, cell.col_end());
    const int right = cell.col < from ? from : cell.col_end();
    if (!cell.text.empty() && (left >= right || (cell.col < from && cell.col_end() > to))) return false;
    cell.col = left;
    cell.col_span = right - left;
  }
  Cell& spanner = table.cells[static_cast<std::size_t>(id)];
  spanner.col = from;
  spanner.col_span = to - from;
  std::erase_if(table.cells, [](const Cell& cell) { return cell.col_span <= 0; });
  fill_gaps(table);
  return true;
}

// Roles of the rows that the boxhead gains or leaves, and of the columns that the stub does.
void set_roles(Table& table, const HeaderChoice& choice, const Table& before) {
  const std::vector<RowRole> shown = rows_shown(before);
  const int narrow = std::min(choice.stub_cols, before.stub_cols), wide = std::max(choice.stub_cols, before.stub_cols);
  for (Cell& cell : table.cells) {
    const RowRole was = shown[static_cast<std::size_t>(cell.row)];
    RowRole row = was;
    if (cell.row < choice.boxhead_rows && was == RowRole::body) row = RowRole::header;
    if (cell.row >= choice.boxhead_rows && cell.row < before.boxhead_rows && was == RowRole::header) row = RowRole::body;
    const bool in_moved_column = cell.col < wide && cell.col_end() > narrow;
    const bool is_new = row == RowRole::header && cell.role == Role::data;   // a blank that a spanner left
    if (row != was || in_moved_column || is_new) cell.role = role_in_row(row, cell, choice.stub_cols);
  }
}

std::vector<Cell> heads_under(const Table& table, const HeaderChoice& choice) {
  Table top;
  top.rows = choice.boxhead_rows;
  top.cols = table.cols;
  for (const Cell& cell : table.cells)
    if (cell.row_end() <= choice.boxhead_rows) top.cells.push_back(cell);
  if (choice.spanner_row >= 0) move_spanner(top, choice);
  std::erase_if(top.cells, [&](const Cell& cell) { return cell.text.empty() || cell.col_end() <= choice.stub_cols; });
  std::ranges::sort(top.cells, {}, [](const Cell& cell) { return std::pair(cell.col, cell.row); });
  return std::move(top.cells);
}

// The lowest head over all columns of heads[i]; -1 = none.
int parent_of(const std::vector<Cell>& heads, std::size_t i) {
  int parent = -1;
  for (std::size_t p = 0; p < heads.size(); ++p) {
    const Cell& above = heads[p];
    if (above.row_end() > heads[i].row || above.col > heads[i].col || above.col_end() < heads[i].col_end()) continue;
    if (parent < 0 || above.row > heads[static_cast<std::size_t>(parent)].row) parent = static_cast<int>(p);
  }
  return parent;
}

// The heads right under `over` (all at the top for -1), with what stands under each.
std::string tree_below(const std::vector<Cell>& heads, int over) {
  std::string text;
  for (std::size_t i = 0; i < heads.size(); ++i) {
    if (parent_of(heads, i) != over) continue;
    const std::string below = tree_below(heads, static_cast<int>(i));
    text += (text.empty() ? "" : ", ") + heads[i].text + (below.empty() ? "" : " (" + below + ")");
  }
  return text;
}

}  // namespace

Role role_in_row(RowRole row, const Cell& cell, int stub_cols) {
  const bool in_stub = cell.col < stub_cols && cell.col_end() <= stub_cols;
  switch (row) {
    case RowRole::header: return in_stub ? Role::stub_head : Role::column_header;
    case RowRole::section: return Role::section_header;
    case RowRole::note: return Role::note;
    case RowRole::body:
    case RowRole::blank: return cell.col < stub_cols ? Role::row_header : Role::data;
  }
  return Role::data;
}

bool shows(const Table& table, const HeaderChoice& choice) {
  if (table.boxhead_rows != choice.boxhead_rows || table.stub_cols != choice.stub_cols) return false;
  if (choice.spanner_row >= 0)
    return std::ranges::any_of(table.cells, [&](const Cell& cell) {
      return cell.row == choice.spanner_row && !cell.text.empty() && cell.col == choice.spanner_from && cell.col_end() == choice.spanner_to;
    });
  return std::ranges::none_of(table.header_choices, [&](const HeaderChoice& other) {
    return other.spanner_row >= 0 && !same_but_score(other, choice) && shows(table, other);
  });
}

std::string choice_to_text(const HeaderChoice& choice) {
  std::string text = "boxhead " + std::to_string(choice.boxhead_rows) + " stub " + std::to_string(choice.stub_cols);
  if (choice.spanner_row < 0) return text;
  return text + " spanner " + std::to_string(choice.spanner_row) + ' ' + std::to_string(choice.spanner_from) + ' ' + std::to_string(choice.spanner_to);
}

std::optional<HeaderChoice> choice_from_text(std::string_view text) {
  std::istringstream words{std::string(text)};
  std::string boxhead, stub, spanner;
  HeaderChoice choice;
  words >> boxhead >> choice.boxhead_rows >> stub >> choice.stub_cols;
  if (words && words >> spanner) words >> choice.spanner_row >> choice.spanner_from >> choice.spanner_to;
  else if (words.eof() && spanner.empty() && stub == "stub") words.clear();
  // What is told says it in one way only.
  return words && choice_to_text(choice) == text ? std::optional(choice) : std::nullopt;
}

std::string choice_tree_text(const Table& table, const HeaderChoice& choice) {
  const std::string text = tree_below(heads_under(table, choice), -1);
  return text.empty() ? "-" : text;
}

LabelTree label_tree(const Table& table, const HeaderChoice& choice) {
  const std::vector<Cell> heads = heads_under(table, choice);
  LabelTree tree;
  std::vector<std::size_t> level;   // of `heads`, in the order of the labels
  for (std::size_t i = 0; i < heads.size(); ++i)
    if (parent_of(heads, i) < 0) level.push_back(i);
  while (!level.empty()) {
    std::vector<std::size_t> below;
    for (const std::size_t over : level) {
      const std::size_t before = below.size();
      for (std::size_t i = 0; i < heads.size(); ++i)
        if (parent_of(heads, i) == static_cast<int>(over)) below.push_back(i);
      tree.labels.push_back(heads[over].text);
      tree.children.push_back(static_cast<int>(below.size() - before));
    }
    level = std::move(below);
  }
  return tree;
}

bool choose_headers(Table& table, const HeaderChoice& choice) {
  if (!fits(table, choice)) return false;
  Table changed = table;
  if (choice.spanner_row >= 0 && !move_spanner(changed, choice)) return false;
  set_roles(changed, choice, table);
  changed.boxhead_rows = choice.boxhead_rows;
  changed.stub_cols = choice.stub_cols;
  build_header_trees(changed);
  if (!structure_error(changed).empty()) return false;
  table = std::move(changed);
  return true;
}

}  // namespace tabularium

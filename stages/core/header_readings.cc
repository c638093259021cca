#include "stages/core/header_readings.h"

#include <algorithm>
#include <charconv>
#include <set>
#include <utility>

#include "stages/core/header_choices.h"
#include "stages/core/header_search.h"
#include "stages/core/table_structure.h"

namespace tabularium {
namespace {

const Cell& cell_of(const Table& table, CellId id) { return table.cells[static_cast<std::size_t>(id)]; }

bool within(const BoxheadReadings& boxhead, const Cell& cell) { return cell.row >= boxhead.row && cell.row < boxhead.row + boxhead.rows; }

// What fills the boxhead's places beside the tree of a section narrower than the grid.
bool is_filler(const BoxheadReadings& boxhead, const Cell& cell) { return within(boxhead, cell) && cell.col >= boxhead.col + boxhead.cols; }

// Runs of rows with column headers, with their labels in printed order.
std::vector<BoxheadReadings> boxheads_of(const Table& table) {
  std::vector<CellId> heads;
  for (std::size_t id = 0; id < table.cells.size(); ++id)
    if (table.cells[id].role == Role::column_header) heads.push_back(static_cast<CellId>(id));
  std::sort(heads.begin(), heads.end(), [&](CellId a, CellId b) {
    return std::pair(cell_of(table, a).row, cell_of(table, a).col) < std::pair(cell_of(table, b).row, cell_of(table, b).col);
  });
  std::vector<BoxheadReadings> found;
  int right = 0;
  for (const CellId id : heads) {
    const Cell& cell = cell_of(table, id);
    if (found.empty() || cell.row > found.back().row + found.back().rows) {
      found.push_back({.row = cell.row, .rows = cell.row_span, .col = cell.col, .cols = cell.col_span, .labels = {}, .readings = {}, .chosen = {}});
      right = cell.col_end();
    }
    BoxheadReadings& boxhead = found.back();
    boxhead.rows = std::max(boxhead.rows, cell.row_end() - boxhead.row);
    boxhead.col = std::min(boxhead.col, cell.col);
    right = std::max(right, cell.col_end());
    boxhead.cols = right - boxhead.col;
    boxhead.labels.push_back(id);
  }
  return found;
}

// The boxhead at the top of a grid that is seen.
BoxheadReadings readings_of_choices(const Table& table) {
  BoxheadReadings boxhead{.row = 0, .rows = std::max(1, table.boxhead_rows), .col = table.stub_cols, .cols = table.cols - table.stub_cols, .labels = {}, .readings = {}, .chosen = {}};
  for (std::size_t id = 0; id < table.cells.size(); ++id)
    if (table.cells[id].row == 0 && !table.cells[id].text.empty()) boxhead.labels.push_back(static_cast<CellId>(id));
  std::ranges::sort(boxhead.labels, {}, [&](CellId id) { return cell_of(table, id).col; });
  for (const HeaderChoice& choice : table.header_choices) {
    if (shows(table, choice)) boxhead.chosen = boxhead.readings.size();
    boxhead.readings.push_back({{}, choice.score, choice});
  }
  return boxhead;
}

// Every label on a line of its own: what stood beside what is lost.
bool lines_are_lost(const Table& table, const BoxheadReadings& boxhead) {
  std::set<int> lines;
  return std::all_of(boxhead.labels.begin(), boxhead.labels.end(), [&](CellId id) {
    const Cell& cell = cell_of(table, id);
    return cell.place.span && !cell.place.box && lines.insert(cell.place.span->line).second;
  });
}

// The tree that the cells show.
std::vector<int> children_shown(const Table& table, const BoxheadReadings& boxhead) {
  std::vector<int> children(boxhead.labels.size(), 0);
  for (std::size_t i = 0; i < boxhead.labels.size(); ++i) {
    const Cell& over = cell_of(table, boxhead.labels[i]);
    for (const CellId id : boxhead.labels) {
      const Cell& under = cell_of(table, id);
      children[i] += under.row == over.row_end() && under.col >= over.col && under.col_end() <= over.col_end() ? 1 : 0;
    }
  }
  return children;
}

// Text of the subtree at label `at`, whose children begin at first[at].
std::string subtree_text(const std::vector<std::string>& labels, const std::vector<int>& children, const std::vector<int>& first, int at) {
  const auto i = static_cast<std::size_t>(at);
  std::string text = labels[i];
  if (children[i] == 0) return text;
  text += " (";
  for (int c = 0; c < children[i]; ++c) text += (c > 0 ? ", " : "") + subtree_text(labels, children, first, first[i] + c);
  return text + ")";
}

}  // namespace

std::string children_to_text(const std::vector<int>& children) {
  std::string text;
  for (const int count : children) text += (text.empty() ? "" : " ") + std::to_string(count);
  return text;
}

std::optional<std::vector<int>> children_from_text(std::string_view text) {
  std::vector<int> children;
  while (!text.empty()) {
    int count = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), count);
    if (read.ec != std::errc() || count < 0) return std::nullopt;
    children.push_back(count);
    text.remove_prefix(static_cast<std::size_t>(read.ptr - text.data()));
    if (!text.empty() && text.front() != ' ') return std::nullopt;
    while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  }
  return lay_out_header_tree(children) ? std::optional(std::move(children)) : std::nullopt;
}

std::vector<BoxheadReadings> header_readings(const Table& table) {
  if (table.header_choices.size() > 1) return {readings_of_choices(table)};
  std::vector<BoxheadReadings> out;
  for (BoxheadReadings& boxhead : boxheads_of(table)) {
    const auto count = static_cast<int>(boxhead.labels.size());
    if (boxhead.cols < 2 || count <= boxhead.cols || !lines_are_lost(table, boxhead)) continue;   // no spanner: one tree
    std::vector<std::string> labels;
    for (const CellId id : boxhead.labels) labels.push_back(cell_of(table, id).text);
    const std::vector<int> shown = children_shown(table, boxhead);
    for (HeaderTree& tree : search_header_trees(labels, boxhead.cols)) {
      if (tree.children == shown) boxhead.chosen = boxhead.readings.size();
      boxhead.readings.push_back({std::move(tree.children), tree.score, {}});
    }
    if (boxhead.readings.size() > 1) out.push_back(std::move(boxhead));
  }
  return out;
}

std::string reading_text(const Table& table, const BoxheadReadings& boxhead, const HeaderReading& reading) {
  return reading.choice ? choice_tree_text(table, *reading.choice) : tree_text(table, boxhead, reading.children);
}

std::string reading_name(const HeaderReading& reading) {
  return reading.choice ? choice_to_text(*reading.choice) : children_to_text(reading.children);
}

bool choose_reading(Table& table, const BoxheadReadings& boxhead, std::string_view name) {
  if (const std::optional<HeaderChoice> choice = choice_from_text(name)) return choose_headers(table, *choice);
  const std::optional<std::vector<int>> children = children_from_text(name);
  return children && choose_header_tree(table, boxhead, *children);
}

std::string boxhead_text(const Table& table, const BoxheadReadings& boxhead) {
  std::string text;
  for (const CellId id : boxhead.labels) text += (text.empty() ? "" : " | ") + cell_of(table, id).text;
  return text;
}

std::string tree_text(const Table& table, const BoxheadReadings& boxhead, const std::vector<int>& children) {
  std::vector<std::string> labels;
  for (const CellId id : boxhead.labels) labels.push_back(cell_of(table, id).text);
  if (labels.size() != children.size() || !lay_out_header_tree(children)) return {};
  std::vector<int> first(children.size());
  int roots = static_cast<int>(children.size());
  for (const int count : children) roots -= count;
  int next = roots;
  for (std::size_t i = 0; i < children.size(); ++i) {
    first[i] = next;
    next += children[i];
  }
  std::string text;
  for (int root = 0; root < roots; ++root) text += (root > 0 ? ", " : "") + subtree_text(labels, children, first, root);
  return text;
}

bool choose_header_tree(Table& table, const BoxheadReadings& boxhead, const std::vector<int>& children) {
  const std::optional<HeaderTree> tree = lay_out_header_tree(children);
  if (!tree || tree->leaves != boxhead.cols || children.size() != boxhead.labels.size()) return false;
  Table changed = table;
  const int end = boxhead.row + boxhead.rows;
  const int deeper = tree->depth - boxhead.rows;
  for (Cell& cell : changed.cells) {
    if (cell.row >= end) cell.row += deeper;
    else if (cell.role == Role::stub_head && within(boxhead, cell) && cell.row_end() == end) cell.row_span += deeper;  // as high as the boxhead
  }
  for (const HeaderCell& place : tree->cells) {
    Cell& cell = changed.cells[static_cast<std::size_t>(boxhead.labels[static_cast<std::size_t>(place.label)])];
    cell.row = boxhead.row + place.row;
    cell.col = boxhead.col + place.col;
    cell.row_span = place.row_span;
    cell.col_span = place.col_span;
  }
  changed.rows += deeper;
  if (changed.boxhead_rows == end) changed.boxhead_rows += deeper;
  std::erase_if(changed.cells, [&](const Cell& cell) { return is_filler(boxhead, cell); });
  fill_gaps(changed);
  build_header_trees(changed);
  if (!structure_error(changed).empty()) return false;
  table = std::move(changed);
  return true;
}

}  // namespace tabularium

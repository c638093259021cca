#include "stages/headers/roles.h"

#include <algorithm>
#include <numbers>
#include <string>

#include "stages/core/header_choices.h"
#include "stages/core/table_structure.h"
#include "stages/core/unicode.h"
#include "stages/headers/boxhead.h"
#include "stages/headers/stub.h"
#include "stages/headers/told_heads.h"

namespace tabularium {
namespace {

constexpr double indent_step = 2.5;  // points

bool is_repeated_header(const GridView& grid, int row, int depth) {
  for (int head = 0; head < depth; ++head) {
    int same = 0;
    int all = 0;
    for (int col = 0; col < grid.cols(); ++col) {
      if (!grid.starts_at(row, col) || grid.blank(row, col)) continue;
      ++all;
      same += fold_label(grid.cell(row, col).text) == fold_label(grid.cell(head, col).text) ? 1 : 0;
    }
    if (all >= 2 && same * 10 >= all * 6) return true;
  }
  return false;
}

// Rows that print the head's labels again; none where most rows do: then the labels are the table's values.
std::vector<bool> repeated_headers(const GridView& grid, int depth) {
  std::vector<bool> repeated(static_cast<std::size_t>(grid.rows()));
  int count = 0;
  for (int row = depth; row < grid.rows() && depth > 0; ++row) {
    repeated[static_cast<std::size_t>(row)] = is_repeated_header(grid, row, depth);
    count += repeated[static_cast<std::size_t>(row)] ? 1 : 0;
  }
  if (2 * count > grid.rows() - depth) repeated.assign(repeated.size(), false);
  return repeated;
}

// The next row with a label and values, skipping lone and blank rows; -1 = none.
int next_full_row(const GridView& grid, int row) {
  for (int next = row + 1; next < grid.rows(); ++next)
    if (grid.lone_cell(next) < 0 && !grid.blank_row(next)) return next;
  return -1;
}

// A label alone in its row, without a span: a section when what follows is not set in under it.
bool opens_section(const GridView& grid, int row) {
  const CellId lone = grid.lone_cell(row);
  if (lone < 0 || next_full_row(grid, row) < 0) return false;
  const Cell& label = grid.table().cells[static_cast<std::size_t>(lone)];
  const CellKind kind = grid.kind(row, 0);
  if (kind != CellKind::words && kind != CellKind::year && kind != CellKind::date) return false;
  if (grid.full_width(lone)) return true;
  if (row + 1 >= grid.rows()) return false;
  const Cell& below = grid.cell(row + 1, 0);
  return !label.place.box || below.indent < label.indent + indent_step;
}

bool too_many_lone_rows(const GridView& grid, int from) {
  int lone = 0;
  for (int row = from; row < grid.rows(); ++row) {
    const CellId id = grid.lone_cell(row);
    lone += id >= 0 && !grid.full_width(id) ? 1 : 0;
  }
  return lone * 2 > grid.rows() - from;
}

RowRole role_of_lone(const GridView& grid, int row, bool sparse) {
  const CellId lone = grid.lone_cell(row);
  const bool wide = grid.full_width(lone);
  if (!wide && sparse) return RowRole::body;
  if (opens_section(grid, row)) return RowRole::section;
  const bool words = grid.kind(row, 0) == CellKind::words;
  return wide && words && next_full_row(grid, row) < 0 && row > 0 ? RowRole::note : RowRole::body;
}

std::vector<RowRole> row_roles(const GridView& grid, int depth, const std::vector<double>& likeness) {
  constexpr double sure = 2.0;
  std::vector<RowRole> roles(static_cast<std::size_t>(grid.rows()), RowRole::body);
  const bool sparse = too_many_lone_rows(grid, depth);
  const std::vector<bool> repeated = repeated_headers(grid, depth);
  for (int row = 0; row < grid.rows(); ++row) {
    RowRole& role = roles[static_cast<std::size_t>(row)];
    const RowRole before = row == 0 ? RowRole::blank : roles[static_cast<std::size_t>(row - 1)];
    if (grid.blank_row(row)) {
      role = row < depth ? RowRole::header : RowRole::blank;
    } else if (grid.lone_cell(row) >= 0) {
      role = role_of_lone(grid, row, sparse);
      if (row < depth && role == RowRole::body) role = RowRole::header;
    } else if (row < depth) {
      role = RowRole::header;
    } else if (depth > 0 && row + 1 < grid.rows()) {
      const bool like = likeness[static_cast<std::size_t>(row)] >= (before == RowRole::section ? sure / 2 : sure);
      const bool block = before == RowRole::section || before == RowRole::blank || before == RowRole::body;
      if ((like && block) || repeated[static_cast<std::size_t>(row)]) role = RowRole::header;
    }
  }
  return roles;
}

// The label of a section takes the blank cells beside it.
void widen_sections(Table& table, const std::vector<RowRole>& roles) {
  std::vector<Cell> kept;
  for (Cell& cell : table.cells) {
    const bool in_section = cell.row_span == 1 && roles[static_cast<std::size_t>(cell.row)] == RowRole::section;
    if (in_section && cell.col > 0) continue;
    if (in_section) cell.col_span = table.cols;
    kept.push_back(std::move(cell));
  }
  table.cells = std::move(kept);
}

bool spans_out_of_section(const GridView& grid, int row) {
  for (int col = 0; col < grid.cols(); ++col)
    if (grid.cell(row, col).row_span > 1) return true;
  return false;
}

}  // namespace

void assign_roles(Table& table, const std::vector<RowMark>& marks) {
  std::vector<RowRole> roles;
  {
    const GridView grid(table);
    const std::vector<double> likeness = header_likeness(grid, marks);
    const int told = told_boxhead_rows(table);
    const BoxheadDepth depth = told > 0 ? BoxheadDepth{told, 0} : best_depth(boxhead_depths(grid, marks, likeness));
    table.boxhead_rows = depth.rows;
    roles = row_roles(grid, table.boxhead_rows, likeness);
    for (int row = 0; row < grid.rows(); ++row)
      if (roles[static_cast<std::size_t>(row)] == RowRole::section && spans_out_of_section(grid, row))
        roles[static_cast<std::size_t>(row)] = RowRole::body;
    std::vector<bool> body;
    for (const RowRole role : roles) body.push_back(role == RowRole::body);
    const int told_stub = told_stub_cols(table, table.boxhead_rows);
    table.stub_cols = told_stub > 0 ? told_stub : stub_width(grid, table.boxhead_rows, body);
    table.header_choices.clear();
    if (told == 0) table.header_choices.push_back({.boxhead_rows = depth.rows, .stub_cols = table.stub_cols, .score = depth.score / std::numbers::ln2});
  }
  widen_sections(table, roles);
  for (Cell& cell : table.cells) cell.role = role_in_row(roles[static_cast<std::size_t>(cell.row)], cell, table.stub_cols);
  build_header_trees(table);
}

}  // namespace tabularium

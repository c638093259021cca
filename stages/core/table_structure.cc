#include "stages/core/table_structure.h"

#include <algorithm>
#include <set>

#include "stages/core/unicode.h"

namespace tabularium {
namespace {

std::size_t slot(const Table& table, int row, int col) {
  return static_cast<std::size_t>(row) * static_cast<std::size_t>(table.cols) + static_cast<std::size_t>(col);
}

const Cell& cell_at(const Table& table, CellId id) { return table.cells[static_cast<std::size_t>(id)]; }

bool is_blank(const Cell& cell) {
  return std::all_of(cell.text.begin(), cell.text.end(), [](char c) { return c == ' '; });
}

std::string position(const Cell& cell) { return "(" + std::to_string(cell.row) + ", " + std::to_string(cell.col) + ")"; }

void add_once(CellPath& path, CellId id) {
  if (std::find(path.begin(), path.end(), id) == path.end()) path.push_back(id);
}

// What is in force at each row: the boxhead's first row and the section header above it.
struct RowContext {
  int boxhead_from = -1;
  int boxhead_to = -1;
  CellId section = -1;
};

bool is_boxhead_role(Role role) { return role == Role::column_header || role == Role::stub_head; }

// A boxhead is a run of header rows; section rows may stand among them, data and row headers end it.
std::vector<RowContext> read_row_contexts(const Table& table, const std::vector<CellId>& grid) {
  std::vector<RowContext> contexts(static_cast<std::size_t>(table.rows));
  RowContext now;
  bool body_since = true;
  for (int row = 0; row < table.rows; ++row) {
    bool header = false;
    bool body = false;
    for (int col = 0; col < table.cols; ++col) {
      const CellId id = grid[slot(table, row, col)];
      if (id < 0) continue;
      const Cell& cell = cell_at(table, id);
      header = header || is_boxhead_role(cell.role);
      body = body || cell.role == Role::data || cell.role == Role::row_header;
      if (cell.role == Role::section_header && cell.row == row && !is_blank(cell)) now.section = id;
    }
    if (header && body_since) {
      now.boxhead_from = row;
      body_since = false;
    }
    if (header) now.boxhead_to = row + 1;
    if (!header && body) body_since = true;
    contexts[static_cast<std::size_t>(row)] = now;
  }
  return contexts;
}

// Header cells of the boxhead in force over columns [from, to), top down, each once. Where the columns of head and
// body do not meet, a header counts that stands over the first column or over no other cell.
CellPath column_path(const Table& table, const std::vector<CellId>& grid, const RowContext& context, int from,
                                int to, int above) {
  CellPath path;
  if (context.boxhead_from < 0) return path;
  for (int row = context.boxhead_from; row < std::min(context.boxhead_to, above); ++row)
    for (int col = from; col < to; ++col) {
      const CellId id = grid[slot(table, row, col)];
      if (id < 0 || cell_at(table, id).role != Role::column_header || is_blank(cell_at(table, id))) continue;
      if (col == from || cell_at(table, id).col_end() <= to) add_once(path, id);
    }
  return path;
}

CellPath row_path(const Table& table, const std::vector<CellId>& grid, const RowContext& context,
                             const Cell& cell) {
  CellPath path;
  if (context.section >= 0) path.push_back(context.section);
  for (int col = 0; col < table.cols; ++col)
    for (int row = cell.row; row < cell.row_end(); ++row) {
      const CellId id = grid[slot(table, row, col)];
      if (id >= 0 && cell_at(table, id).role == Role::row_header && !is_blank(cell_at(table, id))) add_once(path, id);
    }
  return path;
}

// ---------------------------------------------------------------- parents by indentation

constexpr double level_step = 2.5;       // points; text input counts whole levels
constexpr double text_level_step = 0.5;
constexpr int max_levels = 6;

// The innermost row header of each row, -1 where there is none.
std::vector<CellId> innermost_row_headers(const Table& table, const std::vector<CellId>& grid) {
  std::vector<CellId> out(static_cast<std::size_t>(table.rows), -1);
  for (int row = 0; row < table.rows; ++row)
    for (int col = 0; col < table.cols; ++col) {
      const CellId id = grid[slot(table, row, col)];
      if (id < 0 || cell_at(table, id).role != Role::row_header) continue;
      if (cell_at(table, id).row == row && !is_blank(cell_at(table, id))) out[static_cast<std::size_t>(row)] = id;
    }
  return out;
}

// Levels of a run of labels by their indents; empty when the indents are no ladder (centred or ragged text).
std::vector<int> indent_levels(const Table& table, const std::vector<CellId>& labels) {
  std::vector<double> steps;
  for (const CellId id : labels) steps.push_back(cell_at(table, id).indent);
  std::sort(steps.begin(), steps.end());
  const double step = !labels.empty() && !cell_at(table, labels.front()).place.box ? text_level_step : level_step;
  std::vector<double> levels;
  double last = 0;
  for (const double value : steps) {
    if (levels.empty() || value - last >= step) levels.push_back(value);
    last = value;
  }
  if (levels.size() < 2 || levels.size() > max_levels || labels.size() <= levels.size()) return {};
  std::vector<int> out;
  for (const CellId id : labels) {
    const auto above = std::upper_bound(levels.begin(), levels.end(), cell_at(table, id).indent);
    out.push_back(static_cast<int>(above - levels.begin()));
  }
  return out.front() == 1 ? out : std::vector<int>{};
}

// row_ancestors of each label of one run, from levels (1 = outermost; 0 = unknown, neither parent nor child).
void apply_levels(Table& table, const std::vector<CellId>& labels, const std::vector<int>& levels) {
  std::vector<std::pair<int, CellId>> open;
  for (std::size_t i = 0; i < labels.size(); ++i) {
    if (levels[i] == 0) continue;
    while (!open.empty() && open.back().first >= levels[i]) open.pop_back();
    CellPath& ancestors = table.cells[static_cast<std::size_t>(labels[i])].row_ancestors;
    for (const auto& [level, id] : open) ancestors.push_back(id);
    open.emplace_back(levels[i], labels[i]);
  }
}

// Runs of labels that may be one another's parents: same section, same boxhead, same enclosing header cells, same column.
void set_ancestors(Table& table, const std::vector<CellId>& grid, const std::vector<RowContext>& contexts) {
  std::vector<CellId> run;
  const auto close = [&] {
    if (const std::vector<int> levels = indent_levels(table, run); !levels.empty()) apply_levels(table, run, levels);
    run.clear();
  };
  const std::vector<CellId> inner = innermost_row_headers(table, grid);
  const auto outer_of = [&](const Cell& cell) {
    return cell.col == 0 ? CellId{-1} : grid[slot(table, cell.row, cell.col - 1)];
  };
  for (int row = 0; row < table.rows; ++row) {
    const CellId id = inner[static_cast<std::size_t>(row)];
    if (id < 0) continue;
    if (!run.empty()) {
      const Cell& before = cell_at(table, run.back());
      const Cell& now = cell_at(table, id);
      const RowContext& a = contexts[static_cast<std::size_t>(before.row)];
      const RowContext& b = contexts[static_cast<std::size_t>(row)];
      const bool grouped = now.col > 0 && cell_at(table, outer_of(now)).row_span > 1;
      if (a.section != b.section || a.boxhead_from != b.boxhead_from || before.col != now.col ||
          (grouped && outer_of(now) != outer_of(before)))
        close();
    }
    run.push_back(id);
  }
  close();
}

// ---------------------------------------------------------------- trees

// Grows a tree path by path. A header that was not met yet has no node to be searched for: linear in a long stub.
class TreeGrower {
 public:
  TreeGrower(std::vector<HeaderNode>& roots, std::size_t cells) : roots_(roots), met_(cells, false) {}

  void insert(const CellPath& path) {
    std::vector<HeaderNode>* level = &roots_;
    for (const CellId id : path) level = &child_of(*level, id).children;
  }

 private:
  HeaderNode& child_of(std::vector<HeaderNode>& nodes, CellId id) {
    if (met_[static_cast<std::size_t>(id)]) {
      const auto known = std::find_if(nodes.rbegin(), nodes.rend(), [&](const HeaderNode& node) { return node.cell == id; });
      if (known != nodes.rend()) return *known;
    }
    met_[static_cast<std::size_t>(id)] = true;
    nodes.push_back({id, {}});
    return nodes.back();
  }

  std::vector<HeaderNode>& roots_;
  std::vector<bool> met_;   // by cell
};

void build_row_tree(Table& table, const std::vector<CellId>& grid, const std::vector<RowContext>& contexts) {
  table.row_headers.clear();
  TreeGrower tree(table.row_headers, table.cells.size());
  for (int row = 0; row < table.rows; ++row) {
    CellPath path;
    const RowContext& context = contexts[static_cast<std::size_t>(row)];
    bool any = false;
    if (context.section >= 0) {
      path.push_back(context.section);
      any = cell_at(table, context.section).row == row;
    }
    for (int col = 0; col < table.cols; ++col) {
      const CellId id = grid[slot(table, row, col)];
      if (id < 0 || cell_at(table, id).role != Role::row_header || is_blank(cell_at(table, id))) continue;
      for (const CellId ancestor : cell_at(table, id).row_ancestors) add_once(path, ancestor);
      add_once(path, id);
      any = true;
    }
    if (any) tree.insert(path);
  }
}

void build_column_tree(Table& table, const std::vector<CellId>& grid, const std::vector<RowContext>& contexts) {
  table.column_headers.clear();
  int last_boxhead = -1;
  for (const RowContext& context : contexts) {
    if (context.boxhead_from == last_boxhead || context.boxhead_from < 0) continue;
    last_boxhead = context.boxhead_from;
    // The context of the boxhead's last row knows its whole extent.
    RowContext whole = context;
    for (const RowContext& later : contexts)
      if (later.boxhead_from == context.boxhead_from) whole.boxhead_to = std::max(whole.boxhead_to, later.boxhead_to);
    std::vector<HeaderNode> roots;
    TreeGrower tree(roots, table.cells.size());
    for (int col = 0; col < table.cols; ++col)
      tree.insert(column_path(table, grid, whole, col, col + 1, table.rows));
    table.column_headers.insert(table.column_headers.end(), roots.begin(), roots.end());
  }
}

bool ids_exist(const Table& table, const CellPath& ids) {
  return std::all_of(ids.begin(), ids.end(),
                     [&](CellId id) { return id >= 0 && static_cast<std::size_t>(id) < table.cells.size(); });
}

bool nodes_exist(const Table& table, const std::vector<HeaderNode>& nodes) {
  return std::all_of(nodes.begin(), nodes.end(), [&](const HeaderNode& node) {
    return ids_exist(table, {node.cell}) && nodes_exist(table, node.children);
  });
}

}  // namespace

std::vector<CellId> coverage(const Table& table) {
  std::vector<CellId> grid(static_cast<std::size_t>(std::max(0, table.rows)) * static_cast<std::size_t>(std::max(0, table.cols)), -1);
  for (std::size_t i = 0; i < table.cells.size(); ++i) {
    const Cell& cell = table.cells[i];
    for (int row = std::max(0, cell.row); row < std::min(table.rows, cell.row_end()); ++row)
      for (int col = std::max(0, cell.col); col < std::min(table.cols, cell.col_end()); ++col)
        if (CellId& id = grid[slot(table, row, col)]; id < 0) id = static_cast<CellId>(i);
  }
  return grid;
}

std::string structure_error(const Table& table) {
  if (table.rows <= 0 || table.cols <= 0) return "no rows or no columns";
  std::vector<bool> taken(static_cast<std::size_t>(table.rows) * static_cast<std::size_t>(table.cols));
  for (const Cell& cell : table.cells) {
    if (cell.row_span < 1 || cell.col_span < 1) return "cell " + position(cell) + " covers nothing";
    if (cell.row < 0 || cell.col < 0 || cell.row_end() > table.rows || cell.col_end() > table.cols)
      return "cell " + position(cell) + " leaves the grid";
    for (int row = cell.row; row < cell.row_end(); ++row)
      for (int col = cell.col; col < cell.col_end(); ++col) {
        if (taken[slot(table, row, col)]) return "cell " + position(cell) + " lies on another";
        taken[slot(table, row, col)] = true;
      }
    if (!ids_exist(table, cell.row_path) || !ids_exist(table, cell.col_path) || !ids_exist(table, cell.row_ancestors))
      return "a path of cell " + position(cell) + " names no cell";
  }
  for (int row = 0; row < table.rows; ++row)
    for (int col = 0; col < table.cols; ++col)
      if (!taken[slot(table, row, col)])
        return "nothing covers (" + std::to_string(row) + ", " + std::to_string(col) + ")";
  if (!nodes_exist(table, table.column_headers) || !nodes_exist(table, table.row_headers)) return "a header tree names no cell";
  return {};
}

void fill_gaps(Table& table) {
  const std::vector<CellId> grid = coverage(table);
  for (int row = 0; row < table.rows; ++row)
    for (int col = 0; col < table.cols; ++col) {
      if (grid[slot(table, row, col)] >= 0) continue;
      Cell blank;
      blank.row = row;
      blank.col = col;
      table.cells.push_back(blank);
    }
}

void build_header_trees(Table& table) {
  for (Cell& cell : table.cells) {
    cell.row_path.clear();
    cell.col_path.clear();
    cell.row_ancestors.clear();
  }
  const std::vector<CellId> grid = coverage(table);
  const std::vector<RowContext> contexts = read_row_contexts(table, grid);
  set_ancestors(table, grid, contexts);
  for (Cell& cell : table.cells) {
    if (cell.role != Role::data || cell.row < 0 || cell.row >= table.rows) continue;
    const RowContext& context = contexts[static_cast<std::size_t>(cell.row)];
    cell.row_path = row_path(table, grid, context, cell);
    cell.col_path = column_path(table, grid, context, cell.col, cell.col_end(), cell.row);
    if (!cell.row_path.empty()) {
      const Cell& inner = cell_at(table, cell.row_path.back());
      if (inner.role == Role::row_header) cell.row_ancestors = inner.row_ancestors;
    }
  }
  build_column_tree(table, grid, contexts);
  build_row_tree(table, grid, contexts);
}

}  // namespace tabularium

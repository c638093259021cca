#include "stages/core/judge.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <string>

#include "stages/core/decimal.h"
#include "stages/core/judge_signs.h"
#include "stages/core/relations.h"
#include "stages/core/table_structure.h"
#include "stages/core/typed_value.h"
#include "stages/core/unicode.h"

namespace tabularium {
namespace {

double share(double part, double whole) { return whole <= 0 ? 0 : part / whole; }

const Cell& cell_of(const Table& table, CellId id) { return table.cells[static_cast<std::size_t>(id)]; }

enum class Look { blank, number, date, text };

Look look_of(const Cell& cell) {
  switch (cell.value.kind) {
    case ValueKind::blank: return Look::blank;
    case ValueKind::date: return Look::date;
    case ValueKind::text: return Look::text;
    default: return Look::number;
  }
}

std::string label_of(const Table& table, const CellPath& path) {
  std::string out;
  for (const CellId id : path) out += fold_label(cell_of(table, id).text) + "\n";
  return out;
}

// Type the data cells, so that columns can be compared and sums looked for.
void type_data(Table& table) {
  std::vector<std::string_view> texts;
  for (const Cell& cell : table.cells)
    if (cell.role == Role::data) texts.push_back(cell.text);
  const ValueOptions options{number_style_of(texts), {}, 0};
  for (Cell& cell : table.cells)
    if (cell.role == Role::data) cell.value = parse_value(cell.text, options);
}

struct ColumnSight {
  int numbers = 0;
  int dates = 0;
  int texts = 0;
  int cells = 0;          // data cells that start here, blank or not
  bool headed = false;
  std::string label;
  const CellPath* path = nullptr;   // whose label it is: that of the last cell that has one
  std::vector<double> right_edges;   // of numbers, points
  int printed() const { return numbers + dates + texts; }
};

std::vector<ColumnSight> look_down_columns(const Table& table) {
  std::vector<ColumnSight> columns(static_cast<std::size_t>(table.cols));
  for (const Cell& cell : table.cells) {
    if (cell.role != Role::data || cell.col < 0 || cell.col >= table.cols) continue;
    ColumnSight& column = columns[static_cast<std::size_t>(cell.col)];
    ++column.cells;
    if (!cell.col_path.empty()) {
      column.headed = true;
      if (column.path == nullptr || *column.path != cell.col_path) column.label = label_of(table, cell.col_path);
      column.path = &cell.col_path;
    }
    switch (look_of(cell)) {
      case Look::number:
        ++column.numbers;
        if (cell.place.box) column.right_edges.push_back(cell.place.box->x1);
        break;
      case Look::date: ++column.dates; break;
      case Look::text: ++column.texts; break;
      case Look::blank: break;
    }
  }
  return columns;
}

struct Tally {
  double alike = 0;
  double numeric = 0;
  double printed = 0;
  double cells = 0;
  double headed = 0;
  double columns = 0;
  double aligned = 0;
  double measured = 0;
  std::set<std::string> labels;
};

Tally tally_columns(const std::vector<ColumnSight>& columns) {
  Tally out;
  for (const ColumnSight& column : columns) {
    if (column.cells == 0) continue;
    ++out.columns;
    out.cells += column.cells;
    out.printed += column.printed();
    out.alike += std::max({column.numbers, column.dates, column.texts});
    out.numeric += column.numbers + column.dates;
    if (column.headed && out.labels.insert(column.label).second) ++out.headed;
    if (column.right_edges.size() < 2) continue;
    std::vector<double> edges = column.right_edges;
    std::sort(edges.begin(), edges.end());
    const double middle = edges[edges.size() / 2];
    out.measured += static_cast<double>(edges.size());
    const auto at_middle = [&](double x) { return std::abs(x - middle) < 2.5; };
    out.aligned += static_cast<double>(std::count_if(edges.begin(), edges.end(), at_middle));
  }
  return out;
}

struct RowSight {
  double labelled = 0;
  double unique = 0;
  double rows = 0;
};

RowSight look_down_rows(const Table& table) {
  RowSight out;
  std::set<std::string> seen;
  std::vector<bool> done(static_cast<std::size_t>(std::max(0, table.rows)));
  for (const Cell& cell : table.cells) {
    if (cell.role != Role::data || cell.text.empty() || done[static_cast<std::size_t>(cell.row)]) continue;
    done[static_cast<std::size_t>(cell.row)] = true;
    ++out.rows;
    if (cell.row_path.empty()) continue;
    ++out.labelled;
    out.unique += seen.insert(label_of(table, cell.row_path)).second ? 1 : 0;
  }
  return out;
}

// Share of printed body cells that read like running text: long, or begun and ended in the middle of a sentence.
double prose_share(const Table& table) {
  constexpr int long_cell = 70;
  double prose = 0;
  double all = 0;
  for (const Cell& cell : table.cells) {
    if (cell.text.empty() || cell.role == Role::section_header || cell.role == Role::note) continue;
    ++all;
    const int length = count_code_points(cell.text);
    const bool opens_low = cell.text.front() >= 'a' && cell.text.front() <= 'z';
    const bool breaks_off = cell.text.back() == ',' || cell.text.back() == '-' || cell.text.back() == ';';
    if (length > long_cell) {
      prose += 1;
    } else if (length > 20 && (opens_low || breaks_off)) {
      prose += 0.5;
    }
  }
  return share(prose, all);
}

// Share of rows that hold one piece only, though they are no sections: lines that were wrapped, not rows.
double broken_share(const Table& table) {
  std::vector<int> printed(static_cast<std::size_t>(std::max(0, table.rows)));
  std::vector<bool> section(printed.size());
  for (const Cell& cell : table.cells) {
    if (cell.row < 0 || cell.row >= table.rows) continue;
    const auto row = static_cast<std::size_t>(cell.row);
    printed[row] += cell.text.empty() ? 0 : 1;
    if (cell.role == Role::section_header || cell.role == Role::note) section[row] = true;
  }
  int broken = 0;
  for (std::size_t row = 0; row < printed.size(); ++row) broken += !section[row] && printed[row] <= 1 ? 1 : 0;
  return share(broken, static_cast<double>(printed.size()));
}

// How many cells are likely to be misread, by their readers' own confidence; as log2(1 + n), so that few count most.
double misread_cells(const Table& table) {
  double expected = 0;
  for (const Cell& cell : table.cells)
    if (!cell.text.empty()) expected += 1 - std::clamp(cell.confidence, 0.0, 1.0);
  return std::log2(1 + expected);
}

}  // namespace

void judge(Candidate& candidate, const JudgeWeights& weights, bool first) {
  Table& table = candidate.table;
  type_data(table);
  const Tally columns = tally_columns(look_down_columns(table));
  const RowSight rows = look_down_rows(table);
  const PrintedRows printed(table);
  const double aligned = columns.measured > 0 ? columns.aligned / columns.measured : 0.5;
  const double cells = static_cast<double>(std::max(0, table.rows)) * std::max(0, table.cols);
  double headed = 0;
  for (const Cell& cell : table.cells) headed += cell.role == Role::data && !cell.col_path.empty() ? 1 : 0;
  // Complete rules show a table even where its cells hold sentences, or nothing.
  const bool ruled = candidate.method.starts_with("ruled") || candidate.method.starts_with("flat");
  candidate.features = {{"bias", 1},
                        {"column_alike", columns.printed > 0 ? columns.alike / columns.printed : ruled ? 1.0 : 0.0},
                        {"column_numeric", share(columns.numeric, columns.printed)},
                        {"header_over", share(headed, columns.cells)},
                        {"header_unique", share(columns.headed, columns.columns)},
                        {"row_labelled", share(rows.labelled, rows.rows)},
                        {"row_unique", share(rows.unique, rows.rows)},
                        {"filled", share(columns.printed, columns.cells)},
                        {"aligned", aligned},
                        {"arithmetic", arithmetic_support(table)},
                        {"prose", prose_share(table) * (ruled ? 0.3 : 1.0)},
                        {"broken", broken_share(table)},
                        {"ruled", ruled ? 1.0 : 0.0},
                        {"size", std::log2(std::max(1.0, cells / 4)) / 4},
                        {"narrow", table.cols < 3 || table.rows < 3 ? 1.0 : 0.0},
                        {"first", first ? 1.0 : 0.0},
                        {"crowded", crowded_share(table)},
                        {"void", void_share(table, ruled)},
                        {"wordy", ruled ? 0.0 : wordiness(table)},
                        {"list", list_share(printed)},
                        {"leaders", leader_share(printed)},
                        {"form", form_share(printed)},
                        {"code", code_share(printed)},
                        {"sentences", sentence_share(printed)},
                        {"flow", ruled ? 0.0 : flow_share(printed)},
                        {"symbols", symbol_share(table)},
                        {"headless", !ruled && table.boxhead_rows == 0 ? 1.0 : 0.0},
                        {"garbled", garbled_share(table)},
                        {"doubt", misread_cells(table)}};
  for (const char* sign : {"tagged", "untagged", "uneven", "listing"}) {
    const auto known = std::find_if(candidate.signs.begin(), candidate.signs.end(), [&](const auto& s) { return s.first == sign; });
    candidate.features.emplace_back(sign, known == candidate.signs.end() ? 0 : known->second);
  }
  candidate.score = weighed(candidate.features, weights.grid);
  candidate.table_odds = weighed(candidate.features, weights.table);
}

double table_confidence(const Candidate& best, const Candidate* next, const JudgeWeights& weights) {
  // Beyond these a reader is sure; more says no more.
  constexpr double wide_margin = 4;
  constexpr double sure = 8;
  Features signs = best.features;
  signs.emplace_back("lone", next == nullptr ? 1.0 : 0.0);
  signs.emplace_back("margin", next == nullptr ? 0.0 : std::clamp(best.score - next->score, 0.0, wide_margin));
  signs.emplace_back("odds", std::clamp(best.table_odds, 0.0, sure));
  return 1 / (1 + std::exp(-weighed(signs, weights.confidence)));
}

}  // namespace tabularium

#include "stages/headers/boxhead.h"

#include <algorithm>
#include <map>
#include <string>

#include "stages/core/unicode.h"

namespace tabularium {
namespace {

constexpr int max_depth = 10;

// Weights are in nats, roughly: 1 is mild, 3 settles the matter.
constexpr double type_weight = 3.0;
constexpr double spanner_weight = 1.5;
constexpr double blank_stub_weight = 1.0;
constexpr double bold_weight = 1.8;
constexpr double first_row_prior = 0.8;
constexpr double other_row_prior = -0.3;
constexpr double serial_weight = 4.0;
constexpr double repeated_value_weight = 0.7;
constexpr double key_weight = 2.5;
constexpr double rule_weight = 2.0;
constexpr double fill_weight = 2.0;

// 1, 2, 3 … or (1) (2) (3) or a, b, c over the columns: numbers of columns, hours, days.
bool is_serial_row(const GridView& grid, int row) {
  // Below the first row a label in front makes it a row of values that happen to count up.
  if (row > 0 && grid.kind(row, 0) == CellKind::words && serial_of(grid.cell(row, 0).text) == 0) return false;
  int expected = -1;
  int run = 0;
  int others = 0;
  bool bracketed = grid.blank(row, 0);
  for (int col = 1; col < grid.cols(); ++col) {
    // A number of two lines' height counts where the others stand beside its lower line.
    if (grid.cell(row, col).col != col || grid.blank(row, col)) continue;
    const int serial = serial_of(grid.cell(row, col).text);
    bracketed = bracketed && grid.cell(row, col).text.starts_with("(");
    if (serial > 0 && (expected < 0 ? serial <= 3 : serial == expected)) {
      expected = serial + 1;
      ++run;
    } else {
      ++others;
    }
  }
  // In a table of one column of values the number under its head counts nothing else; a blank stands before it.
  const bool only = grid.cols() == 2 && row > 0 && grid.blank(row, 0) && run == 1;
  return (run >= 3 && others * 4 <= run) || ((run == 2 || only) && others == 0 && bracketed && expected == run + 1);
}

// Share of [-1, 1] that one cell speaks for header (+) or body (-), given its column.
double cell_evidence(const GridView& grid, const std::vector<ColumnKind>& columns, int row, int col) {
  const CellKind kind = grid.kind(row, col);
  switch (columns[static_cast<std::size_t>(col)]) {
    case ColumnKind::numbers:
      if (kind == CellKind::words) return 1;
      if (kind == CellKind::year) return 0.6;
      if (kind == CellKind::date) return 0.6;
      if (kind == CellKind::mark) return -0.7;
      return kind == CellKind::blank ? 0 : -1;
    case ColumnKind::dates:
      return kind == CellKind::words ? 1 : kind == CellKind::blank ? 0 : -1;
    case ColumnKind::words:
      return kind == CellKind::number || kind == CellKind::mark ? -0.25 : 0;
    case ColumnKind::empty: return 0;
  }
  return 0;
}

// Mean over the columns that can tell; columns of words cannot, but damp the others' say.
double type_evidence(const GridView& grid, const std::vector<ColumnKind>& columns, int row) {
  double sum = 0;
  double weight = 0;
  for (int col = 1; col < grid.cols(); ++col) {
    if (grid.blank(row, col)) continue;
    const double evidence = cell_evidence(grid, columns, row, col);
    sum += evidence;
    weight += evidence == 0 ? 0.15 : 1;
  }
  return weight == 0 ? 0 : sum / weight;
}

bool has_spanner(const GridView& grid, int row) {
  for (int col = 0; col < grid.cols(); ++col) {
    const Cell& cell = grid.cell(row, col);
    if (cell.row != row || cell.col != col || cell.col_span < 2 || grid.full_width(grid.id(row, col))) continue;
    if (col > 0 && (grid.kind(row, col) == CellKind::words || grid.kind(row, col) == CellKind::year)) return true;
  }
  return false;
}

struct BoldShare {
  int bold = 0;
  int all = 0;
  double share() const { return all == 0 ? 0 : static_cast<double>(bold) / all; }
};

BoldShare bold_in_row(const GridView& grid, int row) {
  BoldShare out;
  for (int col = 1; col < grid.cols(); ++col) {
    if (grid.blank(row, col) || !grid.starts_at(row, col)) continue;
    ++out.all;
    out.bold += grid.cell(row, col).bold ? 1 : 0;
  }
  return out;
}

// Bold rows are headers where most of the table is not bold; plain rows are none where the first column or other rows are bold.
void add_bold_evidence(const GridView& grid, std::vector<double>& likeness) {
  BoldShare whole;
  bool any = false;
  for (int row = 0; row < grid.rows(); ++row) {
    const BoldShare share = bold_in_row(grid, row);
    whole.bold += share.bold;
    whole.all += share.all;
    any = any || share.bold > 0 || grid.cell(row, 0).bold;
  }
  if (!any || whole.share() > 0.6) return;
  for (int row = 0; row < grid.rows(); ++row) {
    const BoldShare share = bold_in_row(grid, row);
    if (share.all == 0) continue;
    if (share.share() >= 0.8) {
      likeness[static_cast<std::size_t>(row)] += bold_weight;
    } else if (share.bold == 0) {
      likeness[static_cast<std::size_t>(row)] -= bold_weight;
    }
  }
}

// Values repeat down a column of words (yes, no, open); headers do not.
double repeated_values(const GridView& grid, const std::vector<ColumnKind>& columns, int row) {
  int repeated = 0;
  int seen = 0;
  for (int col = 1; col < grid.cols(); ++col) {
    if (columns[static_cast<std::size_t>(col)] != ColumnKind::words || !grid.starts_at(row, col) || grid.blank(row, col)) continue;
    ++seen;
    const std::string& text = grid.cell(row, col).text;
    for (int other = row + 1; other < std::min(grid.rows(), row + 60); ++other)
      if (grid.starts_at(other, col) && grid.cell(other, col).text == text) {
        ++repeated;
        break;
      }
  }
  return seen == 0 ? 0 : static_cast<double>(repeated) / seen;
}

// "Name:", "Date:" down the first column: keys with their values beside them.
bool is_key_list(const GridView& grid) {
  int keys = 0;
  int all = 0;
  for (int row = 0; row < grid.rows(); ++row) {
    if (grid.blank(row, 0)) continue;
    const std::string& text = grid.cell(row, 0).text;
    ++all;
    keys += text.ends_with(":") || text.ends_with("：") ? 1 : 0;
  }
  return all > 0 && keys * 3 >= all * 2;
}

double rule_contrast(const GridView& grid, const std::vector<RowMark>& marks, int depth) {
  if (marks.empty() || depth <= 0 || depth >= grid.rows()) return 0;
  const auto strong = [&](int row) { return marks[static_cast<std::size_t>(row)].rule_below >= 0.7; };
  if (!strong(depth - 1)) return 0;
  int ruled = 0;
  for (int row = depth; row + 1 < grid.rows(); ++row) ruled += strong(row) ? 1 : 0;
  const int inner = grid.rows() - 1 - depth;
  return inner > 0 && ruled * 3 > inner ? 0 : rule_weight;
}

double fill_contrast(const GridView& grid, const std::vector<RowMark>& marks, int depth) {
  if (marks.empty() || depth <= 0 || depth >= grid.rows()) return 0;
  const std::uint32_t head = marks[static_cast<std::size_t>(depth - 1)].fill;
  if (head == RowMark{}.fill) return 0;
  for (int row = 0; row < depth; ++row)
    if (marks[static_cast<std::size_t>(row)].fill != head) return 0;
  int same = 0;
  for (int row = depth; row < grid.rows(); ++row) same += marks[static_cast<std::size_t>(row)].fill == head ? 1 : 0;
  if (marks[static_cast<std::size_t>(depth)].fill == head) return 0;
  return same * 4 <= grid.rows() - depth ? fill_weight : 0;
}

}  // namespace

std::vector<ColumnKind> column_kinds(const GridView& grid) {
  std::vector<ColumnKind> out;
  for (int col = 0; col < grid.cols(); ++col) {
    int numbers = 0;
    int dates = 0;
    int words = 0;
    for (int row = grid.rows() / 2; row < grid.rows(); ++row) {
      if (grid.full_width(grid.id(row, col))) continue;
      const CellKind kind = grid.kind(row, col);
      numbers += kind == CellKind::number || kind == CellKind::figure || kind == CellKind::year ? 1 : 0;
      dates += kind == CellKind::date ? 1 : 0;
      words += kind == CellKind::words ? 1 : 0;
    }
    const int all = numbers + dates + words;
    out.push_back(all == 0               ? ColumnKind::empty
                  : numbers * 2 >= all   ? ColumnKind::numbers
                  : dates * 2 >= all     ? ColumnKind::dates
                                         : ColumnKind::words);
  }
  return out;
}

std::vector<double> header_likeness(const GridView& grid, const std::vector<RowMark>& marks) {
  (void)marks;
  const std::vector<ColumnKind> columns = column_kinds(grid);
  const bool keys = is_key_list(grid);
  std::vector<double> out(static_cast<std::size_t>(grid.rows()), 0.0);
  for (int row = 0; row < grid.rows(); ++row) {
    double& score = out[static_cast<std::size_t>(row)];
    if (grid.lone_cell(row) >= 0 || grid.blank_row(row)) continue;
    score = row == 0 ? first_row_prior : other_row_prior;
    score += type_weight * type_evidence(grid, columns, row);
    if (is_serial_row(grid, row)) score += serial_weight;
    if (score > -type_weight / 2) {
      if (has_spanner(grid, row)) score += spanner_weight;
      if (grid.blank(row, 0)) score += blank_stub_weight;
    }
    score -= repeated_value_weight * repeated_values(grid, columns, row);
    if (keys) score -= key_weight;
  }
  add_bold_evidence(grid, out);
  return out;
}

std::vector<BoxheadDepth> boxhead_depths(const GridView& grid, const std::vector<RowMark>& marks, const std::vector<double>& likeness) {
  std::vector<BoxheadDepth> depths{{}};
  double sum = 0;
  const int limit = std::min(max_depth, grid.rows() - 1);
  for (int depth = 1; depth <= limit; ++depth) {
    const auto last = static_cast<std::size_t>(depth - 1);
    sum += likeness[last];
    if (!grid.may_cut_above(depth) || grid.lone_cell(depth - 1) >= 0 || grid.blank_row(depth - 1)) continue;
    depths.push_back({depth, sum + rule_contrast(grid, marks, depth) + fill_contrast(grid, marks, depth)});
  }
  return depths;
}

BoxheadDepth best_depth(const std::vector<BoxheadDepth>& depths) { return *std::ranges::max_element(depths, {}, &BoxheadDepth::score); }

}  // namespace tabularium

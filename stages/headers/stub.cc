#include "stages/headers/stub.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <string>

#include "stages/core/unicode.h"

namespace tabularium {
namespace {

constexpr int max_stub = 5;

struct Tally {
  int cells = 0;     // printed cells that start in the column
  int words = 0;
  int values = 0;
  int codes = 0;
  int serials = 0;   // that continue a count
  int years = 0;
  int spanning = 0;  // that stand for several rows
  int gaps = 0;      // blank here, label to the right: the group above goes on
  bool unique = true;
};

Tally tally_column(const GridView& grid, const std::vector<bool>& body, int col) {
  Tally out;
  std::set<std::string> seen;
  int last = 0;
  for (int row = 0; row < grid.rows(); ++row) {
    if (!body[static_cast<std::size_t>(row)] || grid.cell(row, col).row != row) continue;
    const Cell& cell = grid.cell(row, col);
    const CellKind kind = grid.kind(row, col);
    if (kind == CellKind::blank) {
      const bool label_follows = col + 1 < grid.cols() && cell.col_span == 1 && grid.kind(row, col + 1) == CellKind::words;
      out.gaps += out.cells > 0 && label_follows ? 1 : 0;
      continue;
    }
    if (cell.col != col) continue;
    ++out.cells;
    out.words += kind == CellKind::words ? 1 : 0;
    out.values += is_value_kind(kind) || kind == CellKind::mark ? 1 : 0;
    out.years += kind == CellKind::year ? 1 : 0;
    out.codes += is_code(cell.text) ? 1 : 0;
    out.spanning += cell.row_span > 1 ? 1 : 0;
    const int serial = serial_of(cell.text);
    out.serials += serial > 0 && serial == last + 1 ? 1 : 0;
    if (serial > 0) last = serial;
    out.unique = seen.insert(cell.text).second && out.unique;
  }
  return out;
}

bool is_label_column(const Tally& tally) { return tally.cells > 0 && tally.words * 2 > tally.cells; }

// Serial numbers or codes: they name the row, but do not say what it is.
bool is_code_column(const Tally& tally) {
  if (tally.cells == 0 || tally.years * 2 > tally.cells) return false;
  if (tally.serials * 10 >= tally.cells * 8) return true;
  return tally.unique && tally.cells > 1 && tally.codes * 10 >= tally.cells * 8;
}

bool is_group_column(const Tally& tally) { return tally.words > 0 && (tally.spanning > 0 || tally.gaps > 0); }

// Columns that one label covers together with the first `width` columns.
int covered_by_labels(const GridView& grid, const std::vector<bool>& body, int width) {
  int reach = width;
  for (int row = 0; row < grid.rows(); ++row) {
    if (!body[static_cast<std::size_t>(row)]) continue;
    for (int col = 0; col < width; ++col) {
      const Cell& cell = grid.cell(row, col);
      if (cell.col_end() < grid.cols() && grid.kind(row, col) == CellKind::words) reach = std::max(reach, cell.col_end());
    }
  }
  return reach;
}

bool labels_only(const GridView& grid, const std::vector<bool>& body, int from, int to) {
  for (int col = from; col < to; ++col) {
    const Tally tally = tally_column(grid, body, col);
    if (tally.values * 2 > tally.cells) return false;
  }
  return true;
}

// A stub head that is printed over several columns names them all.
int stub_head_width(const GridView& grid, int boxhead_rows) {
  if (boxhead_rows == 0) return 1;
  const Cell& corner = grid.cell(boxhead_rows - 1, 0);
  return corner.col_end() < grid.cols() ? corner.col_end() : 1;
}

// Odds that something is the rule in a column, from the cells in which it is seen and those in which it is not; bits.
double odds_bits(int seen, int unseen) { return std::log2((seen + 0.5) / (unseen + 0.5)); }

}  // namespace

double stub_column_bits(const GridView& grid, const std::vector<bool>& body, int col) {
  constexpr double four_of_five = 2;    // bits; what makes a column one of codes
  constexpr double no_group = -6;
  constexpr double covered = 6;
  const Tally before = tally_column(grid, body, col - 1);
  const Tally own = tally_column(grid, body, col);
  if (covered_by_labels(grid, body, col) > col && own.values * 2 <= own.cells) return covered;
  const int named = std::max(before.serials, before.unique ? before.codes : 0);
  const double codes = odds_bits(named, before.cells - named) - four_of_five;
  const int grouping = before.words > 0 ? before.spanning + before.gaps : 0;
  const double groups = grouping == 0 ? no_group : odds_bits(grouping, 0);
  return std::max(std::min(codes, odds_bits(own.cells - own.values, own.values)), std::min(groups, odds_bits(own.words, own.cells - own.words)));
}

int stub_width(const GridView& grid, int boxhead_rows, const std::vector<bool>& body) {
  if (grid.cols() < 2) return 0;
  const auto body_rows = std::count(body.begin(), body.end(), true);
  if (body_rows == 1 && boxhead_rows > 0) {
    const auto row = static_cast<int>(std::find(body.begin(), body.end(), true) - body.begin());
    const CellKind first = grid.kind(row, 0);
    if (first == CellKind::number || first == CellKind::mark || first == CellKind::blank || first == CellKind::figure) return 0;
  }
  int width = 1;
  const int most = std::min(max_stub, grid.cols() - 1);
  for (;;) {
    int next = width;
    const Tally inner = tally_column(grid, body, width - 1);
    if (width < most) {
      const Tally candidate = tally_column(grid, body, width);
      const bool extends = (is_code_column(inner) && candidate.values * 2 <= candidate.cells && candidate.cells > 0) ||
                           (is_group_column(inner) && is_label_column(candidate));
      if (extends) next = width + 1;
    }
    const int reach = std::min(most, std::max(covered_by_labels(grid, body, width), width == 1 ? stub_head_width(grid, boxhead_rows) : 1));
    if (reach > next && labels_only(grid, body, width, reach)) next = reach;
    if (next == width) return width;
    width = next;
  }
}

}  // namespace tabularium

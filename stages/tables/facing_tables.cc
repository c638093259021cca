#include "stages/tables/facing_tables.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "stages/core/page_of.h"
#include "stages/core/table_structure.h"
#include "stages/core/typed_value.h"
#include "stages/core/unicode.h"

namespace tabularium {
namespace {

std::size_t at(int i) { return static_cast<std::size_t>(i); }

// The middle of each row's first line; nothing for rows that print none.
std::vector<std::optional<double>> row_heights(const Page& page, const Table& table) {
  std::vector<std::optional<double>> rows(at(table.rows));
  for (const Cell& cell : table.cells) {
    if (cell.row_span != 1) continue;
    for (const int id : cell.words) {
      if (at(id) >= page.evidence.words.size()) continue;
      const double y = page.evidence.words[at(id)].box.center_y();
      std::optional<double>& row = rows[at(cell.row)];
      if (!row || y < *row) row = y;
    }
  }
  return rows;
}

// The rows stand at the same heights, one page shifted as a whole.
bool rows_level(const Document& document, const Table& left, const Table& right) {
  constexpr double same_row = 2.0, same_place = 24.0;  // points
  constexpr int fewest = 4;
  const Page* a = page_of(document.pages, left.pages.back());
  const Page* b = page_of(document.pages, right.pages.front());
  if (left.rows != right.rows || a == nullptr || b == nullptr) return false;
  const auto upper = row_heights(*a, left), lower = row_heights(*b, right);
  std::optional<double> shift;
  int level = 0;
  for (int r = 0; r < left.rows; ++r) {
    if (!upper[at(r)] || !lower[at(r)]) continue;
    const double by = *lower[at(r)] - *upper[at(r)];
    if (!shift) shift = by;
    if (std::abs(by) > same_place || std::abs(by - *shift) > same_row) return false;
    ++level;
  }
  return level >= fewest && 4 * level >= 3 * left.rows;
}

std::vector<std::string> labels_of(const Table& table, int col) {
  std::vector<std::string> labels(at(table.rows));
  for (const Cell& cell : table.cells)
    if (cell.col == col) labels[at(cell.row)] = fold_label(cell.text);
  return labels;
}

bool is_figure(const std::string& label) { return looks_numeric(label) || is_blank_mark(label); }

// Words over something, in the first row.
bool begins_with_heads(const Table& table) {
  int heads = 0;
  for (const Cell& cell : table.cells) {
    if (cell.row != 0 || cell.text.empty()) continue;
    if (is_figure(fold_label(cell.text)) && parse_value(cell.text).kind != ValueKind::date) return false;
    ++heads;
  }
  return heads > 0;
}

// Below the first row, nearly every printed cell of the column is a figure, and most rows print one.
bool holds_figures(const std::vector<std::string>& labels) {
  int printed = 0, figures = 0;
  for (std::size_t r = 1; r < labels.size(); ++r) {
    printed += labels[r].empty() ? 0 : 1;
    figures += !labels[r].empty() && is_figure(labels[r]) ? 1 : 0;
  }
  return 2 * figures >= static_cast<int>(labels.size()) && 10 * figures >= 8 * printed;
}

bool same_heads(const Table& left, const Table& right) {
  if (left.cols != right.cols) return false;
  for (int c = 0; c < left.cols; ++c)
    if (labels_of(left, c).front() != labels_of(right, c).front()) return false;
  return true;
}

// Nothing is printed between the two tables but running heads and notes.
bool follow_each_other(const Document& document, int left, int right) {
  const auto place = [&](int region) {
    const auto block = std::find_if(document.blocks.begin(), document.blocks.end(),
                                    [&](const Block& b) { return b.kind == BlockKind::table && b.region == region; });
    return block - document.blocks.begin();
  };
  const auto from = place(left), to = place(right);
  if (to >= static_cast<std::ptrdiff_t>(document.blocks.size()) || from >= to) return false;
  return std::all_of(document.blocks.begin() + from + 1, document.blocks.begin() + to, [](const Block& block) {
    return block.kind == BlockKind::header || block.kind == BlockKind::footer || block.kind == BlockKind::note;
  });
}

bool may_face(const Document& document, int i, int j) {
  const TableRegion &left = document.regions[at(i)], &right = document.regions[at(j)];
  const bool printed = left.kind != RegionKind::flattened && right.kind != RegionKind::flattened && left.box && right.box;
  if (!printed || left.continues >= 0 || right.page != left.page + 1 || !right.caption.empty()) return false;
  return !left.candidates.empty() && !right.candidates.empty() && follow_each_other(document, i, j);
}

void join_candidates(const Document& document, TableRegion& left, const TableRegion& right) {
  std::vector<Candidate> joined;
  for (Candidate& candidate : left.candidates) {
    for (const Candidate& other : right.candidates) {
      const bool leading = &candidate == &left.candidates.front() && &other == &right.candidates.front();
      if (!leading && candidate.method != other.method) continue;
      const Facing facing = faces(document, candidate.table, other.table);
      if (!facing.faces) continue;
      Candidate whole = candidate;
      whole.table = join_facing(candidate.table, other.table, facing.repeated_cols);
      joined.push_back(std::move(whole));
      break;
    }
  }
  left.candidates = std::move(joined);
}

}  // namespace

Facing faces(const Document& document, const Table& left, const Table& right) {
  if (left.cols < 2 || right.cols < 2 || left.pages.empty() || right.pages.empty()) return {};
  if (!begins_with_heads(left) || !begins_with_heads(right) || same_heads(left, right) || !rows_level(document, left, right)) return {};
  const std::vector<std::string> stub = labels_of(left, 0), first = labels_of(right, 0);
  if (stub == first) return {true, 1};
  return {holds_figures(first) && !holds_figures(stub), 0};
}

Table join_facing(const Table& left, const Table& right, int repeated_cols) {
  Table whole = left;
  whole.cols = left.cols + right.cols - repeated_cols;
  std::vector<char> printed(at(left.rows), 0);
  for (const Cell& cell : right.cells)
    for (int r = cell.row; r < cell.row_end() && cell.col >= repeated_cols && !cell.text.empty(); ++r) printed[at(r)] = 1;
  std::vector<char> section(at(left.rows), 0);
  for (Cell& cell : whole.cells) {
    if (cell.col_span < left.cols || cell.row_span > 1 || cell.text.empty() || printed[at(cell.row)] != 0) continue;
    cell.col_span = whole.cols;
    section[at(cell.row)] = 1;
  }
  for (Cell cell : right.cells) {
    if (cell.col < repeated_cols || section[at(cell.row)] != 0) continue;
    cell.col += left.cols - repeated_cols;
    whole.cells.push_back(std::move(cell));
  }
  std::stable_sort(whole.cells.begin(), whole.cells.end(), [](const Cell& a, const Cell& b) {
    return a.row != b.row ? a.row < b.row : a.col < b.col;
  });
  whole.pages.insert(whole.pages.end(), right.pages.begin(), right.pages.end());
  whole.boxes.insert(whole.boxes.end(), right.boxes.begin(), right.boxes.end());
  whole.notes.insert(whole.notes.end(), right.notes.begin(), right.notes.end());
  fill_gaps(whole);
  return whole;
}

void join_facing_regions(Document& document) {
  for (int j = 1; j < static_cast<int>(document.regions.size()); ++j) {
    if (!may_face(document, j - 1, j)) continue;
    TableRegion &left = document.regions[at(j - 1)], &right = document.regions[at(j)];
    if (!faces(document, left.candidates.front().table, right.candidates.front().table).faces) continue;
    join_candidates(document, left, right);
    right.candidates.clear();
    right.continues = j - 1;
  }
}

}  // namespace tabularium

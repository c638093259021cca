#include "stages/tables/repeated_heads.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "stages/core/label_likeness.h"
#include "stages/core/unicode.h"

namespace tabularium {
namespace {

constexpr int kMostRows = 8;
constexpr int kMostTogether = 3;  // rows whose cells may span otherwise the second time

std::size_t at(int i) { return static_cast<std::size_t>(i); }

// The labels that begin in each column between two rows, top down; nothing where a cell reaches over either.
std::optional<std::vector<std::string>> column_labels(const Table& table, int from, int to) {
  std::vector<std::string> labels(at(table.cols));
  std::vector<const Cell*> cells;
  for (const Cell& cell : table.cells) {
    if (cell.row >= to || cell.row_end() <= from) continue;
    if (cell.row < from || cell.row_end() > to) return std::nullopt;
    cells.push_back(&cell);
  }
  std::stable_sort(cells.begin(), cells.end(), [](const Cell* a, const Cell* b) { return a->row < b->row; });
  for (const Cell* cell : cells) labels[at(cell->col)] += fold_label(cell->text);
  return labels;
}

std::vector<std::string> row_labels(const Table& table, int row) {
  std::vector<std::string> labels(at(table.cols));
  for (const Cell& cell : table.cells)
    if (cell.row == row) labels[at(cell.col)] = fold_label(cell.text);
  return labels;
}

// Marks beside letters come of dirt as often as not.
std::u32string letters_of(const std::string& label) {
  const std::u32string text = to_code_points(label);
  std::u32string letters;
  std::copy_if(text.begin(), text.end(), std::back_inserter(letters), [](char32_t c) { return is_letter(c) || (c >= U'0' && c <= U'9'); });
  return letters.empty() ? text : letters;
}

// Read from pixels, nothing is certain.
bool was_read(const Table& table, int from, int to) {
  return std::any_of(table.cells.begin(), table.cells.end(), [&](const Cell& cell) { return cell.row >= from && cell.row < to && cell.confidence < 1; });
}

// One head, read twice: at least half of its labels are the same, the others nearly so. Figures must agree: 1961 is not 1962. A
// short label may be misread wholly where the others say enough: three letters in four must be the same.
bool read_alike(const std::vector<std::string>& first, const std::vector<std::string>& next) {
  constexpr std::size_t most_edits = 2, letters_an_edit = 8;
  std::size_t same = 0, misread = 0, letters = 0, changed = 0;
  for (std::size_t c = 0; c < first.size(); ++c) {
    const std::u32string a = letters_of(first[c]), b = letters_of(next[c]);
    const std::size_t longer = std::max(a.size(), b.size());
    letters += longer;
    if (a == b) {
      same += a.empty() ? 0 : 1;
      continue;
    }
    const std::size_t edit = letter_edits(a, b);
    if (a.empty() || b.empty() || figures_in(a) != figures_in(b) || edit > std::max(most_edits, 1 + longer / letters_an_edit)) return false;
    changed += edit;
    ++misread;
  }
  return same >= std::max<std::size_t>(1, misread) && 4 * changed <= letters;
}

bool has_text(const Table& table, int from, int to) {
  return std::any_of(table.cells.begin(), table.cells.end(), [&](const Cell& cell) { return cell.row >= from && cell.row < to && !cell.text.empty(); });
}

bool is_same_head(const Table& first, const Table& next, int from, int to) {
  if (to == from + 1 && row_labels(first, from) == row_labels(next, from)) return true;
  if (!was_read(first, from, to) || !was_read(next, from, to)) return false;
  const auto a = column_labels(first, from, to), b = column_labels(next, from, to);
  return a && b && read_alike(*a, *b);
}

}  // namespace

int repeated_head_rows(const Table& first, const Table& next) {
  if (first.cols != next.cols) return 0;
  const int most = std::min({first.rows, next.rows - 1, kMostRows});
  int rows = 0;
  while (rows < most) {
    int to = rows + 1;
    while (to <= std::min(most, rows + kMostTogether) && !is_same_head(first, next, rows, to)) ++to;
    if (to > std::min(most, rows + kMostTogether) || !has_text(next, rows, to)) break;
    rows = to;
  }
  return rows;
}

void take_surer_heads(Table& first, const Table& next, int rows) {
  const auto same_place = [](const Cell& a, const Cell& b) {
    return a.row == b.row && a.col == b.col && a.row_span == b.row_span && a.col_span == b.col_span;
  };
  for (const Cell& again : next.cells) {
    if (again.row_end() > rows || again.text.empty()) continue;
    const auto head = std::find_if(first.cells.begin(), first.cells.end(), [&](const Cell& cell) { return same_place(cell, again); });
    if (head == first.cells.end() || head->text == again.text || head->text.empty() || again.confidence <= head->confidence) continue;
    head->alternatives.push_back({head->text, head->confidence, "first-head"});
    head->text = again.text;
    head->confidence = again.confidence;
  }
}

}  // namespace tabularium

#include "stages/tables/broken_rows.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "stages/core/page_of.h"
#include "stages/core/text_lines.h"
#include "stages/core/unicode.h"
#include "stages/tables/text_blocks.h"

namespace tabularium {
namespace {

std::size_t at(int i) { return static_cast<std::size_t>(i); }

// What each row holds: a text in the first column, and texts elsewhere.
struct RowTexts {
  std::vector<char> label, others;

  explicit RowTexts(const Table& table) : label(at(table.rows), 0), others(at(table.rows), 0) {
    for (const Cell& cell : table.cells)
      for (int r = cell.row; r < cell.row_end() && !cell.text.empty(); ++r) (cell.col == 0 ? label : others)[at(r)] = 1;
  }
  bool lone(int row) const { return label[at(row)] != 0 && others[at(row)] == 0; }
};

// Labels that stand alone in rows from `from` on, but for row `but`.
bool has_lone_labels(const Table& table, int from, int but) {
  const RowTexts texts(table);
  for (int r = from; r < table.rows; ++r)
    if (r != but && texts.lone(r)) return true;
  return false;
}

const Cell* label_of(const Table& table, int end) {
  const auto found = std::find_if(table.cells.begin(), table.cells.end(), [&](const Cell& cell) { return cell.col == 0 && cell.row_end() == end; });
  return found == table.cells.end() ? nullptr : &*found;
}

std::vector<PrintedLine> lines_of(const Document& document, const Cell& cell) {
  const Page* page = page_of(document.pages, cell.place.page);
  return page == nullptr ? std::vector<PrintedLine>{} : printed_lines(page->evidence.words, cell.words);
}

// Where the texts of the first column end on the last page, points.
double right_of_labels(const Document& document, const Table& table) {
  double right = 0;
  for (const Cell& cell : table.cells)
    if (cell.col_end() == 1)
      for (const PrintedLine& line : lines_of(document, cell)) right = std::max(right, line.box.x1);
  return right;
}

std::vector<Place> parts_of(const Cell& cell) { return cell.parts.empty() ? std::vector<Place>{cell.place} : cell.parts; }

}  // namespace

void join_cells(Cell& upper, const Cell& lower) {
  std::vector<Place> parts = parts_of(upper);
  const std::vector<Place> more = parts_of(lower);
  parts.insert(parts.end(), more.begin(), more.end());
  upper.parts = std::move(parts);
  upper.raw = join_text(upper.raw, lower.raw);
  upper.text = join_text(upper.text, lower.text);
  upper.confidence = std::min(upper.confidence, lower.confidence);
}

bool is_rest_of_row(const Document& document, const Table& whole, const Table& face, const Table& next, int row) {
  const int last = whole.rows - 1;
  if (row + 1 >= next.rows || last < 0 || !RowTexts(next).lone(row) || !RowTexts(face).others[at(last)]) return false;
  const Cell *upper = label_of(face, last + 1), *lower = label_of(next, row + 1);
  if (upper == nullptr || lower == nullptr || upper->words.empty() || lower->words.empty() || lower->row != row) return false;
  const Page *page = page_of(document.pages, lower->place.page), *before = page_of(document.pages, upper->place.page);
  if (page == nullptr || before == nullptr) return false;
  const Word& word = page->evidence.words[at(lower->words.front())];
  if (!same_face(before->evidence.words[at(upper->words.back())], word)) return false;
  const std::vector<PrintedLine> above = lines_of(document, *upper);
  const double space = 0.25 * word.box.height();
  const bool room = above.empty() || above.back().box.x1 + space + first_piece(word) <= right_of_labels(document, face);
  return !room && !has_lone_labels(next, row, row) && !has_lone_labels(whole, 1, -1);   // the whole last: it may be long
}

Table take_rest_of_row(Table& whole, Table next, int row) {
  const Cell* rest = label_of(next, row + 1);
  for (Cell& cell : whole.cells)
    if (cell.col == 0 && cell.row_end() == whole.rows) join_cells(cell, *rest);
  std::erase_if(next.cells, [&](const Cell& cell) { return cell.row == row && cell.row_span == 1; });
  for (Cell& cell : next.cells) {
    if (cell.row > row) --cell.row;
    else if (cell.row_end() > row) --cell.row_span;
  }
  --next.rows;
  return next;
}

}  // namespace tabularium

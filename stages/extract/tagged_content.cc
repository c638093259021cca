#include "stages/extract/tagged_content.h"

#include <algorithm>
#include <map>
#include <utility>

namespace tabularium {
namespace {

// What no printed table has: beyond this a tree is damaged or forged.
constexpr int most_columns = 400;
constexpr int most_rows = 20'000;
constexpr std::size_t most_places = 2'000'000;

// Places taken by row spans from above: for each column the number of rows still to come.
int first_free(const std::vector<int>& taken, int from) {
  while (from < static_cast<int>(taken.size()) && taken[static_cast<std::size_t>(from)] > 0) ++from;
  return from;
}

int free_run(const std::vector<int>& taken, int from, int wanted) {
  int run = 1;
  while (run < wanted && (from + run >= static_cast<int>(taken.size()) || taken[static_cast<std::size_t>(from + run)] == 0)) ++run;
  return run;
}

// Which way the cells that name a header cell stand from it.
void infer_scopes(const StructureTable& table, std::vector<TaggedCell>& cells) {
  std::map<std::string, std::size_t> by_id;
  std::vector<const StructureCell*> sources;
  for (const auto& row : table.rows)
    for (const StructureCell& cell : row) {
      if (cell.header && !cell.id.empty()) by_id.emplace(cell.id, sources.size());
      sources.push_back(&cell);
    }
  std::map<std::size_t, std::pair<int, int>> votes;  // header -> cells below it, cells beside it
  for (std::size_t i = 0; i < sources.size() && i < cells.size(); ++i) {
    for (const std::string& id : sources[i]->headers) {
      const auto found = by_id.find(id);
      if (found == by_id.end() || found->second == i || found->second >= cells.size()) continue;
      const TaggedCell& head = cells[found->second];
      const bool below = cells[i].row >= head.row + head.row_span && overlap(cells[i].col, cells[i].col + cells[i].col_span, head.col, head.col + head.col_span) > 0;
      const bool beside = overlap(cells[i].row, cells[i].row + cells[i].row_span, head.row, head.row + head.row_span) > 0;
      votes[found->second].first += below ? 1 : 0;
      votes[found->second].second += beside ? 1 : 0;
    }
  }
  for (const auto& [head, vote] : votes)
    if (cells[head].scope == TagScope::none && vote.first != vote.second)
      cells[head].scope = vote.first > vote.second ? TagScope::column : TagScope::row;
}

}  // namespace

std::uint64_t mark_key(const ContentMark& mark) noexcept {
  return static_cast<std::uint64_t>(static_cast<std::uint32_t>(mark.stream)) << 32U | static_cast<std::uint32_t>(mark.number);
}

SetTable set_table(const StructureTable& table) {
  SetTable out;
  if (table.rows.size() > most_rows) return {};
  const int rows = static_cast<int>(table.rows.size());
  std::vector<int> taken;
  std::size_t places = 0;
  for (int row = 0; row < rows; ++row) {
    int col = 0;
    std::vector<int> next = taken;
    for (int& left : next) left = std::max(0, left - 1);
    for (const StructureCell& from : table.rows[static_cast<std::size_t>(row)]) {
      col = first_free(taken, col);
      TaggedCell cell;
      cell.row = row;
      cell.col = col;
      cell.row_span = std::clamp(from.row_span, 1, rows - row);
      cell.col_span = free_run(taken, col, std::clamp(from.col_span, 1, most_columns));
      cell.header = from.header;
      cell.scope = from.scope;
      col += cell.col_span;
      places += static_cast<std::size_t>(cell.row_span) * static_cast<std::size_t>(cell.col_span);
      if (col > most_columns || places > most_places) return {};
      if (static_cast<int>(next.size()) < col) next.resize(static_cast<std::size_t>(col)), taken.resize(static_cast<std::size_t>(col));
      for (int c = cell.col; c < col; ++c) next[static_cast<std::size_t>(c)] = cell.row_span - 1;
      for (const auto& [page, mark] : from.content) out.content[page].push_back({static_cast<int>(out.cells.size()), mark});
      out.cells.push_back(std::move(cell));
      out.cols = std::max(out.cols, col);
    }
    taken = std::move(next);
  }
  if (out.cells.empty()) return {};
  out.rows = rows;
  infer_scopes(table, out.cells);
  return out;
}

namespace {

// Position of each row within the page's part, rows.size() of them plus the end; a row that stands on other pages only
// takes no place (a repeated head, then the rows that go on).
std::vector<int> rows_on_page(const SetTable& table, const std::map<int, std::vector<int>>& words_of, int& rows) {
  const auto count = static_cast<std::size_t>(table.rows);
  std::vector<char> here(count, 0), elsewhere(count, 0);
  for (const auto& [page, pieces] : table.content)
    for (const SetTable::Part& piece : pieces) elsewhere[static_cast<std::size_t>(table.cells[static_cast<std::size_t>(piece.cell)].row)] = 1;
  for (const auto& [cell, words] : words_of) here[static_cast<std::size_t>(table.cells[static_cast<std::size_t>(cell)].row)] = 1;
  const bool alone = table.content.size() == 1;
  const auto first = std::find(here.begin(), here.end(), 1) - here.begin();
  const auto last = count - static_cast<std::size_t>(std::find(here.rbegin(), here.rend(), 1) - here.rbegin());
  std::vector<int> position;
  rows = 0;
  for (std::size_t row = 0; row < count; ++row) {
    position.push_back(rows);
    const bool within = row >= static_cast<std::size_t>(first) && row < last;
    rows += alone || here[row] != 0 || (within && elsewhere[row] == 0) ? 1 : 0;
  }
  position.push_back(rows);
  return position;
}

}  // namespace

TaggedTable part_on_page(const SetTable& table, int number, int page_object, const std::vector<ContentMark>& marks) {
  TaggedTable part;
  const auto here = table.content.find(page_object);
  if (here == table.content.end()) return part;
  std::unordered_map<std::uint64_t, int> cell_of;
  for (const SetTable::Part& piece : here->second) cell_of.emplace(mark_key(piece.mark), piece.cell);
  std::map<int, std::vector<int>> words_of;
  for (std::size_t i = 0; i < marks.size(); ++i) {
    if (marks[i].number < 0) continue;
    const auto found = cell_of.find(mark_key(marks[i]));
    if (found != cell_of.end()) words_of[found->second].push_back(static_cast<int>(i));
  }
  if (words_of.empty()) return part;
  const std::vector<int> position = rows_on_page(table, words_of, part.rows);
  part.number = number;
  part.cols = table.cols;
  for (std::size_t i = 0; i < table.cells.size(); ++i) {
    TaggedCell cell = table.cells[i];
    const int from = position[static_cast<std::size_t>(cell.row)];
    const int to = position[static_cast<std::size_t>(cell.row + cell.row_span)];
    if (from >= to) continue;
    cell.row = from;
    cell.row_span = to - from;
    if (const auto words = words_of.find(static_cast<int>(i)); words != words_of.end()) cell.words = words->second;
    part.cells.push_back(std::move(cell));
  }
  return part;
}

double tree_cover(const StructureTree& tree, int page_object, const std::vector<ContentMark>& marks) {
  if (marks.empty()) return 0;
  const auto known = tree.known.find(page_object);
  std::size_t covered = 0;
  for (const ContentMark& mark : marks) {
    const bool in_tree = mark.number >= 0 && known != tree.known.end() &&
                         std::binary_search(known->second.begin(), known->second.end(), mark_key(mark));
    covered += mark.artifact || in_tree ? 1 : 0;
  }
  return static_cast<double>(covered) / static_cast<double>(marks.size());
}

}  // namespace tabularium

#include "stages/core/table_corrections.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>

#include "stages/core/cell_text.h"
#include "stages/core/corrections.h"
#include "stages/core/drawn_text.h"
#include "stages/core/page_of.h"
#include "stages/core/table_structure.h"
#include "stages/core/unicode.h"

namespace tabularium {
namespace {

std::size_t at(int i) { return static_cast<std::size_t>(i); }

// What the page itself says there, whatever grid lies over it.
bool page_reads(const Document& document, const Correction& correction) {
  const Page* page = page_of(document.pages, std::max(1, correction.place.page));
  if (page == nullptr) return false;
  if (correction.place.span)
    return std::ranges::any_of(page->evidence.lines, [&](const TextLine& line) {
      return line.span.line == correction.place.span->line && line.text.find(correction.was) != std::string::npos;
    });
  std::string read;
  for (const Word& word : page->evidence.words)
    if (correction.place.box && correction.place.box->contains({word.box.center_x(), word.box.center_y()})) read += word.text;
  return fold_label(read) == fold_label(correction.was);
}

bool still_stands(const Document& document, const Correction& correction, const Cell& cell) {
  return reads_as_told(cell, correction) || page_reads(document, correction);
}

// "t1", "t2" … in reading order again, wherever a table is named.
void name_tables_anew(Document& document) {
  std::map<std::string, std::string> names;
  for (std::size_t i = 0; i < document.tables.size(); ++i) {
    std::string name = "t" + std::to_string(i + 1);
    names[document.tables[i].id] = name;
    document.tables[i].id = std::move(name);
  }
  const auto rename = [&names](std::string& id) {
    if (const auto found = names.find(id); found != names.end()) id = found->second;
  };
  for (Block& block : document.blocks) rename(block.table);
  for (TableRegion& region : document.regions)
    for (Candidate& candidate : region.candidates) rename(candidate.table.id);
}

void number_blocks(Document& document) {
  for (std::size_t i = 0; i < document.blocks.size(); ++i) document.blocks[i].id = static_cast<int>(i);
}

int leading_head_rows(const Table& table) {
  int rows = 0;
  for (const Cell& cell : table.cells)
    if ((cell.role == Role::column_header || cell.role == Role::stub_head) && cell.row <= rows) rows = std::max(rows, cell.row_end());
  return rows;
}

// ---------------------------------------------------------------- hypotheses

std::string size_name(const Candidate& candidate) {
  return candidate.method + ' ' + std::to_string(candidate.table.rows) + 'x' + std::to_string(candidate.table.cols);
}

std::vector<std::string> names_of(const TableRegion& region) {
  std::vector<std::string> names;
  std::map<std::string, int> seen;
  for (const Candidate& candidate : region.candidates) {
    std::string name = size_name(candidate);
    if (const int turn = ++seen[name]; turn > 1) name += " #" + std::to_string(turn);
    names.push_back(std::move(name));
  }
  return names;
}

// The accepted candidate keeps the table's id and none of its cells.
std::optional<std::size_t> accepted(const TableRegion& region, const std::string& id) {
  for (std::size_t i = 0; i < region.candidates.size(); ++i)
    if (region.candidates[i].table.id == id && region.candidates[i].table.cells.empty()) return i;
  return std::nullopt;
}

}  // namespace

Table take_table(TableRegion& region, std::size_t candidate, const std::string& id) {
  Table& chosen = region.candidates[candidate].table;
  Table table = std::move(chosen);
  chosen = {};
  chosen.id = table.id = id;
  chosen.rows = table.rows;
  chosen.cols = table.cols;
  table.cells.shrink_to_fit();
  if (table.caption.empty()) table.caption = region.caption;
  if (table.unit.empty()) table.unit = region.unit;
  if (table.notes.empty()) table.notes = region.notes;
  if (table.section.empty()) table.section = region.section;
  if (table.pages.empty() && region.page > 0) table.pages = {region.page};
  if (table.boxes.empty() && region.box) table.boxes = {*region.box};
  return table;
}

std::vector<GridChoice> grid_choices(const Document& document, const std::string& table_id) {
  for (const TableRegion& region : document.regions) {
    const auto chosen = accepted(region, table_id);
    if (!chosen) continue;
    std::vector<GridChoice> choices;
    const std::vector<std::string> names = names_of(region);
    for (std::size_t i = 0; i < names.size(); ++i) {
      const bool whole = i == *chosen || (!region.candidates[i].table.cells.empty() && structure_error(region.candidates[i].table).empty());
      if (whole) choices.push_back({names[i], i == *chosen});
    }
    return choices;
  }
  return {};
}

bool choose_grid(Document& document, const Correction& correction) {
  const auto where = cell_at(document, correction.place, 0);
  if (!where || !still_stands(document, correction, document.tables[where->table].cells[where->cell])) return false;
  Table& table = document.tables[where->table];
  for (TableRegion& region : document.regions) {
    const auto chosen = accepted(region, table.id);
    if (!chosen) continue;
    const std::vector<std::string> names = names_of(region);
    const auto wanted = static_cast<std::size_t>(std::ranges::find(names, correction.is) - names.begin());
    if (wanted == *chosen) return true;
    if (wanted == names.size() || region.candidates[wanted].table.cells.empty()) return false;
    const std::string id = table.id;
    Table other = take_table(region, wanted, id);
    table.id.clear();
    region.candidates[*chosen].table = std::move(table);
    place_table_in_file(other, document.pages);
    document.tables[where->table] = std::move(other);
    return true;
  }
  return false;
}

bool join_tables(Document& document, const Correction& correction) {
  const auto where = cell_at(document, correction.place);
  if (!where || !still_stands(document, correction, document.tables[where->table].cells[where->cell])) return false;
  Table& second = document.tables[where->table];
  if (second.cells[where->cell].row > 0) return true;  // joined already
  if (where->table == 0 || document.tables[where->table - 1].cols != second.cols) return false;
  Table& first = document.tables[where->table - 1];
  for (Cell cell : second.cells) {
    cell.row += first.rows;
    first.cells.push_back(std::move(cell));
  }
  first.rows += second.rows;
  for (std::size_t i = 0; i < second.pages.size(); ++i) {
    const bool known = !first.pages.empty() && first.pages.back() == second.pages[i];
    if (!known) first.pages.push_back(second.pages[i]);
    if (i >= second.boxes.size()) continue;
    if (known && !first.boxes.empty()) first.boxes.back() = unite(first.boxes.back(), second.boxes[i]);
    else first.boxes.push_back(second.boxes[i]);
  }
  first.notes.insert(first.notes.end(), second.notes.begin(), second.notes.end());
  for (Block& block : document.blocks)
    if (block.table == second.id) block.table = first.id;
  for (TableRegion& region : document.regions)
    if (const auto chosen = accepted(region, second.id)) region.candidates[*chosen].table.id.clear();
  build_header_trees(first);
  document.tables.erase(document.tables.begin() + static_cast<std::ptrdiff_t>(where->table));
  name_tables_anew(document);
  return true;
}

namespace {

// Pages and boxes of a part of a table, from where its cells stand.
void frame_by_cells(Table& table) {
  std::map<int, Box> boxes;
  for (const Cell& cell : table.cells)
    if (cell.place.box) boxes[cell.place.page] = unite(boxes[cell.place.page], *cell.place.box);
  if (boxes.empty()) return;  // of a text file
  table.pages.clear();
  table.boxes.clear();
  for (const auto& [page, box] : boxes) {
    table.pages.push_back(page);
    table.boxes.push_back(box);
  }
}

// Rows from `row` on, as a table of their own.
Table cut_off(Table& table, int row) {
  Table below = table;
  below.header_choices.clear();   // said of the rows above
  std::erase_if(below.cells, [row](const Cell& cell) { return cell.row < row; });
  for (Cell& cell : below.cells) cell.row -= row;
  below.rows = table.rows - row;
  below.boxhead_rows = leading_head_rows(below);
  below.caption.clear();
  std::erase_if(table.cells, [row](const Cell& cell) { return cell.row >= row; });
  table.rows = row;
  table.boxhead_rows = std::min(table.boxhead_rows, row);
  table.notes.clear();
  for (Table* part : {&table, &below}) {
    frame_by_cells(*part);
    build_header_trees(*part);
  }
  return below;
}

}  // namespace

bool divide_table(Document& document, const Correction& correction) {
  const auto where = cell_at(document, correction.place);
  if (!where || !still_stands(document, correction, document.tables[where->table].cells[where->cell])) return false;
  Table& table = document.tables[where->table];
  const int row = table.cells[where->cell].row;
  if (row == 0) return true;  // divided already
  if (std::ranges::any_of(table.cells, [row](const Cell& cell) { return cell.row < row && cell.row_end() > row; })) return false;
  Table below = cut_off(table, row);
  below.id = table.id + " below";
  const auto last = std::ranges::find(document.blocks.rbegin(), document.blocks.rend(), table.id, &Block::table);
  if (last != document.blocks.rend()) {
    Block block = *last;
    block.table = below.id;
    block.region = -1;  // so that forget_divided_blocks knows it
    if (!below.pages.empty() && !below.boxes.empty()) block.place = {below.pages.front(), below.boxes.front(), std::nullopt};
    document.blocks.insert(last.base(), std::move(block));
    number_blocks(document);
  }
  document.tables.insert(document.tables.begin() + static_cast<std::ptrdiff_t>(where->table) + 1, std::move(below));
  name_tables_anew(document);
  return true;
}

void forget_divided_blocks(Document& document) {
  if (std::erase_if(document.blocks, [](const Block& block) { return block.kind == BlockKind::table && block.region < 0; }) > 0)
    number_blocks(document);
}

namespace {

// Neighbours in a row on both sides of an edge, and the words that each would have.
struct Neighbours {
  Cell* left;
  Cell* right;
  std::vector<int> left_words;
  std::vector<int> right_words;
};

Cell* neighbour(Table& table, int row, int col, bool ends) {
  const auto found = std::ranges::find_if(table.cells, [&](const Cell& cell) {
    return cell.row == row && cell.col_span == 1 && cell.col == (ends ? col - 1 : col) && cell.parts.size() < 2;
  });
  return found == table.cells.end() ? nullptr : &*found;
}

std::vector<Neighbours> moved_words(Table& table, int edge, double x, const Document& document) {
  std::vector<Neighbours> moved;
  for (int row = 0; row < table.rows; ++row) {
    Cell* left = neighbour(table, row, edge, true);
    Cell* right = neighbour(table, row, edge, false);
    if (left == nullptr || right == nullptr || left->row_span != right->row_span) continue;
    const int number = left->words.empty() ? right->place.page : left->place.page;
    const Page* page = page_of(document.pages, number);
    if (page == nullptr || (!left->words.empty() && !right->words.empty() && right->place.page != number)) continue;
    Neighbours both{left, right, {}, {}};
    for (const Cell* cell : {left, right})
      for (const int id : cell->words)
        if (at(id) < page->evidence.words.size())
          (page->evidence.words[at(id)].box.center_x() < x ? both.left_words : both.right_words).push_back(id);
    const bool same = std::ranges::is_permutation(both.left_words, left->words) && std::ranges::is_permutation(both.right_words, right->words);
    if (!same) moved.push_back(std::move(both));
  }
  return moved;
}

void give_words(Cell& cell, const std::vector<int>& ids, const Page& page) {
  std::optional<Box> box;
  for (const int id : ids) box = box ? unite(*box, page.evidence.words[at(id)].box) : page.evidence.words[at(id)].box;
  set_cell_text(cell, page.evidence.words, ids, cell.place.box ? cell.place.box->x0 : 0);
  if (!box) return;
  cell.place = {page.number, box, std::nullopt};
  if (!cell.parts.empty()) cell.parts = {cell.place};
}

}  // namespace

bool move_edge(Document& document, const Correction& correction) {
  double x = 0;
  const char* end = correction.is.data() + correction.is.size();
  const auto [rest, error] = std::from_chars(correction.is.data(), end, x);
  const auto where = cell_at(document, correction.place);
  if (error != std::errc{} || rest != end || !where) return false;
  Table& table = document.tables[where->table];
  const int edge = table.cells[where->cell].col_end();
  if (edge >= table.cols) return false;
  const std::vector<Neighbours> moved = moved_words(table, edge, x, document);
  if (moved.empty()) return true;  // it lies there already
  if (!still_stands(document, correction, table.cells[where->cell])) return false;
  for (const Neighbours& both : moved) {
    const Page* page = page_of(document.pages, both.left->words.empty() ? both.right->place.page : both.left->place.page);
    give_words(*both.left, both.left_words, *page);
    give_words(*both.right, both.right_words, *page);
  }
  build_header_trees(table);
  return true;
}

}  // namespace tabularium

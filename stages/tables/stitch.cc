#include "stages/tables/stitch.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <optional>
#include <utility>
#include <vector>

#include "stages/core/median.h"
#include "stages/core/page_of.h"
#include "stages/core/table_structure.h"
#include "stages/core/typed_value.h"
#include "stages/core/unicode.h"
#include "stages/tables/broken_rows.h"
#include "stages/tables/repeated_heads.h"

namespace tabularium {
namespace {

std::size_t at(int i) { return static_cast<std::size_t>(i); }

constexpr double same_boundary = 4.0;  // points

// Column boundaries, left to right, from the cells' boxes; empty when a cell has none.
std::vector<double> column_boundaries(const Table& table) {
  std::vector<double> left(at(table.cols), 1e9);
  double right = -1e9;
  for (const Cell& cell : table.cells) {
    if (!cell.place.box) continue;
    left[at(cell.col)] = std::min(left[at(cell.col)], cell.place.box->x0);
    if (cell.col_end() == table.cols) right = std::max(right, cell.place.box->x1);
  }
  left.push_back(right);
  if (std::any_of(left.begin(), left.end(), [](double x) { return std::abs(x) > 1e8; })) return {};
  return left;
}

// Each of `few` found among `many`; empty when one is missing. Pages may be shifted sideways against each other.
std::vector<int> fit_boundaries(const std::vector<double>& few, const std::vector<double>& many) {
  if (few.size() < 2 || many.size() < 2) return {};
  const double shift = many.front() - few.front();
  if (std::abs((many.back() - few.back()) - shift) > same_boundary) return {};
  std::vector<int> fitted;
  std::size_t next = 0;
  for (double x : few) {
    while (next < many.size() && many[next] < x + shift - same_boundary) ++next;
    if (next == many.size() || many[next] > x + shift + same_boundary) return {};
    fitted.push_back(static_cast<int>(next++));
  }
  return fitted;
}

void refit(Table& table, const std::vector<int>& position, int cols) {
  for (Cell& cell : table.cells) {
    const int end = position[at(cell.col_end())];
    cell.col = position[at(cell.col)];
    cell.col_span = end - cell.col;
  }
  table.cols = cols;
}

bool has_figures(const Table& table) {
  return std::any_of(table.cells.begin(), table.cells.end(), [](const Cell& cell) {
    return cell.col > 0 && !cell.text.empty() && !is_blank_mark(cell.text) && looks_numeric(cell.text);
  });
}

// The cell of `table` that ends at row `end` and covers exactly these columns.
Cell* cell_ending(Table& table, int end, const Cell& like) {
  for (Cell& cell : table.cells)
    if (cell.row_end() == end && cell.col == like.col && cell.col_span == like.col_span) return &cell;
  return nullptr;
}

// A letter or two beside the table, on a page that was read from pixels: dirt at the edge of the paper.
bool is_speck(const Document& document, const Block& block, const Block& table) {
  constexpr std::size_t most_letters = 2;
  const auto read = [&](const Page& page) { return page.number == block.place.page && page.origin == PageOrigin::image; };
  const std::optional<Box>&own = block.place.box, &other = table.place.box;
  if (block.place.page != table.place.page || !own || !other || std::none_of(document.pages.begin(), document.pages.end(), read)) return false;
  const bool beside = overlap_x(*own, *other) <= 0 || own->y1 < other->y0;
  const std::u32string text = to_code_points(block.text);
  const auto letters = std::count_if(text.begin(), text.end(), [](char32_t c) { return is_letter(c) || (c >= U'0' && c <= U'9'); });
  return beside && static_cast<std::size_t>(letters) <= most_letters;
}

// Index of each region's block; -1 where it has none.
std::vector<int> blocks_of_regions(const Document& document) {
  std::vector<int> blocks(document.regions.size(), -1);
  for (std::size_t i = 0; i < document.blocks.size(); ++i) {
    const Block& block = document.blocks[i];
    if (block.kind == BlockKind::table && block.region >= 0 && at(block.region) < blocks.size()) blocks[at(block.region)] = static_cast<int>(i);
  }
  return blocks;
}

bool between_is_furniture(const Document& document, int from, int to) {
  if (from < 0 || to < 0) return true;
  for (int i = from + 1; i < to; ++i) {
    const Block& block = document.blocks[at(i)];
    if (block.kind != BlockKind::header && block.kind != BlockKind::footer && !is_speck(document, block, document.blocks[at(from)])) return false;
  }
  return from < to;
}

// The upper table reaches down its page, or the lower one begins near the top of its own.
bool meet_at_break(const Document& document, const Box& upper, int upper_page, const TableRegion& lower) {
  const Page* first = page_of(document.pages, upper_page);
  const Page* next = page_of(document.pages, lower.page);
  if (first == nullptr || next == nullptr || !lower.box) return false;
  return upper.y1 > 0.6 * first->height && lower.box->y0 < 0.4 * next->height;
}

// Left and right end of each column's text, as most of its cells have them; cells before row `from` are heads.
struct ColumnEnds {
  std::vector<double> left, right;
};

std::vector<ColumnEnds> column_ends(const Document& document, const Table& table, int from) {
  std::vector<ColumnEnds> columns(at(table.cols));
  for (const Cell& cell : table.cells) {
    const Page* page = page_of(document.pages, cell.place.page);
    if (cell.row < from || cell.col_span > 1 || cell.words.empty() || page == nullptr) continue;
    Box text;
    for (const int id : cell.words)
      if (at(id) < page->evidence.words.size()) text = unite(text, page->evidence.words[at(id)].box);
    columns[at(cell.col)].left.push_back(text.x0);
    columns[at(cell.col)].right.push_back(text.x1);
  }
  return columns;
}

// Every column's texts are set to one and the same edge on both pages. Bounds between columns without lines say less: they
// move with the heads, which the second page need not repeat. One row under its heads tells enough where it has several columns.
// `beside`: the second part stands elsewhere across the page, and the last column's edge tells how far from the first.
bool text_edges_agree(const Document& document, const Table& first, const Table& next, bool beside = false) {
  constexpr double same_edge = 3.0;  // points
  constexpr std::size_t least_cells = 2;
  constexpr int few_rows = 4, several_columns = 3;
  if (first.cols != next.cols || first.cols < (beside ? several_columns : 2)) return false;
  const bool begun = first.rows < few_rows && first.cols >= several_columns;
  const std::vector<ColumnEnds> upper = column_ends(document, first, begun ? first.rows - 1 : first.rows / 3);
  const std::vector<ColumnEnds> lower = column_ends(document, next, 0);
  const double dx = beside ? median(upper.back().right) - median(lower.back().right) : 0;
  for (int c = 0; c < first.cols; ++c) {
    if (upper[at(c)].left.size() < (begun ? 1 : least_cells) || lower[at(c)].left.size() < least_cells) return false;
    const bool left = std::abs(median(upper[at(c)].left) - median(lower[at(c)].left) - dx) < same_edge;
    const bool right = std::abs(median(upper[at(c)].right) - median(lower[at(c)].right) - dx) < same_edge;
    if (!left && !right) return false;
  }
  return true;
}

bool fits(const Document& document, const Table& first, const Table& next) {
  return columns_agree(first, next) || text_edges_agree(document, first, next);
}

// The table as it would stand `dx` points further right.
Table moved(Table table, double dx) {
  for (Cell& cell : table.cells) {
    if (!cell.place.box) continue;
    cell.place.box->x0 += dx;
    cell.place.box->x1 += dx;
  }
  return table;
}

// `next` in the place of the page's column in which `first` ends.
Table moved_under(const Table& first, const Table& next) { return moved(next, first.boxes.back().x0 - next.boxes.front().x0); }

// Its first row holds figures: it has no heads of its own.
bool begins_with_figures(const Table& table) {
  return std::any_of(table.cells.begin(), table.cells.end(), [](const Cell& cell) {
    return cell.row == 0 && cell.col > 0 && !cell.text.empty() && looks_numeric(cell.text);
  });
}

// The same heads, or as wide, in columns as wide, and without heads.
bool fits_beside(const Document& document, const Table& first, const Table& next) {
  constexpr double same_width = 6.0;  // points
  if (repeated_head_rows(first, next) > 0) return true;
  if (next.boxes.empty() || first.cols != next.cols || !begins_with_figures(next)) return false;
  const bool as_wide = std::abs(first.boxes.back().width() - next.boxes.front().width()) < same_width;
  return (as_wide && columns_agree(first, moved_under(first, next))) || text_edges_agree(document, first, next, true);
}

// In the page's next column: right of the upper part, which ends lower than this one begins, under the same heads or none.
bool goes_on_beside(const Document& document, const Table& table, const TableRegion& next) {
  if (next.candidates.empty() || !next.caption.empty() || !next.box) return false;
  if (table.pages.empty() || table.boxes.empty() || next.page != table.pages.back()) return false;
  const Box& upper = table.boxes.back();
  const Page* page = page_of(document.pages, next.page);
  if (page == nullptr || next.box->x0 < upper.x1 || upper.y1 < 0.6 * page->height || next.box->y0 > 0.4 * page->height) return false;
  return fits_beside(document, table, next.candidates.front().table);
}

// On the next page, under the upper part or, where pages have columns, in another place across the page.
bool goes_on(const Document& document, const Table& table, const TableRegion& next) {
  if (next.candidates.empty() || !next.caption.empty()) return false;
  if (table.pages.empty() || table.boxes.empty() || next.page != table.pages.back() + 1) return false;
  if (!meet_at_break(document, table.boxes.back(), table.pages.back(), next)) return false;
  const Table& other = next.candidates.front().table;
  return fits(document, table, other) || fits_beside(document, table, other);
}

// The rows that a next part is compared with: the heads, and the last page's. Their cells keep their places in the whole.
constexpr int most_heads = 8;

Table face_of(const Table& table) {
  Table face = table;
  if (table.pages.empty()) return face;
  int last = table.rows;  // the first row with a cell on the last page
  for (const Cell& cell : table.cells)
    if (cell.row >= most_heads && cell.place.page == table.pages.back()) last = std::min(last, cell.row);
  std::erase_if(face.cells, [&](const Cell& cell) { return cell.row >= most_heads && cell.row < last; });
  return face;
}

// `rest` put under `whole`, of which `face` is what face_of tells, without its first `dropped` rows, which repeat the head: the cost is
// that of the part, however long the table is.
void append(Table& whole, const Table& face, Table rest, int dropped) {
  if (whole.cols != rest.cols) {
    const std::vector<double> a = column_boundaries(face);
    const std::vector<double> b = column_boundaries(rest);
    if (whole.cols < rest.cols)
      refit(whole, fit_boundaries(a, b), rest.cols);
    else
      refit(rest, fit_boundaries(b, a), whole.cols);
  }
  fill_gaps(rest);
  take_surer_heads(whole, rest, dropped);
  const bool within_head = dropped == 0 && !has_figures(whole);
  const int base = whole.rows;
  const int rows_below = rest.rows - dropped;
  for (Cell& cell : rest.cells) {
    if (cell.row_end() <= dropped) continue;
    const bool at_break = cell.row <= dropped;
    cell.row_span = cell.row_end() - std::max(cell.row, dropped);
    cell.row = std::max(cell.row, dropped) - dropped + base;
    Cell* upper = within_head && at_break && cell.text.empty() ? cell_ending(whole, base, cell) : nullptr;
    if (upper != nullptr && !upper->text.empty()) {
      upper->row_span += cell.row_span;
      join_cells(*upper, cell);
    } else {
      whole.cells.push_back(std::move(cell));
    }
  }
  whole.rows = base + rows_below;
  whole.pages.insert(whole.pages.end(), rest.pages.begin(), rest.pages.end());
  whole.boxes.insert(whole.boxes.end(), rest.boxes.begin(), rest.boxes.end());
  whole.notes.insert(whole.notes.end(), rest.notes.begin(), rest.notes.end());
}

// A candidate that is being put together, and its face.
struct Chain {
  Candidate candidate;
  Table face;
};

// The face once a part was added whose cells begin at `from`.
void renew_face(Chain& chain, std::size_t from, int cols_before) {
  const Table& whole = chain.candidate.table;
  if (whole.cols != cols_before) {
    chain.face = face_of(whole);
    return;
  }
  Table& face = chain.face;
  std::erase_if(face.cells, [](const Cell& cell) { return cell.row >= most_heads; });
  face.cells.insert(face.cells.end(), whole.cells.begin() + static_cast<std::ptrdiff_t>(from), whole.cells.end());
  face.rows = whole.rows;
  face.pages = {whole.pages.back()};
  face.boxes = {whole.boxes.back()};
}

// One is the structure tree's grid, the other is borne out by the tree, whose own grid was the same.
bool tags_agree(const Candidate& a, const Candidate& b) {
  const auto tagged = [](const Candidate& candidate) {
    return std::any_of(candidate.signs.begin(), candidate.signs.end(), [](const auto& sign) { return sign.first == "tagged"; });
  };
  return tagged(a) && tagged(b);
}

// What a next part of the table of region `head` must fit; null where none may go on.
const Table* leading_table(const Document& document, int head, const std::vector<Chain>& chains) {
  if (!chains.empty()) return &chains.front().face;
  if (head < 0 || document.regions[at(head)].candidates.empty()) return nullptr;
  return &document.regions[at(head)].candidates.front().table;
}

// Adds the part of region `next` to every candidate that it fits; those that it does not fit fall away. False, and nothing is
// changed, where it fits none.
bool extend(Document& document, int head, std::vector<Chain>& chains, const TableRegion& next) {
  std::vector<Chain> begun;
  if (chains.empty())
    for (const Candidate& candidate : document.regions[at(head)].candidates) begun.push_back({candidate, face_of(candidate.table)});
  std::vector<Chain>& all = chains.empty() ? begun : chains;
  std::vector<std::pair<std::size_t, const Candidate*>> fitting;
  for (std::size_t i = 0; i < all.size(); ++i) {
    for (const Candidate& other : next.candidates) {
      const bool leading = i == 0 && &other == &next.candidates.front();
      const bool alike = all[i].candidate.method == other.method || tags_agree(all[i].candidate, other);
      const bool under = next.page != all[i].face.pages.back() && fits(document, all[i].face, other.table);
      if ((!alike && !leading) || !(under || fits_beside(document, all[i].face, other.table))) continue;
      fitting.emplace_back(i, &other);
      break;
    }
  }
  if (fitting.empty()) return false;
  std::vector<Chain> extended;
  for (const auto& [i, other] : fitting) {
    Chain& chain = all[i];
    Table& whole = chain.candidate.table;
    const std::size_t from = whole.cells.size();
    const int cols = whole.cols;
    const int heads = repeated_head_rows(chain.face, other->table);
    const bool cut = is_rest_of_row(document, whole, chain.face, other->table, heads);
    append(whole, chain.face, cut ? take_rest_of_row(whole, other->table, heads) : other->table, heads);
    renew_face(chain, from, cols);
    extended.push_back(std::move(chain));
  }
  chains = std::move(extended);
  return true;
}

}  // namespace

bool columns_agree(const Table& first, const Table& next) {
  const std::vector<double> a = column_boundaries(first);
  const std::vector<double> b = column_boundaries(next);
  if (a.empty() || b.empty()) return false;
  if (first.cols == next.cols) {
    if (repeated_head_rows(first, next) > 0) return true;
    // Boundaries read off text move with it: each column must share most of its width with its counterpart.
    for (int c = 0; c < first.cols; ++c) {
      const double shared = overlap(a[at(c)], a[at(c + 1)], b[at(c)], b[at(c + 1)]);
      if (shared < 0.6 * std::min(a[at(c + 1)] - a[at(c)], b[at(c + 1)] - b[at(c)])) return false;
    }
    return true;
  }
  return first.cols < next.cols ? !fit_boundaries(a, b).empty() : !fit_boundaries(b, a).empty();
}

Table stitch(const Table& first, const Table& next) {
  Table whole = first;
  append(whole, first, next, repeated_head_rows(first, next));
  return whole;
}

void stitch_regions(Document& document) {
  const std::vector<int> blocks = blocks_of_regions(document);
  int head = -1;               // the region whose table may go on
  std::vector<Chain> chains;   // its candidates, once it has gone on
  const auto close = [&](int next) {
    if (head >= 0 && !chains.empty()) {
      std::vector<Candidate>& candidates = document.regions[at(head)].candidates;
      candidates.clear();
      for (Chain& chain : chains) candidates.push_back(std::move(chain.candidate));
      chains.clear();
    }
    head = next;
  };
  for (int j = 0; j < static_cast<int>(document.regions.size()); ++j) {
    TableRegion& next = document.regions[at(j)];
    if (next.kind == RegionKind::flattened) {
      close(-1);
      continue;
    }
    if (next.continues >= 0) continue;  // the right half of the one before
    const Table* table = leading_table(document, head, chains);
    const bool first_on_page = j > 0 && document.regions[at(j - 1)].page != next.page;
    const bool over_page = table != nullptr && first_on_page && goes_on(document, *table, next);
    const bool beside = table != nullptr && !first_on_page && goes_on_beside(document, *table, next);
    const bool follows = (over_page || beside) && between_is_furniture(document, blocks[at(j - 1)], blocks[at(j)]);
    if (!follows || !extend(document, head, chains, next)) {
      close(j);
      continue;
    }
    next.candidates.clear();
    next.continues = head;
  }
  close(-1);
}

}  // namespace tabularium

#include "stages/tables/flat_tables.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "stages/core/table_structure.h"
#include "stages/core/unicode.h"
#include "stages/tables/doubled_marks.h"
#include "stages/tables/flat_grid.h"
#include "stages/tables/flat_parse.h"
#include "stages/tables/flat_stub.h"

namespace tabularium {
namespace {

class GridBuilder {
 public:
  GridBuilder(const Page& page, const FlatTokens& tokens, const FlatParse& parse)
      : page_(page), tokens_(tokens), parse_(parse), stub_(read_stub(tokens, parse)) {
    stub_columns_ = parse.stub + stub_.group_columns;
    table_.cols = stub_columns_ + parse.leaves;
    for (const FlatItem& item : parse.items)
      if (item.odd && item.to - item.from - item.labels > item.leaves) table_.cols = std::max(table_.cols, stub_columns_ + item.leaves + 1);
  }

  Table build() {
    row_of_item_.assign(parse_.items.size() + 1, 0);
    table_.cells.reserve(tokens_.tokens.size());
    std::size_t next_row = 0;
    std::size_t next_opener = 0;
    for (std::size_t i = 0; i < parse_.items.size(); ++i) {
      row_of_item_[i] = table_.rows;
      const FlatItem& item = parse_.items[i];
      if (item.kind == FlatItemKind::opener) add_opener(stub_.openers[next_opener++], item);
      else if (item.kind == FlatItemKind::boxhead) add_boxhead(item);
      else add_row(stub_.rows[next_row++], item);
    }
    row_of_item_.back() = table_.rows;
    add_groups();
    table_.stub_cols = stub_columns_;
    return std::move(table_);
  }

 private:
  Cell& add_cell(int token, int row, int col, int row_span, int col_span, Role role) {
    Cell cell = cell_of(page_, tokens_.tokens[static_cast<std::size_t>(token)]);
    cell.row = row;
    cell.col = col;
    cell.row_span = row_span;
    cell.col_span = col_span;
    cell.role = role;
    table_.cells.push_back(std::move(cell));
    return table_.cells.back();
  }

  void add_opener(const FlatOpener& opener, const FlatItem& item) {
    if (opener.heading == Heading::group) return;  // beside its rows: add_groups
    add_cell(item.from, table_.rows, 0, 1, table_.cols, Role::section_header);
    ++table_.rows;
  }

  void add_boxhead(const FlatItem& item) {
    if (item.from == item.to) return;
    const int depth = item.tree.depth;
    if (item.labels == 1) {
      add_cell(item.from, table_.rows, 0, depth, stub_columns_, Role::stub_head);
    } else {
      for (int i = 0; i < item.labels; ++i) {
        const int col = i == 0 ? 0 : stub_.group_columns + i;
        add_cell(item.from + i, table_.rows, col, depth, i == 0 ? stub_.group_columns + 1 : 1, Role::stub_head);
      }
    }
    for (const HeaderCell& cell : item.tree.cells)
      add_cell(item.from + item.labels + cell.label, table_.rows + cell.row, stub_columns_ + cell.col, cell.row_span, cell.col_span, Role::column_header);
    if (table_.rows == 0) table_.boxhead_rows = depth;
    table_.rows += depth;
  }

  void add_row(const FlatRow& row, const FlatItem& item) {
    const auto groups = static_cast<int>(row.groups.size());
    for (int i = 0; i < item.labels; ++i) {
      // A label spans the rest of the stub; of several the first does, so that the others keep their columns.
      const int col = item.labels == 1 ? groups : i == 0 ? groups : stub_.group_columns + i;
      const int span = item.labels == 1 ? stub_columns_ - groups : i == 0 ? stub_.group_columns - groups + 1 : 1;
      Cell& cell = add_cell(item.from + i, table_.rows, col, 1, span, Role::row_header);
      const FlatToken& token = tokens_.tokens[static_cast<std::size_t>(item.from + i)];
      if (i + 1 == item.labels) cell.indent = row.level > 0 ? row.level - 1 : std::max(0, token.blanks_before / 2);
    }
    int col = stub_columns_;
    for (int i = item.from + item.labels; i < item.to; ++i, ++col) {
      Cell& cell = add_cell(i, table_.rows, col, 1, 1, Role::data);
      if (item.odd || tokens_.tokens[static_cast<std::size_t>(i)].doubted) cell.confidence = odd_row_confidence;
    }
    if (item.odd && item.to == item.from + item.labels) add_lost_value(item.from, col);
    ++table_.rows;
  }

  // The place of a row's only value, which is not there: a doubt that has a place in the file.
  void add_lost_value(int label, int col) {
    Cell& cell = add_cell(label, table_.rows, col, 1, 1, Role::data);
    cell.raw.clear();
    cell.text.clear();
    cell.confidence = odd_row_confidence;
  }

  void add_groups() {
    std::vector<int> depth(stub_.openers.size(), 0);
    for (const FlatRow& row : stub_.rows)
      for (std::size_t g = 0; g < row.groups.size(); ++g) depth[static_cast<std::size_t>(row.groups[g])] = static_cast<int>(g);
    for (std::size_t o = 0; o < stub_.openers.size(); ++o) {
      const FlatOpener& opener = stub_.openers[o];
      if (opener.heading != Heading::group) continue;
      const int first = row_of_item_[static_cast<std::size_t>(opener.item)];
      const int rows = row_of_item_[static_cast<std::size_t>(opener.last)] - first;
      if (rows <= 0) continue;
      add_cell(parse_.items[static_cast<std::size_t>(opener.item)].from, first, depth[o], rows, 1, Role::row_header);
    }
  }

  const Page& page_;
  const FlatTokens& tokens_;
  const FlatParse& parse_;
  FlatStub stub_;
  int stub_columns_ = 0;
  Table table_;
  std::vector<int> row_of_item_;
};

}  // namespace

std::vector<Candidate> flat_candidates(const Document& document, const TableRegion& region) {
  const auto page = std::find_if(document.pages.begin(), document.pages.end(), [&](const Page& p) { return p.number == region.page; });
  if (page == document.pages.end()) return {};
  FlatTokens tokens = read_flat_tokens(page->evidence, region.line_from, region.line_to);
  if (tokens.rows_kept && !tokens.delimited) mend_doubled_marks(tokens);
  Candidate candidate;
  if (std::optional<Table> grid = read_flat_grid(*page, tokens)) {
    candidate.table = *std::move(grid);
  } else {
    const FlatParse parse = parse_flat(tokens);
    if (parse.items.empty()) return {};
    candidate.table = GridBuilder(*page, tokens, parse).build();
  }
  fill_gaps(candidate.table);
  candidate.table.caption = region.caption;
  candidate.table.unit = region.unit;
  candidate.table.notes = region.notes;
  candidate.table.section = region.section;
  candidate.table.pages = {page->number};
  candidate.method = "flat";
  candidate.roles_known = true;
  std::vector<Candidate> one;   // a list in braces would copy it
  one.push_back(std::move(candidate));
  return one;
}

}  // namespace tabularium

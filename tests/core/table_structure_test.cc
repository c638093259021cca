#include "stages/core/table_structure.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace tabularium {
namespace {

Cell cell(int row, int col, Role role, std::string text, int row_span = 1, int col_span = 1, double indent = 0) {
  Cell out;
  out.row = row;
  out.col = col;
  out.row_span = row_span;
  out.col_span = col_span;
  out.role = role;
  out.text = std::move(text);
  out.indent = indent;
  return out;
}

Table table(int rows, int cols, std::vector<Cell> cells) {
  Table out;
  out.rows = rows;
  out.cols = cols;
  out.cells = std::move(cells);
  fill_gaps(out);
  return out;
}

std::vector<std::string> texts(const Table& table, const CellPath& ids) {
  std::vector<std::string> out;
  for (const CellId id : ids) out.push_back(table.cells[static_cast<std::size_t>(id)].text);
  return out;
}

const Cell& at(const Table& table, int row, int col) {
  return table.cells[static_cast<std::size_t>(coverage(table)[static_cast<std::size_t>(row * table.cols + col)])];
}

using Paths = std::vector<std::string>;
constexpr Role head = Role::column_header;
constexpr Role stub = Role::row_header;
constexpr Role data = Role::data;

TEST(TableStructure, NamesHolesAndOverlaps) {
  Table holed;
  holed.rows = 1;
  holed.cols = 2;
  holed.cells = {cell(0, 0, data, "a")};
  EXPECT_EQ(structure_error(holed), "nothing covers (0, 1)");
  fill_gaps(holed);
  EXPECT_EQ(structure_error(holed), "");
  holed.cells.push_back(cell(0, 1, data, "b"));
  EXPECT_EQ(structure_error(holed), "cell (0, 1) lies on another");
  EXPECT_EQ(structure_error(Table{}), "no rows or no columns");
}

TEST(TableStructure, SpannersAndGroupsMakePaths) {
  Table t = table(4, 4, {cell(0, 0, Role::stub_head, "District", 2, 2), cell(0, 2, head, "1945", 1, 2), cell(1, 2, head, "Urban"),
                         cell(1, 3, head, "Rural"), cell(2, 0, stub, "Income", 2, 1), cell(2, 1, stub, "Ashby"),
                         cell(3, 1, stub, "Harrow"), cell(2, 2, data, "1"), cell(2, 3, data, "2"), cell(3, 2, data, "3"),
                         cell(3, 3, data, "4")});
  build_header_trees(t);
  EXPECT_EQ(structure_error(t), "");
  EXPECT_EQ(texts(t, at(t, 3, 3).row_path), (Paths{"Income", "Harrow"}));
  EXPECT_EQ(texts(t, at(t, 3, 3).col_path), (Paths{"1945", "Rural"}));
  ASSERT_EQ(t.column_headers.size(), 1U);
  EXPECT_EQ(t.column_headers[0].children.size(), 2U);
  ASSERT_EQ(t.row_headers.size(), 1U);
  EXPECT_EQ(t.row_headers[0].children.size(), 2U);
}

TEST(TableStructure, ABoxheadThatReturnsAfterDataStartsANewOne) {
  Table t = table(6, 2, {cell(0, 0, Role::section_header, "A", 1, 2), cell(1, 0, Role::stub_head, "Item"), cell(1, 1, head, "Count"),
                         cell(2, 0, stub, "x"), cell(2, 1, data, "1"), cell(3, 0, Role::section_header, "B", 1, 2),
                         cell(4, 0, Role::stub_head, "Item"), cell(4, 1, head, "Sum"), cell(5, 0, stub, "y"),
                         cell(5, 1, data, "2")});
  build_header_trees(t);
  EXPECT_EQ(texts(t, at(t, 2, 1).row_path), (Paths{"A", "x"}));
  EXPECT_EQ(texts(t, at(t, 2, 1).col_path), (Paths{"Count"}));
  EXPECT_EQ(texts(t, at(t, 5, 1).row_path), (Paths{"B", "y"}));
  EXPECT_EQ(texts(t, at(t, 5, 1).col_path), (Paths{"Sum"}));
  EXPECT_EQ(t.column_headers.size(), 2U);
}

TEST(TableStructure, BlankHeadersAreLeftOutAndSpannersNamedOnce) {
  Table t = table(3, 3, {cell(0, 0, Role::stub_head, "", 2, 1), cell(0, 1, head, "Year", 1, 2), cell(1, 1, head, ""),
                         cell(1, 2, head, "Total"), cell(2, 0, stub, "a"), cell(2, 1, data, "1", 1, 2)});
  build_header_trees(t);
  EXPECT_EQ(texts(t, at(t, 2, 1).col_path), (Paths{"Year", "Total"}));
}

TEST(TableStructure, IndentedLabelsHaveAncestorsOutsideTheirPath) {
  Table t = table(5, 2, {cell(0, 0, Role::stub_head, "Item"), cell(0, 1, head, "n"), cell(1, 0, stub, "All"),
                         cell(2, 0, stub, "Men", 1, 1, 1), cell(3, 0, stub, "Old", 1, 1, 2), cell(4, 0, stub, "Women", 1, 1, 1),
                         cell(1, 1, data, "9"), cell(2, 1, data, "5"), cell(3, 1, data, "1"), cell(4, 1, data, "4")});
  build_header_trees(t);
  EXPECT_EQ(texts(t, at(t, 3, 1).row_path), (Paths{"Old"}));
  EXPECT_EQ(texts(t, at(t, 3, 1).row_ancestors), (Paths{"All", "Men"}));
  EXPECT_EQ(texts(t, at(t, 4, 1).row_ancestors), (Paths{"All"}));
  ASSERT_EQ(t.row_headers.size(), 1U);
  EXPECT_EQ(t.row_headers[0].children.size(), 2U);
}

}  // namespace
}  // namespace tabularium

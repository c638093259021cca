#include "stages/core/printed_rows.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace tabularium {
namespace {

Cell cell_at(int row, int col, std::string text) {
  Cell cell;
  cell.row = row;
  cell.col = col;
  cell.text = std::move(text);
  return cell;
}

std::vector<std::string> shown(const Table& table) {
  std::vector<std::string> rows;
  for (const PrintedRows::Row row : PrintedRows(table)) {
    std::string& line = rows.emplace_back();
    for (const Cell* cell : row) line += cell->text;
  }
  return rows;
}

TEST(PrintedRows, LeftToRightWhateverTheOrderOfCells) {
  Table table;
  table.rows = 3;
  table.cols = 3;
  table.cells = {cell_at(2, 1, "f"), cell_at(0, 2, "c"), cell_at(0, 0, "a"), cell_at(2, 0, "e"), cell_at(0, 1, "b"), cell_at(2, 2, "")};
  EXPECT_EQ(shown(table), (std::vector<std::string>{"abc", "", "ef"}));
}

TEST(PrintedRows, CellsOutsideTheGridAreLeftOut) {
  Table table;
  table.rows = 1;
  table.cols = 1;
  table.cells = {cell_at(-1, 0, "x"), cell_at(0, 0, "a"), cell_at(1, 0, "y")};
  EXPECT_EQ(shown(table), (std::vector<std::string>{"a"}));
  EXPECT_TRUE(shown(Table{}).empty());
}

}  // namespace
}  // namespace tabularium

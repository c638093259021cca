#include "stages/core/header_readings.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include "stages/core/header_search.h"
#include "stages/core/table_structure.h"

namespace tabularium {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Cell cell(int row, int col, int rows, int cols, Role role, const char* text) {
  Cell made;
  made.row = row;
  made.col = col;
  made.row_span = rows;
  made.col_span = cols;
  made.role = role;
  made.text = made.raw = text;
  return made;
}

// Region over Exports (1961, 1962) and Imports (1961, 1962), one row of figures below.
Table trade() {
  Table table;
  table.rows = 3;
  table.cols = 5;
  table.boxhead_rows = 2;
  table.stub_cols = 1;
  table.cells = {cell(0, 0, 2, 1, Role::stub_head, "Region"),
                 cell(0, 1, 1, 2, Role::column_header, "Exports"), cell(0, 3, 1, 2, Role::column_header, "Imports"),
                 cell(1, 1, 1, 1, Role::column_header, "1961"), cell(1, 2, 1, 1, Role::column_header, "1962"),
                 cell(1, 3, 1, 1, Role::column_header, "1961"), cell(1, 4, 1, 1, Role::column_header, "1962"),
                 cell(2, 0, 1, 1, Role::row_header, "North")};
  for (int col = 1; col < 5; ++col) table.cells.push_back(cell(2, col, 1, 1, Role::data, "7"));
  // As flattened text leaves them: a cell a line.
  for (std::size_t i = 0; i < table.cells.size(); ++i)
    table.cells[i].place = {1, std::nullopt, TextSpan{static_cast<int>(i) + 1, 1, 10 * static_cast<int>(i), 10 * static_cast<int>(i) + 4}};
  build_header_trees(table);
  return table;
}

std::vector<std::string> path_over(const Table& table, int row, int col) {
  const auto found = std::find_if(table.cells.begin(), table.cells.end(), [&](const Cell& c) { return c.row == row && c.col == col; });
  std::vector<std::string> path;
  for (const CellId id : found->col_path) path.push_back(table.cells[static_cast<std::size_t>(id)].text);
  return path;
}

BoxheadReadings first(const Table& table) {
  const auto found = header_readings(table);
  return found.empty() ? BoxheadReadings{} : found.front();
}

TEST(HeaderReadings, TheBestThreeAreToldWithTheOneThatTheCellsShow) {
  const Table table = trade();
  const BoxheadReadings boxhead = first(table);
  ASSERT_EQ(boxhead.readings.size(), 3U);
  EXPECT_EQ(boxhead.row, 0);
  EXPECT_EQ(boxhead.rows, 2);
  EXPECT_EQ(boxhead.col, 1);
  EXPECT_EQ(boxhead.cols, 4);
  EXPECT_EQ(boxhead.chosen, 0U);
  EXPECT_THAT(boxhead.readings[0].children, ElementsAre(2, 2, 0, 0, 0, 0));
  EXPECT_GE(boxhead.readings[0].score, boxhead.readings[1].score);
  EXPECT_GE(boxhead.readings[1].score, boxhead.readings[2].score);
}

TEST(HeaderReadings, WhereLinesOrBoxesTellThereIsNothingToChoose) {
  Table on_one_line = trade();
  for (Cell& at : on_one_line.cells) at.place.span->line = 1 + at.row;
  EXPECT_THAT(header_readings(on_one_line), IsEmpty());
  Table on_a_page = trade();
  for (Cell& at : on_a_page.cells) at.place = {1, Box{0, 0, 1, 1}, std::nullopt};
  EXPECT_THAT(header_readings(on_a_page), IsEmpty());
}

TEST(HeaderReadings, ATreeIsToldByTheLabelsUnderEach) {
  const Table table = trade();
  EXPECT_EQ(boxhead_text(table, first(table)), "Exports | Imports | 1961 | 1962 | 1961 | 1962");
  EXPECT_EQ(tree_text(table, first(table), {2, 2, 0, 0, 0, 0}), "Exports (1961, 1962), Imports (1961, 1962)");
  EXPECT_EQ(tree_text(table, first(table), {3, 1, 0, 0, 0, 0}), "Exports (1961, 1962, 1961), Imports (1962)");
  EXPECT_EQ(children_to_text({2, 2, 0, 0, 0, 0}), "2 2 0 0 0 0");
  EXPECT_EQ(children_from_text("2 2 0 0 0 0"), (std::vector<int>{2, 2, 0, 0, 0, 0}));
  for (const char* broken : {"", "2 2 0", "x", "-1 0", "0 2 0 0 9", "5 0"}) EXPECT_FALSE(children_from_text(broken)) << broken;
}

TEST(HeaderReadings, AnotherTreeOfTheSameDepthMovesOnlyTheSpanners) {
  Table table = trade();
  ASSERT_TRUE(choose_header_tree(table, first(table), {3, 1, 0, 0, 0, 0}));
  EXPECT_EQ(structure_error(table), "");
  EXPECT_THAT(path_over(table, 2, 3), ElementsAre("Exports", "1961"));
  EXPECT_THAT(path_over(table, 2, 4), ElementsAre("Imports", "1962"));
  EXPECT_NE(first(table).chosen, 0U);
}

TEST(HeaderReadings, ADeeperTreeMovesTheRowsBelow) {
  Table table = trade();
  // Exports alone; Imports over 1961 and 1962, the last of which is over the last two.
  ASSERT_TRUE(choose_header_tree(table, first(table), {0, 2, 0, 2, 0, 0}));
  EXPECT_EQ(structure_error(table), "");
  EXPECT_EQ(table.rows, 4);
  EXPECT_EQ(table.boxhead_rows, 3);
  EXPECT_THAT(path_over(table, 3, 1), ElementsAre("Exports"));
  EXPECT_THAT(path_over(table, 3, 4), ElementsAre("Imports", "1962", "1962"));
  EXPECT_EQ(first(table).rows, 3);
  // And back.
  ASSERT_TRUE(choose_header_tree(table, first(table), {2, 2, 0, 0, 0, 0}));
  EXPECT_EQ(table.rows, 3);
  EXPECT_THAT(path_over(table, 2, 4), ElementsAre("Imports", "1962"));
}

TEST(HeaderReadings, ATreeThatDoesNotFitChangesNothing) {
  const Table before = trade();
  Table table = before;
  EXPECT_FALSE(choose_header_tree(table, first(table), {2, 0, 0, 0, 0}));        // five labels
  EXPECT_FALSE(choose_header_tree(table, first(table), {5, 0, 0, 0, 0, 0}));     // five leaves
  EXPECT_FALSE(choose_header_tree(table, first(table), {0, 0, 0, 0, 2, 2}));     // no labels left for the last
  EXPECT_EQ(table, before);
}

// A second boxhead, two columns wide beside blanks, stays with its rows when the first grows.
TEST(HeaderReadings, ASectionOfItsOwnMovesWithTheRowsOverIt) {
  Table table = trade();
  table.rows = 6;
  table.cells.push_back(cell(3, 0, 2, 1, Role::stub_head, "Place"));
  table.cells.push_back(cell(3, 1, 1, 2, Role::column_header, "Ships"));
  table.cells.push_back(cell(4, 1, 1, 1, Role::column_header, "in"));
  table.cells.push_back(cell(4, 2, 1, 1, Role::column_header, "out"));
  table.cells.push_back(cell(5, 0, 1, 1, Role::row_header, "South"));
  fill_gaps(table);
  build_header_trees(table);
  ASSERT_EQ(structure_error(table), "");
  ASSERT_TRUE(choose_header_tree(table, first(table), {0, 2, 0, 2, 0, 0}));
  EXPECT_EQ(structure_error(table), "");
  EXPECT_EQ(table.rows, 7);
  EXPECT_THAT(path_over(table, 6, 2), ElementsAre("Ships", "out"));
}

TEST(HeaderReadings, TheSearchTellsItsTreesInTheSameWay) {
  const auto trees = search_header_trees({"Exports", "Imports", "1961", "1962", "1961", "1962"}, 4);
  ASSERT_GE(trees.size(), 2U);
  EXPECT_THAT(trees[0].children, ElementsAre(2, 2, 0, 0, 0, 0));
  EXPECT_LE(trees[1].score, trees[0].score);
  for (const HeaderTree& tree : trees) {
    const auto again = lay_out_header_tree(tree.children);
    ASSERT_TRUE(again);
    EXPECT_EQ(again->depth, tree.depth);
    EXPECT_EQ(again->leaves, 4);
  }
  EXPECT_FALSE(lay_out_header_tree({}));
}

}  // namespace
}  // namespace tabularium

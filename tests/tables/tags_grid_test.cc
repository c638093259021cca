#include "stages/tables/tags_grid.h"

#include <gtest/gtest.h>

#include "stages/core/table_structure.h"
#include "stages/core/tagged_grid.h"
#include "tests/tables/page_words.h"

namespace tabularium {
namespace {

using testing::all_of;
using testing::shape;
using testing::word;

TaggedCell tag(int row, int col, std::vector<int> words, bool header = false) {
  TaggedCell cell;
  cell.row = row;
  cell.col = col;
  cell.words = std::move(words);
  cell.header = header;
  return cell;
}

// Two columns set so tightly that no gap divides them, three rows; the last row's second cell is blank.
const std::vector<Word> words = {word(0, 0, "Region"), word(32, 0, "Sum"), word(0, 20, "Northern"), word(42, 20, "12"), word(0, 40, "South")};

TaggedTable told() {
  return {0, 3, 2, {tag(0, 0, {0}, true), tag(0, 1, {1}, true), tag(1, 0, {2}, true), tag(1, 1, {3}), tag(2, 0, {4}, true), tag(2, 1, {})}};
}

TEST(TagsGrid, CellsAreTheTrees) {
  const Table table = build_tags_grid(words, all_of(words), told(), 1);
  EXPECT_EQ(structure_error(table), "");
  EXPECT_EQ(shape(table), "0,0 Region\n0,1 Sum\n1,0 Northern\n1,1 12\n2,0 South\n");
  EXPECT_EQ(table.cells[1].role, Role::column_header);
  EXPECT_EQ(table.cells[2].role, Role::row_header);
  EXPECT_EQ(table.cells[3].role, Role::data);
}

TEST(TagsGrid, AWordThatTheTreeLeftOutGoesWhereItStands) {
  TaggedTable tree = told();
  tree.cells[3].words.clear();
  const Table table = build_tags_grid(words, all_of(words), tree, 1);
  EXPECT_NE(shape(table).find("1,1 12"), std::string::npos);
}

TEST(TagAgreement, IsFullForATreeOfThePage) { EXPECT_DOUBLE_EQ(tag_agreement(told(), words), 1); }

TEST(TagAgreement, FallsWithMisplacedCells) {
  TaggedTable swapped = told();
  std::swap(swapped.cells[0].words, swapped.cells[1].words);
  EXPECT_LT(tag_agreement(swapped, words), 0.9);
  TaggedTable one_column_on = told();  // the body's cells all a row up
  one_column_on.cells[4].row = 1;
  one_column_on.cells[2].row = 2;
  EXPECT_LT(tag_agreement(one_column_on, words), 0.9);
  EXPECT_DOUBLE_EQ(tag_agreement({0, 1, 2, {tag(0, 0, {0}), tag(0, 1, {1})}}, words), 0) << "one row is no table";
}

}  // namespace
}  // namespace tabularium

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

// Four columns of figures; where a tree leaves blank cells out, the following ones move up in their row.
TEST(ShortRows, CellsAfterOneThatTheTreeLeftOutStandUnderTheirColumns) {
  std::vector<Word> page;
  TaggedTable tree{0, 4, 4, {}};
  const auto add = [&](int row, int told_col, double x, const char* text) {
    tree.cells.push_back(tag(row, told_col, {static_cast<int>(page.size())}));
    page.push_back(word(x, 20 * row, text));
  };
  for (int r = 0; r < 2; ++r)
    for (int c = 0; c < 4; ++c) add(r, c, 60 * c, "123");
  add(2, 0, 0, "Label");  // blank: the second column
  add(2, 1, 120, "12");
  add(2, 2, 180, "7");
  add(3, 0, 0, "Label");  // blank: the last ones
  add(3, 1, 60, "45");
  spread_short_rows(tree, page);
  const Table table = build_tags_grid(page, all_of(page), tree, 1);
  EXPECT_EQ(structure_error(table), "");
  const std::string cells = shape(table);
  EXPECT_NE(cells.find("2,0 Label\n2,2 12\n2,3 7\n3,0 Label\n3,1 45\n"), std::string::npos) << cells;
}

TEST(ShortRows, StayWhereNoFullRowShowsTheColumns) {
  const std::vector<Word> page = {word(0, 0, "Label"), word(120, 0, "12"), word(60, 20, "7"), word(120, 20, "8")};
  TaggedTable tree{0, 2, 3, {tag(0, 0, {0}), tag(0, 1, {1}), tag(1, 0, {2}), tag(1, 1, {3})}};
  const TaggedTable before = tree;
  spread_short_rows(tree, page);
  EXPECT_EQ(tree, before);
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

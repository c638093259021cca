#include "stages/tables/ruled_grid.h"

#include <gtest/gtest.h>

#include "stages/core/table_structure.h"
#include "tests/tables/page_words.h"

namespace tabularium {
namespace {

using testing::across;
using testing::all_of;
using testing::down;
using testing::shape;
using testing::word;

const Box frame{0, 0, 200, 60};

TEST(RuledGrid, MissingPieceOfARuleMakesASpan) {
  const std::vector<Word> words = {word(5, 5, "Item"),     word(110, 5, "Male"), word(75, 25, "a"),
                                   word(150, 25, "b"), word(5, 45, "Coal"), word(75, 45, "1"), word(150, 45, "2")};
  // No vertical rule under "Male" in the first row, no horizontal one under "Item".
  const RuleSet rules = join_rules(std::vector<Rule>{across(0, 0, 200), across(20, 60, 200), across(40, 0, 200),
                                                     across(60, 0, 200), down(0, 0, 60), down(60, 0, 60),
                                                     down(130, 20, 60), down(200, 0, 60)});
  const Table table = build_ruled_grid(words, all_of(words), rules, frame, 1);
  EXPECT_EQ(table.rows, 3);
  EXPECT_EQ(table.cols, 3);
  EXPECT_EQ(shape(table), "0,0 Item @2x1\n0,1 Male @1x2\n1,1 a\n1,2 b\n2,0 Coal\n2,1 1\n2,2 2\n");
  EXPECT_EQ(structure_error(table), "");
}

TEST(RuledGrid, PrintedBlankColumnStaysAndDoubleRuleIsNone) {
  const std::vector<Word> words = {word(5, 5, "a"), word(150, 5, "b"), word(5, 45, "c"), word(150, 45, "d")};
  const RuleSet rules =
      join_rules(std::vector<Rule>{across(0, 0, 200), across(28, 0, 200), across(32, 0, 200), across(60, 0, 200),
                                   down(0, 0, 60), down(60, 0, 60), down(140, 0, 60), down(200, 0, 60)});
  const Table table = build_ruled_grid(words, all_of(words), rules, frame, 1);
  EXPECT_EQ(table.rows, 2);  // the gap of the double rule is no row
  EXPECT_EQ(table.cols, 3);  // the blank column is one
}

TEST(RuledGrid, KnowsStackedFigures) {
  const std::vector<Word> words = {word(5, 5, "Item"), word(80, 5, "1950"), word(150, 5, "1951"),
                                   word(5, 25, "Coal"), word(80, 25, "10"), word(150, 25, "20"),
                                   word(5, 40, "Iron"), word(80, 40, "30"), word(150, 40, "40")};
  const RuleSet rules =
      join_rules(std::vector<Rule>{across(0, 0, 200), across(20, 0, 200), across(60, 0, 200), down(0, 0, 60),
                                   down(60, 0, 60), down(130, 0, 60), down(200, 0, 60)});
  EXPECT_TRUE(holds_stacks(build_ruled_grid(words, all_of(words), rules, frame, 1), words));
}

TEST(RuledGrid, AFigureBrokenWhereItsCellEndsIsOne) {
  // "6,055.4" leaves no room for the "1" below it; two such cells in a row are still no two rows.
  const std::vector<Word> words = {word(5, 5, "Item"),      word(63, 5, "Cost"), word(103, 5, "Sum"),
                                   word(5, 25, "Coal"),     word(63, 22, "6,055.4"), word(63, 34, "1"),
                                   word(103, 22, "5,548.1"), word(103, 34, "8")};
  const double edge = words[4].box.x1 + 3;
  const double end = words[6].box.x1 + 3;
  const RuleSet rules = join_rules(std::vector<Rule>{across(0, 0, end), across(20, 0, end), across(60, 0, end), down(0, 0, 60),
                                                     down(60, 0, 60), down(edge, 0, 60), down(end, 0, 60)});
  const Table table = build_ruled_grid(words, all_of(words), rules, {0, 0, end, 60}, 1);
  EXPECT_EQ(shape(table), "0,0 Item\n0,1 Cost\n0,2 Sum\n1,0 Coal\n1,1 6,055.41\n1,2 5,548.18\n");
  EXPECT_FALSE(holds_stacks(table, words));
}

TEST(RuledGrid, LinesInWhichNoCellBeginsAreNone) {
  // A stroke within one row's cells: both columns run past it, so it divides nothing.
  const std::vector<Word> words = {word(5, 5, "Item"), word(105, 5, "Use"), word(5, 25, "Coal"), word(105, 25, "Heat"),
                                   word(5, 45, "and-coke"), word(105, 45, "and-light")};
  const RuleSet rules = join_rules(std::vector<Rule>{across(0, 0, 200), across(20, 0, 200), across(40, 20, 60), across(40, 120, 160),
                                                     across(60, 0, 200), down(0, 0, 60), down(100, 0, 60), down(200, 0, 60)});
  EXPECT_EQ(shape(build_ruled_grid(words, all_of(words), rules, {0, 0, 200, 60}, 1)),
            "0,0 Item\n0,1 Use\n1,0 Coal and-coke\n1,1 Heat and-light\n");
}

}  // namespace
}  // namespace tabularium

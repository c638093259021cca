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

// Six columns of figures, 40 wide, after a stub; one figure in each, under a head.
std::vector<Word> six_columns(int rows) {
  std::vector<Word> words = {word(5, 5, "Day")};
  for (int c = 0; c < 6; ++c) words.push_back(word(55 + 40 * c, 5, "h" + std::to_string(c)));
  for (int r = 1; r <= rows; ++r) {
    words.push_back(word(5, 5 + 20 * r, std::to_string(r)));
    for (int c = 0; c < 6; ++c) words.push_back(word(47 + 40 * c, 5 + 20 * r, "9." + std::to_string(100 + 7 * r + c)));
  }
  return words;
}

RuleSet lines_of(int rows, int without) {
  std::vector<Rule> rules = {down(0, 0, 20 * rows + 20)};
  for (int c = 0; c <= 6; ++c)
    if (c != without) rules.push_back(down(40 + 40 * c, 0, 20 * rows + 20));
  for (int r = 0; r <= rows + 1; ++r) rules.push_back(across(20 * r, 0, 280));
  return join_rules(rules);
}

TEST(RuledGrid, ALostLineBetweenTwoColumnsOfFiguresIsPutBack) {
  const int rows = 8;
  const std::vector<Word> words = six_columns(rows);
  const Box area{0, 0, 280, 20.0 * rows + 20};
  const Table whole = build_ruled_grid(words, all_of(words), lines_of(rows, -1), area, 1);
  const Table mended = build_ruled_grid(words, all_of(words), lines_of(rows, 3), area, 1);
  EXPECT_EQ(mended.cols, 7);
  EXPECT_EQ(shape(mended), shape(whole));
  EXPECT_EQ(structure_error(mended), "");
}

TEST(RuledGrid, AHeadAcrossTheLostLineStaysOne) {
  const int rows = 8;
  std::vector<Word> words = six_columns(rows);
  words[3].text = "Barometer";  // over columns 2 and 3
  words[3].box.x1 = words[3].box.x0 + 45;
  words.erase(words.begin() + 4);
  const Box area{0, 0, 280, 20.0 * rows + 20};
  const std::string got = shape(build_ruled_grid(words, all_of(words), lines_of(rows, 3), area, 1));
  EXPECT_NE(got.find("Barometer @1x2"), std::string::npos) << got;
  EXPECT_NE(got.find("1,3 9.109\n1,4 9.110\n"), std::string::npos) << got;
}

TEST(RuledGrid, FiguresGroupedBySpacesStayInTheirColumn) {
  const int rows = 8;
  std::vector<Word> words = six_columns(rows);
  for (Word& w : words) {  // 12 345 in the column from 120 to 200
    if (w.box.y0 < 20 || w.box.x0 < 120 || w.box.x0 > 200) continue;
    const bool left = w.box.x0 < 160;
    w.text = left ? "12" : "345";
    w.box.x0 = left ? 145 : 160;
    w.box.x1 = w.box.x0 + (left ? 10 : 15);
  }
  const Table table = build_ruled_grid(words, all_of(words), lines_of(rows, 3), {0, 0, 280, 20.0 * rows + 20}, 1);
  EXPECT_EQ(table.cols, 6) << shape(table);
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

TEST(RuledGrid, FiguresSetToTheRightUnderEachOtherAreNoBrokenOnes) {
  std::vector<Word> words = {word(5, 5, "Item"), word(80, 5, "1950"), word(150, 5, "1951")};
  for (int r = 0; r < 3; ++r) {
    const std::string label = r == 0 ? "Coal" : r == 1 ? "Iron" : "Salt", figure = r == 0 ? "7" : r == 1 ? "250" : "31";
    words.push_back(word(5, 24 + 12.0 * r, label));
    for (const double right : {127.0, 197.0}) words.push_back(word(right - 5.0 * static_cast<double>(figure.size()), 24 + 12.0 * r, figure));
  }
  const RuleSet rules = join_rules(std::vector<Rule>{across(0, 0, 200), across(20, 0, 200), across(64, 0, 200), down(0, 0, 64),
                                                     down(60, 0, 64), down(130, 0, 64), down(200, 0, 64)});
  EXPECT_TRUE(holds_stacks(build_ruled_grid(words, all_of(words), rules, {0, 0, 200, 64}, 1), words));
}

TEST(RuledGrid, KnowsEntriesOneUnderAnother) {
  for (const bool broken : {false, true}) {  // lines that end where there is room are entries, full ones are a text's
    std::vector<Word> words = {word(5, 5, "Item"), word(105, 5, "Use")};
    for (int r = 0; r < 7; ++r) {
      words.push_back(word(5, 24 + 12.0 * r, broken ? "Coal-and-coke-of" : "Coal"));
      words.push_back(word(105, 24 + 12.0 * r, broken ? "heat-of-houses-in" : "Heat"));
    }
    const RuleSet rules = join_rules(std::vector<Rule>{across(0, 0, 200), across(20, 0, 200), across(112, 0, 200), down(0, 0, 112),
                                                       down(100, 0, 112), down(200, 0, 112)});
    EXPECT_EQ(holds_stacks(build_ruled_grid(words, all_of(words), rules, {0, 0, 200, 112}, 1), words), !broken);
  }
}

}  // namespace
}  // namespace tabularium

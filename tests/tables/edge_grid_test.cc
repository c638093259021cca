#include "stages/tables/edge_grid.h"

#include <gtest/gtest.h>

#include "stages/core/cell_text.h"
#include "stages/core/decimal.h"
#include "stages/core/table_structure.h"
#include "stages/core/typed_value.h"
#include "tests/tables/page_words.h"

namespace tabularium {
namespace {

using testing::across;
using testing::down;
using testing::all_of;
using testing::shape;
using testing::word;

const Box area{0, 0, 300, 200};

TEST(EdgeGrid, ColumnsAndRowsFromAlignedText) {
  const std::vector<Word> words = {word(5, 5, "Item"),  word(100, 5, "Cost"),  word(200, 5, "Total"),
                                   word(5, 25, "Coal"), word(110, 25, "10"),   word(215, 25, "20"),
                                   word(5, 45, "Iron"), word(105, 45, "300"),  word(210, 45, "400")};
  const Table table = build_edge_grid(words, all_of(words), {}, area, 1);
  EXPECT_EQ(shape(table), "0,0 Item\n0,1 Cost\n0,2 Total\n1,0 Coal\n1,1 10\n1,2 20\n2,0 Iron\n2,1 300\n2,2 400\n");
  EXPECT_EQ(structure_error(table), "");
}

TEST(EdgeGrid, SpannerOverTheColumnsItIsCentredOn) {
  const std::vector<Word> words = {word(145, 5, "Male"),
                                   word(5, 14, "Item"),
                                   word(100, 25, "Urban"), word(200, 25, "Rural"),
                                   word(5, 50, "Coal"), word(112, 50, "11"), word(212, 50, "12"),
                                   word(5, 70, "Iron"), word(112, 70, "21"), word(212, 70, "22"),
                                   word(5, 90, "Salt"), word(112, 90, "31"), word(212, 90, "32")};
  const std::string got = shape(build_edge_grid(words, all_of(words), {}, area, 1));
  EXPECT_NE(got.find("0,1 Male @1x2"), std::string::npos) << got;
  EXPECT_NE(got.find("0,0 Item @2x1"), std::string::npos) << got;
  EXPECT_NE(got.find("1,2 Rural"), std::string::npos) << got;
}

TEST(EdgeGrid, WrappedLineIsOneCellAndFiguresAreRows) {
  // The second line of the label is set closer than the rows are; it would not have fitted on the first.
  const std::vector<Word> words = {word(5, 5, "Repairs-to-buildings"), word(150, 5, "10"), word(200, 5, "11"),
                                   word(5, 15, "and-harbours"),
                                   word(5, 40, "Coal"), word(150, 40, "20"), word(200, 40, "21"),
                                   word(5, 65, "Iron"), word(150, 65, "30"), word(200, 65, "31")};
  const Table table = build_edge_grid(words, all_of(words), {}, area, 1);
  EXPECT_EQ(table.rows, 3);
  EXPECT_EQ(table.cells.front().text, "Repairs-to-buildings and-harbours");
}

// Ink without letters that reach below the line leaves more air under it than type has.
TEST(EdgeGrid, TheInkOfAWrappedTextMayStandFurtherApartThanTypeWould) {
  const auto rows_of = [](const std::string& text, double confidence) {
    std::vector<Word> words;
    const auto put = [&](double x, double y, const std::string& said) {
      words.push_back(word(x, y, said));
      words.back().box.y1 = y + 8;
      words.back().confidence = confidence;
    };
    for (int row = 0; row < 4; ++row) {
      put(5, 5 + 30 * row, "Coal");
      put(60, 5 + 30 * row, text);
      put(150, 5 + 30 * row, "1" + std::to_string(row));
      put(200, 5 + 30 * row, "2" + std::to_string(row));
    }
    put(60, 5 + 60 + 13.8, "And-monsoon");
    return build_edge_grid(words, all_of(words), {}, area, 1).rows;
  };
  EXPECT_EQ(rows_of("Summer-rooms", 0.95), 4);
  EXPECT_EQ(rows_of("Summer-rooms", 1), 5) << "print: a line so far below is another row";
  EXPECT_EQ(rows_of("Spring-gypsy", 0.95), 5) << "nothing is wanting below it";
}

TEST(EdgeGrid, ALineThatStartsWithASmallLetterOfAnyAlphabetGoesOn) {
  const auto rows_of = [](const std::string& rest) {
    std::vector<Word> words;
    for (int row = 0; row < 4; ++row) {
      words.push_back(word(5, 25 + 30 * row, "Лес"));
      words.push_back(word(100, 25 + 30 * row, "Абвгдеж"));
      words.push_back(word(100, 38 + 30 * row, rest));
    }
    return build_edge_grid(words, all_of(words), {}, area, 1).rows;
  };
  EXPECT_EQ(rows_of("строка"), 4);
  EXPECT_EQ(rows_of("Строка"), 8);
}

TEST(EdgeGrid, AUnitThatEndsInAMarkStandsOverARowOfItsOwn) {
  std::vector<Word> words = {word(5, 5, "Day"), word(100, 5, "In,"), word(200, 5, "In.")};
  for (int row = 1; row <= 6; ++row) {
    words.push_back(word(5, 5 + 14 * row, std::to_string(row)));
    words.push_back(word(100, 5 + 14 * row, "9." + std::to_string(100 + 7 * row)));
    words.push_back(word(200, 5 + 14 * row, "9." + std::to_string(200 + 3 * row)));
  }
  const Table table = build_edge_grid(words, all_of(words), {}, area, 1);
  EXPECT_EQ(table.rows, 7) << shape(table);
  EXPECT_NE(shape(table).find("0,1 In,\n"), std::string::npos) << shape(table);
}

TEST(EdgeGrid, ADateBrokenAtItsHyphenIsOneCell) {
  const std::vector<Word> words = {word(5, 10, "Coal"), word(100, 10, "10"), word(200, 4, "2005-"), word(200, 17, "11-10"),
                                   word(5, 40, "Iron"), word(100, 40, "30"), word(200, 34, "1999-06-"), word(200, 47, "20"),
                                   word(5, 70, "Salt"), word(100, 70, "50"), word(200, 64, "2012-"), word(200, 77, "10-05")};
  const Table table = build_edge_grid(words, all_of(words), {}, area, 1);
  EXPECT_EQ(shape(table), "0,0 Coal\n0,1 10\n0,2 2005-11-10\n1,0 Iron\n1,1 30\n1,2 1999-06-20\n2,0 Salt\n2,1 50\n2,2 2012-10-05\n");
}

TEST(EdgeGrid, SectionRowSpansTheTable) {
  const std::vector<Word> words = {word(5, 5, "Item"),    word(100, 5, "1950"), word(200, 5, "1951"),
                                   word(5, 25, "Income"),
                                   word(5, 45, "Coal"),   word(100, 45, "1,10"), word(200, 45, "2,20"),
                                   word(5, 65, "Iron"),   word(100, 65, "3,30"), word(200, 65, "4,40")};
  const RuleSet rules = join_rules(std::vector<Rule>{across(0, 0, 300), across(20, 0, 300), across(200, 0, 300)});
  const std::string got = shape(build_edge_grid(words, all_of(words), rules, area, 1));
  EXPECT_NE(got.find("1,0 Income @1x3"), std::string::npos) << got;
}

TEST(EdgeGrid, ValueMissingInTheMiddleLeavesItsPlaceBlank) {
  const std::vector<Word> words = {word(5, 5, "Item"),  word(100, 5, "Cost"), word(200, 5, "Sum"),
                                   word(5, 25, "Coal"), word(200, 25, "20"),
                                   word(5, 45, "Iron"), word(100, 45, "30"),  word(200, 45, "40")};
  const Table table = build_edge_grid(words, all_of(words), {}, area, 1);
  ASSERT_EQ(table.cols, 3);
  EXPECT_EQ(shape(table).find("1,1"), std::string::npos);
  EXPECT_NE(shape(table).find("1,2 20"), std::string::npos);
}

TEST(EdgeGrid, WhatLongerLabelsReachIntoIsNoColumn) {
  // Numbers of the villages stand apart behind short names; longer names end where those numbers begin.
  std::vector<Word> words = {word(5, 5, "Place"), word(150, 5, "Area"), word(220, 5, "Yield")};
  for (int row = 1; row <= 10; ++row) {
    const double y = 5 + 18 * row;
    words.push_back(word(5, y, row < 3 ? "Oak" : row < 6 ? "North-Willow-Gate" : "Elm"));
    if (row < 3) words.push_back(word(75, y, std::to_string(row)));
    words.push_back(word(150, y, std::to_string(100 + row)));
    words.push_back(word(220, y, std::to_string(200 + row)));
  }
  const std::string got = shape(build_edge_grid(words, all_of(words), {}, area, 1));
  EXPECT_NE(got.find("1,0 Oak 1\n1,1 101\n1,2 201\n"), std::string::npos) << got;
  EXPECT_NE(got.find("3,0 North-Willow-Gate\n3,1 103\n"), std::string::npos) << got;
}

TEST(EdgeGrid, TwoColumnsOfFiguresThatStandCloseAreTwo) {
  // Lines part the columns but for one pair; the title runs over all.
  std::vector<Word> words = {word(5, 5, "Readings-of-the-barometer-at-sea-level-reduced")};
  std::vector<Rule> lines;
  for (int c = 0; c < 7; ++c)
    if (c != 4) lines.push_back(down(37 + 34 * c, 0, 240));
  for (int r = 1; r <= 10; ++r) {
    words.push_back(word(5, 5 + 20 * r, "d" + std::to_string(r)));
    for (int c = 0; c < 7; ++c) words.push_back(word(41 + 34 * c + (r % 3) * 0.7, 5 + 20 * r, "9." + std::to_string(100 + 7 * r + c)));
  }
  const Table table = build_edge_grid(words, all_of(words), join_rules(lines), {0, 0, 280, 230}, 1);
  EXPECT_EQ(table.cols, 8) << shape(table);
  EXPECT_NE(shape(table).find("4 9.110\n1,5 9.111\n"), std::string::npos) << shape(table);
}

TEST(EdgeGrid, ASectionRightUnderTheHeadsIsNoPartOfTheStubHead) {
  // The rule under the boxhead is drawn below the first section; the stub head is set at the middle of its row.
  const std::vector<Word> words = {word(100, 5, "First"),  word(200, 5, "Second"),  word(5, 10, "Item"),
                                   word(100, 15, "half"),  word(200, 15, "half"),   word(5, 34, "Inland"),
                                   word(5, 55, "Coal-and-coke"), word(120, 55, "10"), word(220, 55, "20"),
                                   word(5, 75, "Iron"),    word(120, 75, "30"),     word(220, 75, "40"),
                                   word(5, 95, "Abroad"),
                                   word(5, 115, "Salt"),   word(120, 115, "50"),    word(220, 115, "60")};
  const RuleSet rules = join_rules(std::vector<Rule>{across(0, 0, 300), across(50, 0, 300), across(110, 0, 300), across(130, 0, 300)});
  const std::string got = shape(build_edge_grid(words, all_of(words), rules, area, 1));
  EXPECT_NE(got.find("0,0 Item\n"), std::string::npos) << got;
  EXPECT_NE(got.find("0,1 First half\n"), std::string::npos) << got;
  EXPECT_NE(got.find("1,0 Inland"), std::string::npos) << got;
}

TEST(EdgeGrid, HeadsOfOneLineStayTogetherBesideAWrappedHead) {
  // The wrapped head at the right reaches over both rows of heads: it must not draw the leftmost leaf up to the spanner.
  const std::vector<Word> words = {word(135, 4, "Spanner"), word(260, 6, "Wrapped"),
                                   word(5, 13, "Item"),
                                   word(90, 22, "Left"),  word(140, 22, "Middle"), word(200, 22, "Right"), word(260, 18, "head"),
                                   word(5, 45, "Coal"), word(100, 45, "11"), word(160, 45, "12"), word(215, 45, "13"), word(270, 45, "14"),
                                   word(5, 65, "Iron"), word(100, 65, "21"), word(160, 65, "22"), word(215, 65, "23"), word(270, 65, "24"),
                                   word(5, 85, "Salt"), word(100, 85, "31"), word(160, 85, "32"), word(215, 85, "33"), word(270, 85, "34")};
  const std::string got = shape(build_edge_grid(words, all_of(words), {}, area, 1));
  EXPECT_NE(got.find("0,1 Spanner @1x3"), std::string::npos) << got;
  EXPECT_NE(got.find("1,1 Left\n1,2 Middle\n1,3 Right\n"), std::string::npos) << got;
  EXPECT_NE(got.find("0,4 Wrapped head @2x1"), std::string::npos) << got;
}

TEST(EdgeGrid, ASpannerStandsOverItsColumnsNotOverItself) {
  // It begins left of the middle column's own text, and is centred over three columns.
  const std::vector<Word> words = {word(170, 5, "Harbours"), word(5, 14, "Item"),
                                   word(100, 24, "A"), word(180, 24, "Inner"), word(270, 24, "Outer"),
                                   word(5, 45, "Coal"), word(100, 45, "11"), word(185, 45, "12"), word(280, 45, "13"),
                                   word(5, 65, "Iron"), word(100, 65, "21"), word(185, 65, "22"), word(280, 65, "23"),
                                   word(5, 85, "Salt"), word(100, 85, "31"), word(185, 85, "32"), word(280, 85, "33")};
  const std::string got = shape(build_edge_grid(words, all_of(words), {}, area, 1));
  EXPECT_NE(got.find("0,1 Harbours @1x3"), std::string::npos) << got;
}

TEST(EdgeGrid, WhiteThatRunsDownThroughAllLinesDividesNarrowColumns) {
  // No wider than a space, but between figures, and open from the first line to the last.
  const std::vector<Word> words = {word(5, 5, "Coal"),  word(100, 5, "1951"), word(124, 5, "1952"),
                                   word(5, 25, "Iron"), word(100, 25, "1110"), word(124, 25, "1220"),
                                   word(5, 45, "Salt"), word(100, 45, "2110"), word(124, 45, "2220"),
                                   word(5, 65, "Lead"), word(100, 65, "3110"), word(124, 65, "3220")};
  EXPECT_EQ(build_edge_grid(words, all_of(words), {}, area, 1).cols, 3);
  // Words with letters part at spaces: one line that runs over the white leaves the column whole.
  std::vector<Word> crossed = words;
  crossed.push_back(word(5, 85, "Zinc"));
  crossed.push_back(word(104, 85, "411000"));
  EXPECT_EQ(build_edge_grid(crossed, all_of(crossed), {}, area, 1).cols, 2);
}

TEST(EdgeGrid, AHeadSetAtTheTopBesideASpannerFillsTheBoxhead) {
  const std::vector<Word> words = {word(5, 5, "Item"), word(155, 5, "Male"), word(270, 5, "Sum"),
                                   word(100, 20, "Urban"), word(200, 20, "Rural"),
                                   word(5, 45, "Coal"), word(110, 45, "11"), word(210, 45, "12"), word(275, 45, "23"),
                                   word(5, 65, "Iron"), word(110, 65, "21"), word(210, 65, "22"), word(275, 65, "43"),
                                   word(5, 85, "Salt"), word(110, 85, "31"), word(210, 85, "32"), word(275, 85, "63")};
  const std::string got = shape(build_edge_grid(words, all_of(words), {}, area, 1));
  EXPECT_NE(got.find("0,0 Item @2x1"), std::string::npos) << got;
  EXPECT_NE(got.find("0,1 Male @1x2"), std::string::npos) << got;
  EXPECT_NE(got.find("0,3 Sum @2x1"), std::string::npos) << got;
}

TEST(EdgeGrid, ASpannerOfTwoLinesIsOneCell) {
  const std::vector<Word> words = {word(115, 5, "Harbours-of-the-far"), word(150, 16, "north"),
                                   word(100, 35, "Urban"), word(200, 35, "Rural"),
                                   word(5, 60, "Coal"), word(110, 60, "11"), word(210, 60, "12"),
                                   word(5, 80, "Iron"), word(110, 80, "21"), word(210, 80, "22"),
                                   word(5, 100, "Salt"), word(110, 100, "31"), word(210, 100, "32")};
  const std::string got = shape(build_edge_grid(words, all_of(words), {}, area, 1));
  EXPECT_NE(got.find("0,1 Harbours-of-the-far north @1x2"), std::string::npos) << got;
  EXPECT_NE(got.find("1,1 Urban"), std::string::npos) << got;
}

TEST(EdgeGrid, EdgesThatEveryLineKeepsDivideColumnsSetClose) {
  std::vector<Word> words;
  const char* const names[] = {"Ash", "Birch", "Cedar", "Date", "Elder"};
  for (int r = 0; r < 5; ++r) {  // 4 points between number and name, 2.5 between words
    const double y = 5 + 18 * r;
    const double name_end = 24 + 5.0 * static_cast<double>(std::string(names[r]).size());
    words.push_back(word(15, y, std::to_string(r + 1)));
    words.push_back(word(24, y, names[r]));
    words.push_back(word(name_end + 2.5, y, "tree"));
    words.push_back(word(150, y, "12"));
  }
  const Table table = build_edge_grid(words, all_of(words), {}, area, 1);
  EXPECT_EQ(table.cols, 3);
  EXPECT_NE(shape(table).find("1,1 Birch tree\n"), std::string::npos) << shape(table);
}

TEST(EdgeGrid, ValuesOfAKeyRunOverSeveralLines) {
  std::vector<Word> words = {word(102, 5, "Harbour of the town"), word(5, 30, "Built"), word(130, 30, "Before 1700"), word(5, 50, "Owners"),
                             word(130, 50, "Council"), word(130, 65, "Company"), word(5, 85, "Depth"), word(130, 85, "shallow")};
  for (const std::size_t key : {0, 1, 3, 6}) words[key].bold = true;
  const std::string got = shape(build_edge_grid(words, all_of(words), {}, area, 1));
  EXPECT_NE(got.find("0,0 Harbour of the town @1x2\n"), std::string::npos) << got;
  EXPECT_NE(got.find("2,1 Council Company\n3,0 Depth"), std::string::npos) << got;
}

TEST(EdgeGrid, ADashIsAValueAndNoHyphen) {
  std::vector<Word> words = {word(5, 5, "Item"), word(100, 5, "Cost"), word(200, 5, "Sum")};
  for (int r = 0; r < 4; ++r) {
    words.push_back(word(5, 17 + 12.0 * r, "Coal"));
    words.push_back(word(110, 17 + 12.0 * r, r == 1 ? "-" : "36"));
    words.push_back(word(205, 17 + 12.0 * r, "40"));
  }
  const std::string got = shape(build_edge_grid(words, all_of(words), {}, area, 1));
  EXPECT_NE(got.find("2,1 -\n"), std::string::npos) << got;
  EXPECT_NE(got.find("3,1 36\n"), std::string::npos) << got;
}

TEST(EdgeGrid, LettersTallerThanFiguresDoNotMakeRowsOne) {
  // Boxes of one script reach over those of figures beside them: the white between labels is less than between figures.
  std::vector<Word> words;
  for (int r = 0; r < 5; ++r) {
    words.push_back(word(5, 5 + 13.0 * r, "label"));
    words.back().box.y1 += 2.5;
    words.back().box.y0 -= 0.2;
    for (int c = 0; c < 2; ++c) {
      words.push_back(word(100 + 60 * c, 7 + 13.0 * r, "10"));
      words.back().box.y1 -= 3;
    }
  }
  EXPECT_EQ(build_edge_grid(words, all_of(words), {}, area, 1).rows, 5);
}

TEST(EdgeGrid, HeadsAboveTheFirstRuleAreNoPartOfTheFirstRow) {
  const std::vector<Word> words = {word(5, 5, "Item"),  word(100, 5, "Cost"), word(200, 5, "Sum"),
                                   word(5, 25, "Coal"), word(108, 25, "1"),   word(205, 25, "2"),
                                   word(5, 45, "Iron"), word(108, 45, "3"),   word(205, 45, "4"),
                                   word(5, 65, "Salt"), word(108, 65, "5"),   word(205, 65, "6"),
                                   word(5, 85, "Zinc"), word(108, 85, "7"),   word(205, 85, "8")};
  std::vector<Rule> drawn;
  for (int r = 0; r < 4; ++r) drawn.push_back(across(40 + 20.0 * r, 0, 300));
  const Table table = build_edge_grid(words, all_of(words), join_rules(drawn), area, 1);
  EXPECT_EQ(table.rows, 5) << shape(table);
}

TEST(EdgeGrid, HeadsThatWrapAreOneRowUnitsAreARowOfTheirOwn) {
  const auto table_with = [](const std::string& first, const std::string& second) {
    std::vector<Word> words = {word(5, 11, "Item"), word(100, 5, first), word(100, 17, second), word(200, 11, "Total")};
    for (int r = 0; r < 4; ++r) {
      words.push_back(word(5, 33 + 12.0 * r, "Coal"));
      words.push_back(word(105, 33 + 12.0 * r, "10"));
      words.push_back(word(205, 33 + 12.0 * r, "40"));
    }
    return build_edge_grid(words, all_of(words), {}, area, 1);
  };
  const Table wrapped = table_with("Shipping", "Tonnage");
  EXPECT_EQ(wrapped.rows, 5) << shape(wrapped);
  EXPECT_NE(shape(wrapped).find("0,1 Shipping Tonnage\n"), std::string::npos) << shape(wrapped);
  EXPECT_EQ(table_with("Shipping", "%").rows, 6);
}

TEST(EdgeGrid, AHeadAtTheMiddleOfTheBoxheadSpansIt) {
  std::vector<Word> words = {word(140, 5, "Shipping"), word(5, 12, "Port"), word(100, 19, "Sail"), word(200, 19, "Steam")};
  for (int r = 0; r < 4; ++r) {
    words.push_back(word(5, 45 + 20.0 * r, "Hull"));
    words.push_back(word(105, 45 + 20.0 * r, "10"));
    words.push_back(word(205, 45 + 20.0 * r, "40"));
  }
  const std::string got = shape(build_edge_grid(words, all_of(words), {}, area, 1));
  EXPECT_NE(got.find("0,0 Port @2x1"), std::string::npos) << got;
}

// Lines set so far apart that the head makes a row of its own, which is none once it spans the boxhead.
TEST(EdgeGrid, AHeadBetweenTheLinesOfTheBoxheadMakesNoRow) {
  std::vector<Word> words = {word(135, 5, "1987"), word(5, 24, "District"), word(100, 43, "Persons"), word(180, 43, "Area")};
  for (int r = 0; r < 4; ++r) {
    words.push_back(word(5, 65 + 20.0 * r, "Hull"));
    words.push_back(word(105, 65 + 20.0 * r, "10"));
    words.push_back(word(185, 65 + 20.0 * r, "40"));
  }
  const std::vector<Rule> lines = {across(33, 95, 220), across(58, 0, 220)};
  const Table table = build_edge_grid(words, all_of(words), join_rules(lines), area, 1);
  EXPECT_EQ(table.rows, 6) << shape(table);
  EXPECT_NE(shape(table).find("0,0 District @2x1\n0,1 1987 @1x2\n1,1 Persons\n"), std::string::npos) << shape(table);
}

TEST(EdgeGrid, SentencesThatFillTheirColumnGoOn) {
  std::vector<Word> words = {word(5, 5, "Name"), word(60, 5, "Purpose")};
  for (int r = 0; r < 3; ++r) {
    const double y = 25 + 36.0 * r;
    words.push_back(word(5, y + 6, "Ash"));
    for (int w = 0; w < 5; ++w) words.push_back(word(60 + 32 * w, y, "Keeping"));
    words.push_back(word(60, y + 12, "Books"));
  }
  const Table table = build_edge_grid(words, all_of(words), {}, area, 1);
  EXPECT_EQ(table.rows, 4) << shape(table);
}

TEST(EdgeGrid, UnderlinedValuesOfAKeyStayOneCell) {
  std::vector<Word> words;
  std::vector<Rule> lines;
  const auto pair = [&](double y, const std::string& key, const std::string& value) {
    if (!key.empty()) words.push_back(word(5, y, key)), words.back().bold = true;
    words.push_back(word(80, y, value));
    lines.push_back(across(y + 9.5, 80, words.back().box.x1));
  };
  pair(5, "Reign", "959-975");
  pair(20, "Born", "Wessex");
  pair(35, "Issue", "Edith");
  pair(50, "", "Edmund");
  pair(65, "House", "Wessex");
  const std::string got = shape(build_edge_grid(words, all_of(words), join_rules(lines), {0, 0, 150, 80}, 1));
  EXPECT_NE(got.find("2,1 Edith Edmund\n"), std::string::npos) << got;
  EXPECT_NE(got.find("3,0 House\n"), std::string::npos) << got;
}

TEST(EdgeGrid, TextOfAnotherFaceGoesOnNoLabel) {
  for (const bool italic : {true, false}) {
    std::vector<Word> words = {word(5, 5, "Place"), word(150, 5, "Cost")};
    for (int r = 0; r < 4; ++r) {
      const double y = 25 + 36.0 * r;
      for (Word w : {word(5, y, "Longest-harbour"), word(5, y + 12, "name"), word(150, y, "12" + std::to_string(r))}) words.push_back(w);
      if (r == 3) words.back().text = "129";
    }
    words[6].italic = italic;  // under the second row: a section, or the rest of its label
    const std::string got = shape(build_edge_grid(words, all_of(words), {}, area, 1));
    EXPECT_EQ(got.find("Longest-harbour name @") == std::string::npos, true);
    EXPECT_EQ(got.find(",0 name") != std::string::npos, italic) << got;
  }
}

TEST(EdgeGrid, ARaisedMarkIsNoDigitOfItsFigure) {
  std::vector<Word> words = {word(5, 5, "Item"), word(100, 5, "Cost"), word(5, 25, "Coal"), word(100, 25, "1,234"), word(125, 22, "x"),
                             word(5, 45, "Iron"), word(100, 45, "5,678")};
  words[4].text = "²";
  words[4].box = {125, 23, 128, 29};
  words[4].superscript = true;
  const Table table = build_edge_grid(words, all_of(words), {}, area, 1);
  ASSERT_EQ(table.cells.size(), 6U) << shape(table);
  EXPECT_EQ(table.cells[3].text, "1,234²");
  EXPECT_EQ(to_string(parse_value(table.cells[3].text).number), "1234");
}

TEST(EdgeGrid, WhatFollowsAWideSpaceInSomeRowsIsNoColumn) {
  // Two addresses are longer than the white that sets the country off in two others.
  std::vector<Word> words = {word(5, 5, "Place"), word(100, 5, "Address")};
  const char* addresses[] = {"Dockside-Louisville", "Dockside-Hartford", "Harbour", "Waterside-Francisco-Bay", "Riverbank-Cincinnati-South", "Harbour"};
  for (int r = 0; r < 6; ++r) {
    words.push_back(word(5, 25 + 20 * r, "Town" + std::to_string(r)));
    words.push_back(word(100, 25 + 20 * r, addresses[r]));
    if (r == 2 || r == 5) words.push_back(word(205, 25 + 20 * r, "USA"));
  }
  const Table table = build_edge_grid(words, all_of(words), {}, {0, 0, 300, 150}, 1);
  EXPECT_EQ(table.cols, 2) << shape(table);
  EXPECT_NE(shape(table).find("3,1 Harbour USA\n"), std::string::npos) << shape(table);
}

TEST(EdgeGrid, AHeadWhoseWordsAreSpacedOutStandsOverOneColumn) {
  for (const bool apart : {false, true}) {
    std::vector<Word> words = {word(5, 5, "Place"), word(100, 5, "Coal"), word(180, 5, "Total"), word(apart ? 240 : 217, 5, "EURbn")};
    for (int r = 0; r < 4; ++r) {
      words.push_back(word(5, 25 + 20 * r, "Town" + std::to_string(r)));
      words.push_back(word(100, 25 + 20 * r, std::to_string(10 + r)));
      words.push_back(word(180, 25 + 20 * r, std::to_string(200 + r)));
    }
    const Table table = build_edge_grid(words, all_of(words), {}, {0, 0, 300, 110}, 1);
    EXPECT_EQ(table.cols, apart ? 4 : 3) << shape(table) << (apart ? "a column that is left blank stays one" : "");
  }
}

TEST(EdgeGrid, ASpannersWordsStandAsFarApartAsOtherWordsDo) {
  // The space between its two words stands over the white between two columns.
  std::vector<Word> words = {word(122, 5, "Northern"), word(166, 5, "harbours"), word(115, 20, "Urban"), word(168, 20, "Rural")};
  for (int r = 0; r < 4; ++r) {
    const double y = 40 + 15 * r;
    words.push_back(word(5, y, "Old"));
    words.push_back(word(24, y, "town"));
    words.push_back(word(135, y, "5"));
    words.push_back(word(188, y, "7"));
  }
  const std::string got = shape(build_edge_grid(words, all_of(words), {}, area, 1));
  EXPECT_NE(got.find("0,1 Northern harbours @1x2\n"), std::string::npos) << got;
}

TEST(EdgeGrid, AHeadAtTheMiddleOfItsColumnIsNoColumnOfItsOwn) {
  // Short labels end before the head begins; a long one runs under it.
  std::vector<Word> words = {word(70, 5, "Place"), word(150, 5, "Area"), word(220, 5, "Yield")};
  for (int row = 1; row <= 6; ++row) {
    const double y = 5 + 18 * row;
    words.push_back(word(5, y, row == 4 ? "North-Willow-Gate-Hill" : "Elm"));
    words.push_back(word(150, y, std::to_string(100 + row)));
    words.push_back(word(220, y, std::to_string(200 + row)));
  }
  const std::string got = shape(build_edge_grid(words, all_of(words), {}, area, 1));
  EXPECT_NE(got.find("0,0 Place\n0,1 Area\n"), std::string::npos) << got;
}

TEST(EdgeGrid, ABroadHeadBeforeFiguresSetToTheRightIsTheirs) {
  // A head of two lines at the middle of its column, which ends before the figures begin.
  std::vector<Word> words = {word(180, 5, "Harbours"), word(5, 16, "Place"), word(100, 16, "Area"), word(180, 16, "northern")};
  for (int row = 0; row < 6; ++row) {
    const double y = 35 + 14 * row;
    words.push_back(word(5, y, "Ashford"));
    words.push_back(word(105, y, std::to_string(101 + row)));
    words.push_back(word(240, y, std::to_string(201 + row)));
  }
  const Table table = build_edge_grid(words, all_of(words), {}, area, 1);
  EXPECT_EQ(table.cols, 3) << shape(table);
  EXPECT_NE(shape(table).find("0,2 Harbours northern\n"), std::string::npos) << shape(table);
}

TEST(EdgeGrid, AHeadThatReachesIntoTheLineAboveMakesNoRow) {
  // Set at the middle of the boxhead, nearer to its first line than to its second.
  std::vector<Word> words = {word(120, 5, "Harbours"), word(5, 12, "Place"), word(100, 22, "Urban"), word(160, 22, "Rural")};
  for (int row = 0; row < 5; ++row) {
    const double y = 40 + 14 * row;
    words.push_back(word(5, y, "Ashford"));
    words.push_back(word(110, y, std::to_string(11 + row)));
    words.push_back(word(170, y, std::to_string(21 + row)));
  }
  const Table table = build_edge_grid(words, all_of(words), {}, area, 1);
  EXPECT_EQ(table.rows, 7) << shape(table);
}

TEST(EdgeGrid, ASectionInItalicsUnderBoldHeadsIsNoHead) {
  std::vector<Word> words = {word(5, 10, "Place"), word(120, 5, "Harbours"), word(200, 10, "Year"), word(105, 17, "Urban"), word(160, 17, "Rural")};
  for (Word& head : words) head.bold = true;
  words.push_back(word(5, 30, "Inland"));
  words.back().italic = true;
  for (int row = 0; row < 5; ++row) {
    const double y = 42 + 12 * row;
    words.push_back(word(5, y, "Ash"));
    for (const int x : {115, 170, 205}) words.push_back(word(x, y, std::to_string(10 + row)));
  }
  const Table table = build_edge_grid(words, all_of(words), {}, area, 1);
  EXPECT_NE(shape(table).find("Year @2x1"), std::string::npos) << shape(table);
}

TEST(EdgeGrid, EastAsianHeadsCloseToEachOtherAreHeadsOfTheirColumns) {
  // Less white between the two heads than between figures; no text here is written with spaces.
  std::vector<Word> words;
  const auto han = [&](double x, double y, const std::string& text, int characters) {
    words.push_back(word(x, y, text));
    words.back().box.x1 = x + 10.0 * characters;
  };
  han(100, 5, "\u5174\u6797\u6c38\u957f", 4);
  han(144, 5, "\u957f\u6865\u548c\u6cb3", 4);
  for (int r = 0; r < 5; ++r) {
    han(5, 25 + 14 * r, "\u5357\u9f99", 2);
    words.push_back(word(115, 25 + 14 * r, std::to_string(11 + r)));
    words.push_back(word(160, 25 + 14 * r, std::to_string(31 + r)));
  }
  const std::string got = shape(build_edge_grid(words, all_of(words), {}, area, 1));
  EXPECT_NE(got.find("0,1 \u5174\u6797\u6c38\u957f\n0,2 \u957f\u6865\u548c\u6cb3\n"), std::string::npos) << got;
}

TEST(EdgeGrid, AHyphenAtALinesEndGoesWhereThePageBreaksWords) {
  std::vector<Word> words = {word(5, 5, "self-"), word(5, 16, "owned")};
  const std::vector<int> cell = {0, 1};
  EXPECT_EQ(read_cell(words, cell).text, "self-owned") << "no other word is broken: the hyphen is its own";
  for (const char* broken : {"har-", "light-", "north-"}) words.push_back(word(100, 100, broken));
  EXPECT_EQ(read_cell(words, cell).text, "selfowned");
  EXPECT_EQ(read_cell(words, cell).raw, "self- owned");
  words.push_back(word(100, 120, "self-owned"));
  EXPECT_EQ(read_cell(words, cell).text, "self-owned") << "as it stands elsewhere";
}

TEST(EdgeGrid, ASpannerOverItsOwnRuleIsNotCutAtTheColumnsUnderIt) {
  // Its space lies right over the gap between the two columns.
  std::vector<Word> words = {word(110, 5, "Harbour"), word(150, 5, "Dues")};
  for (int r = 0; r < 5; ++r) {
    words.push_back(word(5, 30 + 14.0 * r, r == 0 ? "Port" : "Hull"));
    for (const double x : {120.0, 155.0, 230.0}) words.push_back(word(x, 30 + 14.0 * r, r == 0 ? "1901" : "4000"));
  }
  const std::vector<Rule> lines = {across(19, 100, 190)};
  const Table table = build_edge_grid(words, all_of(words), join_rules(lines), area, 1);
  EXPECT_NE(shape(table).find("0,1 Harbour Dues @1x2\n"), std::string::npos) << shape(table);
}

TEST(EdgeGrid, AHeadUnderTheRuleOfASpannerFillsNoBoxhead) {
  // "Sail", in the middle, is alone in its column, but the rule over it is its spanner's.
  std::vector<Word> words = {word(150, 5, "Shipping"), word(100, 24, "Sail"), word(200, 24, "Steam"), word(200, 43, "Tons"), word(250, 43, "Men")};
  for (int r = 0; r < 4; ++r) {
    words.push_back(word(5, 65 + 20.0 * r, "Hull"));
    for (const double x : {105.0, 205.0, 255.0}) words.push_back(word(x, 65 + 20.0 * r, "10"));
  }
  const std::vector<Rule> lines = {across(18, 95, 280), across(58, 0, 280)};
  const std::string got = shape(build_edge_grid(words, all_of(words), join_rules(lines), area, 1));
  EXPECT_EQ(got.find("0,1 Sail"), std::string::npos) << got;
  EXPECT_NE(got.find("1,1 Sail"), std::string::npos) << got;
}

TEST(EdgeGrid, EastAsianHeadsThatAllWrapAreOneRow) {
  const auto heads = [](const std::string& first, const std::string& second) {
    std::vector<Word> words;
    const auto han = [&](double x, double y, const std::string& text) {
      words.push_back(word(x, y, text));
      words.back().box.x1 = x + 10.0 * static_cast<double>(text.size()) / 3;
    };
    for (const double x : {100.0, 180.0}) {
      han(x, 5, first);
      han(x, 17, second);
    }
    for (int r = 0; r < 4; ++r) {
      han(5, 34 + 14.0 * r, "上海");
      for (const double x : {105.0, 185.0}) words.push_back(word(x, 34 + 14.0 * r, "10"));
    }
    return build_edge_grid(words, all_of(words), {}, area, 1).rows;
  };
  EXPECT_EQ(heads("进口货物", "总额"), 5);
  EXPECT_EQ(heads("总额", "进口货物"), 6) << "a wider line below broke nowhere";
}

TEST(EdgeGrid, EveryRowOfABoxheadMayBePaintedByItself) {
  std::vector<Word> words = {word(140, 5, "Shipping"), word(100, 23, "Sail"), word(150, 23, "Steam"), word(200, 23, "All")};
  for (int r = 0; r < 4; ++r) {
    words.push_back(word(5, 41 + 18.0 * r, "Hull"));
    for (const double x : {105.0, 155.0, 205.0}) words.push_back(word(x, 41 + 18.0 * r, "10"));
  }
  const auto spanner = [&](double width) {
    std::vector<Rule> edges;
    for (const double y : {1.0, 19.0, 37.0}) edges.push_back({Orientation::horizontal, y, 0, 230, width, RuleSource::fill});
    return shape(build_edge_grid(words, all_of(words), join_rules(edges), {0, 0, 230, 120}, 1)).find("0,1 Shipping @1x3") != std::string::npos;
  };
  EXPECT_TRUE(spanner(0));
  EXPECT_FALSE(spanner(0.7)) << "a line closes the boxhead";
}

TEST(EdgeGrid, NumbersOfTheColumnsAreNoFigures) {
  // Else the broad head, at the middle of a column set to the right, would be taken for a column of its own.
  std::vector<Word> words = {word(5, 5, "Port"), word(100, 5, "Ships"), word(150, 5, "Registered-tonnage"), word(103, 19, "(1)"), word(187, 19, "(2)")};
  for (int r = 0; r < 5; ++r) {
    words.push_back(word(5, 40 + 14.0 * r, "Hull"));
    words.push_back(word(105, 40 + 14.0 * r, "10"));
    words.push_back(r == 1 ? word(228, 40 + 14.0 * r, "24000") : word(243, 40 + 14.0 * r, "40"));
  }
  EXPECT_EQ(build_edge_grid(words, all_of(words), {}, area, 1).cols, 3);
}

}  // namespace
}  // namespace tabularium

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <sstream>
#include <string>
#include <vector>

#include "stages/core/text_lines.h"
#include "stages/layout/region_shape.h"
#include "stages/layout/table_regions.h"
#include "tests/layout/drawn_page.h"

namespace tabularium {
namespace {

void prose(Page& page, double x, double y, int lines) {
  for (int i = 0; i < lines; ++i)
    for (int w = 0; w < 12; ++w) put(page, x + 38 * w, y + 13 * i, "running");
}

void figures(Page& page, double y, int rows) {
  for (int r = 0; r < rows; ++r) {
    put(page, 60, y + 15 * r, "Label");
    for (int c = 0; c < 4; ++c) put(page, 200 + 80 * c, y + 15 * r, std::to_string(1000 + 10 * r + c));
  }
}

TEST(RegionTest, UnruledFiguresAmongProse) {
  Page page = blank_page();
  prose(page, 60, 60, 6);
  figures(page, 200, 5);
  prose(page, 60, 340, 6);
  const std::vector<TableRegion> regions = find_table_regions(page);
  ASSERT_EQ(regions.size(), 1U);
  EXPECT_EQ(regions[0].kind, RegionKind::unruled);
  EXPECT_EQ(regions[0].words.size(), 25U);
}

TEST(RegionTest, ProseAndContentsPagesAreNone) {
  Page page = blank_page();
  prose(page, 60, 60, 20);
  EXPECT_TRUE(find_table_regions(page).empty());
  Page contents = blank_page();
  for (int i = 0; i < 8; ++i) {
    put(contents, 60, 60 + 15 * i, "Chapter");
    put(contents, 120, 60 + 15 * i, "..................................");
    put(contents, 500, 60 + 15 * i, std::to_string(10 + i));
  }
  EXPECT_TRUE(find_table_regions(contents).empty());
}

TEST(RegionTest, FormulasAndProgramTextAreNone) {
  Page page = blank_page();
  for (int i = 0; i < 3; ++i) {  // prose, then a formula with its number at the margin
    prose(page, 60, 60 + 80 * i, 3);
    for (const char* part : {"y", "=", "a", "+", "b", "x"}) put(page, 250 + 12 * (part[0] % 7), 105 + 80 * i, part);
    put(page, 520, 105 + 80 * i, "(" + std::to_string(i + 1) + ")");
  }
  const std::vector<std::string> code = {"for (row : rows) {", "  total += row;", "  if (total > most) {", "    break;", "  }", "}", "return total;"};
  for (std::size_t i = 0; i < code.size(); ++i) put(page, 60, 400 + 13.0 * static_cast<double>(i), code[i]);
  EXPECT_TRUE(find_table_regions(page).empty());
}

TEST(RegionTest, RulesOfOneExtentBoundTheTableAndItsCaptionStaysOut) {
  Page page = blank_page();
  put(page, 60, 180, "Table");
  figures(page, 205, 4);
  for (double y : {200.0, 217.0, 265.0})
    page.evidence.rules.push_back({Orientation::horizontal, y, 55, 550, 0.7, RuleSource::stroke});
  prose(page, 60, 280, 4);
  const std::vector<TableRegion> regions = find_table_regions(page);
  ASSERT_EQ(regions.size(), 1U);
  EXPECT_EQ(regions[0].kind, RegionKind::part_ruled);
  EXPECT_EQ(regions[0].words.size(), 20U);
}

TEST(RegionTest, TwoLatticesSideBySideInReadingOrder) {
  Page page = blank_page();
  for (double left : {330.0, 50.0}) {
    for (int i = 0; i <= 2; ++i) {
      page.evidence.rules.push_back({Orientation::horizontal, 100 + 20.0 * i, left, left + 200, 0.7, RuleSource::stroke});
      page.evidence.rules.push_back({Orientation::vertical, left + 100.0 * i, 100, 140, 0.7, RuleSource::stroke});
    }
    for (int r = 0; r < 2; ++r)
      for (int c = 0; c < 2; ++c) put(page, left + 5 + 100 * c, 105 + 20 * r, "x1");
  }
  const std::vector<TableRegion> regions = find_table_regions(page);
  ASSERT_EQ(regions.size(), 2U);
  EXPECT_LT(regions[0].box->x0, regions[1].box->x0);
  EXPECT_EQ(regions[0].kind, RegionKind::ruled);
}

TEST(RegionTest, FrameAroundProseIsNoTable) {
  Page page = blank_page();
  prose(page, 60, 60, 10);
  for (double y : {50.0, 200.0})
    page.evidence.rules.push_back({Orientation::horizontal, y, 50, 550, 0.7, RuleSource::stroke});
  for (double x : {50.0, 550.0})
    page.evidence.rules.push_back({Orientation::vertical, x, 50, 200, 0.7, RuleSource::stroke});
  EXPECT_TRUE(find_table_regions(page).empty());
}

TEST(RegionTest, FrameThatAPageBreakLeavesOpenReachesAsFarAsItsSides) {
  Page page = blank_page();
  prose(page, 60, 500, 6);
  for (int c = 0; c < 4; ++c) {  // heads of two lines between two rules: a table's look of their own
    put(page, 190 + 80 * c, 705, "Upper");
    put(page, 190 + 80 * c, 717, "lower");
  }
  figures(page, 735, 3);
  for (double y : {700.0, 730.0})
    page.evidence.rules.push_back({Orientation::horizontal, y, 55, 550, 0.7, RuleSource::stroke});
  for (double x : {55.0, 550.0})
    page.evidence.rules.push_back({Orientation::vertical, x, 700, 780, 0.7, RuleSource::stroke});
  const std::vector<TableRegion> regions = find_table_regions(page);
  ASSERT_EQ(regions.size(), 1U);
  EXPECT_EQ(regions[0].words.size(), 23U);
}

TEST(RegionTest, RowsThatGoOnOverThePageBelongToTheirRuledHeads) {
  Page page = blank_page();
  prose(page, 60, 500, 6);
  for (int c = 0; c < 4; ++c) {
    put(page, 190 + 80 * c, 685, "Upper");
    put(page, 190 + 80 * c, 697, "lower");
  }
  figures(page, 715, 4);
  for (double y : {680.0, 710.0})
    page.evidence.rules.push_back({Orientation::horizontal, y, 55, 550, 0.7, RuleSource::stroke});
  const std::vector<TableRegion> regions = find_table_regions(page);
  ASSERT_EQ(regions.size(), 1U);
  EXPECT_EQ(regions[0].words.size(), 28U);
}

TEST(RegionTest, OpenRowsWhoseLabelsWrapAroundTheirFiguresAreATable) {
  Page page = blank_page();
  prose(page, 60, 60, 4);
  put(page, 60, 200, "Place");
  for (int c = 0; c < 4; ++c) put(page, 200 + 80 * c, 200, "Head");
  for (int r = 0; r < 4; ++r) {
    const double y = 220 + 44.0 * r;
    for (int line = 0; line < 4; ++line) put(page, 60, y + 10 * line, "Label");
    for (int c = 0; c < 4; ++c) put(page, 200 + 80 * c, y + 15, std::to_string(1000 + 10 * r + c));
  }
  prose(page, 60, 420, 4);
  const std::vector<TableRegion> regions = find_table_regions(page);
  ASSERT_EQ(regions.size(), 1U);
  EXPECT_EQ(regions[0].words.size(), 5U + 4 * 8);
}

TEST(RegionTest, ACaptionPartsOpenTables) {
  Page page = blank_page();
  figures(page, 200, 4);
  put(page, 240, 264, "Table");
  put(page, 270, 264, "2.");
  put(page, 285, 264, "Harbours");
  figures(page, 280, 4);
  const std::vector<TableRegion> regions = find_table_regions(page);
  ASSERT_EQ(regions.size(), 2U);
  EXPECT_EQ(regions[0].words.size(), 20U);
  EXPECT_EQ(regions[1].words.size(), 20U);
}

TEST(RegionTest, AStubHeadAtTheMiddleOfAnOpenBoxheadBelongsToIt) {
  Page page = blank_page();
  put(page, 400, 186, "Both");
  put(page, 60, 193, "Place");
  for (int c = 0; c < 4; ++c) put(page, 200 + 80 * c, 200, "Head");
  figures(page, 220, 5);
  const std::vector<TableRegion> regions = find_table_regions(page);
  ASSERT_EQ(regions.size(), 1U);
  EXPECT_EQ(regions[0].words.size(), 2U + 4 + 25);
}

TEST(RegionTest, AHeadThatWrapsAroundTheOthersBelongsToAnOpenTable) {
  Page page = blank_page();
  put(page, 440, 193, "Upper");
  for (int c = 0; c < 3; ++c) put(page, 200 + 80 * c, 200, "Head");
  put(page, 60, 200, "Place");
  put(page, 440, 207, "lower");
  figures(page, 222, 5);
  const std::vector<TableRegion> regions = find_table_regions(page);
  ASSERT_EQ(regions.size(), 1U);
  EXPECT_EQ(regions[0].words.size(), page.evidence.words.size());
}

TEST(RegionTest, HeadsOfAnOpenTableThatShareNoLineReachIntoEachOther) {
  Page page = blank_page();
  prose(page, 60, 60, 4);
  put(page, 200, 187, "Upper"), put(page, 60, 194, "Place"), put(page, 200, 201, "(1)");
  for (int r = 0; r < 6; ++r) put(page, 60, 217 + 15 * r, "Label"), put(page, 200, 217 + 15 * r, "12" + std::to_string(r));
  const std::vector<TableRegion> regions = find_table_regions(page);
  ASSERT_EQ(regions.size(), 1U);
  EXPECT_EQ(regions[0].words.size(), 3U + 12);
}

TEST(RegionTest, LabelsBehindSerialNumbersWrapAroundTheirFigures) {
  Page page = blank_page();
  for (int r = 0; r < 6; ++r) {
    const double y = 100 + 44.0 * r;
    put(page, 60, y + 15, std::to_string(r + 1));
    for (int line = 0; line < 4; ++line) put(page, 90, y + 10 * line, "Label");
    for (int c = 0; c < 3; ++c) put(page, 200 + 80 * c, y + 15, std::to_string(1000 + 10 * r + c));
  }
  const std::vector<TableRegion> regions = find_table_regions(page);
  ASSERT_EQ(regions.size(), 1U);
  EXPECT_EQ(regions[0].words.size(), page.evidence.words.size());
}

TEST(RegionTest, AHeadAloneOverTheFiguresOfTwoColumnsBelongsToThem) {
  const auto words_taken = [](const std::string& head, double x, double y) {
    Page page = blank_page();
    put(page, x, y, head);
    for (int r = 0; r < 5; ++r) put(page, 60, 116 + 16 * r, "Some label"), put(page, 270, 116 + 16 * r, "12." + std::to_string(r));
    const std::vector<TableRegion> regions = find_table_regions(page);
    return regions.size() == 1 ? regions[0].words.size() : 0U;
  };
  EXPECT_EQ(words_taken("Amount", 260, 100), 11U);
  EXPECT_EQ(words_taken("Heading", 60, 100), 10U);      // over the labels: a title
  EXPECT_EQ(words_taken("Far", 275, 88), 10U);          // further away than rows are from each other
  EXPECT_EQ(words_taken("(in tonnes)", 250, 100), 10U); // a unit
}

// Boxes of words read from a picture are as high as their ink: the lines of a head do not reach into each other there.
TEST(RegionTest, TheFirstLineOfAWrappedHeadOfAPictureBelongsToIt) {
  const auto words_taken = [](const std::string& head, double x, PageOrigin origin) {
    Page page = blank_page();
    page.origin = origin;
    put(page, x, 87, head);
    put(page, 180, 100, "Amount"), put(page, 270, 100, "Weight"), put(page, 360, 100, "Remark");
    for (int r = 0; r < 5; ++r) {
      put(page, 60, 126 + 20 * r, "Some label");
      for (int c = 1; c < 4; ++c) put(page, 90 + 90 * c, 126 + 20 * r, "12" + std::to_string(r));
    }
    const std::vector<TableRegion> regions = find_table_regions(page);
    return regions.size() == 1 ? regions[0].words.size() : 0U;
  };
  EXPECT_EQ(words_taken("Whole", 180, PageOrigin::image), 24U);
  EXPECT_EQ(words_taken("Whole", 180, PageOrigin::digital), 23U);
  EXPECT_EQ(words_taken("(in tonnes)", 350, PageOrigin::image), 23U) << "a unit";
}

TEST(RegionTest, AHeadAloneOverTheNameOfASectionBelongsToTheRowsBelow) {
  const auto words_taken = [](const std::string& amid, double x) {
    Page page = blank_page();
    put(page, 260, 84, "Amount");
    put(page, x, 100, amid);
    for (int r = 0; r < 5; ++r) put(page, 60, 116 + 16 * r, "Some label"), put(page, 270, 116 + 16 * r, "12." + std::to_string(r));
    const std::vector<TableRegion> regions = find_table_regions(page);
    return regions.size() == 1 ? regions[0].words.size() : 0U;
  };
  EXPECT_EQ(words_taken("Inland", 60), 12U);
  EXPECT_EQ(words_taken("Inland", 90), 10U);         // beside the labels' edge
  EXPECT_EQ(words_taken("Table 3. Ships", 60), 10U);  // a caption
}

TEST(RegionTest, ASpannerAtTheMiddleOfAnOpenTableBelongsToItWhereARuleShowsItsColumns) {
  for (const bool ruled : {true, false}) {
    Page page = blank_page();
    put(page, 272, 88, "Spanner");  // over the middle of the table, where a caption would stand
    for (int c = 0; c < 5; ++c) put(page, 60 + 110 * c, 102, "Head");
    for (int r = 0; r < 4; ++r)
      for (int c = 0; c < 5; ++c) put(page, 60 + 110 * c, 120 + 15 * r, c == 0 ? "Label" : "1234");
    if (ruled) page.evidence.rules.push_back({Orientation::horizontal, 100, 165, 410, 0.5, RuleSource::stroke});
    const std::vector<TableRegion> regions = find_table_regions(page);
    ASSERT_EQ(regions.size(), 1U);
    EXPECT_EQ(regions[0].words.size(), ruled ? 26U : 25U);
  }
}

TEST(RegionTest, ParagraphsOfANarrowColumnPartOpenTables) {
  Page page = blank_page();
  for (const double y : {100.0, 220.0})
    for (int r = 0; r < 4; ++r)
      for (int c = 0; c < 4; ++c) put(page, 60 + 60 * c, y + 12 * r, c == 0 ? "Label" : "1234");
  for (int line = 0; line < 5; ++line)
    for (int w = 0; w < 5; ++w) put(page, 60 + 44 * w, 150 + 13 * line, "running,");
  EXPECT_EQ(find_table_regions(page).size(), 2U);
}

TEST(RegionTest, AxesOfChartsAreNoColumnsOfFigures) {
  Page page = blank_page();
  for (int i = 0; i < 10; ++i) {
    put(page, 60, 200 + 16 * i, std::to_string(450 - 50 * i));
    put(page, 300, 200 + 16 * i, std::to_string(900 - 100 * i));
  }
  for (int c = 0; c < 4; ++c) put(page, 80 + 50 * c, 362, "Jan-0" + std::to_string(c));
  EXPECT_TRUE(find_table_regions(page).empty());
}

TEST(RegionTest, AChartCloseUnderATableIsNoneOfItsRows) {
  Page page = blank_page();
  for (int r = 0; r < 5; ++r) {
    put(page, 60, 100 + 16 * r, "Harbour");
    for (int c = 0; c < 2; ++c) put(page, 200 + 100 * c, 100 + 16 * r, std::to_string(317 + 91 * r + 7 * c));
  }
  for (int i = 0; i < 5; ++i) put(page, 60, 190 + 18 * i, std::to_string(100 - 25 * i));
  for (int c = 0; c < 4; ++c) put(page, 90 + 60 * c, 278, "North");
  const std::vector<TableRegion> regions = find_table_regions(page);
  ASSERT_EQ(regions.size(), 1U);
  EXPECT_EQ(regions[0].words.size(), 15U);
}

TEST(RegionTest, APaintedBoxheadAndStripesInOnePieceAreOneTableHoweverTallARowIs) {
  Page page = blank_page();
  const auto stripe = [&](double y0, double y1) { page.evidence.fills.push_back({{55, y0, 500, y1}, 0xDDDDDD}); };
  const auto row = [&](double y) {
    for (int c = 0; c < 3; ++c) put(page, 250 + 80 * c, y, std::to_string(100 + c));
  };
  put(page, 60, 106, "Place");
  for (const int line : {0, 1, 2})
    for (int c = 0; c < 3; ++c) put(page, 250 + 80 * c, 102 + 13 * line, "Heading");
  stripe(100, 142);
  put(page, 60, 146, "Salt");
  row(146);
  stripe(160, 240);  // a label of six lines beside one line of figures
  for (int line = 0; line < 6; ++line) put(page, 60, 162 + 13 * line, "Wrapped label");
  row(195);
  put(page, 60, 244, "Coal");
  row(244);
  stripe(258, 276);
  put(page, 60, 262, "Iron");
  row(262);
  const std::vector<TableRegion> regions = find_table_regions(page);
  ASSERT_EQ(regions.size(), 1U);
  EXPECT_EQ(regions[0].words.size(), page.evidence.words.size());
}

TEST(RegionTest, StripesOfUnevenRowsAreOneTable) {
  // Head and every second row painted cell by cell; one unpainted row is far higher than the others.
  Page page = blank_page();
  const auto paint = [&](double y0, double y1) {
    for (int c = 0; c < 3; ++c) page.evidence.fills.push_back({{60 + 100.0 * c, y0, 160 + 100.0 * c, y1}, 0xDDDDDD});
  };
  const auto row = [&](double y) {
    for (int c = 0; c < 3; ++c) put(page, 70 + 100 * c, y, c == 0 ? "Label" : "12" + std::to_string(c));
  };
  paint(100, 120);
  row(105);
  row(125);
  paint(140, 160);
  row(145);
  for (int line = 0; line < 4; ++line)
    if (line != 2) put(page, 70, 165 + 13 * line, "Label");
  row(191);
  paint(222, 242);
  row(227);
  const std::vector<TableRegion> regions = find_table_regions(page);
  ASSERT_EQ(regions.size(), 1U);
  EXPECT_EQ(regions[0].words.size(), 5U * 3 + 3);
}

// A tagged table of the words `first` on, row by row.
TaggedTable tagged(int number, int first, int rows, int cols) {
  TaggedTable table{number, rows, cols, {}};
  for (int r = 0; r < rows; ++r)
    for (int c = 0; c < cols; ++c) {
      TaggedCell cell;
      cell.row = r;
      cell.col = c;
      cell.words = {first + r * cols + c};
      table.cells.push_back(cell);
    }
  return table;
}

TEST(RegionTest, ATaggedTableThatThePageBearsOutIsARegion) {
  Page page = blank_page();
  prose(page, 60, 60, 3);
  const int first = static_cast<int>(page.evidence.words.size());
  for (int r = 0; r < 2; ++r) put(page, 60, 200 + 15.0 * r, "Key"), put(page, 160, 200 + 15.0 * r, "value");
  EXPECT_TRUE(find_table_regions(page).empty()) << "two rows of words show no table by themselves";
  page.evidence.tagged_tables = {tagged(0, first, 2, 2)};
  const auto regions = find_table_regions(page);
  ASSERT_EQ(regions.size(), 1U);
  EXPECT_EQ(regions[0].words.size(), 4U);
  std::swap(page.evidence.tagged_tables[0].cells[0].words, page.evidence.tagged_tables[0].cells[3].words);
  EXPECT_TRUE(find_table_regions(page).empty()) << "a tree that contradicts the page adds nothing";
}

TEST(RegionTest, TaggedTablesDivideARegion) {
  Page page = blank_page();
  figures(page, 200, 8);
  ASSERT_EQ(find_table_regions(page).size(), 1U);
  page.evidence.tagged_tables = {tagged(0, 0, 4, 5), tagged(1, 20, 4, 5)};
  const auto regions = find_table_regions(page);
  ASSERT_EQ(regions.size(), 2U);
  EXPECT_LT(regions[0].box->y1, regions[1].box->y0);
}

TEST(RegionTest, AContentsListUnderATableDoesNotTakeItAway) {
  Page page = blank_page();
  figures(page, 60, 5);
  for (int i = 0; i < 4; ++i) {
    put(page, 60, 160 + 15 * i, "Chapter");
    put(page, 120, 160 + 15 * i, "..................................");
    put(page, 500, 160 + 15 * i, std::to_string(10 + i));
  }
  const std::vector<TableRegion> regions = find_table_regions(page);
  ASSERT_EQ(regions.size(), 1U);
  EXPECT_EQ(regions[0].words.size(), 25U);
}

TEST(RegionTest, DotsThatAreWordsLeadToAPageOrToFigures) {
  const auto regions = [](int figures) {
    Page page = blank_page();
    for (int i = 0; i < 8; ++i) {
      put(page, 60, 60 + 15 * i, "Chapter");
      for (int dot = 0; dot < 20; ++dot) put(page, 110 + 10 * dot, 60 + 15 * i, ".");
      for (int f = 0; f < figures; ++f) put(page, 330 + 70 * f, 60 + 15 * i, std::to_string(100 + 13 * i + f));
    }
    return find_table_regions(page).size();
  };
  EXPECT_EQ(regions(1), 0U);
  EXPECT_EQ(regions(3), 1U);
}

TEST(RegionTest, HeadsSetCloserThanColumnsAreCutBelongWhereEachStandsOverItsColumn) {
  const auto taken = [](const std::string& last) {
    Page page = blank_page();
    put(page, 60, 86, "Year");
    put(page, 83, 86, "Merchants");
    put(page, 131, 86, last);
    for (int r = 0; r < 12; ++r) {
      put(page, 60, 100 + 14 * r, "Hull");
      put(page, 112, 100 + 14 * r, std::to_string(120 + 23 * r * r % 31));
      put(page, 161, 100 + 14 * r, std::to_string(450 + 41 * r * r % 29));
    }
    const std::vector<TableRegion> regions = find_table_regions(page);
    return regions.size() == 1 ? regions[0].words.size() : 0U;
  };
  EXPECT_EQ(taken("Fishermen"), 39U);
  EXPECT_EQ(taken("of"), 36U) << "over no column: running text";
}

TEST(RegionShape, ARowOfFiguresFromEdgeToEdgeIsNoSpacedOutText) {
  const auto flush = [](std::initializer_list<const char*> texts, double right) {
    Page page = blank_page();
    double x = 60;
    for (const char* text : texts) {
      put(page, x, 100, text);
      x += 90;
    }
    std::vector<int> which(page.evidence.words.size());
    std::iota(which.begin(), which.end(), 0);
    const PrintedLine line = printed_lines(page.evidence.words, which).front();
    return is_flush(page.evidence.words, line, {60, 0, right, 800});
  };
  EXPECT_TRUE(flush({"it", "rained", "all", "day"}, 345));
  EXPECT_FALSE(flush({"rain", "12.4", "30.1", "day"}, 345));
  EXPECT_FALSE(flush({"it", "rained", "all", "day"}, 500)) << "not to the edge";
}

TEST(RegionTest, ANoteUnderATableEndsItHoweverItsLineIsSpacedOut) {
  for (const char* opening : {"Note:", "Norfolk"}) {
    Page page = blank_page();
    figures(page, 100, 5);
    for (const auto& [x, text] : {std::pair{60.0, opening}, {200.0, "herring"}, {280.0, "landed"}, {360.0, "abroad"}, {440.0, "twice"}}) put(page, x, 175, text);
    const std::vector<TableRegion> regions = find_table_regions(page);
    ASSERT_EQ(regions.size(), 1U);
    EXPECT_EQ(regions[0].words.size(), opening[2] == 't' ? 25U : 30U);
  }
}

TEST(RegionTest, HeadsCloserThanColumnsStandOverThem) {
  // Broad heads at the middle of columns whose figures are set to the right: little white is left between the heads.
  for (const char* corner : {"Places-of-landing", ""}) {
    Page page = blank_page();
    if (*corner != '\0') put(page, 60, 86, corner);
    put(page, 152, 86, "Salt-herring"), put(page, 219, 86, "Fresh-fish");
    for (int r = 0; r < 4; ++r) {
      put(page, 60, 100 + 14 * r, "Label");
      put(page, 190, 100 + 14 * r, "12" + std::to_string(r));
      put(page, 250, 100 + 14 * r, "45" + std::to_string(r));
    }
    const std::vector<TableRegion> regions = find_table_regions(page);
    ASSERT_EQ(regions.size(), 1U);
    EXPECT_EQ(regions[0].words.size(), page.evidence.words.size());
  }
}

TEST(RegionTest, RowsAtItsEndsThatATreeKnowsBelongToATable) {
  Page page = blank_page();
  figures(page, 200, 8);
  figures(page, 380, 1);  // set apart, as where a rule stands between
  ASSERT_EQ(find_table_regions(page).front().words.size(), 40U);
  page.evidence.tagged_tables = {tagged(0, 0, 9, 5)};
  const auto regions = find_table_regions(page);
  ASSERT_EQ(regions.size(), 1U);
  EXPECT_EQ(regions[0].words.size(), 45U);
  EXPECT_GE(regions[0].box->y1, 390);
}

TEST(RegionTest, ACaptionThatIsSpacedOutIsNoHead) {
  for (const bool list : {false, true}) {  // lines that all begin so are entries of a list
    Page page = blank_page();
    for (int i = 0; i < (list ? 2 : 1); ++i)
      for (const auto& [x, text] : {std::pair{60.0, "Table"}, {88.0, "2."}, {200.0, "Herring"}, {280.0, "landed"}}) put(page, x, 86 - 14 * i, text);
    figures(page, 100, 5);
    const std::vector<TableRegion> regions = find_table_regions(page);
    ASSERT_EQ(regions.size(), 1U);
    EXPECT_EQ(regions[0].words.size(), list ? 33U : 25U);
  }
}

TEST(RegionTest, AParagraphsFirstLineAndOneThatRunsOutBelongToNoTableAboveThem) {
  Page page = blank_page();
  figures(page, 100, 5);
  const std::vector<std::string> paragraph = {
      "the of in was of all the several herring harbours nearer landed",      "before and it coast all inland eastern took the carriers",
      "smoked or where the towards it towns over it people bought well fresh", "in then and fires chips oak low some during weeks slow the",
      "into had strong plenty coopers salt that of barrels packed with nearby", "taste most supper a in gives want herring which their people for"};
  for (std::size_t line = 0; line < paragraph.size(); ++line) {  // spaced out to both sides, the first set in
    const double left = line == 0 ? 75 : 60, right = line == 3 ? 466 : 460;
    const auto spaces = static_cast<double>(std::count(paragraph[line].begin(), paragraph[line].end(), ' '));
    const double space = (right - left - 5.0 * (static_cast<double>(paragraph[line].size()) - spaces)) / spaces;
    std::istringstream words(paragraph[line]);
    double x = left;
    for (std::string word; words >> word; x += 5.0 * static_cast<double>(word.size()) + space) put(page, x, 190 + 12 * static_cast<double>(line), word);
  }
  const std::vector<TableRegion> regions = find_table_regions(page);
  ASSERT_EQ(regions.size(), 1U);
  EXPECT_EQ(regions[0].words.size(), 25U);
}

}  // namespace
}  // namespace tabularium

#include "stages/layout/region_extent.h"

#include <gtest/gtest.h>

#include <numeric>
#include <string>
#include <vector>

#include "tests/layout/drawn_page.h"

namespace tabularium {
namespace {

void row(Page& page, double y, const std::string& label) {
  put(page, 60, y, label);
  for (int c = 0; c < 4; ++c) put(page, 200 + 80 * c, y, "100" + std::to_string(c));
}

std::vector<int> all_words(const Page& page) {
  std::vector<int> which(page.evidence.words.size());
  std::iota(which.begin(), which.end(), 0);
  return which;
}

TEST(ExtendBelow, RowsThatFitTheColumnsBelong) {
  Page page = blank_page();
  for (int r = 0; r < 6; ++r) row(page, 100 + 15 * r, "Label");
  for (int w = 0; w < 12; ++w) put(page, 60 + 38 * w, 200, "running");
  const Box extended = extend_below(page, all_words(page), {55, 95, 560, 127});
  EXPECT_NEAR(extended.y1, 186, 1e-9);
}

TEST(ExtendBelow, ALineFarBelowOrAcrossTheColumnsEndsTheTable) {
  Page page = blank_page();
  for (int r = 0; r < 3; ++r) row(page, 100 + 15 * r, "Label");
  row(page, 220, "Label");  // air of several rows
  const Box box{55, 95, 560, 127};
  EXPECT_NEAR(extend_below(page, all_words(page), box).y1, 141, 1e-9);
  Page crossed = blank_page();
  for (int r = 0; r < 2; ++r) row(crossed, 100 + 15 * r, "Label");
  put(crossed, 60, 130, "Label");
  put(crossed, 195, 130, "text-across-two-columns");
  EXPECT_DOUBLE_EQ(extend_below(crossed, all_words(crossed), box).y1, box.y1);
}

TEST(ExtendByLabels, TheLastRowsLabelGoesOnAsOthersDo) {
  for (const bool wraps : {true, false}) {
    Page page = blank_page();
    row(page, 100, "Label"), row(page, 118, "Label");
    put(page, 60, 130, "wrapped");
    row(page, 148, "Label");
    put(page, 60, wraps ? 160 : 172, "wrapped");
    std::vector<int> inside(16);
    std::iota(inside.begin(), inside.end(), 0);
    const Box box{55, 95, 560, 159};
    EXPECT_DOUBLE_EQ(extend_by_labels(page, all_words(page), box, inside).y1, wraps ? 171 : 159);
  }
}

TEST(ExtendByLabels, TextThatGoesOnIsNone) {
  Page page = blank_page();
  row(page, 100, "Label"), row(page, 118, "Label");
  put(page, 60, 130, "wrapped");
  row(page, 148, "Label");
  put(page, 60, 160, "Sources");
  for (int w = 0; w < 8; ++w) put(page, 60 + 38 * w, 173, "running");
  std::vector<int> inside(16);
  std::iota(inside.begin(), inside.end(), 0);
  const Box box{55, 95, 560, 159};
  EXPECT_DOUBLE_EQ(extend_by_labels(page, all_words(page), box, inside).y1, 159);
}

TableRegion region_of(const Page& page, double y0, double y1) {
  TableRegion region;
  region.page = page.number;
  region.kind = RegionKind::unruled;
  region.box = Box{55, y0, 560, y1};
  for (std::size_t i = 0; i < page.evidence.words.size(); ++i) {
    const Box& box = page.evidence.words[i].box;
    if (box.center_y() > y0 && box.center_y() < y1) region.words.push_back(static_cast<int>(i));
  }
  return region;
}

TEST(ContinueOverPages, RowsAtTheTopGoOnTheTableThatEndsThePageBefore) {
  std::vector<Page> pages = {blank_page(1), blank_page(2)};
  for (int r = 0; r < 8; ++r) row(pages[0], 640 + 15 * r, "Label");
  for (int r = 0; r < 2; ++r) row(pages[1], 60 + 15 * r, "Label");
  for (int w = 0; w < 12; ++w) put(pages[1], 60 + 38 * w, 120, "running");
  std::vector<std::vector<TableRegion>> regions = {{region_of(pages[0], 630, 770)}, {}};
  continue_over_pages(pages, regions);
  ASSERT_EQ(regions[1].size(), 1U);
  EXPECT_EQ(regions[1][0].page, 2);
  EXPECT_EQ(regions[1][0].words.size(), 10U);
}

TEST(ContinueOverPages, ProseBelowTheTableOrAtTheTopEndsIt) {
  std::vector<Page> pages = {blank_page(1), blank_page(2)};
  for (int r = 0; r < 8; ++r) row(pages[0], 540 + 15 * r, "Label");
  for (int line = 0; line < 4; ++line)
    for (int w = 0; w < 12; ++w) put(pages[0], 60 + 38 * w, 680 + 13 * line, "running");
  for (int r = 0; r < 2; ++r) row(pages[1], 60 + 15 * r, "Label");
  std::vector<std::vector<TableRegion>> regions = {{region_of(pages[0], 530, 670)}, {}};
  continue_over_pages(pages, regions);
  EXPECT_TRUE(regions[1].empty());
}

TEST(ContinueOverPages, AHeadAloneIsNoContinuation) {
  std::vector<Page> pages = {blank_page(1), blank_page(2)};
  put(pages[0], 60, 640, "Place");
  for (int c = 0; c < 4; ++c) put(pages[0], 200 + 80 * c, 640, "Head");
  for (int r = 1; r < 8; ++r) row(pages[0], 640 + 15 * r, "Label");
  put(pages[1], 60, 60, "Place");
  for (int c = 0; c < 4; ++c) put(pages[1], 200 + 80 * c, 60, "Head");
  for (int w = 0; w < 12; ++w) put(pages[1], 60 + 38 * w, 75, "running");
  std::vector<std::vector<TableRegion>> regions = {{region_of(pages[0], 630, 770)}, {}};
  continue_over_pages(pages, regions);
  EXPECT_TRUE(regions[1].empty());
}

TEST(ExtendAbove, HeadsOverTheFirstRuleBelongWhereEveryRowHasARuleBelow) {
  // Names only: no figures tell the head from the rows, but it stands above its rule as they do above theirs.
  Page page = blank_page();
  for (int r = 0; r < 5; ++r) {
    put(page, 60, 100 + 20 * r, r == 0 ? "Place" : "Ashby");
    put(page, 300, 100 + 20 * r, r == 0 ? "Harbour" : "Barton");
  }
  EXPECT_LT(extend_above(page, all_words(page), {55, 114, 560, 194}, 4).y0, 100);
  EXPECT_DOUBLE_EQ(extend_above(page, all_words(page), {55, 114, 560, 194}, 0).y0, 114);  // a rule over heads, for all we know
}

TEST(ExtendAbove, HeadsThatWrapOverSeveralLinesBelongWhole) {
  Page page = blank_page();
  const auto heads = [&](double y, std::initializer_list<int> columns) {
    for (const int c : columns) put(page, 60 + 120 * c, y, "Head" + std::to_string(c));
  };
  heads(60, {1});  // four lines over one column, two over the next, one over the first
  heads(72, {1, 2});
  heads(84, {1, 2});
  heads(78, {0});
  heads(96, {1});
  heads(112, {1, 2});
  for (int r = 0; r < 5; ++r)
    for (int c = 0; c < 3; ++c) put(page, 60 + 120 * c, 130 + 20 * r, c == 0 ? "Ashby" : "12" + std::to_string(r));
  EXPECT_LT(extend_above(page, all_words(page), {55, 144, 400, 224}, 4).y0, 60);
}

TEST(ExtendAbove, AWideHeadSetOverNarrowFiguresWrapsToItsLastLine) {
  // The last line of the one head stands alone above the rule, wider than its column and nearly at the next one.
  for (const bool over_its_head : {true, false}) {
    Page page = blank_page();
    put(page, 60, 80, "Place");
    for (int c = 0; c < 4; ++c) put(page, 196 + 80 * c, 80, "Tonnage");
    put(page, over_its_head ? 268 : 310, 95, "ofvesselsin");
    for (int r = 0; r < 5; ++r) {
      put(page, 60, 120 + 20 * r, "Ashby");
      for (int c = 0; c < 4; ++c) put(page, 235 + 80 * c, 120 + 20 * r, std::to_string(r));
    }
    const double top = extend_above(page, all_words(page), {55, 110, 560, 214}, 4).y0;
    EXPECT_DOUBLE_EQ(top, over_its_head ? 79 : 110);
  }
}

TEST(ExtendAbove, ACaptionWithItsUnitIsNoHead) {
  Page page = blank_page();
  put(page, 60, 100, "Table");
  put(page, 90, 100, "3.");
  put(page, 105, 100, "Ships");
  put(page, 480, 100, "(in");
  put(page, 500, 100, "tonnes)");
  for (int r = 1; r < 4; ++r) row(page, 100 + 20 * r, "Label");
  EXPECT_DOUBLE_EQ(extend_above(page, all_words(page), {55, 114, 560, 174}, 4).y0, 114);
}

TEST(ExtendAbove, SpannersAndHeadsSetBesideThemAreHeadsToo) {
  Page page = blank_page();
  put(page, 280, 78, "Spanner");
  put(page, 60, 84, "Place");
  put(page, 440, 84, "Sum");
  put(page, 285, 90, "wrapped");
  for (int c = 0; c < 3; ++c) put(page, 200 + 80 * c, 110, "Head");
  for (int r = 0; r < 4; ++r) row(page, 130 + 20 * r, "Label");
  put(page, 60, 50, "Table");
  EXPECT_NEAR(extend_above(page, all_words(page), {55, 124, 560, 204}, 4).y0, 77, 1e-9);
}

TEST(ExtendAbove, ATableBesideItIsNotInTheWay) {
  Page page = blank_page();
  for (int r = 0; r < 4; ++r) {
    put(page, 60, 100 + 20 * r, r == 0 ? "Place" : "Ashby");
    put(page, 160, 100 + 20 * r, r == 0 ? "Ships" : "12");
    put(page, 360, 104 + 20 * r, "Other");
    put(page, 460, 104 + 20 * r, "34");
  }
  EXPECT_NEAR(extend_above(page, all_words(page), {55, 114, 200, 174}, 4).y0, 99, 1e-9);
}

TEST(ExtendAbove, ASectionBetweenTheHeadsAndTheFirstRuleIsPartOfTheTable) {
  Page page = blank_page();
  put(page, 60, 80, "Place");
  for (int c = 0; c < 4; ++c) put(page, 200 + 80 * c, 80, "Ships");
  put(page, 60, 92, "Inland");
  for (int r = 0; r < 4; ++r) row(page, 104 + 20 * r, "Label");
  EXPECT_NEAR(extend_above(page, all_words(page), {55, 118, 560, 178}, 4).y0, 79, 1e-9);
}

TEST(ExtendLastRow, ARowBelowTheLastRuleBetweenRowsBelongs) {
  Page page = blank_page();
  for (int r = 0; r < 5; ++r) row(page, 100 + 20 * r, "Label");
  const Box box{55, 95, 560, 174};  // rules between rows: the last one stands above the last row
  EXPECT_NEAR(extend_last_row(page, all_words(page), box, 4).y1, 191, 1e-9);
  EXPECT_DOUBLE_EQ(extend_last_row(page, all_words(page), box, 0).y1, 174);
  for (int r = 5; r < 9; ++r) row(page, 100 + 20 * r, "Label");  // more of them: another table
  EXPECT_DOUBLE_EQ(extend_last_row(page, all_words(page), box, 4).y1, 174);
}

TEST(ExtendBetweenSides, ANameUnderThePageBreakThatCutTheFrameBelongs) {
  Page page = blank_page();
  put(page, 60, 60, "Inland");
  for (int r = 0; r < 4; ++r) row(page, 75 + 15 * r, "Label");
  const auto top = [&](double from) {
    const std::vector<Rule> sides = {{Orientation::vertical, 55, from, 140, 0.5, RuleSource::stroke}, {Orientation::vertical, 560, from, 140, 0.5, RuleSource::stroke}};
    return extend_between_sides(page, join_rules(sides), all_words(page), {58, 74, 555, 132}).y0;
  };
  EXPECT_LT(top(50), 61);
  EXPECT_DOUBLE_EQ(top(72), 74) << "the sides begin below it";
  page.evidence.words.front().text = "Table 1. Ports";
  EXPECT_DOUBLE_EQ(top(50), 74);
}

TEST(ExtendLastRow, ARowWhoseCellsWrapBelongsAsWell) {
  const auto end = [](bool prose) {
    Page page = blank_page();
    for (int r = 0; r < 5; ++r) row(page, 100 + 20 * r, "Label");
    put(page, 60, 180, "Label");   // figures between the lines of a cell
    for (int c = 0; c < 3; ++c) put(page, 200 + 80 * c, 186, "1234");
    put(page, 440, 180, "first");
    put(page, 440, 191, "second");
    if (prose) put(page, 150, 191, "text that runs over all of the columns and on and on");
    return extend_last_row(page, all_words(page), {55, 95, 560, 178}, 4).y1;
  };
  EXPECT_NEAR(end(false), 202, 1e-9);
  EXPECT_DOUBLE_EQ(end(true), 178);
}

TEST(ExtendAbove, AFirstRowWhoseLabelWrapsAroundItsFiguresStandsUnderItsHeads) {
  for (const int lines : {4, 3}) {  // as many lines of the label above the figures as below them, or fewer
    Page page = blank_page();
    for (int c = 0; c < 4; ++c) put(page, 200 + 80 * c, 60, "Head");
    for (int line = 0; line < lines; ++line) put(page, 60, 118 - 11 * lines + 11 * line, "Harbour");
    for (int c = 0; c < 4; ++c) put(page, 200 + 80 * c, 90.5, "12" + std::to_string(c));
    for (int r = 0; r < 4; ++r) row(page, 121 + 16 * r, "Label");
    const double top = extend_above(page, all_words(page), {55, 118.5, 560, 185}, 3).y0;
    if (lines == 4) {
      EXPECT_LT(top, 74);
    } else {
      EXPECT_GT(top, 74);
    }
  }
}

}  // namespace
}  // namespace tabularium

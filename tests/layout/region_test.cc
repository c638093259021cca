#include <gtest/gtest.h>

#include <string>

#include "stages/layout/table_regions.h"

namespace tabularium {
namespace {

Page blank_page() {
  Page page;
  page.number = 1;
  page.width = 600;
  page.height = 800;
  return page;
}

void put(Page& page, double x, double y, const std::string& text) {
  Word word;
  word.box = {x, y, x + 5.0 * static_cast<double>(text.size()), y + 10};
  word.text = text;
  page.evidence.words.push_back(word);
}

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

}  // namespace
}  // namespace tabularium

#include "stages/layout/region_heads.h"

#include <gtest/gtest.h>

#include "tests/layout/drawn_page.h"

namespace tabularium {
namespace {

TableRegion region_of(const Page& page, RegionKind kind, const Box& box) {
  TableRegion region;
  region.page = page.number;
  region.kind = kind;
  region.box = box;
  for (std::size_t i = 0; i < page.evidence.words.size(); ++i) {
    const Box& word = page.evidence.words[i].box;
    if (box.contains({word.center_x(), word.center_y()})) region.words.push_back(static_cast<int>(i));
  }
  return region;
}

// A closed grid of two lines over rows without lines; `second`: what its second line holds.
std::vector<TableRegion> joined(const std::string& second) {
  Page page = blank_page();
  for (int c = 0; c < 4; ++c) {
    put(page, 60 + 100 * c, 100, "Head");
    put(page, 60 + 100 * c, 120, second);
    for (int r = 0; r < 4; ++r) put(page, 60 + 100 * c, 142 + 15 * r, c == 0 ? "Label" : "12");
  }
  std::vector<TableRegion> regions = {region_of(page, RegionKind::ruled, {50, 95, 480, 135}),
                                      region_of(page, RegionKind::unruled, {55, 140, 480, 200})};
  join_boxheads(page, regions);
  return regions;
}

TEST(JoinBoxheads, AClosedGridOfHeadsOverRowsIsTheirBoxhead) {
  const std::vector<TableRegion> regions = joined("(1)");
  ASSERT_EQ(regions.size(), 1U);
  EXPECT_EQ(regions.front().words.size(), 24U);
  EXPECT_DOUBLE_EQ(regions.front().box->y0, 95);
}

TEST(JoinBoxheads, AGridWithFiguresIsATableOfItsOwn) { EXPECT_EQ(joined("350").size(), 2U); }

// Heads between rules, `amid` alone on its line below them, then open rows.
std::size_t left_under_ruled_heads(const std::string& amid, double body_x1) {
  Page page = blank_page();
  for (int c = 0; c < 4; ++c) {
    put(page, 60 + 100 * c, 100, "Head");
    for (int r = 0; r < 4; ++r) put(page, 60 + 100 * c, 142 + 15 * r, c == 0 ? "Label" : "12");
  }
  put(page, 60, 124, amid);
  std::vector<TableRegion> regions = {region_of(page, RegionKind::part_ruled, {55, 95, 480, 115}),
                                      region_of(page, RegionKind::unruled, {60, 140, body_x1, 200})};
  join_boxheads(page, regions);
  if (regions.size() == 1) {
    EXPECT_EQ(regions.front().words.size(), 21U) << "with the section's name";
  }
  return regions.size();
}

TEST(JoinBoxheads, HeadsBetweenRulesOverTheNameOfASectionBelongToTheRowsBelow) {
  EXPECT_EQ(left_under_ruled_heads("Highlands", 475), 1U);
  EXPECT_EQ(left_under_ruled_heads("Table 4. Ports", 475), 2U);
  EXPECT_EQ(left_under_ruled_heads("Highlands", 700), 2U) << "wider than the heads";
}

// Rows under one another, `amid` standing alone between the fifth and the sixth; each part is a region.
std::size_t parts_left(const std::string& amid, const std::string& first_of_second = "12") {
  Page page = blank_page();
  for (int c = 0; c < 4; ++c) {
    for (int r = 0; r < 5; ++r) put(page, 60 + 100 * c, 100 + 15 * r, c == 0 ? "Label" : "12");
    for (int r = 0; r < 5; ++r) put(page, 60 + 100 * c, 190 + 15 * r, c == 0 ? "Label" : r == 0 ? first_of_second : "12");
  }
  put(page, 60, 175, amid);
  std::vector<TableRegion> regions = {region_of(page, RegionKind::ruled, {50, 95, 480, 172}),
                                      region_of(page, RegionKind::unruled, {60, 188, 470, 262})};
  join_parts(page, regions);
  if (regions.size() == 1) {
    EXPECT_EQ(regions.front().words.size(), 41U) << "with the words between";
  }
  return regions.size();
}

TEST(JoinParts, TheNameOfASectionPartsNoTable) { EXPECT_EQ(parts_left("Highlands"), 1U); }

TEST(JoinParts, ACaptionPartsTwoTables) { EXPECT_EQ(parts_left("Table 4. Ports"), 2U); }

TEST(JoinParts, HeadsOpenAnotherTable) { EXPECT_EQ(parts_left("Highlands", "Head"), 2U); }

}  // namespace
}  // namespace tabularium

// Facing pages: laid out apart, found at their places on the whole page.
#include <gtest/gtest.h>

#include <string>

#include "stages/core/facing_pages.h"
#include "stages/layout/page_layout.h"
#include "tests/layout/drawn_page.h"

namespace tabularium {
namespace {

// Two pages of 600 points beside one another: a list of names and sums on each, its lines level with the other's.
Document open_book(bool marked) {
  Document document;
  Page page = blank_page(7);
  page.width = 1200;
  page.origin = PageOrigin::image;
  page.quality = PageQuality{};
  if (marked) page.quality->treatments.emplace_back(kFacingPages);
  for (const double left : {60.0, 660.0}) {
    put(page, left + 150, 60, left < 600 ? "Salaries paid in spring" : "Wages paid in autumn");
    for (int row = 0; row < 12; ++row) {
      const double y = 100 + 22 * row;
      put(page, left, y, std::string("District") + static_cast<char>('A' + row));
      for (int column = 0; column < 3; ++column) put(page, left + 200 + 100 * column, y, std::to_string(100 + 37 * row + column));
    }
  }
  document.pages.push_back(std::move(page));
  return document;
}

TEST(FacingPages, EachHasItsOwnTableAtItsPlaceOnTheWholePage) {
  Document document = open_book(true);
  layout_pages(document);
  ASSERT_EQ(document.regions.size(), 2U);
  const std::vector<Word>& words = document.pages.front().evidence.words;
  for (std::size_t leaf = 0; leaf < 2; ++leaf) {
    const TableRegion& region = document.regions[leaf];
    EXPECT_EQ(region.page, 7);
    ASSERT_TRUE(region.box.has_value());
    EXPECT_NEAR(region.box->x0, leaf == 0 ? 60 : 660, 12);
    EXPECT_GT(region.words.size(), 40U);
    for (const int id : region.words) {
      const Box& word = words[static_cast<std::size_t>(id)].box;
      EXPECT_TRUE(region.box->contains({word.center_x(), word.center_y()}));
    }
  }
  for (const Block& block : document.blocks) {
    EXPECT_EQ(block.place.page, 7);
    ASSERT_TRUE(block.place.box.has_value());
    if (block.text == "Wages paid in autumn") {
      EXPECT_NEAR(block.place.box->x0, 810, 1);
    }
  }
}

TEST(FacingPages, AnUnmarkedPageHasNoGutter) { EXPECT_FALSE(facing_gutter(open_book(false).pages.front()).has_value()); }

TEST(FacingPages, AWordAcrossTheMiddleLeavesNoGutterThere) {
  Document document = open_book(true);
  Page& page = document.pages.front();
  put(page, 480, 400, std::string(48, 'x'));
  EXPECT_FALSE(facing_gutter(page).has_value());
}

}  // namespace
}  // namespace tabularium

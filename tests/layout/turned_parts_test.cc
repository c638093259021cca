// A table turned on an upright page: laid out upright, found at its place on the page.
#include "stages/layout/turned_parts.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "stages/core/turning.h"
#include "stages/layout/page_layout.h"
#include "tests/layout/drawn_page.h"

namespace tabularium {
namespace {

void put_prose(Page& page, double y, int lines) {
  for (int line = 0; line < lines; ++line) {
    double x = 50;
    for (int word = 0; word < 9; ++word) {
      const std::string text = std::string("councillors").substr(static_cast<std::size_t>(line * word % 5));
      put(page, x, y + 14 * line, text);
      x += 5.0 * static_cast<double>(text.size()) + 3;
    }
  }
}

// Drawn upright on a sheet of its own, then laid on its side: `turns` quarters clockwise.
void put_turned_table(Page& page, int turns) {
  Page sheet = blank_page();
  std::swap(sheet.width, sheet.height);
  put(sheet, 260, 150, "Table");
  put(sheet, 290, 150, "4.");
  put(sheet, 305, 150, "Harvests");
  for (int column = 0; column < 3; ++column) put(sheet, 360 + 70 * column, 175, "190" + std::to_string(column));
  for (int row = 0; row < 8; ++row) {
    put(sheet, 250, 190 + 14 * row, std::string("District") + static_cast<char>('A' + row));
    for (int column = 0; column < 3; ++column) put(sheet, 360 + 70 * column, 190 + 14 * row, std::to_string(1000 + 37 * row + column));
  }
  for (const double y : {170.0, 187.0, 305.0}) sheet.evidence.rules.push_back({Orientation::horizontal, y, 245, 525, 0.7, RuleSource::stroke});
  const Page turned = turned_page(sheet, 4 - turns);
  page.evidence.words.insert(page.evidence.words.end(), turned.evidence.words.begin(), turned.evidence.words.end());
  page.evidence.rules.insert(page.evidence.rules.end(), turned.evidence.rules.begin(), turned.evidence.rules.end());
}

Page page_with_turned_table(int turns) {
  Page page = blank_page(7);
  put_prose(page, 60, 5);
  put_turned_table(page, turns);
  put_prose(page, 600, 5);
  return page;
}

class EachWay : public ::testing::TestWithParam<int> {};

TEST_P(EachWay, TheTableIsFoundAtItsPlaceWithItsCaptionAndBetweenTheParagraphs) {
  Document document;
  document.pages.push_back(page_with_turned_table(GetParam()));
  layout_pages(document);
  ASSERT_EQ(document.regions.size(), 1U);
  const TableRegion& region = document.regions.front();
  EXPECT_EQ(region.caption, "Table 4. Harvests");
  EXPECT_EQ(region.words.size(), 3U + 8 * 4);
  ASSERT_TRUE(region.box.has_value());
  EXPECT_GT(region.box->height(), region.box->width());
  for (const int id : region.words) {
    const Word& word = document.pages.front().evidence.words[static_cast<std::size_t>(id)];
    EXPECT_EQ(word.rotation, GetParam());
    EXPECT_TRUE(region.box->contains({word.box.center_x(), word.box.center_y()})) << word.text;
  }
  const auto table = std::ranges::find(document.blocks, BlockKind::table, &Block::kind);
  ASSERT_NE(table, document.blocks.end());
  EXPECT_EQ(table->region, 0);
  EXPECT_TRUE(document.blocks.front().text.starts_with("councillors"));
  EXPECT_TRUE(document.blocks.back().text.starts_with("councillors"));
}

INSTANTIATE_TEST_SUITE_P(TurnedParts, EachWay, ::testing::Values(1, 3));

void put_turned(Page& page, const Box& box, const std::string& text) {
  Word word;
  word.box = box;
  word.rotation = 3;
  word.text = text;
  page.evidence.words.push_back(word);
}

TEST(TurnedParts, TurnedHeadsOfAnUprightTableStayInIt) {
  Page page = blank_page();
  for (int column = 0; column < 4; ++column) {
    for (int line = 0; line < 2; ++line) {
      const double x = 204 + 70 * column + 14 * line;
      put_turned(page, {x, 110, x + 10, 160}, "households");
      put_turned(page, {x, 72, x + 10, 107}, "of1901");
    }
  }
  for (int row = 0; row < 8; ++row) {
    put(page, 60, 170 + 14 * row, std::string("District") + static_cast<char>('A' + row));
    for (int column = 0; column < 4; ++column) put(page, 204 + 70 * column, 170 + 14 * row, std::to_string(1000 + 37 * row + column));
  }
  EXPECT_TRUE(turned_tables(page).empty()) << "open";
  for (const double y : {68.0, 165.0, 285.0}) page.evidence.rules.push_back({Orientation::horizontal, y, 55, 480, 0.7, RuleSource::stroke});
  EXPECT_TRUE(turned_tables(page).empty()) << "rules above and below the heads";
  for (const double x : {55.0, 195.0, 265.0, 335.0, 405.0, 480.0}) page.evidence.rules.push_back({Orientation::vertical, x, 68, 285, 0.7, RuleSource::stroke});
  EXPECT_TRUE(turned_tables(page).empty()) << "closed";
}

TEST(TurnedParts, LabelsUnderTheBarsOfTwoChartsAreNoTable) {
  Page page = blank_page();
  for (const double y : {200.0, 400.0}) {
    put(page, 100, y - 20, "Births by month");
    for (int bar = 0; bar < 12; ++bar) put_turned(page, {100.0 + 20 * bar, y, 110.0 + 20 * bar, y + 40}, "Month" + std::to_string(bar));
  }
  EXPECT_TRUE(turned_tables(page).empty());
}

}  // namespace
}  // namespace tabularium

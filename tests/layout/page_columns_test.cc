#include "stages/layout/page_columns.h"

#include <gtest/gtest.h>

#include <numeric>
#include <string>
#include <vector>

#include "stages/layout/table_regions.h"
#include "tests/layout/drawn_page.h"

namespace tabularium {
namespace {

void prose(Page& page, double x, double y, int lines) {
  for (int i = 0; i < lines; ++i)
    for (int w = 0; w < 6; ++w) put(page, x + 38 * w, y + 13 * i, "running");
}

void figures(Page& page, double x, double y, int rows) {
  for (int r = 0; r < rows; ++r) {
    put(page, x, y + 17 * r, "Label");
    for (int c = 0; c < 3; ++c) put(page, x + 70 + 60 * c, y + 17 * r, std::to_string(1000 + 10 * r + c));
  }
}

std::vector<int> all_words(const Page& page) {
  std::vector<int> which(page.evidence.words.size());
  std::iota(which.begin(), which.end(), 0);
  return which;
}

TEST(PageColumns, ATableInsideOneOfTwoColumnsIsFound) {
  Page page = blank_page();
  prose(page, 50, 60, 30);
  prose(page, 320, 60, 6);
  figures(page, 320, 160, 6);
  prose(page, 320, 290, 8);
  const std::vector<TableRegion> regions = find_table_regions(page);
  ASSERT_EQ(regions.size(), 1U);
  EXPECT_EQ(regions[0].words.size(), 24U);
  EXPECT_GT(regions[0].box->x0, 300);
}

TEST(PageColumns, ProseInTwoColumnsIsNoTable) {
  Page page = blank_page();
  prose(page, 50, 60, 30);
  prose(page, 320, 60, 30);
  EXPECT_EQ(split_at_gutters(page, all_words(page), {}).size(), 2U);
  EXPECT_TRUE(find_table_regions(page).empty());
}

TEST(PageColumns, TheWhiteBetweenATablesColumnsIsNoGutter) {
  // A column of sentences beside short ones, each in its row.
  Page page = blank_page();
  for (int r = 0; r < 12; ++r) {
    put(page, 50, 60 + 17 * r, "Label");
    put(page, 200, 60 + 17 * r, "1" + std::to_string(r));
    for (int w = 0; w < 6; ++w) put(page, 320 + 38 * w, 60 + 17 * r, "running");
  }
  EXPECT_EQ(split_at_gutters(page, all_words(page), {}).size(), 1U);
}

TEST(PageColumns, TablesSideBySideUnderARuleAreNotParted) {
  Page page = blank_page();
  figures(page, 50, 100, 8);
  figures(page, 320, 100, 8);
  EXPECT_EQ(split_at_gutters(page, all_words(page), {}).size(), 1U);
}

TEST(PageColumns, ATableAndAShortParagraphBesideALongOneOnTheSameLines) {
  // Both columns are set to one pitch, so that their lines stand level as the cells of rows do; words are few and long.
  Page page = blank_page();
  for (int line = 0; line < 30; ++line)
    for (int w = 0; w < 3; ++w) put(page, 50 + 78 * w, 60 + 13 * line, "longest-running");
  for (int r = 0; r < 6; ++r)
    for (int c = 0; c < 4; ++c) put(page, 320 + 60 * c, 60 + 13 * r, c == 0 ? "Label" : std::to_string(1000 + r));
  for (int line = 0; line < 4; ++line)
    for (int w = 0; w < 3; ++w) put(page, 320 + 78 * w, 164 + 13 * line, "longest-running");
  const std::vector<TableRegion> regions = find_table_regions(page);
  ASSERT_EQ(regions.size(), 1U);
  EXPECT_EQ(regions[0].words.size(), 24U);
}

TEST(PageColumns, TwoCaptionsOnALineStandOverTwoTables) {
  Page page = blank_page();
  prose(page, 50, 60, 4);
  for (const double x : {50.0, 320.0}) {
    put(page, x, 150, "Table");
    put(page, x + 30, 150, x < 100 ? "1." : "2.");
    put(page, x + 45, 150, "Ships");
    figures(page, x, 170, 6);
  }
  const std::vector<TableRegion> regions = find_table_regions(page);
  ASSERT_EQ(regions.size(), 2U);
  EXPECT_LT(regions[0].box->x1, regions[1].box->x0);
}

// Labels and figures, each at the top of a text of several lines.
Page texts_in_rows(double shift) {
  Page page;
  page.number = 1;
  page.width = 600;
  page.height = 800;
  put(page, 50, 80, "Table 1. Harbours");
  const int lines[] = {4, 6, 7, 3, 5};
  double y = 100;
  for (int r = 0; r < 5; ++r) {
    put(page, 50, y + shift * r, "Label");
    put(page, 200, y + shift * r, std::to_string(100 + r));
    for (int i = 0; i < lines[r]; ++i)
      for (int w = 0; w < 5; ++w) put(page, 300 + 38 * w, y + 12 * i, "running");
    y += 12 * lines[r] + 14;
  }
  return page;
}

TEST(PageColumns, LongTextsThatBeginWithTheirRowsAreNoColumn) {
  const Page rows = texts_in_rows(0);
  EXPECT_EQ(split_at_gutters(rows, all_words(rows), {}).size(), 1U);
  const Page beside = texts_in_rows(5);  // nothing begins at one height
  EXPECT_GT(split_at_gutters(beside, all_words(beside), {}).size(), 1U);
}

TEST(PageColumns, AGapInTheTextBelowDoesNotMoveTheWhiteBetweenTwoTables) {
  Page page = blank_page();
  for (const double x : {50.0, 320.0}) {
    put(page, x, 150, "Table");
    put(page, x + 30, 150, x < 100 ? "1." : "2.");
    put(page, x + 45, 150, "Ships");
  }
  for (int r = 0; r < 6; ++r)
    for (const double x : {50.0, 150.0, 250.0, 330.0, 400.0, 470.0}) put(page, x, 170 + 14 * r, r == 0 ? "Head" : "400");
  put(page, 50, 260, "running text that ends before");   // with a space right under the gap between two columns
  put(page, 230, 260, "the second table and goes on under it until here");
  const std::vector<std::vector<int>> parts = split_at_gutters(page, all_words(page), {});
  const auto part_of = [&](int word) {
    return std::find_if(parts.begin(), parts.end(), [&](const std::vector<int>& part) { return std::count(part.begin(), part.end(), word) > 0; });
  };
  EXPECT_EQ(part_of(6), part_of(8)) << "the first table's third column";
  EXPECT_NE(part_of(8), part_of(9));
}

// A line of words spaced out from `x` to `right`, no two lines alike.
void spaced_out(Page& page, double x, double right, double y, int line) {
  constexpr int words = 6;
  const auto width = [&](int i) { return 5.0 * (2 + (line + i + 2 * i * line) % 7); };
  double letters = 0;
  for (int i = 0; i < words; ++i) letters += width(i);
  const double space = (right - x - letters) / (words - 1);
  for (int i = 0; i < words; ++i) {
    put(page, x, y, std::string(static_cast<std::size_t>(width(i) / 5), 'a'));
    x += width(i) + space;
  }
}

TEST(PageColumns, TextSpacedOutToBothEdgesIsRunningText) {
  Page page = blank_page();
  for (int i = 0; i < 9; ++i) spaced_out(page, 50, 290, 120 + 13 * i, i);
  put(page, 310, 60, "Table 1. Ships");
  figures(page, 310, 80, 8);
  for (int i = 0; i < 6; ++i) spaced_out(page, 310, 550, 215 + 13 * i, i + 2);
  const std::vector<TableRegion> regions = find_table_regions(page);
  ASSERT_EQ(regions.size(), 1U);
  EXPECT_GT(regions[0].box->x0, 300);
  EXPECT_LT(regions[0].box->y1, 215) << "the text below is spaced out as well";
}

}  // namespace
}  // namespace tabularium

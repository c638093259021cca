#include "stages/layout/region_banded.h"

#include <gtest/gtest.h>

#include <string>

#include "stages/layout/table_regions.h"
#include "tests/layout/drawn_page.h"

namespace tabularium {
namespace {

void rule(Page& page, double y, double from, double to) {
  page.evidence.rules.push_back({Orientation::horizontal, y, from, to, 0.6, RuleSource::stroke});
}

void text(Page& page, double x, double y, int words) {
  for (int w = 0; w < words; ++w) put(page, x + 38 * w, y, "running");
}

std::size_t words_of_only_region(const Page& page) {
  const std::vector<TableRegion> regions = find_table_regions(page);
  EXPECT_EQ(regions.size(), 1U);
  return regions.empty() ? 0 : regions[0].words.size();
}

TEST(BandedRegion, HeadsOfSeveralLinesThatShareNoHeightBelongToTheRowsBelow) {
  Page page = blank_page();
  put(page, 300, 104, "Upper");  // over and under the middle at which the stub head stands
  put(page, 60, 110, "Place");
  put(page, 300, 117, "lower");
  for (int r = 0; r < 4; ++r) put(page, 60, 136 + 15 * r, "Label"), put(page, 300, 136 + 15 * r, "12" + std::to_string(r));
  for (const double y : {100.0, 131.0, 195.0}) rule(page, y, 55, 340);
  EXPECT_EQ(words_of_only_region(page), page.evidence.words.size());
}

TEST(BandedRegion, HeadsOverBlankStubHeadsBelongACaptionBetweenTwoTablesDoesNot) {
  for (const bool caption : {false, true}) {
    Page page = blank_page();
    put(page, caption ? 60 : 290, 108, "Upper");
    put(page, caption ? 60 : 300, 124, "lower");
    for (int r = 0; r < 4; ++r) put(page, 60, 146 + 15 * r, "Label"), put(page, 300, 146 + 15 * r, "12" + std::to_string(r));
    for (const double y : {100.0, 141.0, 205.0}) rule(page, y, 55, 340);
    EXPECT_EQ(words_of_only_region(page), caption ? 8U : 10U);
  }
}

TEST(BandedRegion, RowsOfLongTextsAreATableWhereTheirCellsStandApartAtOnePlace) {
  const auto drawn = [](int rows, double shift) {
    Page page = blank_page();
    for (int r = 0; r < rows; ++r) {
      const double y = 100 + 40.0 * r;
      const double x = 150 + (r % 2 == 0 ? 0 : shift);
      put(page, 60, y + 16, "Label");
      for (int line = 0; line < 3; ++line) text(page, x, y + 4 + 12 * line, 9);
      rule(page, y, 55, 540);
    }
    rule(page, 100 + 40.0 * rows, 55, 540);
    return page;
  };
  const Page page = drawn(5, 0);
  EXPECT_EQ(words_of_only_region(page), page.evidence.words.size());
  EXPECT_TRUE(find_table_regions(drawn(1, 0)).empty()) << "one band of two columns of text may be anything";
}

TEST(BandedRegion, ThreeColumnsGoOnFromTheHeadIntoABodyOfLongTexts) {
  Page page = blank_page();
  for (const double x : {60.0, 130.0, 200.0}) put(page, x, 105, "Head");
  for (int r = 0; r < 3; ++r) {
    put(page, 60, 124 + 60 * r, "Label");
    put(page, 130, 124 + 60 * r, "12" + std::to_string(r));
    for (int line = 0; line < 4; ++line) text(page, 200, 124 + 60 * r + 12 * line, 9);
  }
  for (const double y : {100.0, 119.0, 300.0}) rule(page, y, 55, 545);
  EXPECT_EQ(words_of_only_region(page), page.evidence.words.size());
}

TEST(BandedRegion, RowsUnderTheRuleOfASectionGoOnToThePagesFoot) {
  for (const double top : {560.0, 300.0}) {  // at the page's foot; amid the page, where a rule would close the table
    Page page = blank_page();
    const auto cells = [&](double y, const char* label, const char* figure) {
      put(page, 60, y, label);
      for (int c = 0; c < 3; ++c) put(page, 200 + 80 * c, y, figure);
    };
    cells(top, "Place", "Ships");
    for (int r = 0; r < 5; ++r) cells(top + 25 + 15 * r, "Ashby", "123");
    put(page, 60, top + 105, "Inland");
    for (const double y : {-4.0, 18.0, 102.0, 120.0}) rule(page, top + y, 55, 400);
    for (int r = 0; r < 2; ++r) cells(top + 128 + 15 * r, "Barton", "456");
    if (top > 500) {
      EXPECT_EQ(words_of_only_region(page), page.evidence.words.size());
    } else {
      EXPECT_LT(find_table_regions(page).front().words.size(), page.evidence.words.size());
    }
  }
}

TEST(BandedRegion, RulesBetweenThreeRowsLeaveHeadAndLastRowOutside) {
  Page page = blank_page();
  text(page, 60, 60, 10);
  for (int r = 0; r < 4; ++r)
    for (int c = 0; c < 3; ++c) put(page, 60 + 100 * c, 105 + 22 * r, r == 0 ? "Head" : c == 0 ? "Label" : "12" + std::to_string(r));
  rule(page, 143, 55, 300);
  rule(page, 165, 55, 300);
  text(page, 60, 220, 10);
  EXPECT_EQ(words_of_only_region(page), 12U);
}

TEST(BandedRegion, ALineOfWordsOverTwoRulesIsNoRowOfTheirTable) {
  Page page = blank_page();
  put(page, 60, 86, "See"), put(page, 160, 86, "page"), put(page, 260, 86, "twelve");
  for (int r = 0; r < 4; ++r)
    for (int c = 0; c < 3; ++c) put(page, 60 + 100 * c, 105 + 15 * r, r == 0 ? "Head" : c == 0 ? "Label" : "12" + std::to_string(r));
  for (const double y : {100.0, 117.0, 165.0}) rule(page, y, 55, 300);
  EXPECT_EQ(words_of_only_region(page), 12U);
}

TEST(BandedRegion, ALabelOfTwoLinesAloneBetweenRuledRowsIsOneOfThem) {
  Page page = blank_page();
  double y = 100;
  for (int r = 0; r < 8; ++r) {
    rule(page, y, 55, 340);
    put(page, 60, y + 3, "Kingston");
    if (r == 6) put(page, 60, y += 12, "harbour");
    for (int c = 0; r != 6 && c < 3; ++c) put(page, 160 + 60 * c, y + 3, "12" + std::to_string(r));
    y += 15;
  }
  rule(page, y, 55, 340);
  EXPECT_EQ(words_of_only_region(page), page.evidence.words.size());
}

TEST(BandedRegion, RulesWithinABoxheadAreNoTableOfTheirOwn) {
  Page page = blank_page();
  const auto cells = [&](double y, const char* label, const std::string& text) {
    if (label != nullptr) put(page, 60, y, label);
    for (int c = 0; c < 4; ++c) put(page, 160 + 80 * c, y, text);
  };
  cells(103, "Place", "Landed");
  cells(123, nullptr, "Ships");
  cells(143, nullptr, "km");
  for (const double y : {117.0, 137.0}) rule(page, y, 155, 480);
  for (int r = 0; r < 4; ++r) cells(163 + 20 * r, "Ashby", "12" + std::to_string(r));
  for (int r = 0; r < 5; ++r) rule(page, 157 + 20 * r, 55, 480);
  EXPECT_EQ(words_of_only_region(page), page.evidence.words.size());
}

TEST(BandedRegion, LongTextsBesideAColumnOfFiguresAreRows) {
  const auto drawn = [](bool heads, bool figures) {
    Page page = blank_page();
    if (heads) put(page, 125, 105, "Head"), put(page, 250, 105, "Head");  // the first column has none
    for (int r = 0; r < 4; ++r) {
      put(page, 60, 139 + 48 * r, "Label");
      put(page, 125, 139 + 48 * r, figures ? "12" + std::to_string(r) : "Ashby");
      for (int line = 0; line < 3; ++line) text(page, 148, 127 + 48 * r + 12 * line, 10);
    }
    if (heads) rule(page, 100, 55, 545);
    for (const double y : {119.0, 330.0}) rule(page, y, 55, 545);
    return page;
  };
  for (const bool heads : {true, false})  // a page that the table goes on over need not repeat them
    EXPECT_EQ(words_of_only_region(drawn(heads, true)), drawn(heads, true).evidence.words.size());
  EXPECT_TRUE(find_table_regions(drawn(false, false)).empty()) << "three columns of words between two rules may be anything";
}

}  // namespace
}  // namespace tabularium

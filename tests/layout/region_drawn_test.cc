#include "stages/layout/region_drawn.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

#include "stages/core/drawn_text.h"
#include "tests/text_lines.h"

namespace tabularium {
namespace {

// First and last line (from 0) of each table.
std::vector<std::pair<int, int>> tables_in(const std::string& text) {
  Page page = text_document(text).pages.front();
  draw_page(page);
  std::vector<int> words(page.evidence.words.size());
  std::iota(words.begin(), words.end(), 0);
  const double first = page.evidence.words.front().box.y0;   // all texts below begin with a word
  std::vector<std::pair<int, int>> lines;
  for (const Box& box : find_drawn_regions(page, words))
    lines.emplace_back(static_cast<int>(std::lround((box.y0 - first) / line_pitch)), static_cast<int>(std::floor((box.y1 - 2 - first) / line_pitch)));
  return lines;
}

using Lines = std::vector<std::pair<int, int>>;

TEST(RegionDrawn, RulesAndWrappedLabelsBelongToTheTable) {
  EXPECT_EQ(tables_in("Annual return      PAGE 1\n\n\nTable 1.  Ports\n\n"
                      "              1933         1934\n"
                      "Port       Sail Steam   Sail Steam\n"
                      "-----------------------------------\n"
                      "Aber         34    67     35    70\n"
                      "Brin and\n"
                      "  Carl       50    45     51    44\n"
                      "Total        84   112     86   114\n\n"
                      "The figures for steam vessels include all motor vessels of the port.\n"),
            (Lines{{5, 11}}));
}

TEST(RegionDrawn, TheLastLabelGoesOnWhereItsNextWordHadNoRoom) {
  const std::string rows = "Port                Sail  Steam\nAber                  34     67\nBrin and Carltown     50     45\nNorthern shores        8      9\n";
  EXPECT_EQ(tables_in(rows + "and islands\n\nThe board met in May.\n"), (Lines{{0, 4}}));
  EXPECT_EQ(tables_in(rows + "a\n\nThe board met in May.\n"), (Lines{{0, 3}}));                        // it had room
  EXPECT_EQ(tables_in(rows + "of the three counties of\n\nThe board met in May.\n"), (Lines{{0, 3}}));  // it runs into the figures
}

TEST(RegionDrawn, CaptionsAndProsePartTables) {
  EXPECT_EQ(tables_in("Port      Sail  Steam\nAber        34     67\nBrin        50     45\n\n"
                      "Table 2.  Sheds\n\n"
                      "Shed    Rent\nNorth     12\nSouth     13\n"),
            (Lines{{0, 2}, {6, 8}}));
}

TEST(RegionDrawn, ProseSetWithWideBlanksIsNoTable) {
  EXPECT_EQ(tables_in("The board met.  It heard the clerk.\nIt rose  at noon.\n"), Lines{});
}

TEST(RegionDrawn, HeadsUnderASpannerBelongToTheTable) {
  EXPECT_EQ(tables_in("Port      Northern Isles    1963    1964\n"
                      "             1961  1962\n"
                      "Aber            4    12       96      17\n"
                      "Brin            3    11       90      18\n"),
            (Lines{{0, 3}}));
  // … and under one that is narrower than they are, and stands over their middle.
  EXPECT_EQ(tables_in("Port                      Motor and other ships           All\n"
                      "                    Northern isles    Southern isles\n"
                      "Aber                      4                12          16\n"
                      "Brin                      3                11          14\n"),
            (Lines{{0, 3}}));
  EXPECT_EQ(tables_in("Port                      Motor and other ships           All\n"
                      "           Northern isles    Southern isles\n"
                      "Aber               4                12                  16\n"
                      "Brin               3                11                  14\n"),
            (Lines{{1, 3}}));   // not over their middle
}

}  // namespace
}  // namespace tabularium

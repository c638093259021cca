#include "stages/headers/drawn_rows.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "stages/headers/roles.h"
#include "tests/headers/drawn_roles.h"

namespace tabularium {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

struct Drawn {
  Table table;
  std::vector<Page> pages;
};

// The cells of `rows` with the words of `lines`, each word in its place: a character is 6 points wide.
Drawn drawn(const std::vector<std::string>& rows, const std::vector<std::string>& lines, PageOrigin origin = PageOrigin::text) {
  Drawn out{grid(rows), std::vector<Page>(1)};
  out.pages[0].number = 1;
  out.pages[0].origin = origin;
  out.table.pages = {1};
  std::vector<std::size_t> at(lines.size(), 0);
  for (Cell& cell : out.table.cells) {
    cell.place.page = 1;
    std::size_t& from = at[static_cast<std::size_t>(cell.row)];
    const std::string& line = lines[static_cast<std::size_t>(cell.row)];
    for (std::size_t begin = 0; begin < cell.text.size();) {
      const std::size_t end = std::min(cell.text.find(' ', begin), cell.text.size());
      Word word;
      word.text = cell.text.substr(begin, end - begin);
      from = line.find(word.text, from);
      EXPECT_NE(from, std::string::npos) << word.text;
      word.box = {6.0 * static_cast<double>(from), 12.0 * cell.row, 6.0 * static_cast<double>(from + word.text.size()), 12.0 * cell.row + 12};
      from += word.text.size();
      cell.words.push_back(static_cast<int>(out.pages[0].evidence.words.size()));
      out.pages[0].evidence.words.push_back(word);
      begin = end + 1;
    }
  }
  assign_roles(out.table, {});
  return out;
}

std::vector<int> displaced(Drawn page) { return doubt_displaced_rows(page.table, page.pages); }

const std::vector<std::string> cells = {"Region|Coal|Iron", "North|12|130", "South|7|8", "West|71|18", "East|3|45", "Total|93|201"};
const std::vector<std::string> lines = {"Region  Coal  Iron", "North     12   130", "South      7     8", "West      71    18", "East       3    45", "Total     93   201"};

TEST(DrawnRows, ColumnsThatEndAtOnePlaceHoldNoDoubt) { EXPECT_THAT(displaced(drawn(cells, lines)), IsEmpty()); }

TEST(DrawnRows, AFigureBesideItsColumnPutsItsRowInDoubt) {
  std::vector<std::string> slipped = lines;
  slipped[3] = "West      71        18";
  Drawn page = drawn(cells, slipped);
  EXPECT_THAT(doubt_displaced_rows(page.table, page.pages), ElementsAre(3));
  for (const Cell& cell : page.table.cells)
    EXPECT_EQ(cell.confidence, cell.row == 3 && cell.role == Role::data ? displaced_confidence : 1.0) << cell.text;
}

TEST(DrawnRows, AWholeRowThatSlippedStandsInItsColumns) {
  std::vector<std::string> slipped = lines;
  slipped[3] = " West      71    18";
  EXPECT_THAT(displaced(drawn(cells, slipped)), IsEmpty());
}

TEST(DrawnRows, ColumnsThatEndAnywhereSayNothing) {
  EXPECT_THAT(displaced(drawn(cells, {"Region  Coal  Iron", "North   12    130", "South   7     8", "West    71    18", "East    3     45", "Total   93    201"})), IsEmpty());
}

TEST(DrawnRows, BracketsAndMarksStandBesideTheEdge) {
  std::vector<std::string> rows = cells, text = lines;
  rows[3] = "West|(71)|18%";
  text[3] = "West     (71)   18%";
  EXPECT_THAT(displaced(drawn(rows, text)), IsEmpty());
}

TEST(DrawnRows, TwoFiguresInOneCellLostTheirGap) {
  std::vector<std::string> rows = cells, text = lines;
  rows[2] = "South|7 8|";
  text[2] = "South    7 8";
  EXPECT_THAT(displaced(drawn(rows, text)), ElementsAre(2));
}

TEST(DrawnRows, ABarWithinACellIsAMarkTooMany) {
  EXPECT_THAT(displaced(drawn({"Region|Coal|Iron", "North|12|130", "South|7|│ 8", "West|71|18"},
                              {"Region  Coal  Iron", "North     12   130", "South      7   │ 8", "West      71    18"})),
              ElementsAre(2));
}

TEST(DrawnRows, AValueWithAColumnToItselfIsOneTooMany) {
  EXPECT_THAT(displaced(drawn({"Region|Coal|Iron|", "North|12|130|", "South|7|8|", "West|71|18|4711", "East|3|45|"},
                              {"Region  Coal  Iron", "North     12   130", "South      7     8", "West      71    18   4711", "East       3    45"})),
              ElementsAre(3));
}

TEST(DrawnRows, OnPagesThatArePrintedNothingIsDoubted) {
  std::vector<std::string> slipped = lines;
  slipped[3] = "West      71        18";
  EXPECT_THAT(displaced(drawn(cells, slipped, PageOrigin::digital)), IsEmpty());
}

}  // namespace
}  // namespace tabularium

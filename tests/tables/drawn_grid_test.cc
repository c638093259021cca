// Grids of pages that a printer drew: lines are set alike whether they are rows or one cell's.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "models/page.h"
#include "stages/core/drawn_text.h"
#include "stages/tables/edge_grid.h"
#include "tests/tables/page_words.h"

namespace tabularium {
namespace {

using testing::all_of;
using testing::shape;

std::string grid_of(const std::vector<std::string>& lines) {
  Page page;
  page.number = 1;
  page.origin = PageOrigin::text;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    TextLine line;
    line.text = lines[i];
    line.span = {static_cast<int>(i) + 1, 1, 0, static_cast<std::int64_t>(lines[i].size())};
    page.evidence.lines.push_back(line);
  }
  draw_page(page);
  const std::vector<Word>& words = page.evidence.words;
  return shape(build_edge_grid(words, all_of(words), {}, {0, 0, page.width, page.height}, 1));
}

TEST(DrawnGrid, LabelsInSmallLettersWithFiguresOfTheirOwnAreRows) {
  EXPECT_EQ(grid_of({"Fersaintsur  Lacmarroche",
                     "janvier             0,30",
                     "juillet             0,80",
                     "septembre           0,60"}),
            "0,0 Fersaintsur\n0,1 Lacmarroche\n1,0 janvier\n1,1 0,30\n2,0 juillet\n2,1 0,80\n3,0 septembre\n3,1 0,60\n");
}

TEST(DrawnGrid, AMarkForNoValueIsACellOfItsOwn) {
  const std::string got = grid_of({"Region     Ships  Tons", "North          -     4", "South          3     -", "West           5     6"});
  EXPECT_NE(got.find("1,1 -\n"), std::string::npos) << got;
  EXPECT_NE(got.find("2,1 3\n"), std::string::npos) << got;
  EXPECT_NE(got.find("3,2 6\n"), std::string::npos) << got;
}

TEST(DrawnGrid, ALabelThatHadNoMoreRoomGoesOn) {
  const std::string got = grid_of({"Region            Ships",
                                   "Northern Harbours    12",
                                   "Southern Harbours     4",
                                   "Estuaries",
                                   "Western               9",
                                   "Eastern Harbours      9",
                                   "Estuaries"});
  EXPECT_NE(got.find("2,0 Southern Harbours Estuaries\n"), std::string::npos) << got;
  EXPECT_NE(got.find("4,0 Eastern Harbours Estuaries\n"), std::string::npos) << got;
}

TEST(DrawnGrid, ALineThatWouldHaveHadRoomIsASection) {
  const std::string got = grid_of({"Region               Ships",
                                   "North                   12",
                                   "South                    4",
                                   "Islands",
                                   "Outer Western Isles      9",
                                   "Inner                    9",
                                   "Rivers",
                                   "Long                     3"});
  EXPECT_NE(got.find("3,0 Islands"), std::string::npos) << got;
  EXPECT_NE(got.find("6,0 Rivers"), std::string::npos) << got;
}

TEST(DrawnGrid, ASectionWiderThanAllLabelsGivesThemNoMoreRoom) {
  const std::string got = grid_of({"Region             Ships",
                                   "Islands",
                                   "North                 12",
                                   "Southern Harbour       4",
                                   "Northern and Western Rivers",
                                   "Outer Harbours         9",
                                   "Estuaries",
                                   "Inner                  9",
                                   "Lakes",
                                   "Long Coastal           3",
                                   "Havens"});
  EXPECT_NE(got.find("Outer Harbours Estuaries\n"), std::string::npos) << got;
  EXPECT_NE(got.find("4,0 Northern and Western Rivers"), std::string::npos) << got;
}

TEST(DrawnGrid, AParentSetOutIsNoRestOfTheChildAboveIt) {
  const std::string got = grid_of({"Region                   Ships",
                                   "Northern",
                                   "  Harbours and Havens       12",
                                   "  Estuaries and             11",
                                   "  Rivers",
                                   "Southern Coastal",
                                   "  Outer Western Isles        9",
                                   "  Inner Eastern Isles        8",
                                   "Westernmost",
                                   "  Long                       3"});
  EXPECT_NE(got.find("Estuaries and Rivers\n"), std::string::npos) << got;
  EXPECT_NE(got.find("Southern Coastal\n"), std::string::npos) << got;
  EXPECT_NE(got.find("Westernmost\n"), std::string::npos) << got;
}

TEST(DrawnGrid, ASectionThatFollowsASectionGoesOnIt) {
  const std::string got = grid_of({"Region             Ships",
                                   "Northern Harbours",
                                   "Havens",
                                   "  North               12",
                                   "  South Coasts         4",
                                   "Rivers",
                                   "  Outer                9"});
  EXPECT_NE(got.find("Northern Harbours Havens"), std::string::npos) << got;
}

TEST(DrawnGrid, LettersThatPartAnywhereFillTheLineBeforeTheirRest) {
  const std::string got = grid_of({"港口              帆船",
                                   "东区",
                                   "北方                12",
                                   "南方大港新河         4",
                                   "东明",
                                   "西方                 9"});
  EXPECT_NE(got.find("南方大港新河东明"), std::string::npos) << got;
}

TEST(DrawnGrid, ASpannerOverTheMiddleOfThreeHeadsIsNoPartOfThatOne) {
  const std::string got = grid_of({"No.   Region                         Bargate                 Northern Harbours",
                                   "                         Barashlow   Toncasgate   Ashash   Cascaslow   Norley",
                                   "1     North                     19           50        6           9      174",
                                   "2     South                      2           89        3         671       87",
                                   "3     West                       8            5        0           0       43"});
  EXPECT_NE(got.find("0,2 Bargate @1x3\n"), std::string::npos) << got;
  EXPECT_NE(got.find("1,3 Toncasgate\n"), std::string::npos) << got;
}

TEST(DrawnGrid, GroupsHangFromTheirFirstRowAndLabelsOfTheSecondColumnGoOn) {
  const std::string got = grid_of({"Region     Port                Ships",
                                   "North      Aber                   12",
                                   "           Brin and Carltown       9",
                                   "           upon Severn",
                                   "South      Dover                   7",
                                   "           Eastport                8",
                                   "           Fairharbour             3"});
  EXPECT_NE(got.find("1,0 North @2x1\n"), std::string::npos) << got;
  EXPECT_NE(got.find("2,1 Brin and Carltown upon Severn\n"), std::string::npos) << got;
  EXPECT_NE(got.find("3,0 South @3x1\n"), std::string::npos) << got;
  EXPECT_NE(got.find("5,2 3\n"), std::string::npos) << got;
}

TEST(DrawnGrid, HeadsThatWrapAreOneCellAndUnitsAreNot) {
  const std::string got = grid_of({"Region   Southern Harbours   Western",
                                   "                 Estuaries        km",
                                   "North                   12         4",
                                   "South                    3         5"});
  EXPECT_NE(got.find("Southern Harbours Estuaries"), std::string::npos) << got;
  EXPECT_EQ(got.find("Western km"), std::string::npos) << got;
}

TEST(DrawnGrid, ASpannerOfTwoWordsStandsOverItsColumns) {
  const std::string got = grid_of({"Region       Northern Harbours",
                                   "             Coal         Iron",
                                   "North          12            4",
                                   "South           3            5",
                                   "West            8            1"});
  EXPECT_NE(got.find("0,1 Northern Harbours @1x2\n"), std::string::npos) << got;
}

TEST(DrawnGrid, ASpacePartsNoWordsOfAScriptWrittenWithSpaces) {
  const std::string got = grid_of({"Год     Зелёный чай     Красный лук",
                                   "1901             12               7",
                                   "1902              3              14",
                                   "1903             77              15",
                                   "1904              8               1"});
  EXPECT_NE(got.find("0,1 Зелёный чай\n0,2 Красный лук\n1,0"), std::string::npos) << got;
}

TEST(DrawnGrid, ASectionUnderTheHeadsIsNoneOfThem) {
  const std::string got = grid_of({"Region       Sail ships",
                                   "             1916   1917",
                                   "Islands",
                                   "North           3      4",
                                   "South           5      6"});
  EXPECT_NE(got.find("0,1 Sail ships @1x2\n"), std::string::npos) << got;
  EXPECT_NE(got.find("1,2 1917\n"), std::string::npos) << got;
  EXPECT_NE(got.find("2,0 Islands @1x3\n"), std::string::npos) << got;
}

TEST(DrawnGrid, SectionsAndLabelsThatWrapStandInOneTable) {
  const std::string got = grid_of({"Region               Ships",
                                   "Isles",
                                   "Outer Western           12",
                                   "Isles and low",
                                   "Skerries",
                                   "Inner                    4",
                                   "Near                     5",
                                   "Far                      7",
                                   "Rivers",
                                   "Long Northern            9",
                                   "Waterways"});
  EXPECT_NE(got.find("2,0 Outer Western Isles and low Skerries\n"), std::string::npos) << got;
  EXPECT_NE(got.find("Long Northern Waterways\n"), std::string::npos) << got;
  EXPECT_NE(got.find("0 Rivers @1x2\n"), std::string::npos) << got;
}

TEST(DrawnGrid, HanLabelsBreakAnywhere) {
  const std::string got = grid_of({"地区            数量",
                                   "北京东山桥北京    12",
                                   "大石",
                                   "南京               4",
                                   "西安               7"});
  EXPECT_NE(got.find("1,0 北京东山桥北京大石\n"), std::string::npos) << got;
}

}  // namespace
}  // namespace tabularium

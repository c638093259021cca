#include "stages/headers/roles.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "stages/core/table_structure.h"
#include "tests/headers/drawn_roles.h"

namespace tabularium {
namespace {

std::string roles_of(const std::vector<std::string>& rows) {
  Table table = grid(rows);
  assign_roles(table, {});
  EXPECT_EQ(structure_error(table), "");
  return picture(table);
}

TEST(Roles, YearsAmongWordsAreHeaders) {
  EXPECT_EQ(roles_of({"Item|Cost|1961|1962", "Salt|26|0|53", "Coal|n.a.|7|29"}), "HCCC/R.../R...");
}

TEST(Roles, YearsAloneAreHeaders) {
  EXPECT_EQ(roles_of({"|1961|1962|1963", "Salt|26|0|53", "Coal|14|7|29"}), "HCCC/R.../R...");
}

TEST(Roles, SpannersOverTwoLevels) {
  EXPECT_EQ(roles_of({"Item|2018|<|2019|<", "^|Yield|Area|Yield|Area", "Salt|1|2|3|4", "Coal|5|6|7|8"}),
            "HCCCC/HCCCC/R..../R....");
}

TEST(Roles, CountedColumnsAreHeaders) {
  EXPECT_EQ(roles_of({"|1|2|3|4|Mean", "1|9.1|9.2|9.3|9.4|9.25", "2|8.1|8.2|8.3|8.4|8.25"}), "HCCCCC/R...../R.....");
}

TEST(Roles, NumbersFromTheFirstRowOnMeanNoBoxhead) {
  EXPECT_EQ(roles_of({"Salt|26|0|53", "Coal|14|7|29", "Iron|3|2|1"}), "R.../R.../R...");
}

TEST(Roles, SerialNumbersTakeTheNextColumnIntoTheStub) {
  EXPECT_EQ(roles_of({"No.|Contract|Supplier|Value", "1|Road salt|Marlow|3.5", "2|Printing|Hale|4.1"}), "HHCC/RR../RR..");
  EXPECT_EQ(roles_of({"ID|Name|July|August", "215|Abel|5|2", "231|Annette|0|5", "173|Bernard|2|0"}), "HHCC/RR../RR../RR..");
}

TEST(Roles, GroupsTakeTheNextColumnIntoTheStub) {
  EXPECT_EQ(roles_of({"Kind|<|Cost|Area", "Income|North|1|2", "^|South|3|4", "Spending|North|5|6", "^|South|7|8"}),
            "HHCC/RR../RR../RR../RR..");
}

TEST(Roles, ASectionIsALoneLabelOverLikeRows) {
  EXPECT_EQ(roles_of({"Item|Cost|Area", "Income|<|<", "North|1|2", "South|3|4", "Spending|<|<", "East|5|6"}),
            "HCC/SSS/R../R../SSS/R..");
  EXPECT_EQ(roles_of({"Item|Cost|Area", "Income||", "North|1|2", "South|3|4"}), "HCC/SSS/R../R..");
}

TEST(Roles, SectionsMayBringTheirOwnBoxhead) {
  Table table = grid({"A|<|<", "Item|Made|Sold", "x|1|2", "B|<|<", "Item|Planned|Done", "y|3|4"});
  assign_roles(table, {});
  EXPECT_EQ(picture(table), "SSS/HCC/R../SSS/HCC/R..");
  for (const Cell& cell : table.cells)
    if (cell.text == "4") {
      ASSERT_EQ(cell.col_path.size(), 1U);
      EXPECT_EQ(table.cells[static_cast<std::size_t>(cell.col_path[0])].text, "Done");
      ASSERT_EQ(cell.row_path.size(), 2U);
    }
}

TEST(Roles, ASingleRowOfValuesHasNoStub) {
  EXPECT_EQ(roles_of({"Review|<|Appeal|<", "Kept|Total|Kept|Total", "0|1|2|3"}), "CCCC/CCCC/....");
  EXPECT_EQ(roles_of({"Trait|Mean|Most", "SCS|1|2"}), "HCC/R..");
}

TEST(Roles, BoldTellsHeadersInTablesOfWords) {
  EXPECT_EQ(roles_of({"*Date|12 February|24 March", "*Event|Waltz|Obelisks", "*Venue|Hall|Wing"}), "R../R../R..");
  EXPECT_EQ(roles_of({"|*One Ltd|*Two Co", "*Contact|James|Marie", "*Post|Chief|Clerk", "|*Three Ltd|*Four Inc", "*Contact|Suzette|Alex"}),
            "HCC/R../R../HCC/R..");
}

TEST(Roles, ALastFullWidthRowIsANote) {
  EXPECT_EQ(roles_of({"Item|Cost|Area", "North|1|2", "South|3|4", "Source: the harbour office|<|<"}), "HCC/R../R../NNN");
}

TEST(Roles, ARuleBelowTheHeadDecidesWhatTypesLeaveOpen) {
  Table table = grid({"Place|Post|Held by", "(city)|(kind)|(name)", "Ashby|Clerk|Alex", "Harrow|Chief|Marie"});
  std::vector<RowMark> marks(4);
  marks[1].rule_below = 1.0;
  assign_roles(table, marks);
  EXPECT_EQ(picture(table), "HCC/HCC/R../R..");
}

TEST(Roles, HeadersThatTheSourceNamesAreHeeded) {
  Table table = grid({"one|two|three", "red|green|blue", "small|large|huge"});
  for (Cell& cell : table.cells) cell.role = cell.row < 2 ? Role::column_header : cell.col == 0 ? Role::row_header : Role::data;
  assign_roles(table, {});
  EXPECT_EQ(table.boxhead_rows, 2);
  EXPECT_EQ(table.stub_cols, 1);
}

TEST(Roles, ATableOfOneWordHasOneRowOfHeads) {
  Table table = grid({"yes|yes|yes", "yes|yes|yes", "yes|yes|yes", "yes|yes|no"});
  assign_roles(table, {});
  EXPECT_EQ(table.boxhead_rows, 1);
  EXPECT_EQ(table.cells[4].role, Role::data);
}

TEST(Roles, AColumnsNumberOfTwoLinesHeightCountsAmongTheOthers) {
  EXPECT_EQ(roles_of({"|North|<|Middle|South|<", "|Coal|Iron|(3)|Coal|Iron", "|(1)|(2)|^|(4)|(5)", "1926|362|3|9|118|93", "1927|41|1|5|371|9",
                      "1928|425|7|8|745|28"}),
            "HCCCCC/HCCCCC/HCCCCC/R...../R...../R.....");
}

TEST(Roles, TwoBracketedNumbersUnderHeadsAreHeads) {
  EXPECT_EQ(roles_of({"|Coal|Iron", "|(1)|(2)", "2011|7|9", "2012|39|7", "2013|4|28"}), "HCC/HCC/R../R../R..");
  EXPECT_EQ(roles_of({"|Coal", "|(1)", "2011|7", "2012|39", "2013|4"}), "HC/HC/R./R./R.") << "the only column's number";
  EXPECT_EQ(roles_of({"|Coal|Iron", "2010|(1)|(2)", "2011|7|9", "2012|39|7", "2013|4|28"}), "HCC/R../R../R../R..") << "a row's losses";
}

}  // namespace
}  // namespace tabularium

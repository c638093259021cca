#include "stages/export/csv.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/export/sample_document.h"

namespace tabularium {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

std::string field(std::string_view text) {
  std::string out;
  append_csv_field(out, text);
  return out;
}

TEST(Csv, GuardsWhatASpreadsheetWouldCompute) {
  for (const char* formula : {"=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "  =1", "＝1", "＋A1", "－A1", "＠x", "-a"})
    EXPECT_TRUE(looks_like_formula(formula)) << formula;
  EXPECT_EQ(field("=1+1"), "'=1+1");
}

TEST(Csv, LeavesNumbersAndDashesAlone) {
  for (const char* text : {"", " ", "-", "--", "-12", "+3", "-1,234.50", "-12.5%", "- 5", "3-4", "a=b", "增3", "（一）"})
    EXPECT_FALSE(looks_like_formula(text)) << text;
}

TEST(Csv, QuotesAsRfc4180Says) {
  EXPECT_EQ(field("a,b"), "\"a,b\"");
  EXPECT_EQ(field("say \"x\""), "\"say \"\"x\"\"\"");
  EXPECT_EQ(field("two\nlines"), "\"two\nlines\"");
  EXPECT_EQ(field("plain text"), "plain text");
}

TEST(Csv, WritesValidUtf8WithoutNul) {
  EXPECT_EQ(field(std::string_view("a\0b", 3)), "a b");
  EXPECT_EQ(field("a\xFF"), "a\uFFFD");
}

TEST(Csv, GridKeepsThePrintedShape) {
  EXPECT_EQ(csv_of_table(sample::document().tables[0]),
            "项目 Item,,Amount <net>,\r\n"
            ",,1961,1962\r\n"
            "A. Income,,,\r\n"
            "Taxes,Land | water,\"1,234.50\",-12\r\n"
            ",'=1+1,99,\r\n"
            "\"Total \"\"all\"\", both\",,12.5%,增3\r\n");
}

TEST(Csv, FactsCarryPathsValueUnitVerdictAndPlace) {
  std::string facts;
  FactLines("report.pdf").append(facts, sample::document().tables[0]);
  EXPECT_THAT(facts, HasSubstr("report.pdf,t1,A. Income / Taxes / Land | water,Amount <net> / 1961,\"1,234.50\",1234.50,,,"
                               "verified,1,1,232 142 292 152.26,\r\n"));
  EXPECT_THAT(facts, HasSubstr(",增3,3,元,4,unverified,0.42,1,"));
  EXPECT_THAT(facts, Not(HasSubstr("t1,A. Income / Taxes / =1+1,Amount <net> / 1962")));  // the cell is blank
}

TEST(Csv, FactsOfATextNameTheLine) {
  std::string facts;
  FactLines("legacy.txt").append(facts, sample::text_document().tables[1]);
  EXPECT_EQ(facts, "legacy.txt,t2,,a,1,1,,,verified,1,1,,2\r\nlegacy.txt,t2,,b,2,2,,,verified,1,1,,2\r\n");
}

}  // namespace
}  // namespace tabularium

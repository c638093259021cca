// Numbers that two tables, or this year's and last year's report, both print.
#include "stages/validate/repeats_check.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "stages/core/table_structure.h"
#include "stages/validate/repeated_numbers.h"
#include "tests/small_table.h"

namespace tabularium {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Pair;
using Rows = std::vector<std::vector<std::string>>;

Document report(const std::vector<Rows>& tables, const std::string& path = "report.pdf") {
  Document document;
  document.source.path = path;
  for (const Rows& rows : tables) {
    document.tables.push_back(small_numbers(rows));
    document.tables.back().id = "t" + std::to_string(document.tables.size());
    for (Cell& cell : document.tables.back().cells)
      if (cell.role == Role::data && is_numeric(cell.value)) cell.verdict = Verdict::unverified;
  }
  return document;
}

Cell& at(Document& document, std::size_t table, int row, int col) {
  Table& t = document.tables[table];
  return t.cells[static_cast<std::size_t>(row * t.cols + col)];
}

std::vector<std::string> codes(const std::vector<Finding>& findings) {
  std::vector<std::string> out;
  for (const Finding& finding : findings) out.push_back(finding.code);
  return out;
}

int verified(const Document& document) {
  int count = 0;
  for (const Table& table : document.tables)
    for (const Cell& cell : table.cells) count += cell.verdict == Verdict::verified ? 1 : 0;
  return count;
}

const Rows by_sector = {{"Region", "Farming", "Mining", "Trade"}, {"North", "1207", "845", "2330"}, {"South", "311", "902", "4415"}, {"All regions", "1518", "1747", "6745"}};

TEST(Repeats, ATotalRowIsTheColumnOfAnotherTable) {
  Document document = report({by_sector, {{"Sector", "Firms", "Employed"}, {"Farming", "33", "1518"}, {"Mining", "12", "1747"}, {"Trade", "208", "6745"}}});
  EXPECT_THAT(check_repeated(document, {}), IsEmpty());
  EXPECT_EQ(at(document, 0, 3, 2).verdict, Verdict::verified);
  EXPECT_EQ(at(document, 1, 2, 2).verdict, Verdict::verified);
  EXPECT_EQ(at(document, 1, 2, 1).verdict, Verdict::unverified);
  EXPECT_EQ(verified(document), 6);
}

TEST(Repeats, TheSameFactsInATransposedTable) {
  Document document = report({{{"Year", "Births", "Deaths"}, {"1961", "20417", "8119"}, {"1962", "21002", "8344"}},
                              {{"", "1961", "1962"}, {"Births", "20417", "21002"}, {"Deaths", "8119", "8344"}}});
  EXPECT_THAT(check_repeated(document, {}), IsEmpty());
  EXPECT_EQ(verified(document), 8);
}

TEST(Repeats, OneOfManyFactsThatDiffersByAFigureIsTold) {
  Document document = report({{{"Year", "Births", "Deaths"}, {"1961", "20417", "8119"}, {"1962", "21002", "8344"}, {"1963", "21530", "8401"}},
                              {{"Year", "Births", "Deaths"}, {"1961", "20417", "8119"}, {"1962", "21002", "8844"}, {"1963", "21530", "8401"}}});
  const auto findings = check_repeated(document, {});
  ASSERT_THAT(codes(findings), ElementsAre("repeat_mismatch"));
  EXPECT_THAT(findings[0].cells, ElementsAre(Pair(2, 2)));
  EXPECT_THAT(findings[0].message, HasSubstr("8844"));
  EXPECT_EQ(at(document, 0, 2, 2).verdict, Verdict::contradicted);
  EXPECT_EQ(at(document, 1, 2, 2).verdict, Verdict::contradicted);
}

TEST(Repeats, WhatItsOwnSumBearsOutStandsAndTheOtherIsNamed) {
  Document document = report({{{"Year", "Births", "Deaths"}, {"1961", "20417", "8119"}, {"1962", "21002", "8344"}, {"1963", "21530", "8401"}},
                              {{"Year", "Births", "Deaths"}, {"1961", "20417", "8119"}, {"1962", "21002", "8844"}, {"1963", "21530", "8401"}}});
  at(document, 0, 2, 2).verdict = Verdict::verified;
  const auto findings = check_repeated(document, {});
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings[0].table, "t2");
  EXPECT_EQ(at(document, 0, 2, 2).verdict, Verdict::verified);
  EXPECT_EQ(at(document, 1, 2, 2).verdict, Verdict::contradicted);
}

TEST(Repeats, OtherQuantitiesUnderTheSameLabelsAreNone) {
  Document document = report({{{"Year", "Births", "Deaths"}, {"1961", "20417", "8119"}, {"1962", "21002", "8344"}},
                              {{"Year", "Births", "Deaths"}, {"1961", "417", "119"}, {"1962", "502", "8344"}}});
  EXPECT_THAT(check_repeated(document, {}), IsEmpty());
  EXPECT_EQ(verified(document), 0);
}

TEST(Repeats, SmallNumbersAndZerosProveNothing) {
  Document document = report({{{"Office", "a", "b", "c"}, {"North", "0", "1", "2"}, {"South", "0", "0", "3"}}, {{"Office", "a", "b", "c"}, {"North", "0", "1", "2"}, {"South", "0", "0", "3"}}});
  EXPECT_THAT(check_repeated(document, {}), IsEmpty());
  EXPECT_EQ(verified(document), 0);
}

TEST(Repeats, ScalesAreBroughtTogetherAndOtherUnitsAreOtherQuantities) {
  Document document = report({by_sector, by_sector});
  for (Cell& cell : document.tables[1].cells)
    if (is_numeric(cell.value)) {
      cell.value.number.places = 3;
      cell.value.scale = 3;
    }
  EXPECT_FALSE(repeated_within(document.tables).empty());
  for (Table& table : document.tables)
    for (Cell& cell : table.cells) cell.value.unit = &table == &document.tables[0] ? "km" : "EUR";
  EXPECT_TRUE(repeated_within(document.tables).empty());
}

TEST(Repeats, ALineIsCarriedForwardToTheNextTable) {
  Document document = report({{{"Item", "a", "b"}, {"Fees", "1203", "877"}, {"Rents", "4410", "391"}, {"Carried forward", "5613", "1268"}},
                              {{"Item", "a", "b"}, {"Brought forward", "5613", "1286"}, {"Fines", "77", "90"}}});
  const auto findings = check_repeated(document, {});
  ASSERT_THAT(codes(findings), ElementsAre("repeat_mismatch"));
  EXPECT_EQ(at(document, 0, 3, 1).verdict, Verdict::verified);
  EXPECT_EQ(at(document, 1, 1, 2).verdict, Verdict::contradicted);
}

const Rows last_year = {{"Item", "2017", "2018"}, {"Sales", "20417", "21002"}, {"Wages", "8119", "8344"}, {"Rent", "1207", "1311"}, {"Fuel", "845", "902"}};

TEST(Previous, LastYearsColumnInThisYearsReport) {
  Document now = report({{{"Item", "2018", "2019"}, {"Sales", "21002", "22870"}, {"Wages", "8344", "9001"}, {"Rent", "1311", "1400"}, {"Fuel", "902", "955"}}});
  const Document before = report({last_year}, "2018.pdf");
  EXPECT_THAT(check_repeated(now, std::span(&before, 1)), IsEmpty());
  EXPECT_EQ(at(now, 0, 1, 1).verdict, Verdict::verified);
  EXPECT_EQ(at(now, 0, 1, 2).verdict, Verdict::unverified);
}

TEST(Previous, OpeningFiguresAreLastYearsClosingOnes) {
  Document now = report({{{"Account", "Opening balance", "Closing balance"}, {"Cash", "5613", "7020"}, {"Stock", "1268", "1533"}, {"Plant", "20417", "19110"}, {"Land", "8344", "8344"}}});
  const Document before = report({{{"Account", "Opening balance", "Closing balance"}, {"Cash", "4002", "5613"}, {"Stock", "1100", "1268"}, {"Plant", "21000", "20417"}, {"Land", "8344", "8344"}}}, "2018.pdf");
  EXPECT_THAT(check_repeated(now, std::span(&before, 1)), IsEmpty());
  for (int row = 1; row <= 4; ++row) EXPECT_EQ(at(now, 0, row, 1).verdict, Verdict::verified) << row;
  for (int row = 1; row <= 3; ++row) EXPECT_EQ(at(now, 0, row, 2).verdict, Verdict::unverified) << row;
}

TEST(Previous, ASlipIsTwoReportsWordAgainstEachOtherAnythingElseARestatement) {
  Document now = report({{{"Item", "2018", "2019"}, {"Sales", "21002", "22870"}, {"Wages", "8844", "9001"}, {"Rent", "1311", "1400"}, {"Fuel", "902", "955"}, {"Tax", "3317", "3500"}}});
  Rows rows = last_year;
  rows.push_back({"Tax", "3001", "3317"});
  const Document slip = report({rows}, "2018.pdf");
  const auto findings = check_repeated(now, std::span(&slip, 1), "en");
  ASSERT_THAT(codes(findings), ElementsAre("previous_mismatch"));
  EXPECT_THAT(findings[0].message, HasSubstr("2018.pdf"));
  EXPECT_EQ(at(now, 0, 2, 1).verdict, Verdict::contradicted);

  Document restated = report({{{"Item", "2018", "2019"}, {"Sales", "21002", "22870"}, {"Wages", "9990", "9001"}, {"Rent", "1311", "1400"}, {"Fuel", "902", "955"}, {"Tax", "3317", "3500"}}});
  const auto told = check_repeated(restated, std::span(&slip, 1), "zh");
  ASSERT_THAT(codes(told), ElementsAre("restated_value"));
  EXPECT_EQ(told[0].severity, Severity::info);
  EXPECT_EQ(at(restated, 0, 2, 1).verdict, Verdict::unverified);
}

TEST(Previous, ChineseReportsNameTheSidesOfTheirPeriod) {
  Document now = report({{{"项目", "上年数", "本年数"}, {"行政许可", "1120", "1377"}, {"行政处罚", "2415", "2502"}, {"行政强制", "418", "530"}, {"行政检查", "3861", "3784"}, {"行政征收", "1207", "1311"}}});
  const Document before = report({{{"项目", "上年数", "本年数"}, {"行政许可", "998", "1120"}, {"行政处罚", "2330", "2415"}, {"行政强制", "411", "418"}, {"行政检查", "3500", "3361"}, {"行政征收", "902", "1207"}}}, "2018.txt");
  const auto findings = check_repeated(now, std::span(&before, 1), "zh");
  EXPECT_EQ(at(now, 0, 1, 1).verdict, Verdict::verified);
  ASSERT_THAT(codes(findings), ElementsAre("previous_mismatch"));
  EXPECT_THAT(findings[0].message, HasSubstr("上期报告2018.txt"));
}

TEST(Previous, ThreeThatAgreeAreTooFewToCallAFourthWrong) {
  Rows rows = last_year;
  rows[4][2] = "903";
  Document now = report({{{"Item", "2018", "2019"}, {"Sales", "21002", "22870"}, {"Wages", "8344", "9001"}, {"Rent", "1311", "1400"}, {"Fuel", "902", "955"}}});
  const Document before = report({rows}, "2018.pdf");
  EXPECT_THAT(check_repeated(now, std::span(&before, 1)), IsEmpty());
}

}  // namespace
}  // namespace tabularium

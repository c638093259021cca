// The text against the tables: values and zeros that a clause names by a row's whole label.
#include "stages/validate/text_check.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "stages/core/table_structure.h"
#include "stages/validate/text_labels.h"
#include "stages/validate/values.h"
#include "tests/small_table.h"

namespace tabularium {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;

Document document_of(const std::vector<std::vector<std::string>>& rows, const std::string& prose, const std::string& unit = "单位:件") {
  Document document;
  Table table = small_table(rows);
  table.id = "t1";
  table.unit = unit;
  type_values(table, NumberStyle::point);
  for (Cell& cell : table.cells)
    if (cell.role == Role::data && is_numeric(cell.value)) cell.verdict = Verdict::unverified;
  document.tables.push_back(std::move(table));
  document.blocks.emplace_back().text = prose;
  return document;
}

const Cell& at(const Document& document, int row, int col) { return document.tables[0].cells[static_cast<std::size_t>(row * document.tables[0].cols + col)]; }

const std::vector<std::vector<std::string>> cases = {{"事项", "2018年", "2019年"}, {"行政许可", "412", "530"}, {"行政处罚", "1207", "1311"}, {"行政诉讼", "7", "0"}};

TEST(TextValues, AWholeLabelItsYearAndUnitBindAShortNumber) {
  const std::string prose = "2019年办理行政许可530件。";
  Document document = document_of(cases, prose);
  EXPECT_THAT(check_text(document), IsEmpty());
  EXPECT_EQ(at(document, 1, 2).verdict_source, VerdictSource::text);
  EXPECT_EQ(at(document, 1, 1).verdict, Verdict::unverified);
}

TEST(TextValues, AFigureThatIsAnotherIsAConflictOfValue) {
  Document document = document_of(cases, "2019年办理行政处罚1371件。");
  const auto findings = check_text(document);
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings[0].code, "value_conflict");
  EXPECT_THAT(findings[0].cells, ElementsAre(Pair(2, 2)));
}

TEST(TextValues, OtherUnitsYearsLabelsAndQuantitiesBindNothing) {
  for (const char* prose : {"2019年办理行政处罚1371人。", "2017年办理行政处罚1371件。", "2019年行政收费1371件。", "2019年行政处罚罚没收入8800件。", "2019年办理行政处罚1207件。"}) {
    Document document = document_of(cases, prose);
    EXPECT_THAT(check_text(document), IsEmpty()) << prose;
    EXPECT_EQ(at(document, 2, 2).verdict, Verdict::unverified) << prose;
  }
}

TEST(TextValues, WhatStandsBeforeAnotherNumberIsThatOnesLabel) {
  Document document = document_of(cases, "2019年办理行政处罚1311件和其他事项1317件。");
  EXPECT_THAT(check_text(document), IsEmpty());
}

TEST(TextZeros, SaidInWordsTheyVerifyAZeroAndContradictAnotherNumber) {
  Document right = document_of(cases, "2019年未发生行政诉讼。");
  EXPECT_THAT(check_text(right), IsEmpty());
  EXPECT_EQ(at(right, 3, 2).verdict_source, VerdictSource::text);
  Document wrong = document_of(cases, "2018年未发生行政诉讼案件。");
  const auto findings = check_text(wrong);
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings[0].code, "value_conflict");
  EXPECT_THAT(findings[0].cells, ElementsAre(Pair(3, 1)));
}

TEST(TextZeros, InEnglish) {
  const std::vector<std::vector<std::string>> appeals = {{"Matter", "Number"}, {"Complaints", "12"}, {"Appeals", "0"}};
  Document right = document_of(appeals, "No appeals were lodged.", "");
  EXPECT_THAT(check_text(right), IsEmpty());
  EXPECT_EQ(at(right, 2, 1).verdict, Verdict::verified);
  Document wrong = document_of(appeals, "There were no complaints in that year.", "");
  EXPECT_EQ(check_text(wrong).size(), 1U);
}

TEST(TextZeros, WhatIsNoZero) {
  for (const char* prose : {"行政许可无超期办理。", "2018年无行政处罚违规。", "无行政许可公示信息的单位已整改。", "无一行政处罚被撤销。"}) {
    Document document = document_of(cases, prose);
    EXPECT_THAT(check_text(document), IsEmpty()) << prose;
  }
}

TEST(LabelIndex, ALabelOfSeveralRowsNamesNone) {
  const Document document = document_of({{"事项", "件数"}, {"行政许可", "412"}, {"行政许可", "530"}, {"行政处罚", "7"}}, "");
  const LabelIndex labels(document.tables);
  EXPECT_FALSE(labels.find("办理行政许可", ""));
  EXPECT_TRUE(labels.find("办理行政处罚", ""));
}

}  // namespace
}  // namespace tabularium

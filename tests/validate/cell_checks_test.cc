#include "stages/validate/cell_checks.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "stages/core/table_structure.h"
#include "stages/validate/values.h"
#include "tests/small_table.h"

namespace tabularium {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

Table table_of(const std::string& id, const std::string& caption, const std::vector<std::vector<std::string>>& rows) {
  Table table = small_table(rows);
  table.id = id;
  table.caption = caption;
  type_values(table, NumberStyle::point);
  for (Cell& cell : table.cells)
    if (cell.role == Role::data && is_numeric(cell.value)) cell.verdict = Verdict::unverified;
  return table;
}

std::vector<std::string> codes(Document& document, const std::string& rule) {
  const auto profile = parse_profile("rules:\n  - " + rule + "\n", "x.yaml");
  EXPECT_TRUE(profile.ok()) << profile.error().message;
  std::vector<std::string> out;
  for (const Finding& finding : check_cells(document, profile.value(), "en")) out.push_back(finding.code + " " + finding.table);
  return out;
}

Document document_of() {
  Document document;
  document.tables.push_back(table_of("t1", "Permits", {{"Office", "Code", "Issued", "Number"},
                                                       {"North", "A1", "2021-03-01", "412"},
                                                       {"East", "A2", "2021-05-11", ""},
                                                       {"South", "A1", "2021-04-30", "n/k7"},
                                                       {"Total", "", "", "1412"}}));
  document.tables.push_back(table_of("t2", "Summary", {{"Item", "Number"}, {"Permits", "1412"}, {"Fines", "88"}}));
  return document;
}

TEST(CellChecks, EachDemandHasItsFinding) {
  Document document = document_of();
  EXPECT_THAT(codes(document, "{cells: {column: Number, row: East}, required: true}"), ElementsAre("required_value t1"));
  EXPECT_THAT(codes(document, "{cells: {table: Permits, row: West}, required: true}"), ElementsAre("required_value "));
  EXPECT_THAT(codes(document, "{cells: {table: Nowhere, row: West}, required: true}"), IsEmpty());
  EXPECT_THAT(codes(document, "{cells: {column: Number}, type: number}"), ElementsAre("type_mismatch t1"));
  EXPECT_THAT(codes(document, "{cells: {column: Number}, range: [100, 1412]}"), ElementsAre("out_of_range t2"));
  EXPECT_THAT(codes(document, "{cells: {column: Issued}, dates: ascending}"), ElementsAre("date_order t1"));
  EXPECT_THAT(codes(document, "{cells: {column: Code}, unique: true}"), ElementsAre("duplicate_value t1"));
  EXPECT_THAT(codes(document, "{cells: {column: Code}, codes: [a1]}"), ElementsAre("unknown_code t1"));
}

TEST(CellChecks, NumbersThatARuleCallsEqualVerifyOneAnotherOrAreBothNamed) {
  Document document = document_of();
  EXPECT_THAT(codes(document, "{cells: {table: Permits, row: Total, column: Number}, equals: {table: Summary, row: Permits}}"), IsEmpty());
  const auto verified = [](const Table& table) {
    return std::count_if(table.cells.begin(), table.cells.end(), [](const Cell& cell) { return cell.verdict == Verdict::verified && cell.verdict_source == VerdictSource::declared; });
  };
  EXPECT_EQ(verified(document.tables[0]), 1);
  EXPECT_EQ(verified(document.tables[1]), 1);
  EXPECT_THAT(codes(document, "{cells: {table: Permits, row: Total, column: Number}, equals: {table: Summary, row: Fines}}"), ElementsAre("reference_mismatch t1"));
}

TEST(CellChecks, ARuleMayReferToTheEarlierReport) {
  const auto profile = parse_profile("rules:\n  - {cells: {table: Permits, row: Total}, equals: {table: Summary, row: Permits, previous: true}}\n", "x.yaml");
  ASSERT_TRUE(profile.ok()) << profile.error().message;
  EXPECT_NE(explain(profile.value().cell_rules[0]).find("of the earlier report"), std::string::npos);
  Document document = document_of();
  document.tables.resize(1);
  EXPECT_THAT(check_cells(document, profile.value(), "en"), IsEmpty());  // there is none
  const Document same = document_of();
  EXPECT_THAT(check_cells(document, profile.value(), "en", std::span(&same, 1)), IsEmpty());
  EXPECT_EQ(std::count_if(document.tables[0].cells.begin(), document.tables[0].cells.end(), [](const Cell& c) { return c.verdict_source == VerdictSource::declared; }), 1);
  Document other = document_of();
  other.tables[0].caption.clear();
  for (Cell& cell : other.tables[1].cells)
    if (cell.role == Role::data && is_numeric(cell.value)) cell.value.number.units += 1;
  const auto findings = check_cells(document, profile.value(), "en", std::span<const Document>(&other, 1));
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings[0].code, "reference_mismatch");
  EXPECT_EQ(findings[0].cells.size(), 1U);
}

}  // namespace
}  // namespace tabularium

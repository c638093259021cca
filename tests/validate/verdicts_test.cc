#include "stages/validate/verdicts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "stages/core/table_structure.h"
#include "stages/validate/printed_rules.h"
#include "stages/validate/text_check.h"
#include "stages/validate/validate.h"
#include "stages/validate/values.h"

namespace tabularium {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Pair;

Cell cell_of(int row, int col, Role role, const std::string& text, int row_span = 1, int col_span = 1) {
  Cell cell;
  cell.row = row;
  cell.col = col;
  cell.row_span = row_span;
  cell.col_span = col_span;
  cell.role = role;
  cell.text = cell.raw = text;
  return cell;
}

Table table_of(const std::vector<std::vector<std::string>>& rows) {
  Table table;
  table.id = "t1";
  table.rows = static_cast<int>(rows.size());
  table.cols = static_cast<int>(rows.front().size());
  for (int r = 0; r < table.rows; ++r)
    for (int c = 0; c < table.cols; ++c)
      table.cells.push_back(cell_of(r, c, r == 0 ? (c == 0 ? Role::stub_head : Role::column_header) : c == 0 ? Role::row_header : Role::data,
                                    rows[static_cast<std::size_t>(r)][static_cast<std::size_t>(c)]));
  build_header_trees(table);
  return table;
}

const Cell& at(const Table& table, int row, int col) {
  return *std::find_if(table.cells.begin(), table.cells.end(), [&](const Cell& c) { return c.row == row && c.col == col; });
}

Document run(std::vector<Table> tables, const std::string& prose = "", const Profile* profile = nullptr) {
  Document document;
  document.layers = Layer::tables;
  document.tables = std::move(tables);
  if (!prose.empty()) document.blocks.emplace_back().text = prose;
  const Options options;
  StageContext context{.options = options, .config_dir = "", .output_dir = "", .profile = profile, .weights = nullptr, .cell_reader = nullptr, .on_page = {}, .cancelled = {}};
  EXPECT_TRUE(make_validate_stage()->run(document, context).ok());
  return document;
}

TEST(Verdicts, WhatTheOtherTablesSumsShowDecidesWhetherANearMissIsRounding) {
  const auto lone = [](const std::string& part) { return table_of({{"Year", "Sales"}, {"1982", "3.0"}, {"1983", part}, {"1984", "4.8"}, {"1985", "0.2"}, {"Total", "14.2"}}); };
  const auto other = [](const std::string& end) {
    std::vector<std::vector<std::string>> rows = {{"Region", "a", "b", "c", "d"}, {"North", "364.6", "217.8", "133.9", "88.1"}, {"East", "606.1", "157.8", "309.8", "7.9"}, {"South", "25.9", "641.7", "44.2", "56.2"}};
    for (int i = 0; i < 9; ++i) rows.push_back({"Place " + std::string(1, static_cast<char>('A' + i)), "10.2", "11.3", "12.4", "13.5"});
    rows.push_back({"Total", "1088.4", "1119.0", "599.5", "273." + end});
    return table_of(rows);
  };
  const Document alone = run({lone("6.4")});  // 14.4, printed 14.2
  ASSERT_EQ(alone.findings.size(), 1U);
  EXPECT_EQ(alone.findings.front().code, "sum_in_doubt");
  EXPECT_THAT(run({lone("6.2"), other("7"), other("7")}).findings, IsEmpty());
  EXPECT_THAT(run({lone("6.4"), other("8"), other("8")}).findings, IsEmpty());  // there sums miss, too
  const Document told = run({lone("6.4"), other("7"), other("7")});
  ASSERT_EQ(told.findings.size(), 1U);
  EXPECT_EQ(told.findings.front().code, "sum_mismatch");
  EXPECT_EQ(told.tables[0].status, Verdict::contradicted);
  EXPECT_EQ(told.tables[1].status, Verdict::verified);
}

TEST(Verdicts, SumsThatHoldVerifyTheirMembers) {
  const Document document = run({table_of({{"Region", "1961", "1962"}, {"North", "1207", "1311"}, {"East", "0", "902"}, {"West", "411", "377"}, {"Total", "1618", "2590"}})});
  EXPECT_EQ(at(document.tables[0], 1, 1).verdict, Verdict::verified);
  EXPECT_EQ(at(document.tables[0], 2, 1).verdict, Verdict::verified);
  EXPECT_EQ(at(document.tables[0], 4, 2).verdict_source, VerdictSource::discovered);
  EXPECT_EQ(document.tables[0].status, Verdict::verified);
  EXPECT_THAT(document.findings, IsEmpty());
}

TEST(Verdicts, ALoneSumLeavesItsLastDigitsOpen) {
  // 637 might be the rounded sum of rounded numbers: nothing else tells, so that 268 might as well be 267.
  const Document document = run({table_of({{"Country", "Enquiries"}, {"Spain", "268"}, {"Germany", "233"}, {"France", "136"}, {"Total", "637"}})});
  EXPECT_EQ(at(document.tables[0], 1, 1).verdict, Verdict::unverified);
  EXPECT_EQ(at(document.tables[0], 1, 1).covered_to, "10");
  EXPECT_EQ(at(document.tables[0], 1, 1).verdict_source, VerdictSource::discovered);
}

TEST(Verdicts, AWrongTotalIsNamedFirstThenItsSuspects) {
  const Document document = run({table_of({{"Region", "1961", "1962", "1963"},
                                           {"North", "1207", "1311", "1298"},
                                           {"East", "845", "902", "877"},
                                           {"South", "2330", "2415", "2502"},
                                           {"Total", "4382", "4728", "4677"}})});
  ASSERT_EQ(document.findings.size(), 1U);
  const Finding& finding = document.findings[0];
  EXPECT_EQ(finding.code, "sum_mismatch");
  EXPECT_THAT(finding.cells, ElementsAre(Pair(4, 2), Pair(1, 2), Pair(2, 2), Pair(3, 2)));
  EXPECT_EQ(finding.evidence, "1311 + 902 + 2415 = 4628, printed 4728");
  EXPECT_THAT(finding.message, HasSubstr("printed so"));
  EXPECT_EQ(at(document.tables[0], 4, 2).verdict, Verdict::contradicted);
  EXPECT_EQ(at(document.tables[0], 4, 1).verdict, Verdict::verified);
  EXPECT_EQ(document.tables[0].status, Verdict::contradicted);
}

TEST(Verdicts, TwoFailingSumsThatCrossBlameTheirCommonCell) {
  const Document document = run({table_of({{"Region", "a", "b", "c", "Total"},
                                           {"North", "1207", "1311", "1298", "3816"},
                                           {"East", "845", "962", "877", "2624"},
                                           {"South", "2330", "2415", "2502", "7247"},
                                           {"West", "530", "415", "502", "1447"},
                                           {"Total", "4912", "5043", "5179", "15134"}})});
  ASSERT_EQ(document.findings.size(), 1U);
  EXPECT_THAT(document.findings[0].cells, ::testing::Contains(Pair(2, 2)));
  EXPECT_EQ(at(document.tables[0], 2, 2).verdict, Verdict::contradicted);
  EXPECT_NE(at(document.tables[0], 5, 2).verdict, Verdict::contradicted);
}

const std::vector<std::vector<std::string>> wards = {{"Ward", "Roads", "Lighting", "Relief", "Total"},
                                                     {"North", "7,809", "9,817", "3,861", "21,487"},
                                                     {"South", "8,879", "2,916", "8,922", "20,717"},
                                                     {"Harbour", "6,100", "1,392", "3,784", "11,276"},
                                                     {"Castle", "8,583", "3,141", "8,450", "20,174"},
                                                     {"All wards", "31,371", "17,266", "25,017", "73,654"}};

std::vector<std::vector<std::string>> wards_with(const std::vector<std::pair<std::pair<int, int>, std::string>>& changes) {
  auto rows = wards;
  for (const auto& [place, text] : changes) rows[static_cast<std::size_t>(place.first)][static_cast<std::size_t>(place.second)] = text;
  return rows;
}

TEST(Verdicts, ACrossingTotalIsNamedAloneAndTheRestOfItsRowIsVerified) {
  const Document document = run({table_of(wards_with({{{5, 2}, "17,356"}}))});
  ASSERT_EQ(document.findings.size(), 1U);
  EXPECT_EQ(document.findings[0].cells.front(), (std::pair{5, 2}));
  EXPECT_EQ(document.findings[0].proposal, "17266");
  for (const Cell& cell : document.tables[0].cells) {
    if (cell.role != Role::data) continue;
    EXPECT_EQ(cell.verdict, cell.row == 5 && cell.col == 2 ? Verdict::contradicted : Verdict::verified) << cell.text;
  }
}

TEST(Verdicts, BesideExactSumsANearMissIsAnError) {
  const Document document = run({table_of(wards_with({{{2, 3}, "8,923"}}))});
  ASSERT_EQ(document.findings.size(), 1U);
  EXPECT_EQ(document.findings[0].cells.front(), (std::pair{2, 3}));
  EXPECT_EQ(at(document.tables[0], 2, 3).verdict, Verdict::contradicted);
  EXPECT_EQ(at(document.tables[0], 5, 3).verdict, Verdict::verified);
}

TEST(Verdicts, TwoErrorsApartAreTwoFindings) {
  const Document document = run({table_of(wards_with({{{1, 1}, "7,309"}, {{3, 3}, "3,184"}}))});
  ASSERT_EQ(document.findings.size(), 2U);
  EXPECT_EQ(at(document.tables[0], 1, 1).verdict, Verdict::contradicted);
  EXPECT_EQ(at(document.tables[0], 3, 3).verdict, Verdict::contradicted);
  EXPECT_NE(at(document.tables[0], 1, 3).verdict, Verdict::contradicted);
  EXPECT_NE(at(document.tables[0], 3, 1).verdict, Verdict::contradicted);
}

Relation sum_of(CellId total, std::vector<CellId> parts) {
  Relation relation;
  relation.left = {{total, 1}};
  for (const CellId part : parts) relation.right.push_back({part, 1});
  relation.source = VerdictSource::declared;
  return relation;
}

TEST(Blame, TwoErrorsInOneRowAreToldByTheirColumns) {
  // 2 x 2 numbers with totals; the first row prints 1307 for 1207 and 1315 for 1311.
  Table table = table_of({{"Region", "a", "b", "Total"}, {"North", "1307", "1315", "2518"}, {"East", "845", "902", "1747"}, {"Total", "2052", "2213", "4265"}});
  (void)type_values(table, NumberStyle::point);
  const auto findings = give_verdicts(table, {sum_of(7, {5, 6}), sum_of(11, {9, 10}), sum_of(15, {13, 14}), sum_of(13, {5, 9}), sum_of(14, {6, 10}), sum_of(15, {7, 11})}, true);
  ASSERT_EQ(findings.size(), 2U);
  EXPECT_EQ(findings[0].proposal, "1207");
  EXPECT_EQ(findings[1].proposal, "1311");
  EXPECT_EQ(at(table, 1, 3).verdict, Verdict::verified);
}

TEST(Blame, WhatHoldsElsewhereIsNoSuspect) {
  Table sound = table_of({{"Item", "x"}, {"a", "10"}, {"b", "31"}, {"c", "40"}, {"d", "41"}});
  (void)type_values(sound, NumberStyle::point);
  const auto one = give_verdicts(sound, {sum_of(7, {3, 5}), sum_of(9, {3, 5})}, true);
  ASSERT_EQ(one.size(), 1U);
  EXPECT_EQ(one[0].cells, (std::vector<std::pair<int, int>>{{3, 1}}));
  EXPECT_EQ(one[0].proposal, "41");
}

TEST(Verdicts, ATolerantSumCoversOnlyTheUpperDigits) {
  Table table = table_of({{"Item", "x"}, {"a", "1234"}, {"b", "3001"}, {"c", "4236"}});
  (void)type_values(table, NumberStyle::point);
  Relation relation;
  relation.left = {{7, 1}};
  relation.right = {{3, 1}, {5, 1}};
  relation.tolerance = {1, 0};
  EXPECT_THAT(give_verdicts(table, {relation}, true), IsEmpty());
  EXPECT_EQ(table.cells[3].verdict, Verdict::unverified);
  EXPECT_EQ(table.cells[3].covered_to, "10");
  EXPECT_EQ(table.status, Verdict::unverified);
}

TEST(Verdicts, TextsAndHeadersHaveNone) {
  const Document document = run({table_of({{"Region", "Name"}, {"North", "Hale"}})});
  for (const Cell& cell : document.tables[0].cells) EXPECT_EQ(cell.verdict, Verdict::none);
}

TEST(Values, UnitsComeFromCellThenColumnThenTable) {
  Table table = table_of({{"Item", "Cost (EUR)", "Weight"}, {"a", "12", "5 kg"}, {"b", "7", "n.a."}});
  table.unit = "(in thousands)";
  (void)type_values(table, NumberStyle::unknown);
  EXPECT_EQ(at(table, 1, 1).value.unit, "EUR");
  EXPECT_EQ(at(table, 1, 2).value.unit, "kg");
  EXPECT_EQ(at(table, 2, 2).value.kind, ValueKind::blank);
}

TEST(Values, AWordOfSizeAloneInTheStubIsAName) {
  Table table = table_of({{"Ward", "Roads"}, {"Mill", "8,918"}, {"Sales (in thousands)", "12"}});
  (void)type_values(table, NumberStyle::point);
  EXPECT_EQ(at(table, 1, 1).value.scale, 0);
  EXPECT_EQ(at(table, 2, 1).value.scale, 3);
}

TEST(Values, APointThatMayGroupIsTold) {
  Table table = table_of({{"Posten", "a"}, {"x", "39.945"}, {"y", "24.752"}});
  const auto findings = type_values(table, NumberStyle::unknown);
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings[0].code, "number_style_unclear");
  EXPECT_EQ(findings[0].cells.size(), 2U);
  EXPECT_EQ(at(table, 1, 1).value.number, (Decimal{39945, 3}));
  EXPECT_TRUE(type_values(table, NumberStyle::comma).empty());
}

TEST(Values, SumsDecideAnAmbiguousNumberStyle) {
  Table table = table_of({{"Posten", "a", "b"}, {"x", "39.945", "52.267"}, {"y", "24.752", "577"}, {"z", "493", "216"}, {"Summe", "65.190", "53.060"}});
  (void)type_values(table, NumberStyle::unknown);
  EXPECT_EQ(at(table, 1, 1).value.number, (Decimal{39945, 0}));
}

// The stub of a table whose groups are cells: 一, 二, 三 over its parts and a total, 四.
Table grouped(const std::vector<std::string>& values, const std::string& stub_head) {
  Table table;
  table.id = "t1";
  table.rows = 7;
  table.cols = 3;
  table.cells = {cell_of(0, 0, Role::stub_head, stub_head, 1, 2), cell_of(0, 2, Role::column_header, "数量"),
                 cell_of(1, 0, Role::row_header, "一、新收", 1, 2), cell_of(2, 0, Role::row_header, "二、结转", 1, 2),
                 cell_of(3, 0, Role::row_header, "三、结果", 3, 1), cell_of(3, 1, Role::row_header, "(一)公开"),
                 cell_of(4, 1, Role::row_header, "(二)不公开"), cell_of(5, 1, Role::row_header, "(三)总计"),
                 cell_of(6, 0, Role::row_header, "四、下年", 1, 2)};
  for (int row = 1; row < 7; ++row) table.cells.push_back(cell_of(row, 2, Role::data, values[static_cast<std::size_t>(row - 1)]));
  build_header_trees(table);
  return table;
}

TEST(PrintedRules, AGroupStandsForItsTotalAndZerosAreVerified) {
  const std::string rule = "(勾稽关系为:第一项加第二项之和,等于第三项加第四项之和)";
  const Document zero = run({grouped({"0", "0", "0", "0", "0", "0"}, rule)});
  EXPECT_EQ(at(zero.tables[0], 1, 2).verdict, Verdict::verified);
  EXPECT_EQ(at(zero.tables[0], 5, 2).verdict_source, VerdictSource::printed);
  EXPECT_EQ(at(zero.tables[0], 3, 2).verdict, Verdict::unverified);
  const Document right = run({grouped({"7", "2", "3", "5", "8", "1"}, rule)});
  EXPECT_THAT(right.findings, IsEmpty());
}

TEST(PrintedRules, ADeclaredRuleReadsTheSame) {
  const auto profile = parse_profile("rules:\n  - rows: 一 + 二 = 三 + 四\n", "p");
  ASSERT_TRUE(profile.ok());
  const Document document = run({grouped({"7", "2", "3", "5", "8", "1"}, "项目")}, "", &profile.value());
  EXPECT_EQ(at(document.tables[0], 6, 2).verdict_source, VerdictSource::declared);
}

TEST(PrintedRules, EquationsAreRead) {
  const auto columns = read_rules("col. 3 = 1 + 2");
  ASSERT_EQ(columns.size(), 1U);
  EXPECT_EQ(columns[0].axis, RuleAxis::columns);
  EXPECT_EQ(columns[0].right, (std::vector<RuleTerm>{{"1", 1}, {"2", 1}}));
  const auto lines = read_rules("Total of lines 1-4");
  ASSERT_EQ(lines.size(), 1U);
  EXPECT_EQ(lines[0].right.size(), 4U);
  const auto difference = read_rules("Line 3 equals line 1 minus line 2");
  ASSERT_EQ(difference.size(), 1U);
  EXPECT_EQ(difference[0].right, (std::vector<RuleTerm>{{"1", 1}, {"2", -1}}));
}

TEST(PrintedRules, ProseIsNoRule) {
  for (const char* text : {"Total", "Total of 1994", "Sum insured", "Income = receipts", "第二十条第(五)项", "1994 and 1995"})
    EXPECT_THAT(read_rules(text), IsEmpty()) << text;
}

TEST(PrintedRules, ARuleThatIsNotMetAnywhereSaysNothing) {
  const Document document = run({table_of({{"No.", "x", "y"}, {"1", "5", "8"}, {"2", "7", "9"}, {"3 Total of lines 1-2", "99", "77"}})});
  EXPECT_THAT(document.findings, IsEmpty());
}

Table purchases(const std::string& amount) {
  return table_of({{"信息内容", "采购项目数量", "采购总金额"}, {"政府集中采购", "45", amount}});
}

TEST(TextCheck, TheSameNumberInAnotherUnitIsAConflict) {
  const Document document = run({purchases("13713.89元")}, "政府集中采购项目45个,实现交易金额13713.89万元。");
  ASSERT_EQ(document.findings.size(), 1U);
  EXPECT_EQ(document.findings[0].code, "unit_conflict");
  EXPECT_THAT(document.findings[0].cells, ElementsAre(Pair(1, 2)));
}

TEST(TextCheck, AgreementVerifies) {
  const Document document = run({purchases("13713.89万元")}, "政府集中采购项目45个,实现交易金额13713.89万元。");
  EXPECT_THAT(document.findings, IsEmpty());
  EXPECT_EQ(at(document.tables[0], 1, 2).verdict_source, VerdictSource::text);
}

TEST(TextCheck, WithoutALabelInCommonNothingIsBound) {
  EXPECT_THAT(run({purchases("13713.89元")}, "全年完成投资13713.89万元。").findings, IsEmpty());
}

TEST(TextCheck, AHoleBesideASiblingWithANumber) {
  const auto holes = find_holes("办理结果信息8条,主动公开招标采购信息条、政府集中采购项目45个");
  ASSERT_EQ(holes.size(), 1U);
  EXPECT_EQ(holes[0].counter, "条");
  EXPECT_THAT(holes[0].item, HasSubstr("招标采购信息条"));
}

TEST(TextCheck, WhatIsNoHole) {
  for (const char* text : {"办理结果信息8条,主动公开招标采购信息3条。", "根据新条例,公开信息8条。", "信息8条。招标采购信息条。", "受理案件5件,审结刑事案件。"})
    EXPECT_THAT(find_holes(text), IsEmpty()) << text;
}

TEST(TextCheck, WhatIsNoQuantity) {
  for (const char* text : {"全年12345政府热线", "2021年1月25日", "第20条规定", "一是推进,二是落实", "见2.3节"})
    EXPECT_THAT(read_quantities(text), IsEmpty()) << text;
  const auto quantities = read_quantities("共204条,金额13713.89万元");
  ASSERT_EQ(quantities.size(), 2U);
  EXPECT_EQ(quantities[1].value.scale, 4);
  EXPECT_EQ(quantities[1].label, "金额");
}

TEST(Verdicts, ASumInDoubtIsToldAndContradictsNothing) {
  Document document = run({table_of({{"Ward", "Schools"}, {"a", "3"}, {"b", "6"}, {"c", "7"}, {"d", "2"}, {"Total", "19"}})});
  ASSERT_EQ(document.findings.size(), 1U);
  const Finding& finding = document.findings.front();
  EXPECT_EQ(finding.code, "sum_in_doubt");
  EXPECT_EQ(finding.severity, Severity::info);
  EXPECT_EQ(finding.evidence, "3 + 6 + 7 + 2 = 18, printed 19");
  ASSERT_EQ(finding.cells.size(), 5U);
  EXPECT_EQ(finding.cells.front(), std::pair(5, 1));
  for (const Cell& cell : document.tables.front().cells) EXPECT_NE(cell.verdict, Verdict::contradicted);
}

}  // namespace
}  // namespace tabularium

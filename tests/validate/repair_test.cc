#include "stages/validate/repair.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "stages/core/decimal.h"
#include "stages/core/table_structure.h"
#include "stages/validate/misreading.h"
#include "stages/validate/table_relations.h"
#include "stages/validate/validate.h"
#include "stages/validate/values.h"
#include "tests/small_table.h"

namespace tabularium {
namespace {

using Rows = std::vector<std::vector<std::string>>;

Table table_of(const Rows& rows) {
  Table table = small_table(rows);
  table.id = "t1";
  table.pages = {1};
  for (Cell& cell : table.cells) cell.place.page = 1;
  return table;
}

Cell& at(Table& table, int row, int col) {
  return *std::find_if(table.cells.begin(), table.cells.end(), [&](const Cell& c) { return c.row == row && c.col == col; });
}

const Rows wards = {{"Ward", "Roads", "Lighting", "Relief", "Total"},
                    {"North", "7,809", "9,817", "3,861", "21,487"},
                    {"South", "8,879", "2,916", "8,922", "20,717"},
                    {"Harbour", "6,100", "1,392", "3,784", "11,276"},
                    {"Castle", "8,583", "3,141", "8,450", "20,174"},
                    {"All wards", "31,371", "17,266", "25,017", "73,654"}};

Table wards_with(const std::vector<std::tuple<int, int, std::string>>& changes) {
  Rows rows = wards;
  for (const auto& [r, c, text] : changes) rows[static_cast<std::size_t>(r)][static_cast<std::size_t>(c)] = text;
  return table_of(rows);
}

struct Searched {
  Table table;
  std::vector<Relation> relations;
  std::vector<Mending> mendings;
};

Searched search(Table table) {
  (void)type_values(table, NumberStyle::point);
  Searched out{table, table_relations(table, nullptr).relations, {}};
  out.mendings = find_mendings(table, out.relations);
  return out;
}

int failing(const Table& table, const std::vector<Relation>& relations) {
  return static_cast<int>(std::count_if(relations.begin(), relations.end(), [&](const Relation& r) { return evaluate(r, table) == Outcome::fails; }));
}

Document pages_of(Table table, PageOrigin origin) {
  Document document;
  document.layers = Layer::tables;
  Page& page = document.pages.emplace_back();
  page.number = 1;
  page.origin = origin;
  document.tables.push_back(std::move(table));
  return document;
}

void validate(Document& document, Repair repair) {
  Options options;
  options.repair = repair;
  StageContext context{.options = options, .config_dir = "", .output_dir = "", .profile = nullptr, .weights = nullptr, .cell_reader = nullptr, .on_page = {}, .cancelled = {}};
  EXPECT_TRUE(make_validate_stage()->run(document, context).ok());
}

Document run(Table table, PageOrigin origin, Repair repair) {
  Document document = pages_of(std::move(table), origin);
  validate(document, repair);
  return document;
}

TEST(Misreading, ConfusablePairsCostLessThanOthersAndOneErrorLessThanTwo) {
  EXPECT_LT(misreading_bits("1388", "1338"), misreading_bits("1388", "1348"));
  EXPECT_LT(misreading_bits("1388", "1348"), misreading_bits("1388", "1244"));
  EXPECT_LT(misreading_bits("13.88", "1388"), misreading_bits("13888", "1388"));
  EXPECT_EQ(misreading_bits("1388", "1388"), 0);
}

TEST(Misreading, ANumberKeepsItsStyle) {
  const auto restyle = [](const std::string& text, Decimal number) {
    Value value = parse_value(text, {.style = NumberStyle::unknown, .unit = "", .scale = 0});
    return restyled(text, value, number);
  };
  EXPECT_EQ(restyle("17,356", {17266, 0}), "17,266");
  EXPECT_EQ(restyle("17 356", {1217266, 0}), "1 217 266");
  EXPECT_EQ(restyle("1.234,50", {123350, 2}), "1.233,50");
  EXPECT_EQ(restyle("(1,234)", {1234, 0}), "1,234");
  EXPECT_EQ(restyle("45个", {46, 0}), "46个");
  EXPECT_EQ(restyle("12.5%", {135, 1}), "13.5%");
}

TEST(Repair, AWrongFigureInTwoSumsIsFoundWithItsRightNumber) {
  const Searched found = search(wards_with({{5, 2, "17,356"}}));
  ASSERT_EQ(found.mendings.size(), 1U);
  const Mending& mending = found.mendings.front();
  ASSERT_EQ(mending.changes.size(), 1U);
  EXPECT_EQ(mending.changes.front().text, "17,266");
  EXPECT_TRUE(mending.confirmed);
  EXPECT_TRUE(mending.unique);
}

TEST(Repair, ALostPointAndALostSignAreMended) {
  const Searched point = search(table_of({{"Item", "a", "b", "Total"},
                                          {"Fees", "12.5", "30.4", "42.9"},
                                          {"Rents", "1183", "22.6", "140.9"},
                                          {"Fines", "40.2", "51.7", "91.9"},
                                          {"Total", "171.0", "104.7", "275.7"}}));
  ASSERT_EQ(point.mendings.size(), 1U);
  EXPECT_EQ(point.mendings.front().changes.front().value.number, (Decimal{1183, 1}));
  const Searched sign = search(table_of({{"Item", "a", "b", "Total"},
                                         {"Fees", "1250", "3042", "4292"},
                                         {"Rents", "183", "226", "43"},
                                         {"Fines", "402", "517", "919"},
                                         {"Total", "1469", "3785", "5254"}}));
  ASSERT_EQ(sign.mendings.size(), 1U);
  EXPECT_EQ(sign.mendings.front().changes.front().text, "-183");
}

TEST(Repair, AValueBesideItsPlaceGoesBack) {
  const Searched found = search(table_of({{"Item", "a", "b", "c", "d"},
                                          {"Fees", "1250", "3042", "100", "817"},
                                          {"Rents", "183", "226", "3349", ""},
                                          {"Fines", "402", "517", "2212", "901"},
                                          {"Dues", "533", "471", "1205", "664"},
                                          {"Total", "2368", "4256", "3517", "5731"}}));
  ASSERT_EQ(found.mendings.size(), 1U);
  Table mended = found.table;
  apply_mending(mended, found.mendings.front());
  EXPECT_EQ(at(mended, 2, 3).text, "");
  EXPECT_EQ(at(mended, 2, 4).text, "3349");
  EXPECT_EQ(failing(mended, found.relations), 0);
}

TEST(Repair, TwoWrongFiguresAreMendedTogether) {
  const Searched found = search(wards_with({{1, 1, "7,869"}, {4, 3, "8,950"}}));
  Table mended = found.table;
  for (const Mending& mending : found.mendings) apply_mending(mended, mending);
  EXPECT_EQ(at(mended, 1, 1).text, "7,809");
  EXPECT_EQ(at(mended, 4, 3).text, "8,450");
}

TEST(Repair, OneSumAloneIsNeverEnoughToApply) {
  const Searched found = search(table_of({{"Region", "1961", "1962", "1963"},
                                          {"North", "1207", "1311", "1298"},
                                          {"East", "845", "902", "877"},
                                          {"South", "2330", "2415", "2502"},
                                          {"Total", "4382", "4728", "4677"}}));
  for (const Mending& mending : found.mendings) EXPECT_FALSE(may_be_applied(mending));
}

TEST(Repair, AnotherReadersWordAndOneSumTogetherAreEnough) {
  Table table = table_of({{"Region", "1961", "1962", "1963"},
                          {"North", "1207", "1311", "1298"},
                          {"East", "845", "902", "877"},
                          {"South", "2330", "2415", "2502"},
                          {"Total", "4382", "4728", "4677"}});
  for (Cell& cell : table.cells) cell.confidence = 0.99;
  Cell& wrong = at(table, 4, 2);
  wrong.confidence = 0.6;
  wrong.alternatives = {{"4728", 0.6, "tesseract"}, {"4628", 0.55, "second"}};
  const Searched found = search(table);
  ASSERT_EQ(found.mendings.size(), 1U);
  EXPECT_EQ(found.mendings.front().changes.front().text, "4628");
  EXPECT_TRUE(may_be_applied(found.mendings.front()));
}

TEST(Repair, ApplyingKeepsWhatWasReadAndVerifiesTheRest) {
  Table table = wards_with({{2, 3, "3,922"}});
  at(table, 2, 3).confidence = 0.7;
  const Document document = run(table, PageOrigin::image, Repair::apply);
  Table mended = document.tables[0];
  EXPECT_EQ(at(mended, 2, 3).text, "8,922");
  EXPECT_EQ(at(mended, 2, 3).raw, "3,922");
  EXPECT_EQ(at(mended, 2, 3).alternatives.front().text, "3,922");
  EXPECT_EQ(at(mended, 2, 3).verdict, Verdict::verified);
  ASSERT_EQ(document.findings.size(), 1U);
  EXPECT_EQ(document.findings[0].code, "repaired_value");
}

TEST(Repair, ProposingChangesNothingAndOffProposesNothingWeighed) {
  const Table table = wards_with({{2, 3, "3,922"}});
  Document proposed = run(table, PageOrigin::image, Repair::propose);
  EXPECT_EQ(at(proposed.tables[0], 2, 3).text, "3,922");
  ASSERT_EQ(proposed.findings.size(), 1U);
  EXPECT_EQ(proposed.findings[0].proposal, "8922");
  ASSERT_TRUE(proposed.findings[0].probability);
  EXPECT_GT(*proposed.findings[0].probability, 0.9);
  EXPECT_FALSE(run(table, PageOrigin::image, Repair::off).findings[0].probability);
}

TEST(Repair, ABornDigitalNumberIsNeverChanged) {
  Document document = run(wards_with({{2, 3, "3,922"}}), PageOrigin::digital, Repair::apply);
  EXPECT_EQ(at(document.tables[0], 2, 3).text, "3,922");
  ASSERT_EQ(document.findings.size(), 1U);
  EXPECT_EQ(document.findings[0].code, "sum_mismatch");
  EXPECT_THAT(document.findings[0].message, ::testing::HasSubstr("printed so"));
}

// A table that a digital page shows as a picture: its words were read, and none of them is certain.
TEST(Repair, NumbersReadFromAPictureOnADigitalPageMayBeMisread) {
  Document document = pages_of(wards_with({{2, 3, "3,922"}}), PageOrigin::digital);
  for (Cell& cell : document.tables[0].cells) {
    cell.place.page = 1;
    cell.words = {static_cast<int>(document.pages[0].evidence.words.size())};
    document.pages[0].evidence.words.emplace_back().confidence = 0.97;
  }
  validate(document, Repair::propose);
  ASSERT_EQ(document.findings.size(), 1U);
  EXPECT_THAT(document.findings[0].message, ::testing::Not(::testing::HasSubstr("printed so")));
  EXPECT_NE(document.findings[0].proposal, "");
}

// Any one to three figures made others: a repair never leaves more relations failing, and taking it back restores the table.
TEST(RepairProperty, NeverLessConsistentAndAlwaysReversible) {
  std::mt19937 random(20261123);
  for (int round = 0; round < 60; ++round) {
    Table table = wards_with({});
    const int errors = 1 + static_cast<int>(random() % 3);
    for (int e = 0; e < errors; ++e) {
      std::string& text = at(table, 1 + static_cast<int>(random() % 5), 1 + static_cast<int>(random() % 4)).text;
      text[text.size() - 1 - random() % 3] = static_cast<char>('0' + random() % 10);
    }
    Searched found = search(table);
    const Table before = found.table;
    for (const Mending& mending : found.mendings) {
      const int failed = failing(found.table, found.relations);
      const Undo undo = apply_mending(found.table, mending);
      EXPECT_LE(failing(found.table, found.relations), failed);
      for (const CellChange& change : mending.changes)
        EXPECT_EQ(parse_value(change.text, {.style = NumberStyle::point, .unit = "", .scale = 0}).number, change.value.number) << change.text;
      revert_mending(found.table, undo);
      EXPECT_EQ(found.table, before);
    }
  }
}

TEST(Repair, ASlipThatOnlyLeavesARelationWithABlankExplainsNothing) {
  Table table = table_of({{"Item", "People", "Firms"}, {"New", "819", ""}, {"Brought over", "18", ""}, {"Settled", "877", ""}});
  (void)type_values(table, NumberStyle::point);
  Relation sum;
  sum.source = VerdictSource::printed;
  sum.left = {{10, 1}};
  sum.right = {{4, 1}, {7, 1}};
  ASSERT_EQ(evaluate(sum, table), Outcome::fails);
  const auto mendings = find_mendings(table, {sum});
  ASSERT_EQ(mendings.size(), 1U);
  EXPECT_EQ(mendings.front().changes.size(), 1U);
}

// Within rounding 2.37 would do as well as 2.4, and 86.69 as 86.70: what meets to the digit is likelier.
TEST(Repair, ASumThatIsMetToTheDigitIsLikelierThanOneMetNearly) {
  Table table = table_of({{"", "A", "B", "Both"}, {"North", "1.5", "2.7", "3.9"}, {"South", "4.2", "3.1", "7.3"}, {"All", "5.71", "5.51", "11.2"}});
  (void)type_values(table, NumberStyle::point);
  const auto id = [](int row, int col) { return static_cast<CellId>(row * 4 + col); };
  Relation row;
  row.left = {{id(1, 3), 1}};
  row.right = {{id(1, 1), 1}, {id(1, 2), 1}};
  row.tolerance = {1, 1};
  Relation column;
  column.left = {{id(3, 2), 1}};
  column.right = {{id(1, 2), 1}, {id(2, 2), 1}};
  column.tolerance = {4, 2};
  const auto mendings = find_mendings(table, {row, column});
  ASSERT_EQ(mendings.size(), 1U);
  EXPECT_EQ(mendings.front().changes.front().text, "2.4");
  EXPECT_TRUE(mendings.front().unique);
}

}  // namespace
}  // namespace tabularium

// Sums that one wrong figure breaks and that no other sample bears out: the label and the place of the total must do.
#include "stages/core/broken_sums.h"

#include <gtest/gtest.h>

#include <set>

#include "stages/core/relations.h"
#include "tests/small_table.h"

namespace tabularium {
namespace {

// Rows of the totals whose relations fail.
std::multiset<int> failing(const Table& table) {
  std::multiset<int> rows;
  for (const Relation& relation : discover_relations(table))
    if (evaluate(relation, table) == Outcome::fails) rows.insert(table.cells[static_cast<std::size_t>(relation.left.front().cell)].row);
  return rows;
}

using Rows = std::multiset<int>;

TEST(BrokenSums, TheOnlyColumnOfATotal) {
  const std::vector<std::vector<std::string>> right = {{"Country", "Enquiries"}, {"Spain", "268"}, {"Germany", "233"}, {"France", "136"}, {"Total", "637"}};
  EXPECT_EQ(failing(small_numbers(right)), Rows{});
  for (const auto& [row, text] : {std::pair{1, "468"}, {2, "283"}, {4, "937"}}) {
    auto wrong = right;
    wrong[static_cast<std::size_t>(row)][1] = text;
    EXPECT_EQ(failing(small_numbers(wrong)), Rows{4}) << text;
  }
}

TEST(BrokenSums, ASubtotalIsOneForTheTotalAboveIt) {
  const Table table = small_numbers({{"Country", "Enquiries"}, {"Spain", "268"}, {"Germany", "233"}, {"Total A", "581"}, {"Malta", "97"}, {"Cyprus", "124"}, {"Total B", "221"}, {"Grand total", "722"}});
  EXPECT_EQ(failing(table), (Rows{3, 7}));  // 501 was meant: both sums that it takes part in fail
}

TEST(BrokenSums, OneOfSeveralColumnsBesideAverages) {
  const Table table = small_numbers({{"Country", "n", "% positive", "n", "% positive"}, {"Austria", "109", "0.9", "93", "1.1"}, {"Germany", "123", "0.8", "290", "0.7"},
                                {"Spain", "36", "0.2", "48", "0.3"}, {"Total", "298", "0.7", "431", "0.8"}});
  EXPECT_EQ(failing(table), Rows{4});  // 268
}

TEST(BrokenSums, ATotalAtTheHeadOfItsColumn) {
  EXPECT_EQ(failing(small_numbers({{"Country", "Enquiries"}, {"Total", "837"}, {"Spain", "268"}, {"Germany", "233"}, {"France", "136"}})), Rows{1});
}

TEST(BrokenSums, WhatTheTotalDoesNotClaimToSumIsNoError) {
  EXPECT_EQ(failing(small_numbers({{"Country", "Yield"}, {"Spain", "268"}, {"Germany", "233"}, {"France", "136"}, {"Total", "215"}})), Rows{});   // an average
  EXPECT_EQ(failing(small_numbers({{"Country", "Area"}, {"Spain", "268"}, {"Germany", "233"}, {"France", "136"}, {"Total", "1471"}})), Rows{});  // others are not listed
  EXPECT_EQ(failing(small_numbers({{"Country", "Area"}, {"Spain", "268"}, {"Germany", "233"}, {"France", "136"}, {"Median", "937"}})), Rows{});  // no total
}

TEST(BrokenSums, BetweenPartsOnBothSidesOfZeroSumsLieAsOftenAsAverages) {
  EXPECT_EQ(failing(small_numbers({{"Item", "Change"}, {"a", "-3,590"}, {"b", "450"}, {"c", "980"}, {"d", "431"}, {"Total", "-1,429"}})), Rows{5});  // -1,729
}

TEST(BrokenSums, RoundFiguresDifferByOneFigureMoreEasily) {
  EXPECT_TRUE(failing(small_numbers({{"Item", "Sum"}, {"a", "12,831"}, {"b", "40,807"}, {"Total", "23,638"}})).size() == 1);
  EXPECT_TRUE(failing(small_numbers({{"Item", "Sum"}, {"a", "10,000"}, {"b", "40,800"}, {"Total", "20,800"}})).empty());
}

TEST(BrokenSums, ARoundedSumMayMissALittle) {
  EXPECT_EQ(failing(small_numbers({{"Country", "Area"}, {"Spain", "26.8"}, {"Germany", "23.3"}, {"France", "13.6"}, {"Total", "63.8"}})), Rows{});
  EXPECT_EQ(failing(small_numbers({{"Country", "Area"}, {"Spain", "26.8"}, {"Germany", "23.3"}, {"France", "13.6"}, {"Total", "68.7"}})), Rows{4});
  EXPECT_EQ(failing(small_numbers({{"Country", "Area"}, {"Spain", "26"}, {"Germany", "23.3"}, {"France", "13.6"}, {"Total", "63.7"}})), Rows{});  // a part is coarser
}

TEST(BrokenSums, ABlankMemberLeavesItUndecided) {
  EXPECT_EQ(failing(small_numbers({{"Country", "Enquiries"}, {"Spain", "268"}, {"Germany", ""}, {"France", "136"}, {"Italy", "233"}, {"Total", "837"}})), Rows{});
}

TEST(BrokenSums, ABlankLineIsAMemberWhereNothingElseBearsTheSumOut) {
  Table table = small_numbers({{"Country", "Enquiries"}, {"Spain", "268"}, {"Germany", ""}, {"France", "136"}, {"Italy", "233"}, {"Total", "637"}});
  const auto relations = discover_relations(table);
  ASSERT_EQ(relations.size(), 1U);
  EXPECT_EQ(evaluate(relations.front(), table), Outcome::holds);
  EXPECT_TRUE(relation_gap(relations.front(), table)->holes);
}

TEST(BrokenSums, SmallWholeNumbersBesideAnExactColumnAreToldToTheDigit) {
  const std::vector<std::vector<std::string>> right = {{"Times", "All", "Largest"}, {"0", "52", "14"}, {"1", "28", "4"}, {"2", "11", "2"}, {"3", "8", "2"}, {"4", "1", "0"}, {"Total", "100", "22"}};
  EXPECT_EQ(failing(small_numbers(right)), Rows{});
  for (const auto& [row, text] : {std::pair{1, "13"}, {5, "2"}, {6, "29"}}) {
    auto wrong = right;
    wrong[static_cast<std::size_t>(row)][2] = text;
    EXPECT_EQ(failing(small_numbers(wrong)), Rows{6}) << text;
  }
}

TEST(BrokenSums, ASmallSubtotalBelowTheGrandTotalThatItBreaks) {
  const Table table = small_numbers({{"Country", "n"}, {"Spain", "268"}, {"Italy", "92"}, {"Total A", "360"}, {"Malta", "17"}, {"Cyprus", "41"}, {"Latvia", "30"}, {"Total B", "38"}, {"Grand total", "448"}});
  EXPECT_EQ(failing(table), (Rows{7, 8}));  // 88
}

TEST(BrokenSums, BesideExactSumsANearMissIsOne) {
  const Table table = small_numbers({{"Handled", "Persons", "Firms", "Total"}, {"Granted", "258", "12", "270"}, {"Refused", "14", "35", "49"}, {"Not found", "252", "41", "293"}, {"Total", "524", "88", "614"}});
  EXPECT_EQ(failing(table), (Rows{4, 4}));  // 612: down and across
}

// As twenty sums elsewhere, over four parts each, that meet to the digit.
SumHabits habits(int last_place, int near) { return {{{last_place, false}, {.exact_bits = 20 * exactness_bits(4), .exact = 20, .near = near}}}; }

TEST(BrokenSums, ANearMissIsOneWhereTheOtherTablesMeetToTheDigit) {
  const Table table = small_numbers({{"Year", "Sales"}, {"1982", "0.0"}, {"1983", "9.4"}, {"1984", "4.8"}, {"1985", "0.2"}, {"Total", "14.2"}});
  EXPECT_TRUE(find_relations(table).in_doubt);
  EXPECT_EQ(failing(table), Rows{});
  for (const auto& [elsewhere, told] : {std::pair{habits(-1, 0), 1}, {habits(-1, 3), 0}, {habits(-2, 0), 0}, {habits(0, 0), 0}}) {
    const auto relations = find_relations(table, {.elsewhere = &elsewhere}).relations;
    EXPECT_EQ(std::count_if(relations.begin(), relations.end(), [&](const Relation& r) { return evaluate(r, table) == Outcome::fails; }), told);
  }
}

TEST(BrokenSums, AShortSumOneFigureAwayIsToldWhereTheOtherTablesMeetToTheDigit) {
  const Table table = small_numbers({{"Place", "n"}, {"North", "21"}, {"East", "34"}, {"South", "12"}, {"West", "25"}, {"Total", "88"}});  // 92
  EXPECT_EQ(failing(table), Rows{});
  const SumHabits elsewhere = habits(0, 0);
  const auto told = find_relations(table, {.elsewhere = &elsewhere}).relations;
  ASSERT_EQ(told.size(), 1U);
  EXPECT_EQ(evaluate(told.front(), table), Outcome::fails);
  const Table other = small_numbers({{"Place", "n"}, {"North", "21"}, {"East", "34"}, {"South", "12"}, {"West", "25"}, {"Total", "137"}});  // no figure makes it
  EXPECT_TRUE(find_relations(other, {.elsewhere = &elsewhere}).relations.empty());
}

TEST(BrokenSums, WhatOneFigureBringsBehindZerosIsNoRounding) {
  const auto table = [](const std::string& total) { return small_numbers({{"Place", "t"}, {"North", "0.30"}, {"East", "0.90"}, {"South", "3.40"}, {"West", "0.60"}, {"Mid", "9.50"}, {"Total", total}}); };
  EXPECT_EQ(failing(table("14.70")), Rows{});
  EXPECT_EQ(failing(table("14.71")), Rows{6});
  EXPECT_EQ(failing(small_numbers({{"Place", "t"}, {"North", "0.32"}, {"East", "0.91"}, {"South", "3.44"}, {"West", "0.60"}, {"Mid", "9.50"}, {"Total", "14.78"}})), Rows{});  // 14.77, and fine
}

// How many sums are told to be in doubt.
std::size_t unsettled(const std::vector<std::vector<std::string>>& rows, const SumHabits* elsewhere = nullptr) {
  const Table table = small_numbers(rows);
  const FoundRelations found = find_relations(table, {.elsewhere = elsewhere});
  for (const Relation& relation : found.unsettled) EXPECT_EQ(evaluate(relation, table), Outcome::fails);
  return found.unsettled.size();
}

TEST(BrokenSums, TheOnlySumThatRoundingMayHaveMadeMissIsInDoubt) {
  const auto with = [](const std::string& total) { return std::vector<std::vector<std::string>>{{"Ward", "Schools"}, {"a", "3"}, {"b", "6"}, {"c", "7"}, {"d", "2"}, {"Total", total}}; };
  EXPECT_EQ(unsettled(with("18")), 0U);
  EXPECT_EQ(unsettled(with("19")), 1U);
  EXPECT_EQ(failing(small_numbers(with("19"))), Rows{});
  EXPECT_EQ(unsettled(with("41")), 0U);  // no rounding makes that
}

TEST(BrokenSums, WhereNumbersAreRoundedNothingIsInDoubt) {
  EXPECT_EQ(unsettled({{"Ward", "1961", "1962"}, {"a", "3.1", "4.4"}, {"b", "6.3", "5.2"}, {"c", "7.2", "8.1"}, {"Total", "16.7", "17.6"}}), 0U);  // two are missed
  EXPECT_EQ(unsettled({{"Ward", "1961", "1962"}, {"a", "3.1", "4.4"}, {"b", "6.3", "5.2"}, {"c", "7.2", "8.1"}, {"Total", "16.7", "17.7"}}), 1U);
  EXPECT_EQ(unsettled({{"Ward", "Share"}, {"a", "31.2"}, {"b", "41.6"}, {"c", "27.3"}, {"Total", "100.0"}}), 0U);
  EXPECT_EQ(unsettled({{"Ward", "Share"}, {"a", "11.2%"}, {"b", "21.6%"}, {"c", "17.3%"}, {"Total", "50.0%"}}), 0U);
  EXPECT_EQ(unsettled({{"Ward", "Area"}, {"a", "31"}, {"b", "42.6"}, {"c", "27.3"}, {"Total", "101.0"}}), 0U);  // one is printed with fewer places
}

TEST(BrokenSums, WhereOtherTablesRoundNothingIsInDoubt) {
  const std::vector<std::vector<std::string>> rows = {{"Ward", "Tons"}, {"a", "3.1"}, {"b", "6.3"}, {"c", "7.2"}, {"Total", "16.7"}};
  SumHabits elsewhere;
  elsewhere[{-1, false}] = {.exact_bits = 1, .exact = 1, .near = 0};
  EXPECT_EQ(unsettled(rows, &elsewhere), 1U);
  elsewhere[{-1, false}].near = 1;
  EXPECT_EQ(unsettled(rows, &elsewhere), 0U);
}

TEST(BrokenSums, OneNumberMayPutTheSumsOfItsRowAndItsColumnInDoubt) {
  EXPECT_EQ(unsettled({{"Ward", "1961", "1962", "Total"}, {"a", "3.1", "4.4", "7.5"}, {"b", "6.3", "5.3", "11.5"}, {"c", "7.2", "8.1", "15.3"}, {"Total", "16.6", "17.7", "34.3"}}), 2U);  // 5.2
}

}  // namespace
}  // namespace tabularium

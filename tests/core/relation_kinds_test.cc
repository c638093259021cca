// Relations that are no sums: each kind on a small table made by hand.
#include <gtest/gtest.h>

#include <algorithm>
#include <tuple>

#include "stages/core/number_lines.h"
#include "stages/core/relations.h"
#include "stages/core/table_structure.h"
#include "tests/small_table.h"

namespace tabularium {
namespace {

CellId id_at(const Table& table, int row, int col) { return row * table.cols + col; }

struct Found {
  int holds = 0;
  int fails = 0;
  std::vector<Relation> relations;
};

Found found(const Table& table, RelationKind kind) {
  Found out;
  for (Relation& relation : discover_relations(table)) {
    if (relation.kind != kind) continue;
    const Outcome outcome = evaluate(relation, table);
    out.holds += outcome == Outcome::holds ? 1 : 0;
    out.fails += outcome == Outcome::fails ? 1 : 0;
    out.relations.push_back(std::move(relation));
  }
  return out;
}

TEST(Average, AMeanBelowItsReadings) {
  const Table table = small_numbers({{"Day", "6h", "12h", "18h"}, {"1", "4.31", "9.22", "7.15"}, {"2", "3.87", "8.64", "6.02"}, {"3", "5.46", "9.91", "7.73"}, {"Mean", "4.55", "9.26", "6.97"}});
  const Found means = found(table, RelationKind::average);
  EXPECT_EQ(means.holds, 3);
  EXPECT_EQ(means.fails, 0);
}

TEST(Average, AMeanThatIsOneStepOffIsNeitherRightNorWrong) {
  const Table table = small_numbers({{"Day", "6h", "12h", "18h", "24h"}, {"1", "4.31", "9.22", "7.15", "5.02"}, {"2", "3.87", "8.64", "6.02", "4.41"}, {"3", "5.46", "9.91", "7.73", "6.60"}, {"Mean", "4.55", "9.26", "6.96", "5.34"}});
  const Found means = found(table, RelationKind::average);
  EXPECT_EQ(means.holds, 3);
  EXPECT_EQ(means.fails, 0);
}

TEST(Average, AWrongReadingBreaksItsMean) {
  const Table table = small_numbers({{"Day", "6h", "12h", "18h", "24h"}, {"1", "4.31", "9.22", "7.15", "5.02"}, {"2", "3.87", "3.64", "6.02", "4.41"}, {"3", "5.46", "9.91", "7.73", "6.60"}, {"Mean", "4.55", "9.26", "6.97", "5.34"}});
  EXPECT_EQ(found(table, RelationKind::average).fails, 1);
}

TEST(Average, TwoReadingsThatRanTogetherLeaveTheMeansOfBothColumnsUndecided) {
  Table table = small_numbers({{"Day", "6h", "12h", "18h", "24h"}, {"1", "4.31", "9.22", "7.15", "5.02"}, {"2", "3.87", "8.64", "6.02", "4.41"}, {"3", "5.46", "9.91", "7.73", "6.60"}, {"4", "5.16", "9.0217.33", "", "6.11"}, {"Mean", "4.70", "9.20", "7.06", "5.54"}});
  ASSERT_EQ(found(table, RelationKind::average).fails, 1) << "the blank of an own cell is none of the readings";
  table.cells[static_cast<std::size_t>(id_at(table, 4, 2))].col_span = 2;
  table.cells.erase(table.cells.begin() + id_at(table, 4, 3));
  const Found means = found(table, RelationKind::average);
  EXPECT_EQ(means.holds, 2);
  EXPECT_EQ(means.fails, 0);
}

TEST(Average, TheOneOfTwoLabelledMeansThatAFigureBreaks) {
  const Table table = small_numbers({{"Country", "Ours", "Others"}, {"a", "58.6", "73.3"}, {"b", "61.6", "60.9"}, {"c", "59.5", "63.0"}, {"d", "39.1", "96.3"}, {"e", "50.6", "60.3"}, {"Average", "63.9", "70.8"}});
  const Found means = found(table, RelationKind::average);  // d should be 89.1
  EXPECT_EQ(means.holds, 1);
  EXPECT_EQ(means.fails, 1);
}

// Hardly another quantity: a hundredth of the range away.
TEST(Average, AMeanThatIsMissedByLittleIsToldBesideOneThatHolds) {
  const auto with = [](const std::string& reading) {
    return found(small_numbers({{"Country", "Ours", "Others"}, {"a", "58.6", "73.3"}, {"b", "61.6", "60.9"}, {"c", "59.5", "63.0"}, {"d", "89.1", reading}, {"e", "12.6", "20.3"}, {"Average", "56.3", "62.8"}}), RelationKind::average);
  };
  EXPECT_EQ(with("96.3").holds, 2);
  EXPECT_EQ(with("99.3").fails, 1);
  EXPECT_EQ(with("96.9").holds + with("96.9").fails, 1) << "within a step of the last digit it is neither";
}

TEST(Average, AMeanThatIsWeightedInAnotherColumnIsNoError) {
  const Table table = small_numbers({{"Country", "Ours", "Others"}, {"a", "58.6", "73.3"}, {"b", "61.6", "60.9"}, {"c", "59.5", "63.0"}, {"d", "89.1", "96.3"}, {"e", "50.6", "60.3"}, {"Average", "63.9", "74.3"}});
  EXPECT_EQ(found(table, RelationKind::average).fails, 0);
}

TEST(Average, ReadingsWithoutTheirFirstFigureAreTakenModulo) {
  // 9.985 and 0.011 stand for 29.985 and 30.011 or the like: their mean is 9.998.
  const Table table = small_numbers({{"Day", "1", "2", "3", "4", "Mean"},
                                {"1", "9.985", "0.011", "0.027", "0.055", "0.020"},
                                {"2", "9.841", "9.843", "9.849", "9.847", "9.845"},
                                {"3", "0.118", "0.142", "0.006", "9.970", "0.059"},
                                {"4", "9.967", "9.936", "0.104", "0.211", "0.054"}});
  const Found means = found(table, RelationKind::average);
  EXPECT_EQ(means.holds, 4);
  EXPECT_EQ(means.fails, 0);
  for (const Relation& relation : means.relations) EXPECT_EQ(relation.modulus.units, 10000);
}

TEST(Average, AMisreadFigureDoesNotHideThatReadingsWrapAround) {
  std::vector<std::vector<std::string>> rows = {{"Day", "1", "2", "3", "4", "5", "Mean"}};
  const auto printed = [](int thousandths) {
    const std::string digits = std::to_string(10000 + thousandths % 10000);
    return digits.substr(1, 1) + "." + digits.substr(2);
  };
  for (int day = 0; day < 12; ++day) {
    rows.push_back({std::to_string(day + 1)});
    for (int hour = 0; hour < 5; ++hour) rows.back().push_back(printed(9900 + 13 * day + 37 * hour));
    rows.back().push_back(printed(9900 + 13 * day + 74));
  }
  rows[3][2] = "9963";  // its point was lost
  const Found means = found(small_numbers(rows), RelationKind::average);
  EXPECT_EQ(means.holds, 11);
  EXPECT_EQ(means.fails, 1);
}

// The head was misread: most lines hold without wrapping, and two more with it.
TEST(Average, MeansThatNobodyCallsSoMayWrapAroundToo) {
  std::vector<std::vector<std::string>> rows = {{"Day", "1", "2", "3", "4", "5", "1898"}};
  const auto printed = [](int thousandths) { return std::to_string(thousandths / 1000 % 10) + "." + std::to_string(1000 + thousandths % 1000).substr(1); };
  for (int day = 0; day < 14; ++day) {
    const int from = day % 5 == 4 ? 9950 : 9100 + 41 * day;
    rows.push_back({std::to_string(day + 1)});
    for (int hour = 0; hour < 5; ++hour) rows.back().push_back(printed(from + 31 * hour));
    rows.back().push_back(printed(from + 62));
  }
  const Found means = found(small_numbers(rows), RelationKind::average);
  EXPECT_EQ(means.holds, 14);
  EXPECT_EQ(means.fails, 0);
}

TEST(Running, CumulativeFigures) {
  const Table table = small_numbers({{"Month", "New", "So far"}, {"Jan", "412", "412"}, {"Feb", "1307", "1719"}, {"Mar", "988", "2707"}, {"Apr", "1455", "4162"}, {"May", "731", "4893"}});
  const Found running = found(table, RelationKind::running);
  EXPECT_EQ(running.holds, 4);
}

TEST(Running, TheFirstOfTheRunningFiguresIsTheFirstFigure) {
  const Table table = small_numbers({{"Answers", "Percent", "Cum."}, {"none", "6.9", "6.9"}, {"one", "8.8", "15.7"}, {"two", "31.1", "46.8"}, {"three", "53.2", "100.0"}});
  EXPECT_EQ(found(table, RelationKind::equality).holds, 1);
  EXPECT_EQ(found(table, RelationKind::running).holds, 3);
}

TEST(Running, AShortLabelledRunningTotalTellsAnyOneWrongFigure) {
  const std::vector<std::vector<std::string>> right = {{"Answers", "Percent", "Cum."}, {"none", "6.9", "6.9"}, {"one", "8.8", "15.7"}, {"two", "31.1", "46.8"}, {"three", "53.2", "100.0"}};
  for (const auto& [row, col, text] : {std::tuple{2, 1, "4.8"}, {3, 1, "31.2"}, {2, 2, "11.7"}, {3, 2, "41.8"}, {1, 2, "4.9"}}) {
    auto wrong = right;
    wrong[static_cast<std::size_t>(row)][static_cast<std::size_t>(col)] = text;
    EXPECT_GT(found(small_numbers(wrong), RelationKind::running).fails, 0) << text;
  }
}

TEST(Running, ABalanceGoesOnFromRowToRow) {
  const Table table = small_numbers({{"Day", "In", "Out", "Balance"}, {"1", "500", "120", "1880"}, {"2", "310", "455", "1735"}, {"3", "990", "217", "2508"}, {"4", "105", "1333", "1280"}, {"5", "740", "86", "1934"}});
  EXPECT_EQ(found(table, RelationKind::running).holds, 4);
}

TEST(Balance, OpeningPlusInMinusOutIsClosing) {
  const Table table = small_numbers({{"Account", "Opening", "In", "Out", "Closing"}, {"a", "1520", "377", "941", "956"}, {"b", "2204", "1189", "655", "2738"}, {"c", "871", "902", "1318", "455"}, {"d", "4410", "268", "2033", "2645"}});
  int holds = 0;
  for (const Relation& relation : discover_relations(table)) holds += relation.left.size() + relation.right.size() == 4 && evaluate(relation, table) == Outcome::holds ? 1 : 0;
  EXPECT_EQ(holds, 4);
}

TEST(Carried, ForwardAndBroughtForwardAreOneLine) {
  const Table table = small_numbers({{"Item", "a", "b"}, {"Fees", "1203", "877"}, {"Rents", "4410", "391"}, {"Carried forward", "5613", "1268"}, {"Brought forward", "5613", "1286"}, {"Fines", "77", "90"}});
  const Found equal = found(table, RelationKind::equality);
  EXPECT_EQ(equal.holds, 1);  // a lone difference is not stated: too few lines speak for it
}

TEST(Quotient, SharesOfATotal) {
  const Table table = small_numbers({{"Kind", "Number", "Share"}, {"a", "412", "8.4%"}, {"b", "1307", "26.7%"}, {"c", "988", "20.2%"}, {"d", "1455", "29.7%"}, {"e", "731", "14.9%"}, {"Total", "4893", "100%"}});
  const Found shares = found(table, RelationKind::quotient);
  EXPECT_EQ(shares.holds, 5);
  ASSERT_FALSE(shares.relations.empty());
  EXPECT_EQ(shares.relations.front().power, 2);
  EXPECT_EQ(shares.relations.front().over.front().cell, id_at(table, 6, 1));
}

TEST(Quotient, SharesOfAThousand) {
  const Table table = small_numbers({{"Kind", "Number", "Share"}, {"a", "412", "84.2‰"}, {"b", "1307", "267.1‰"}, {"c", "988", "201.9‰"}, {"d", "1455", "297.4‰"}, {"e", "731", "149.4‰"}, {"Total", "4893", "1000‰"}});
  const Found shares = found(table, RelationKind::quotient);
  EXPECT_EQ(shares.holds, 5);
  ASSERT_FALSE(shares.relations.empty());
  EXPECT_EQ(shares.relations.front().power, 3);
}

TEST(Quotient, GrowthFromOneYearToTheNext) {
  const Table table = small_numbers({{"Kind", "2021", "2022", "Change"}, {"a", "4120", "4532", "10.0"}, {"b", "1307", "1251", "-4.3"}, {"c", "9880", "11016", "11.5"}, {"d", "1455", "1702", "17.0"}, {"e", "7310", "7027", "-3.9"}});
  const Found growth = found(table, RelationKind::quotient);
  EXPECT_EQ(growth.holds, 5);
  EXPECT_EQ(growth.relations.front().right.size(), 2U);
}

TEST(Quotient, SharesOfATotalThatIsNotPrinted) {
  const Table table = small_numbers({{"Answers", "Freq.", "Percent"}, {"none", "138", "6.9"}, {"one", "178", "8.8"}, {"two", "626", "31.1"}, {"three", "1070", "53.2"}});
  const Found shares = found(table, RelationKind::quotient);
  EXPECT_EQ(shares.holds, 4);
  ASSERT_FALSE(shares.relations.empty());
  EXPECT_EQ(shares.relations.front().over.size(), 4U);
  int members = 0;  // each number once, the part of its own whole, too
  for_members(shares.relations.front(), [&](CellId, int) { ++members; });
  EXPECT_EQ(members, 5);
}

TEST(Quotient, AWrongFigureOfATotalThatIsNotPrintedBreaksEveryShareAndIsTold) {
  const Found shares = found(small_numbers({{"Answers", "Freq.", "Percent"}, {"none", "138", "6.9"}, {"one", "178", "8.8"}, {"two", "426", "31.1"}, {"three", "1070", "53.2"}}), RelationKind::quotient);
  EXPECT_EQ(shares.fails, 4);  // 626
  EXPECT_EQ(found(small_numbers({{"Kind", "Number", "Score"}, {"a", "138", "6.9"}, {"b", "178", "9.9"}, {"c", "426", "31.1"}, {"d", "1070", "44.2"}}), RelationKind::quotient).fails, 0);
}

TEST(Quotient, OneWrongShareOfFewIsToldWhereOneFigureMakesIt) {
  const auto with = [](const std::string& share) {
    return found(small_numbers({{"Answers", "Freq.", "Percent"}, {"none", "138", "6.9"}, {"one", "178", "8.8"}, {"two", "626", share}, {"three", "1070", "53.2"}}), RelationKind::quotient);
  };
  EXPECT_EQ(with("31.1").holds, 4);
  EXPECT_EQ(with("11.1").fails, 1);
  EXPECT_EQ(with("31.1").fails, 0);
  EXPECT_EQ(with("17.5").fails, 0);  // another quantity
}

TEST(Quotient, GrowthFromOneRowToTheNext) {
  const Table table = small_numbers({{"Year", "Output", "Growth"}, {"1961", "4120", ""}, {"1962", "4532", "10.0%"}, {"1963", "4251", "-6.2%"}, {"1964", "5016", "18.0%"}, {"1965", "5102", "1.7%"}, {"1966", "5027", "-1.5%"}});
  EXPECT_EQ(found(table, RelationKind::quotient).holds, 5);
}

TEST(Quotient, AQuotientCoversItsOwnDigitsAndOnlyTheUpperOnesOfWhatIsDivided) {
  const Table table = small_numbers({{"Kind", "Cases", "People", "Rate"}, {"a", "41207", "8324", "4.95"}, {"b", "13071", "3312", "3.95"}, {"c", "98804", "21007", "4.70"}, {"d", "14559", "1702", "8.55"}});
  const Found rates = found(table, RelationKind::quotient);
  ASSERT_EQ(rates.holds, 4);
  EXPECT_DOUBLE_EQ(leverage(rates.relations.front(), table, id_at(table, 1, 3)), 1);
  EXPECT_LT(std::abs(leverage(rates.relations.front(), table, id_at(table, 1, 1))), 0.001);
}

TEST(Quotient, ANumberThatIsDividedByTooIsSolvedForWhole) {
  // 53.2 % of 138 + 178 + 626 + x: far from where the misread 1570 stands, the gap does not grow evenly.
  const Table table = small_numbers({{"Answers", "Freq.", "Percent"}, {"none", "138", "6.9"}, {"one", "178", "8.8"}, {"two", "626", "31.1"}, {"three", "1570", "53.2"}});
  Relation share;
  share.kind = RelationKind::quotient;
  share.power = 2;
  share.left = {{id_at(table, 4, 2), 1}};
  share.right = {{id_at(table, 4, 1), 1}};
  for (int row = 1; row <= 4; ++row) share.over.push_back({id_at(table, row, 1), 1});
  EXPECT_NEAR(*number_for_gap(share, table, id_at(table, 4, 1), 0), 942 * 0.532 / 0.468, 1e-6);
  EXPECT_NEAR(*number_for_gap(share, table, id_at(table, 4, 2), 0), 62.5, 1e-3);
  EXPECT_NEAR(*number_for_gap(share, table, id_at(table, 1, 1), 0), 1570 / 0.532 - (178 + 626 + 1570), 1e-6);
}

TEST(Quotient, NothingIsDividedByZeroAndBlanksDecideNothing) {
  Table table = small_numbers({{"Kind", "Cases", "People", "Rate"}, {"a", "41207", "0", "4.95"}});
  Relation relation;
  relation.kind = RelationKind::quotient;
  relation.left = {{id_at(table, 1, 3), 1}};
  relation.right = {{id_at(table, 1, 1), 1}};
  relation.over = {{id_at(table, 1, 2), 1}};
  EXPECT_EQ(evaluate(relation, table), Outcome::undecided);
  table.cells[static_cast<std::size_t>(id_at(table, 1, 2))].value = {};
  EXPECT_EQ(evaluate(relation, table), Outcome::undecided);
}

TEST(Running, ALabelledRunningTotalTellsAWrongFigureInAShortTable) {
  const auto with = [](const std::string& figure) {
    return found(small_numbers({{"Correct", "Freq.", "Percent", "Cum."}, {"0", "871", "43.3", "43.3"}, {"1", "434", "21.6", figure}, {"2", "403", "20.0", "84.9"}, {"3", "171", "8.5", "93.4"}, {"4", "132", "6.6", "100.0"}}), RelationKind::running);
  };
  EXPECT_EQ(with("64.9").holds, 4);
  EXPECT_EQ(with("64.9").fails, 0);
  EXPECT_EQ(with("60.9").fails, 2);  // it is the sum of one row and a part of the next
}

TEST(Running, AFirstFigureThatAllElseRunsOnFromIsToldToo) {
  const auto with = [](const std::string& percent, const std::string& cumulative) {
    return found(small_numbers({{"Correct", "Freq.", "Percent", "Cum."}, {"0", "871", percent, cumulative}, {"1", "434", "21.6", "64.9"}, {"2", "403", "20.0", "84.9"}, {"3", "171", "8.5", "93.4"}, {"4", "132", "6.6", "100.0"}}), RelationKind::equality);
  };
  EXPECT_EQ(with("43.3", "43.3").holds, 1);
  EXPECT_EQ(with("43.7", "43.3").fails, 1);
  EXPECT_EQ(with("43.3", "13.3").fails, 1);
  EXPECT_TRUE(with("28.1", "43.3").relations.empty());  // an opening balance of 15.2
}

TEST(Difference, ALabelledDifferenceTellsAWrongFigure) {
  const auto table = small_numbers({{"Country", "1996", "1991", "Growth"}, {"Austria", "17", "14", "3"}, {"Belgium", "25", "18", "7"}, {"Denmark", "28", "15", "5"}, {"Finland", "12", "10", "2"},
                               {"France", "7", "1", "6"}, {"Germany", "30", "24", "6"}, {"Italy", "13", "2", "11"}, {"Spain", "9", "5", "4"}});
  EXPECT_EQ(found(table, RelationKind::sum).fails, 1);  // 20 − 15 = 5
}

TEST(Kinds, NumbersWithoutARelationHaveNone) {
  const Table table = small_numbers({{"Kind", "x", "y", "z"}, {"a", "41.2", "83.4", "4.95"}, {"b", "13.1", "33.2", "7.31"}, {"c", "98.4", "21.7", "2.08"}, {"d", "14.9", "17.2", "9.66"}, {"e", "55.3", "64.9", "1.17"}});
  EXPECT_TRUE(discover_relations(table).empty());
}

}  // namespace
}  // namespace tabularium

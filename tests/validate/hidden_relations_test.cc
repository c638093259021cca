#include "stages/validate/hidden_relations.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "stages/core/decimal.h"
#include "stages/validate/repair.h"
#include "stages/validate/table_relations.h"
#include "tests/small_table.h"

namespace tabularium {
namespace {

using Rows = std::vector<std::vector<std::string>>;
using Changes = std::vector<std::tuple<int, int, std::string>>;

Rows with(Rows rows, const Changes& changes) {
  for (const auto& [row, col, text] : changes) rows[static_cast<std::size_t>(row)][static_cast<std::size_t>(col)] = text;
  return rows;
}

// Counts, their shares of a total that is not printed, and these added up.
const Rows answers = {{"Answers", "Freq.", "Percent", "Cum."}, {"none", "412", "37.5", "37.5"}, {"one", "388", "35.3", "72.8"}, {"two", "205", "18.6", "91.4"}, {"three", "95", "8.6", "100.0"}};

struct Hidden {
  Table table;
  std::vector<Relation> known;
  std::vector<Relation> hidden;
};

Hidden hidden_in(const Rows& rows) {
  Hidden out{small_numbers(rows), {}, {}};
  out.known = table_relations(out.table, nullptr).relations;
  out.hidden = hidden_relations(out.table, out.known, nullptr);
  return out;
}

// By place: what the only repair of each group of failing relations puts there.
std::map<std::pair<int, int>, std::string> repairs_of(const Rows& rows) {
  Hidden found = hidden_in(rows);
  found.known.insert(found.known.end(), found.hidden.begin(), found.hidden.end());
  std::map<std::pair<int, int>, std::string> repairs;
  for (const Mending& mending : find_mendings(found.table, found.known))
    for (const CellChange& change : mending.changes) {
      const Cell& cell = found.table.cells[static_cast<std::size_t>(change.cell)];
      if (mending.unique) repairs[{cell.row, cell.col}] = to_string(change.value.number);
    }
  return repairs;
}

using Repairs = std::map<std::pair<int, int>, std::string>;

TEST(HiddenRelations, ARightTableHidesNone) {
  EXPECT_TRUE(hidden_in(answers).hidden.empty());
}

TEST(HiddenRelations, TwoWrongFiguresThatHideEveryShareAreFoundTogether) {
  const Hidden found = hidden_in(with(answers, {{3, 1, "305"}, {2, 2, "35.8"}}));
  EXPECT_TRUE(std::none_of(found.known.begin(), found.known.end(), [](const Relation& r) { return r.kind == RelationKind::quotient; }));
  EXPECT_EQ(std::count_if(found.hidden.begin(), found.hidden.end(), [](const Relation& r) { return r.kind == RelationKind::quotient; }), 4);
  for (const Relation& relation : found.hidden) EXPECT_EQ(evaluate(relation, found.table), Outcome::fails);
  EXPECT_EQ(repairs_of(with(answers, {{3, 1, "305"}, {2, 2, "35.8"}})), (Repairs{{{3, 1}, "205"}, {{2, 2}, "35.3"}}));
}

// The row sums alone leave open which of three numbers is wrong; one column's total is not believed while it is broken.
TEST(HiddenRelations, ATotalOverOneColumnBearsOutWhatItsRowLeavesOpen) {
  const Rows funds = {{"Country", "Fund A", "Fund B", "Total"}, {"Alba", "2.1", "3.3", "5.4"}, {"Borea", "8.7", "13.2", "21.9"}, {"Cara", "8.4", "11.5", "19.9"}, {"Dorn", "22", "31", "53"}, {"Esk", "1.3", "2.2", "3.5"},
                      {"Fynn", "6.4", "9", "15.4"}, {"Gard", "0.27", "0.45", "0.72"}, {"Holm", "4", "7", "11"}, {"Staff", "", "0.86", ""}, {"Total", "53.17", "78.50", "131.67"}};
  ASSERT_TRUE(hidden_in(funds).hidden.empty());
  EXPECT_EQ(repairs_of(with(funds, {{4, 2, "11"}})), (Repairs{{{4, 2}, "31"}}));
}

// What small numbers meet by chance, once one is read otherwise, shows nothing.
TEST(HiddenRelations, AChanceAmongSmallNumbersIsNotBelieved) {
  const Rows kinds = {{"", "One", "Two", "Three", "Four", "Total"}, {"Firms", "27", "16", "23", "15", "81"}, {"Share", "33%", "20%", "28%", "19%", "100%"}, {"Assets", "8", "3", "6", "2", "19"}};
  EXPECT_TRUE(hidden_in(with(kinds, {{3, 4, "3"}})).hidden.empty());
  EXPECT_TRUE(hidden_in(with(kinds, {{1, 4, "18"}})).hidden.empty());
}

TEST(HiddenRelations, WhatIsKnownIsNotSaidAgain) {
  const Hidden found = hidden_in(with(answers, {{3, 1, "305"}, {2, 2, "35.8"}}));
  std::set<std::set<std::pair<CellId, int>>> known;
  for (const Relation& relation : found.known) known.insert(meaning_of(relation));
  for (const Relation& relation : found.hidden) EXPECT_FALSE(known.contains(meaning_of(relation)));
}

}  // namespace
}  // namespace tabularium

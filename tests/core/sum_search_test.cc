#include "stages/core/sum_search.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/small_table.h"

namespace tabularium {
namespace {

std::vector<std::string> shown(const std::vector<std::vector<std::string>>& rows) {
  std::vector<std::string> out;
  for (const SumTemplate& sum : search_sums(row_lines(small_numbers(rows)), 8)) {
    std::string& text = out.emplace_back(std::to_string(sum.total) + " =");
    for (const int part : sum.parts) text += " " + std::to_string(part);
    if (sum.labelled) text += " labelled";
  }
  return out;
}

// What a grid's sums were is remembered: asked again it says the same, and no other grid, however like it, is given them.
TEST(SumSearch, EachGridHasItsOwnSumsHoweverOftenItIsAskedFor) {
  const std::vector<std::vector<std::string>> rows = {{"Region", "1961", "1962", "1963"}, {"North", "1207", "1311", "1298"}, {"East", "845", "902", "877"},
                                                      {"South", "2330", "2415", "2502"},  {"Total", "4382", "4628", "4677"}};
  auto unlabelled = rows;
  unlabelled.back().front() = "Coast";
  auto wrong = rows;
  for (std::size_t col = 1; col <= 3; ++col) wrong.back()[col] = "99" + wrong.back()[col];
  auto blank = rows;
  for (std::size_t col = 1; col <= 3; ++col) blank[3][col] = "-";
  for (int round = 0; round < 3; ++round) {
    EXPECT_EQ(shown(rows), (std::vector<std::string>{"4 = 1 2 3 labelled"})) << round;
    EXPECT_EQ(shown(unlabelled), (std::vector<std::string>{"4 = 1 2 3"})) << round;
    EXPECT_TRUE(shown(wrong).empty()) << round;
    EXPECT_TRUE(shown(blank).empty()) << round;
  }
}

// More grids than are remembered come between.
TEST(SumSearch, WhatIsForgottenIsFoundAgain) {
  const auto table_of = [](int first) {
    std::vector<std::vector<std::string>> rows = {{"Region", "A", "B"}};
    rows.push_back({"North", std::to_string(first), std::to_string(first + 4321)});
    rows.push_back({"East", "8450", "9024"});
    rows.push_back({"Total", std::to_string(first + 8450), std::to_string(first + 4321 + 9024)});
    return rows;
  };
  for (int round = 0; round < 2; ++round)
    for (int i = 0; i < 300; ++i) ASSERT_EQ(shown(table_of(1237 + 11 * i)), (std::vector<std::string>{"3 = 1 2 labelled"})) << i;
}

}  // namespace
}  // namespace tabularium

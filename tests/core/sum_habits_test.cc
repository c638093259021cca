#include "stages/core/sum_habits.h"

#include <gtest/gtest.h>

#include "stages/core/relations.h"
#include "tests/small_table.h"

namespace tabularium {
namespace {

Table regions(const std::string& first, const std::string& second, const std::string& third) {
  return small_numbers({{"Region", "1969", "1970", "1971"}, {"North", "364.6", "217.8", "133.9"}, {"East", "606.1", "157.8", "309.8"}, {"South", "225.9", "641.7", "444.2"}, {"Total", first, second, third}});
}

TEST(SumHabits, CountsWhatMeetsAndWhatNearlyDoes) {
  const Table table = regions("1196.6", "1017.3", "887.8");  // the last is a step away
  const SumHabits habits = habits_of(table, discover_relations(table));
  ASSERT_EQ(habits.size(), 1U);
  const auto& [of, habit] = *habits.begin();
  EXPECT_EQ(of, std::pair(-1, false));
  EXPECT_EQ(habit.exact, 2);
  EXPECT_EQ(habit.near, 1);
  EXPECT_DOUBLE_EQ(habit.exact_bits, 2 * exactness_bits(3));
}

TEST(SumHabits, ATableIsToldOfTheOthersOnly) {
  const Table right = regions("1196.6", "1017.3", "887.9");
  const SumHabits own = habits_of(right, discover_relations(right));
  const auto elsewhere = habits_elsewhere(std::vector<SumHabits>{own, {}, own});
  ASSERT_EQ(elsewhere.size(), 3U);
  EXPECT_EQ(elsewhere[0].at({-1, false}).exact, 3);
  EXPECT_EQ(elsewhere[1].at({-1, false}).exact, 6);
}

TEST(SumHabits, NearMissesLeaveItOpen) {
  const Table table = regions("1196.6", "1017.3", "887.9");
  const LineGrid grid = row_lines(table);
  SumHabits elsewhere = habits_elsewhere(std::vector<SumHabits>{{}, habits_of(table, discover_relations(table))})[0];
  EXPECT_EQ(habit_for(elsewhere, grid, {1, false}).exact, 3);
  EXPECT_EQ(habit_for(elsewhere, grid, {10, false}).exact, 0);   // whole numbers
  EXPECT_EQ(habit_for(elsewhere, grid, {1, true}).exact, 0);     // percentages
  elsewhere.at({-1, false}).near = 1;
  EXPECT_EQ(habit_for(elsewhere, grid, {1, false}).exact, 0);
}

}  // namespace
}  // namespace tabularium

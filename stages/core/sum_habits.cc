#include "stages/core/sum_habits.h"

#include <algorithm>
#include <cmath>

#include "stages/core/decimal.h"
#include "stages/core/typed_value.h"

namespace tabularium {
namespace {

constexpr double bits_a_near_miss = 5;  // as in Exactness

bool tells_of_rounding(const Relation& relation, const Table& table) {
  if (relation.kind != RelationKind::sum || relation.left.size() != 1 || relation.modulus.units != 0) return false;
  const auto counts = [&](const Term& term) {
    const Value& value = table.cells[static_cast<std::size_t>(term.cell)].value;
    return is_numeric(value) && value.number.units != 0;
  };
  return std::count_if(relation.right.begin(), relation.right.end(), counts) >= 2 && counts(relation.left.front());
}

SumHabits::key_type key_of(const LineGrid& grid, const NumberClass& of) {
  int place = grid.scale - grid.places;
  for (std::int64_t step = of.first; step >= 10; step /= 10) ++place;
  return {place, of.second};
}

}  // namespace

SumHabits habits_of(const Table& table, std::span<const Relation> relations) {
  SumHabits habits;
  for (const Relation& relation : relations) {
    if (!tells_of_rounding(relation, table) || evaluate(relation, table) != Outcome::holds) continue;
    const Value& total = table.cells[static_cast<std::size_t>(relation.left.front().cell)].value;
    SumHabit& habit = habits[{total.scale - total.number.places, total.kind == ValueKind::percent}];
    const auto gap = relation_gap(relation, table);
    if (!gap || !is_zero(gap->gap)) {
      ++habit.near;
      continue;
    }
    ++habit.exact;
    habit.exact_bits += exactness_bits(relation.right.size());
  }
  return habits;
}

std::vector<SumHabits> habits_elsewhere(std::span<const SumHabits> of_tables) {
  SumHabits all;
  const auto add = [](const SumHabits& from, int sign, SumHabits& to) {
    for (const auto& [of, habit] : from) {
      SumHabit& sum = to[of];
      sum.exact_bits += sign * habit.exact_bits;
      sum.exact += sign * habit.exact;
      sum.near += sign * habit.near;
    }
  };
  for (const SumHabits& own : of_tables) add(own, 1, all);
  std::vector<SumHabits> elsewhere(of_tables.size(), all);
  for (std::size_t i = 0; i < of_tables.size(); ++i) add(of_tables[i], -1, elsewhere[i]);
  return elsewhere;
}

SumHabit habit_for(const SumHabits& elsewhere, const LineGrid& grid, const NumberClass& of) {
  const auto known = elsewhere.find(key_of(grid, of));
  if (known == elsewhere.end() || known->second.exact == 0) return {};
  SumHabit habit = known->second;
  habit.exact_bits -= bits_a_near_miss * habit.near;
  return habit.exact_bits > 0 ? habit : SumHabit{};
}

bool rounds_elsewhere(const SumHabits& elsewhere, const LineGrid& grid, const NumberClass& of) {
  const auto known = elsewhere.find(key_of(grid, of));
  return known != elsewhere.end() && known->second.near > 0;
}

}  // namespace tabularium

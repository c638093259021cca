// How exactly a document's sums are met: a report that rounds does so in all its tables, and one whose other sums meet to the digit
// does not round in this one.
#pragma once

#include <map>
#include <span>
#include <utility>
#include <vector>

#include "models/table.h"
#include "stages/core/relation.h"
#include "stages/core/sum_instance.h"

namespace tabularium {

struct SumHabit {
  double exact_bits = 0;  // see Exactness
  int exact = 0;          // sums of two parts and more that meet to the digit
  int near = 0;           // … that miss by what rounding may make
};

// By the power of ten of a total's last printed place (scale counted in), and whether it is a percentage.
using SumHabits = std::map<std::pair<int, bool>, SumHabit>;

// What a table's own relations show. Needs Cell::value.
SumHabits habits_of(const Table& table, std::span<const Relation> relations);

// What all tables but each one show, in their order.
std::vector<SumHabits> habits_elsewhere(std::span<const SumHabits> of_tables);

// What `elsewhere` says of numbers of this class; nothing where near misses leave it open whether numbers are rounded there.
SumHabit habit_for(const SumHabits& elsewhere, const LineGrid& grid, const NumberClass& of);

// Sums of this class are missed there by what rounding may make.
bool rounds_elsewhere(const SumHabits& elsewhere, const LineGrid& grid, const NumberClass& of);

}  // namespace tabularium

// A grid whose cells ruling lines close.
#pragma once

#include <span>

#include "models/evidence.h"
#include "models/table.h"
#include "stages/core/rule_lattice.h"

namespace tabularium {

// The cells that `rules` close within `box`, filled with those of `which` whose centre lies in them. Spans come from
// missing pieces of rules. Slivers without text (the gap of a double rule, padding around painted cells) are dropped;
// empty rows and columns of a usual size stay. `page` is 1-based. rows == 0 when the rules give no grid.
Table build_ruled_grid(std::span<const Word> words, std::span<const int> which, const RuleSet& rules, const Box& box,
                       int page);

// True where rows or columns of figures, or of entries of words, share cells: the rules close blocks of the table, not its
// cells.
bool holds_stacks(const Table& table, std::span<const Word> words);

// Sets every text cell's indent: how far it starts right of the leftmost text that its column holds.
void measure_indents(Table& table, std::span<const Word> words);

}  // namespace tabularium

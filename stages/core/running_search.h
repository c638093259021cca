// What goes on from sample to sample, and what is carried over: running totals, running balances, balances of four lines, lines
// carried forward and brought forward again.
#pragma once

#include <vector>

#include "stages/core/number_lines.h"
#include "stages/core/relation.h"

namespace tabularium {

// Adds what is believed, single failures of a pattern that mostly holds included. Cost: linear in samples; tables of many lines are
// not asked for what relates three lines and more.
void search_running(const LineGrid& grid, std::vector<Relation>& found);

}  // namespace tabularium

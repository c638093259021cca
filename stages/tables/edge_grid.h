// A grid from the edges of its text, helped by what rules there are.
#pragma once

#include <span>

#include "models/evidence.h"
#include "models/table.h"
#include "stages/core/rule_lattice.h"

namespace tabularium {

// Columns from gaps that run down through the lines (and from vertical rules), rows from lines whose wrapped parts are
// joined (horizontal rules divide). Spanners stretch over the columns they are centred over, group labels over the
// rows; nothing else is spread. Every position is covered. rows == 0 when there is no text. `page` is 1-based.
Table build_edge_grid(std::span<const Word> words, std::span<const int> which, const RuleSet& rules, const Box& box,
                      int page);

}  // namespace tabularium

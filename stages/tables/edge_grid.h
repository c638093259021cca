// A grid from the edges of its text, helped by what rules there are.
#pragma once

#include <span>
#include <vector>

#include "models/evidence.h"
#include "models/table.h"
#include "stages/core/rule_lattice.h"
#include "stages/core/text_columns.h"

namespace tabularium {

// Columns from gaps that run down through the lines (and from vertical rules), rows from lines whose wrapped parts are
// joined (horizontal rules divide). Spanners stretch over the columns they are centred over, group labels over the
// rows; nothing else is spread. Every position is covered. rows == 0 when there is no text. `page` is 1-based.
// `known`: its columns where more than the region itself tells of them; empty = they are found from its lines.
Table build_edge_grid(std::span<const Word> words, std::span<const int> which, const RuleSet& rules, const Box& box,
                      int page, std::span<const ColumnBand> known = {});

// The columns that build_edge_grid finds; empty where there is no text.
std::vector<ColumnBand> edge_columns(std::span<const Word> words, std::span<const int> which, const RuleSet& rules, const Box& box);

}  // namespace tabularium

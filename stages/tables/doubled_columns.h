// Columns of a grid that hold two columns: the line between them was lost in print or scan.
#pragma once

#include <functional>
#include <span>
#include <vector>

#include "models/evidence.h"
#include "models/table.h"
#include "stages/core/rule_lattice.h"

namespace tabularium {

// The grid that `build` makes of the rules, made once more with what lost_column_lines finds in it.
Table with_lost_lines(const RuleSet& rules, std::span<const Word> words, const std::function<Table(const RuleSet&)>& build);

// The lost lines, upright, points; empty where there are none, which is the usual case. A column is two if it is about
// twice as wide as the table's other columns of figures, of which there are four or more, and most of its cells hold two
// figures with white between them at one place. A line is as long as the column, but for heads that stand across it.
std::vector<Rule> lost_column_lines(const Table& table, std::span<const Word> words);

}  // namespace tabularium

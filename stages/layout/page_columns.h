// Pages set in two or three columns: what stands in one column is looked at without the others.
#pragma once

#include <span>
#include <vector>

#include "models/page.h"
#include "stages/core/rule_lattice.h"

namespace tabularium {

// `words` in groups: of each stretch of the page that a gutter divides, the words left and right of it; the others
// between such stretches. A gutter is white without rules at the page's half or thirds, many lines high, with running
// text that fills at least one of its sides; so the white between a table's columns is none. One group where nothing
// divides the page.
std::vector<std::vector<int>> split_at_gutters(const Page& page, std::span<const int> words, const RuleSet& rules);

}  // namespace tabularium

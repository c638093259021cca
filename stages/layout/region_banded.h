// Table regions between horizontal rules of like extent, one under another.
#pragma once

#include <span>
#include <vector>

#include "models/geometry.h"
#include "models/page.h"
#include "stages/core/rule_lattice.h"

namespace tabularium {

// Runs of horizontal rules of like extent with tabular text between (booktabs, stripes). `words`: those that no other
// region holds; `taken`: those other regions, whose rules do not count; `painted`: lattices of painted cells, whose
// edges alone make no band.
std::vector<Box> find_banded_regions(const Page& page, const RuleSet& rules, std::span<const int> words,
                                     std::span<const Box> taken, std::span<const Box> painted = {});

}  // namespace tabularium

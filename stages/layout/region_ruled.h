// Table regions from ruling lines that close: lattices and frames.
#pragma once

#include <vector>

#include "models/geometry.h"
#include "models/page.h"
#include "stages/core/rule_lattice.h"

namespace tabularium {

struct RuledRegions {
  std::vector<Box> closed;   // lattices of drawn lines with text in their cells
  std::vector<Box> painted;  // the same, but the lines are only edges of painted areas
  std::vector<Box> frames;   // closed on the outside only: their content must show by alignment that it is a table
  std::vector<Box> columned; // frames that lines from top to bottom divide into three columns with text or more
  std::vector<Box> panels;   // painted areas that are no lattice: a painted boxhead, a stripe, the ground of a whole table
};

// Lines that touch, and enclose text in two rows and two columns at least.
RuledRegions find_ruled_regions(const Page& page, const RuleSet& rules);

}  // namespace tabularium

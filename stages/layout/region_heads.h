// Boxheads and other parts of tables that were taken for tables of their own.
#pragma once

#include <vector>

#include "models/layout.h"
#include "models/page.h"

namespace tabularium {

// A closed grid of heads right over rows that begin with figures, and within their width, is the boxhead of their table: the
// lines that close it do not go on around the body. So are heads between rules as wide as the rows. The name of a section may
// stand between. `regions`: of `page`, in reading order.
void join_boxheads(const Page& page, std::vector<TableRegion>& regions);

// Regions under one another are parts of one table where they reach equally far to both sides, the lower one begins with a
// row of figures, their columns stand under one another and nothing but the name of a section lies between: lines and stripes
// that a section's name interrupts.
void join_parts(const Page& page, std::vector<TableRegion>& regions);

}  // namespace tabularium

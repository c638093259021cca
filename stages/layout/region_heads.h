// Boxheads that were taken for tables of their own.
#pragma once

#include <vector>

#include "models/layout.h"
#include "models/page.h"

namespace tabularium {

// A closed grid of heads right over rows that begin with figures, and within their width, is the boxhead of their table: the
// lines that close it do not go on around the body. `regions`: of `page`, in reading order.
void join_boxheads(const Page& page, std::vector<TableRegion>& regions);

}  // namespace tabularium

// Where tables stand on a page, from the evidence alone: ruling lines, painted areas, aligned text.
#pragma once

#include <vector>

#include "models/layout.h"
#include "models/page.h"

namespace tabularium {

// Regions in reading order, none within another. The box is the table as printed inside its frame: without caption,
// unit line or notes that stand outside. Caption, unit, notes and section are left empty.
// `furniture`: words that belong to no table (running heads); empty = none.
std::vector<TableRegion> find_table_regions(const Page& page, const std::vector<bool>& furniture = {});

}  // namespace tabularium

// Table regions that the author's structure tree tells of.
#pragma once

#include <vector>

#include "models/layout.h"
#include "models/page.h"

namespace tabularium {

// Where the tree agrees with the page: a tagged table that no region holds becomes one; one that reaches beyond the
// regions it meets widens them into one; several that share out one region divide it. Where it does not agree, or says the
// same, `regions` stay as they are. Reading order is kept.
void fit_tagged_regions(const Page& page, std::vector<TableRegion>& regions);

}  // namespace tabularium

// What stands around a table and belongs to it: caption, unit line, notes, and the headings it stands under.
#pragma once

#include <vector>

#include "models/layout.h"
#include "stages/layout/block_kinds.h"

namespace tabularium {

// Fills caption, unit, notes, section of the regions; `region_of[i]` is block i's region index, -1 for text. Blocks that
// belong to a table stay in their place as paragraphs or notes.
void attach_context(std::vector<KnownBlock>& blocks, const std::vector<int>& region_of, std::vector<TableRegion>& regions);

}  // namespace tabularium

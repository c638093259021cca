// Roles for the cells of a grid: boxhead, stub, sections, notes, data.
#pragma once

#include <vector>

#include "stages/headers/grid_view.h"

namespace tabularium {

// Sets every cell's role, boxhead_rows and stub_cols, then trees and paths; header_choices has this reading, or none where the source
// tells where the boxhead ends. A section label with nothing beside it
// becomes one full-width cell. `marks`: one a row, or empty.
void assign_roles(Table& table, const std::vector<RowMark>& marks);

}  // namespace tabularium

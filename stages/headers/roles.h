// Roles for the cells of a grid: boxhead, stub, sections, notes, data.
#pragma once

#include <vector>

#include "stages/headers/grid_view.h"

namespace tabularium {

// Sets every cell's role, boxhead_rows and stub_cols, then trees and paths. A section label with nothing beside it
// becomes one full-width cell. `marks`: one a row, or empty.
void assign_roles(Table& table, const std::vector<RowMark>& marks);

}  // namespace tabularium

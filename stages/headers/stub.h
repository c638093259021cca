// How many columns at the left label the rows.
#pragma once

#include <vector>

#include "stages/headers/grid_view.h"

namespace tabularium {

// `body[row]`: the row holds labels and values (no header, section, note or blank row). 0 = the table has no stub.
int stub_width(const GridView& grid, int boxhead_rows, const std::vector<bool>& body);

}  // namespace tabularium

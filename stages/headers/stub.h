// How many columns at the left label the rows.
#pragma once

#include <vector>

#include "stages/headers/grid_view.h"

namespace tabularium {

// `body[row]`: the row holds labels and values (no header, section, note or blank row). 0 = the table has no stub.
int stub_width(const GridView& grid, int boxhead_rows, const std::vector<bool>& body);

// How much speaks for column `col` > 0 as one more of the stub, if all before it are; bits, against it below 0. By the same signs as
// stub_width: serial numbers, codes or groups before it, and labels in it.
double stub_column_bits(const GridView& grid, const std::vector<bool>& body, int col);

}  // namespace tabularium

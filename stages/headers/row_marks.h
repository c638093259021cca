// What the page shows around the rows of a grid: rules below them, colours behind them.
#pragma once

#include <vector>

#include "models/document.h"
#include "stages/headers/grid_view.h"

namespace tabularium {

// One mark a row; empty for text input and where no cell has a box.
std::vector<RowMark> read_row_marks(const Table& table, const std::vector<Page>& pages);

}  // namespace tabularium

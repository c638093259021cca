// Headers that the source itself names (a structure tree's header cells), kept in the cells' roles before ours are set.
#pragma once

#include "models/table.h"

namespace tabularium {

// Rows at the top whose every printed cell came with a header's role, one over columns at least; 0 = nothing is told.
int told_boxhead_rows(const Table& table);

// Columns at the left whose every printed cell below row `from` came with a header's role; 0 = nothing is told.
int told_stub_cols(const Table& table, int from);

}  // namespace tabularium

// Rows that a page break cuts: the label goes on at the top of the next page, the figures stand on the first alone.
#pragma once

#include "models/document.h"

namespace tabularium {

// What stands of a cell on the next page, put to what stands on the first: its text and its places.
void join_cells(Cell& upper, const Cell& lower);

// Row `row` of `next`, the first under its repeated heads, as the rest of the label of the last row of `whole`: a text alone in the
// first column, whose first word had no room in the line above, in a table where no section's name or other label stands alone.
// `face` holds the cells of the last page of `whole`, in their places.
bool is_rest_of_row(const Document& document, const Table& whole, const Table& face, const Table& next, int row);

// `next` without that row; its text goes to the last label of `whole`.
Table take_rest_of_row(Table& whole, Table next, int row);

}  // namespace tabularium

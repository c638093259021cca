// Tables whose columns begin on one page and end on the page that faces it.
#pragma once

#include "models/document.h"

namespace tabularium {

// How the right half repeats the labels of the left one: 0 = not at all, else its first column does.
struct Facing {
  bool faces = false;
  int repeated_cols = 0;
};

// Whether `right`, on the page after, holds further columns of the rows of `left`: as many rows, at the same heights (a page may
// lie a little higher), other heads in the first row of both, and no labels of its own: its first column holds figures, or
// repeats the labels of `left`. Fewer than four rows could be so by chance.
Facing faces(const Document& document, const Table& left, const Table& right);

// The columns of both, those of `right` that repeat labels left out. A section over all of `left` beside which nothing is printed goes
// on to the end of the row.
Table join_facing(const Table& left, const Table& right, int repeated_cols);

// Joins such tables of a document: the left region's candidates hold all columns, the right region has none and names the other.
// A caption, text or another table between the two keeps them apart.
void join_facing_regions(Document& document);

}  // namespace tabularium

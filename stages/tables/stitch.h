// Tables that go on over a page break.
#pragma once

#include "models/document.h"

namespace tabularium {

// True where the columns of both agree: as many, at like places; or the same boundaries as far as each draws them.
bool columns_agree(const Table& first, const Table& next);

// `next` appended to `first`: its repeated head dropped, its columns fitted. Where `first` ends within its boxhead, the
// cells over the break that `next` leaves blank are one cell with the parts of both.
Table stitch(const Table& first, const Table& next);

// Joins the regions of a document whose tables go on over page breaks: the candidates of the first hold all rows, the
// others have none and name the region that they continue. A caption or body text between two tables keeps them apart.
void stitch_regions(Document& document);

}  // namespace tabularium

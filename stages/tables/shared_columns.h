// Tables that go on over pages under heads that return: their columns are those that all their pages show together.
#pragma once

#include "models/document.h"

namespace tabularium {

// Where the region that opens a page begins with the heads of the one that ends the page before, word for word and place for
// place, but their grids from text edges do not agree, both are laid anew with the columns of all their lines: a page with a
// row or two, or with a column left blank, does not show them alone. Kept only where the heads agree then. Grids that lines
// close stay. Looks at the leading candidates, before pages are stitched.
void share_columns(Document& document);

}  // namespace tabularium

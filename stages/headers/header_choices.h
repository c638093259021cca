// Other ways to read the headers of a grid that is seen: the boxhead ends higher or lower, the stub is wider or narrower, a spanner
// stands over a column more or less. Scored in bits by the signs that the reading in force was chosen by.
#pragma once

#include <vector>

#include "models/document.h"

namespace tabularium {

// Adds to the one reading of `table.header_choices` the likeliest others, best first; three in all. Nothing where the source told the
// headers (no reading stands there).
void add_header_choices(Table& table, const std::vector<Page>& pages);

}  // namespace tabularium

// Boxheads that stand again on a table's next page.
#pragma once

#include "models/table.h"

namespace tabularium {

// Rows at the top of `next` that repeat the top of `first`: word for word where it was printed. Where both were read from
// pixels, some labels may be misread, and cells may span otherwise, as long as each column holds the same labels top down.
int repeated_head_rows(const Table& first, const Table& next);

// Heads of `first` that stand again in the first `rows` rows of `next` and were read surer there take that text; the other reading
// becomes an alternative, and `raw` stays.
void take_surer_heads(Table& first, const Table& next, int rows);

}  // namespace tabularium

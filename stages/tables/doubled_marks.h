// Bars that stand twice in a line of cells.
#pragma once

#include "stages/tables/flat_tokens.h"

namespace tabularium {

// Takes out the empty cell of a line that has one cell more than most, where the others then stand in columns of their own kind, and did not before.
// All that is left of such a line is `doubted`. Needs lines that are rows, with bars between their cells.
void mend_doubled_marks(FlatTokens& tokens);

}  // namespace tabularium

// A run of cells read as a boxhead: stub heads, then the one header tree over the value columns.
#pragma once

#include "stages/tables/flat_parse.h"

namespace tabularium {

inline constexpr float most_gain_per_label = 0.75F;   // bits, of a label in a boxhead

// Bits that it costs to read tokens [from, to) as the boxhead over `leaves` value columns and `stub` label columns, and
// that reading in `item`; 1e9 where it cannot be one or surely costs `limit`. Trees are remembered: a text repeats its boxheads.
float boxhead_cost(const FlatTokens& tokens, int from, int to, int leaves, int stub, FlatItem& item, float limit = 1e9F);

// Labels among tokens [from, to) that name a unit and nothing else: a boxhead may have a row of them below its heads.
int unit_labels(const FlatTokens& tokens, int from, int to);

}  // namespace tabularium

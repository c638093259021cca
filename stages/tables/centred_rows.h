// Rows whose cells are set at their middle: a label of several lines is centred on the figures of its row, so its lines
// stand above and below them, and a figure can lie between two lines.
#pragma once

#include <span>
#include <vector>

#include "stages/tables/text_blocks.h"

namespace tabularium {

// Joins the lines of wrapped cells in columns of text where the middles of figures explain them: each column's lines are cut
// into cells so that the lines least stand apart from the figures (dynamic programming over lines), once as if cells were set
// at the top of their row, once at the middle. Where the middle explains more, its cells are made, and every line that it
// explains becomes `settled`. Nothing changes elsewhere. `blocks` are single lines, sorted top down, and stay so.
void join_centred(std::span<const Word> words, std::vector<TextBlock>& blocks, std::span<const ColumnBand> columns,
                  const RuleSet& rules, double height);

}  // namespace tabularium

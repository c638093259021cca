// Lists of keys and values: the keys stand out, a value can run over several lines.
#pragma once

#include <span>
#include <vector>

#include "models/evidence.h"
#include "stages/tables/text_blocks.h"

namespace tabularium {

// For two columns of which the first is set in bold and the second is not; otherwise nothing changes. A line beside which
// no key stands goes on the value above it. A line alone that is centred over both columns spans them; such lines
// close under one another, in one type, are one block. `blocks` are sorted top down and stay so.
void join_key_values(std::span<const Word> words, std::vector<TextBlock>& blocks, const RuleSet& rules,
                     const BlockOptions& options);

}  // namespace tabularium

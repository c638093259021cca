// Cells that wrap on a page drawn with characters, where leading tells nothing.
#pragma once

#include <span>
#include <vector>

#include "stages/tables/text_blocks.h"

namespace tabularium {

// Where lines are rows and each label breaks where it has no more room, every line of the stub with nothing beside it tells by itself
// what it is: one that would have had room above, or begins left of the label, is a section's name, one that would not is the rest of
// the label, unless sections are what the table is seen to have. 1 for rests. `body`: y of the first figures; `height`: of a word.
std::vector<char> rests_of_labels(std::span<const Word> words, const std::vector<TextBlock>& blocks, double body, double height);

// `upper` stands at the middle over `lower` and the heads beside it that have nothing above them: it names them all.
bool is_centred_spanner(const std::vector<TextBlock>& blocks, std::span<const ColumnBand> columns, const TextBlock& upper, const TextBlock& lower);

}  // namespace tabularium

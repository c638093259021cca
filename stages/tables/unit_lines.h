// Lines of units under the heads of a table: "km | % | t".
#pragma once

#include <span>
#include <vector>

#include "models/page.h"
#include "stages/tables/text_blocks.h"

namespace tabularium {

// Which blocks (one a line, sorted by their tops) are of such a line: two or more units and nothing else on it right
// of the first column, above the first figures. They go on no head, however close it stands above them.
std::vector<char> find_unit_lines(std::span<const Word> words, const std::vector<TextBlock>& blocks,
                                  double height);

}  // namespace tabularium

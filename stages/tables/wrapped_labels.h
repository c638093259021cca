// Labels that wrap where lines are no closer than rows.
#pragma once

#include <span>
#include <vector>

#include "stages/tables/text_blocks.h"

namespace tabularium {

// Which of `blocks` (single lines, top down) is the rest of the label on the line above it: a line of the labels' column with nothing
// beside it, whose first word had no room above. Names of sections and parents stand alone as well; most of them would have had room
// above, so the lines that would tell how many of the others are names, too. Where rests are not clearly more, none is told.
// `rows`: least distance of rows, `height`: of a word, points. One for each block.
std::vector<char> find_label_rests(std::span<const Word> words, const std::vector<TextBlock>& blocks, std::span<const ColumnBand> columns,
                                   double rows, double height);

// Where labels of rows begin whose figures stand beside them, under rows that have theirs, and names of sections that would have had
// room in the line above (`right`: where the labels' column ends): places, points, left to right. What begins there is no rest of a
// label that hangs.
std::vector<double> row_levels(std::span<const Word> words, const std::vector<TextBlock>& blocks, double right, double height);

}  // namespace tabularium

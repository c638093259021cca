// A grid from the author's structure tree.
#pragma once

#include <span>

#include "models/evidence.h"
#include "models/table.h"

namespace tabularium {

// The cells of `tagged`, with those of `which` (a region's words) that it holds; its other words go to the cell whose
// place they stand in. Header cells carry their role as the tag tells it (column_header, row_header), the rest are data.
// Every position is covered. `page` is 1-based. rows == 0 where the tree holds none of the words.
Table build_tags_grid(std::span<const Word> words, std::span<const int> which, const TaggedTable& tagged, int page);

}  // namespace tabularium

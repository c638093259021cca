// Tables on pages of fixed pitch, by their lines alone: runs of lines that share gaps.
#pragma once

#include <span>
#include <vector>

#include "models/page.h"

namespace tabularium {

// Boxes (points) of the tables among `words` of a page that was drawn with characters (core/drawn_text), top down. Blank lines,
// prose, captions and lines whose gaps agree with none of the lines before part tables; rules and short lines between
// cut ones belong to them.
std::vector<Box> find_drawn_regions(const Page& page, std::span<const int> words);

}  // namespace tabularium

// Table regions that no ruling line shows: runs of lines whose gaps line up.
#pragma once

#include <span>
#include <vector>

#include "models/geometry.h"
#include "models/page.h"

namespace tabularium {

// `words`: those that no other region holds. Lists, contents pages, prose in columns and charts are kept out.
std::vector<Box> find_open_regions(const Page& page, std::span<const int> words);

}  // namespace tabularium

#pragma once

#include <vector>

#include "models/page.h"
#include "models/table.h"

namespace tabularium {

// The page that the cell was read from, where that is a picture that could be read; else null. Borrowed from `pages`.
const Page* image_page_of(const Cell& cell, const std::vector<Page>& pages);

}  // namespace tabularium

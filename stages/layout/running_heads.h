// What stands at the head or foot of page after page: titles that repeat, and page numbers.
#pragma once

#include <vector>

#include "models/page.h"
#include "models/layout.h"
#include "stages/layout/page_lines.h"

namespace tabularium {

struct RunningHead {
  PageLine line;
  bool footer = false;
};

// For each page its running heads. Words inside table regions are never among them. `regions_of[i]` are page i's.
std::vector<std::vector<RunningHead>> find_running_heads(const std::vector<Page>& pages,
                                                         const std::vector<std::vector<TableRegion>>& regions_of);

// For each page its words in lines that can be nothing else, whatever stands below them: the same text at the same height of
// another page, with a number that differs as the pages do.
std::vector<std::vector<bool>> numbered_heads(const std::vector<Page>& pages);

}  // namespace tabularium

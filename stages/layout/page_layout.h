// Layout of pages with geometry: blocks in reading order, table regions in their place, running heads set aside.
#pragma once

#include "models/document.h"

namespace tabularium {

// For all pages with geometry: without evidence.lines, or drawn with characters. Appends to document.blocks and document.regions, in reading order.
void layout_pages(Document& document);

}  // namespace tabularium

// Layout of text input: lines without geometry become blocks and flattened table regions.
#pragma once

#include <cstddef>

#include "models/document.h"

namespace tabularium {

// For a page with evidence.lines. Appends to document.blocks (ids are indices) and document.regions, in reading order;
// every line ends up in exactly one block or region. Fills what metadata it finds that is still absent.
void layout_text_page(Document& document, std::size_t page_index);

}  // namespace tabularium

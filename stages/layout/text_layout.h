// Layout of text input: lines become blocks and table regions.
#pragma once

#include <cstddef>

#include "models/document.h"

namespace tabularium {

// Appends the blocks and regions of document.pages[page_index] (evidence.lines) and fills what metadata is still absent.
// Regions are of kind flattened, with their lines, caption, unit, notes and the headings in force; captions and notes
// are blocks, too, so that the whole text stays in reading order.
void layout_text_page(Document& document, std::size_t page_index);

}  // namespace tabularium

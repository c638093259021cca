// The words of a page as the formats of OCR programs want them: in blocks, lines and words, with the readings that the
// result holds.
#pragma once

#include <string>
#include <vector>

#include "models/document.h"

namespace tabularium {

struct WrittenLine {
  Box box;
  std::vector<Word> words;          // left to right
};

struct WrittenBlock {
  std::string table;                // Table::id; empty = text outside tables
  Box box;
  std::vector<WrittenLine> lines;   // of a table: one for each cell that is not empty
};

// Blocks top down. A cell whose reading was changed after its words were recognised stands as one word. Turned words
// stand each on a line of its own. Empty for text input.
std::vector<WrittenBlock> page_text(const Document& document, const Page& page);

}  // namespace tabularium

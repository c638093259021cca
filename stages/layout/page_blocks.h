// Lines of a page to raw blocks (paragraphs, headings, tables) in reading order, before it is known what each is.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "models/layout.h"
#include "models/page.h"
#include "stages/layout/page_lines.h"

namespace tabularium {

struct RawBlock {
  std::vector<PageLine> lines;
  std::string text;
  Box box;
  double size = 0;      // of its first line
  bool bold = false;    // all its lines are
  bool centred = false; // within its column
  double space_above = 0;  // white above it within its column, points
  int region = -1;      // index into the page's table regions; -1 = text
};

// `left_out`: for each word of the page, true where it is not to appear (a running head).
std::vector<RawBlock> blocks_of(const Page& page, std::span<const TableRegion> regions, const std::vector<bool>& left_out);

// A table region's words as plain lines, one a row, joined by line breaks.
std::string plain_text_of(const Page& page, const TableRegion& region);

}  // namespace tabularium

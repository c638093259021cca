// HTML as lines of text: a block a line, a table row a line with tabs between its cells. Whatever a browser would show of a broken page.
#pragma once

#include <string_view>
#include <vector>

#include "models/evidence.h"

namespace tabularium {

// Tags of a page or of a table among plain text.
bool looks_like_html(const std::vector<TextLine>& lines);

// Cells stand in their columns; a place that a spanning cell covers is empty. Spans point to the file's lines. Scripts, styles and
// what is hidden are left out; a table within a cell is read as text of its own, and a table of one cell is only layout.
std::vector<TextLine> lines_of_html(const std::vector<TextLine>& source);

}  // namespace tabularium

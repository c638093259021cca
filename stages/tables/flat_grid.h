// Flattened text that kept its grid: closed frames, Markdown, tabs, delimited values. Places tell the spans.
#pragma once

#include <optional>

#include "models/document.h"
#include "stages/tables/flat_tokens.h"

namespace tabularium {

// The grid with roles and spans; nothing where lines do not hold like numbers of cells (then rows are runs of cells:
// flat_parse). A header spans the empty places to its right, or below it where nothing stands in its own column; a label
// of the stub spans the rows below that leave its place empty; a line with one cell at its beginning is a section. Rows with a
// cell too few or too many keep their places from the left, with a low confidence.
std::optional<Table> read_flat_grid(const Page& page, const FlatTokens& tokens);

}  // namespace tabularium

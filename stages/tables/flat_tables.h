// Tables of flattened text: from lines with cells to grids with roles.
#pragma once

#include <vector>

#include "models/document.h"

namespace tabularium {

// Hypotheses for the grid of a flattened region, best first, with roles known. Works for one cell a line, one row a
// line, framed grids and tabs. Cells of rows that do not fit have a low confidence; nothing shifts silently.
// Source of the method: docs/tables.md ("Flattened text").
std::vector<Candidate> flat_candidates(const Document& document, const TableRegion& region);

}  // namespace tabularium

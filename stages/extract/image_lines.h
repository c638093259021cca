// Where text stands on a binary page: pieces of lines, cut at ruling lines and at wide gaps, so that no piece spans
// two columns. Smearing along the line (run-length smoothing, Wong, Casey & Wahl 1982), then lines that touch are
// divided where the ink is thinnest.
#pragma once

#include <utility>
#include <vector>

#include "models/evidence.h"
#include "models/geometry.h"
#include "stages/extract/image_pix.h"

namespace tabularium {

// Boxes tight to the ink, pixels; top to bottom, then left to right. `rules` in pixels. `glyph_height` > 0.
std::vector<Box> find_text_pieces(Pix* ink, const std::vector<Rule>& rules, double glyph_height);
// The same within `part` of the page (pixels).
std::vector<Box> find_text_pieces_in(Pix* ink, const Box& part, const std::vector<Rule>& rules, double glyph_height);

// Runs of ink along the line in `box`: half-open columns, relative to its left edge.
std::vector<std::pair<int, int>> ink_runs(Pix* ink, const Box& box);

}  // namespace tabularium

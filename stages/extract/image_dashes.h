// Ruling lines that fell into dashes: printed so, or a hairline on a black-and-white scan, which loses it wherever it passes from
// one row of pixels to the next.
#pragma once

#include <vector>

#include "stages/extract/image_pix.h"
#include "stages/extract/image_tracks.h"

namespace tabularium {

// Chains of thin strokes that lie in one line, with gaps no wider than about a letter. None where text stands at the line's
// height beside it: those are leaders. `ink`: 1-bit, without the lines that are known. `glyph_height` > 0, pixels.
std::vector<RuleTrack> find_dashed_lines(Pix* ink, double glyph_height);

}  // namespace tabularium

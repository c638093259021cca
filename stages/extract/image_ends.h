// Level lines that the print or the scan broke near their end are followed along the dashes that are left of them.
#pragma once

#include <vector>

#include "stages/extract/image_pix.h"
#include "stages/extract/image_tracks.h"

namespace tabularium {

// Draws level lines out over ink that is as thin as they are and goes on in their direction, broken or not. Returns the
// stretches added. `ink`: 1-bit, the lines themselves may be taken out already. Pixels; `glyph_height` > 0.
std::vector<RuleTrack> follow_ends(std::vector<RuleTrack>& lines, Pix* ink, double glyph_height);

}  // namespace tabularium

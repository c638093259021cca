// Lines of a page that the reader passed over in silence: a row of a table lost so is missed by nobody.
#pragma once

#include <span>
#include <vector>

#include "models/geometry.h"
#include "stages/extract/image_reading.h"

namespace tabularium {

// Boxes (pixels, from above) of lines of ink between two lines that were read, as high as they, and broad or of several pieces,
// where nothing was read on the whole line. Pictures, specks, signatures and lines at the foot of a page have no reading on both sides.
std::vector<Box> unread_lines(std::span<const TextPiece> pieces, double glyph_height);

}  // namespace tabularium

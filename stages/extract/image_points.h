// Raised decimal points. Old printers set the point at half the height of the figures, where readers of today's type see
// a degree, a colon, a hyphen or nothing. Lowered to the foot of the figures it is read as what it is.
#pragma once

#include "stages/extract/image_pix.h"

namespace tabularium {

// Moves the raised points between figures to their baseline, in the gray page and its ink alike, where a page has so many
// of one size that they are no specks. `ink`: 1-bit, without ruling lines. Returns how many were moved.
int lower_points(Pix* gray, Pix* ink, int paper, double glyph_height);

}  // namespace tabularium

// Blocks that lie otherwise than their page: a table pasted or copied askew on a straight page.
#pragma once

#include "stages/extract/image_pix.h"

namespace tabularium {

// Turns such blocks straight, in place; returns how many. `gray`: 8 bits, straight as a whole; `threshold`: its ink is darker;
// `paper`: gray level for what turns bare; `glyph_height` in pixels.
//
// Rows of a straight block have bare rows of pixels between them; those of an askew one overlap, seen along the page. So only
// stretches without a bare row that are several lines high are measured, by the angle at which the feet of their letters
// gather most on lines; those are turned of which that is much more than level ones gather.
int straighten_blocks(Pix* gray, int threshold, int paper, double glyph_height);

}  // namespace tabularium

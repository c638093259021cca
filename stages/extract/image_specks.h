// Specks of dirt and noise, told from full stops and the dots of letters by where they stand and how small they are.
#pragma once

#include "stages/extract/image_pix.h"

namespace tabularium {

struct SpeckOptions {
  double glyph_height = 0;  // pixels: typical height of capitals; > 0
  bool noisy = false;       // there are so many that the smallest are taken for specks wherever they stand
};

// The marks of `ink` (1-bit) that are specks, as a mask; null where there are none. A dot belongs to the print where a
// letter or a line stands near, or where dots like it go on beside it (leaders, an ellipsis, a dotted line).
PixPtr find_specks(Pix* ink, const SpeckOptions& options);

}  // namespace tabularium

// Full stops and commas that stand in the ink and that a recogniser left out: "na." for "n.a.", "351219" for "351.219".
#pragma once

#include "stages/extract/image_pix.h"
#include "stages/extract/image_reading.h"

namespace tabularium {

// Puts them back where every letter of a piece's one word has its own part of the ink, so that the marks between are
// told from the letters by size and place; the word's `alternatives` then hold both readings. `ink` is of the page.
void restore_marks(Pix* ink, double glyph_height, TextPiece& piece);

}  // namespace tabularium

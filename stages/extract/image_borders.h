// What a scanner adds around a page: dark borders where the lid or the table shows, dark rounds where paper is punched.
#pragma once

#include "stages/extract/image_pix.h"

namespace tabularium {

struct PageBorders {
  PixPtr mask;         // 1-bit: what is no part of the page; empty = nothing was found
  double share = 0;    // of the picture that dark borders cover
  int holes = 0;       // punch holes
};

// `dark`: 1-bit, set = dark. Borders are solid, thicker than strokes, and hang on the picture's edge; a dark heading with
// light letters is none, and a negative, which is dark all over, has none. Two or more rounds of a punch's size near one edge
// are holes.
PageBorders find_borders(Pix* dark, double dpi);

}  // namespace tabularium

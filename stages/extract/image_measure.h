// What can be measured on a raster page before it is touched. Pixels, origin top left; gray 0 = black.
#pragma once

#include <vector>

#include "stages/extract/image_pix.h"

namespace tabularium {

// Global facts of an 8-bit page.
struct GrayMeasures {
  int threshold = 128;          // between ink and paper (Otsu 1979)
  int paper = 255;              // commonest level above the threshold
  int ink = 0;                  // mean level below it
  double contrast = 0;          // (paper - ink) / 255
  double dark_share = 0;        // share of pixels below the threshold
  double unevenness = 0;        // spread of the paper level over the page, gray levels
  double grain = 0;             // mean difference of paper pixels from their neighbours, gray levels
};
GrayMeasures measure_gray(Pix* gray);

// The size of a page's marks, from the boxes of its connected components.
struct InkMeasures {
  double glyph_height = 0;      // pixels: typical height of capitals and figures; 0 = no text seen
  double specks = 0;            // components too small to be a full stop, per square inch
  int components = 0;
};
InkMeasures measure_ink(Pix* ink, double dpi);

// Degrees, positive = turned clockwise; 0 when the page gives no sure answer.
double measure_skew(Pix* ink);

// True when the lines of text run down the page: most letters have their nearest neighbour below, not beside them
// (the nearest neighbours of O'Gorman's docstrum, 1993). Specks, points and lines have no say. `glyph_height` in pixels.
bool lines_run_down(Pix* ink, double glyph_height);

// The level that divides a histogram of 256 counts best into two classes (Otsu 1979).
int otsu_level(const std::vector<double>& histogram);

}  // namespace tabularium

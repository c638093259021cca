// From a raster page as it came to one that can be read: gray, upright, straight, dark on light, without ruling
// lines. Each treatment is applied for a measured reason, and said so in PageQuality::treatments.
#pragma once

#include <vector>

#include "models/page.h"
#include "models/result.h"
#include "stages/extract/image_page.h"
#include "stages/extract/image_pix.h"

namespace tabularium {

struct PreparedPage {
  PixPtr gray;                  // 8-bit, ruling lines painted over with the paper's level
  PixPtr printed;               // as gray, before raised points were lowered; empty = none were
  PixPtr ink;                   // 1-bit, set = ink; ruling lines and specks taken out
  std::vector<Rule> rules;      // pixels
  double pixels_per_point = 1;  // of `gray` and `ink`
  double width = 0;             // points
  double height = 0;            // points
  double glyph_height = 0;      // pixels: typical height of capitals and figures; 0 = no text seen
  int paper = 255;              // gray level of the paper
  int ink_level = 0;            // mean gray level of the ink
  double grain = 0;             // gray levels between neighbouring paper pixels
  PageQuality quality;
};

// `turned`: quarter turns clockwise to apply first; kMirrored more where the page is to be mirrored before them.
constexpr int kMirrored = 4;
Result<PreparedPage> prepare_page(const PageImage& image, const ImagePageOptions& options, int turned);

}  // namespace tabularium

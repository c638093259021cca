// Moves points between the upright page that the boxes are in and other pages.
#pragma once

#include "models/geometry.h"
#include "models/page.h"

namespace tabularium {

// x' = a x + c y + e, y' = b x + d y + f.
struct Affine {
  double a = 1, b = 0, c = 0, d = 1, e = 0, f = 0;

  Point operator()(Point p) const noexcept { return {a * p.x + c * p.y + e, b * p.x + d * p.y + f}; }
};

Affine then(const Affine& first, const Affine& second) noexcept;

// From the upright, straightened page to the page as its source shows it (points, y down): what the reader turned and
// straightened is undone.
Affine to_source_page(const Page& page) noexcept;

// From a page as a PDF viewer shows it (points, y down) to the user space of the PDF: `crop` is its crop box, `rotate`
// its /Rotate in quarter turns clockwise.
Affine to_user_space(const Box& crop, int rotate) noexcept;

}  // namespace tabularium

#include "stages/export/affine.h"

#include <cmath>

namespace tabularium {

Affine then(const Affine& first, const Affine& second) noexcept {
  return {second.a * first.a + second.c * first.b,          second.b * first.a + second.d * first.b,
          second.a * first.c + second.c * first.d,          second.b * first.c + second.d * first.d,
          second.a * first.e + second.c * first.f + second.e, second.b * first.e + second.d * first.f + second.f};
}

Affine to_source_page(const Page& page) noexcept {
  if (!page.quality) return {};
  const double angle = page.quality->skew_degrees * M_PI / 180;  // the source is turned clockwise by it
  const double x = page.width / 2, y = page.height / 2;
  const double cosine = std::cos(angle), sine = std::sin(angle);
  const Affine skewed{cosine, sine, -sine, cosine, x - cosine * x + sine * y, y - sine * x - cosine * y};
  switch (page.quality->turned % 4) {
    case 1: return then(skewed, {0, -1, 1, 0, 0, page.width});
    case 2: return then(skewed, {-1, 0, 0, -1, page.width, page.height});
    case 3: return then(skewed, {0, 1, -1, 0, page.height, 0});
    default: return skewed;
  }
}

Affine to_user_space(const Box& crop, int rotate) noexcept {
  switch (((rotate % 4) + 4) % 4) {
    case 1: return {0, 1, 1, 0, crop.x0, crop.y0};
    case 2: return {-1, 0, 0, 1, crop.x1, crop.y0};
    case 3: return {0, -1, -1, 0, crop.x1, crop.y1};
    default: return {1, 0, 0, -1, crop.x0, crop.y1};
  }
}

}  // namespace tabularium

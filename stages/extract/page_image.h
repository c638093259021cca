// A raster page, without showing the imaging library. Move-only; owns its pixels.
#pragma once

#include <memory>
#include <string>

#include "models/geometry.h"
#include "models/result.h"

struct Pix;  // Leptonica's

namespace tabularium {

class PageImage {
 public:
  PageImage() = default;
  explicit PageImage(Pix* owned) noexcept;  // takes ownership
  PageImage(PageImage&&) noexcept;
  PageImage& operator=(PageImage&&) noexcept;
  ~PageImage();

  Pix* get() const noexcept { return pix_; }
  bool empty() const noexcept { return pix_ == nullptr; }
  int width() const noexcept;
  int height() const noexcept;
  double dpi() const noexcept;              // 0 = not stated

 private:
  Pix* pix_ = nullptr;
};

// Limits: refuses what would need more than `max_pixels` with too_large.
struct ImageLimits {
  long long max_pixels = 120'000'000;
};

// Page `index` (0-based) of an image file of any kind Leptonica reads. Errors name the reason, never crash.
Result<PageImage> load_image_page(const std::string& path, int index, const ImageLimits& limits = {});
// How many pages an image file holds (multi-page TIFF), 1 for the others.
Result<int> count_image_pages(const std::string& path);

}  // namespace tabularium

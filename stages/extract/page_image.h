// A raster page, without showing the imaging library. Move-only; owns its pixels.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
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
  double dpi() const noexcept;              // 0 = not stated, or not credible

 private:
  Pix* pix_ = nullptr;
};

// Limits, checked on the file's header before anything is decoded: an image over them is refused with too_large.
struct ImageLimits {
  long long max_pixels = 120'000'000;
  long long max_bits = 480'000'000;         // pixels of black and white pages, which are reduced after decoding
  long long max_bytes = 256'000'000;        // decoded, as Leptonica holds it
  int max_side = 32'000;                    // pixels
};

// Page `index` (0-based) of an image file of any kind Leptonica reads. Errors name the reason, never crash.
Result<PageImage> load_image_page(const std::string& path, int index, const ImageLimits& limits = {});
// The same for an encoded image in memory (JPEG, PNG, TIFF …); `index` as above.
Result<PageImage> load_image_memory(std::span<const std::byte> bytes, int index, const ImageLimits& limits = {});
// From raw rows: `channels` is 1 (gray) or 3 (RGB), 8 bits each; `stride` in bytes. Copies the pixels.
Result<PageImage> image_from_pixels(const std::uint8_t* pixels, int width, int height, int stride, int channels,
                                    double dpi, const ImageLimits& limits = {});
// Pixels as the file's header has them, before any turning; the pixels themselves are not looked at.
struct PictureSize {
  int width = 0;
  int height = 0;
};
Result<PictureSize> image_page_size(const std::string& path, int index);
// How many pages an image file holds (multi-page TIFF), 1 for the others.
Result<int> count_image_pages(const std::string& path);

}  // namespace tabularium

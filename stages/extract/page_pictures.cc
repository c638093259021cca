#include "stages/extract/page_pictures.h"

#include <allheaders.h>

#include <cmath>
#include <utility>

#include "stages/extract/image_pix.h"

namespace tabularium {
namespace {

constexpr int jpeg_quality = 80;  // letters stay clean; a page of office size takes about 100 kB at 110 dpi

class Pictures final : public PagePictures {
 public:
  explicit Pictures(std::function<Result<PageImage>(int, double)> image_of) : image_of_(std::move(image_of)) {}
  Result<PagePicture> picture(const Page& page, double dpi) override;

 private:
  std::function<Result<PageImage>(int, double)> image_of_;
};

// Gray or RGB over white.
PixPtr plain_pixels(Pix* source) {
  PixPtr opaque(pixGetSpp(source) == 4 ? pixRemoveAlpha(source) : pixClone(source));
  if (!opaque) return nullptr;
  PixPtr plain(pixRemoveColormap(opaque.get(), REMOVE_CMAP_BASED_ON_SRC));
  if (!plain) return nullptr;
  return PixPtr(pixGetDepth(plain.get()) == 32 ? pixClone(plain.get()) : pixConvertTo8(plain.get(), 0));
}

// As the page was turned and straightened before it was read.
PixPtr set_upright(PixPtr pixels, const PageQuality& quality) {
  if (quality.turned % 4 != 0) pixels.reset(pixRotateOrth(pixels.get(), quality.turned % 4));
  if (!pixels || std::abs(quality.skew_degrees) < 0.1) return pixels;
  const auto turn = static_cast<l_float32>(-quality.skew_degrees * M_PI / 180.0);
  return PixPtr(pixRotate(pixels.get(), turn, L_ROTATE_AREA_MAP, L_BRING_IN_WHITE, 0, 0));
}

PixPtr reduced(PixPtr pixels, double wished_width) {
  const double factor = wished_width / pixGetWidth(pixels.get());
  if (factor >= 1) return pixels;
  const auto scale = static_cast<l_float32>(factor);
  return PixPtr(pixScale(pixels.get(), scale, scale));
}

Result<PagePicture> encoded(Pix* pixels) {
  l_uint8* data = nullptr;
  std::size_t size = 0;
  if (pixWriteMemJpeg(&data, &size, pixels, jpeg_quality, 0) != 0 || data == nullptr)
    return Error{ErrorCode::internal, "the page's picture cannot be encoded", {}};
  PagePicture picture;
  picture.bytes.assign(reinterpret_cast<const char*>(data), size);
  lept_free(data);
  picture.media_type = "image/jpeg";
  picture.width = pixGetWidth(pixels);
  picture.height = pixGetHeight(pixels);
  return picture;
}

Result<PagePicture> Pictures::picture(const Page& page, double dpi) {
  if (page.failure) return Error{ErrorCode::bad_input, *page.failure, page.number};
  Result<PageImage> image = image_of_(page.number, dpi);
  if (!image) return image.error();
  PixPtr pixels = plain_pixels(image.value().get());
  if (pixels && page.quality) pixels = set_upright(std::move(pixels), *page.quality);
  if (pixels) pixels = reduced(std::move(pixels), page.width * dpi / 72);
  if (!pixels) return Error{ErrorCode::bad_input, "the page has a pixel format that is not shown", page.number};
  return encoded(pixels.get());
}

}  // namespace

std::shared_ptr<PagePictures> make_page_pictures(std::function<Result<PageImage>(int page, double dpi)> image_of) {
  return std::make_shared<Pictures>(std::move(image_of));
}

}  // namespace tabularium

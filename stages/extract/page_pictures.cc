#include "stages/extract/page_pictures.h"

#include <allheaders.h>

#include <cmath>
#include <optional>
#include <utility>

#include "stages/core/atomic_file.h"
#include "stages/extract/image_pix.h"
#include "stages/extract/image_places.h"
#include "stages/extract/pdf_document.h"

namespace tabularium {
namespace {

constexpr int jpeg_quality = 80;  // letters stay clean; a page of office size takes about 100 kB at 110 dpi

constexpr std::size_t picture_limit = 256'000'000;  // bytes of an image file

class Pictures : public PagePictures {
 public:
  explicit Pictures(std::function<Result<PageImage>(int, double)> image_of) : image_of_(std::move(image_of)) {}
  Result<PagePicture> picture(const Page& page, double dpi) override;
  Result<PagePicture> original(const Page& page) override {
    return Error{ErrorCode::unsupported, "the page is no image file", page.number};
  }

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

Result<PagePicture> encoded(Pix* pixels, bool lossless = false) {
  l_uint8* data = nullptr;
  std::size_t size = 0;
  const l_ok failed = lossless ? pixWriteMemPng(&data, &size, pixels, 0) : pixWriteMemJpeg(&data, &size, pixels, jpeg_quality, 0);
  if (failed != 0 || data == nullptr)
    return Error{ErrorCode::internal, "the page's picture cannot be encoded", {}};
  PagePicture picture;
  picture.bytes.assign(reinterpret_cast<const char*>(data), size);
  lept_free(data);
  picture.media_type = lossless ? "image/png" : "image/jpeg";
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

// The pages of image files. A file is read anew for each picture, so that only one page is held.
class ImagePictures final : public Pictures {
 public:
  explicit ImagePictures(std::vector<std::string> files)
      : Pictures([this](int page, double) { return load(page); }), files_(std::move(files)) {}

  Result<PagePicture> original(const Page& page) override {
    Result<PageImage> image = load(page.number);
    if (!image) return image.error();
    Pix* pixels = image.value().get();
    const ImagePlace& place = places_[static_cast<std::size_t>(page.number) - 1];
    const std::string& file = place.file;
    l_int32 format = IFF_UNKNOWN, width = 0, height = 0, samples = 0;
    findFileFormat(file.c_str(), &format);
    const bool jpeg = place.leaf == Leaf::whole && format == IFF_JFIF_JPEG && readHeaderJpeg(file.c_str(), &width, &height, &samples, nullptr, nullptr) == 0;
    if (jpeg && samples == (pixGetDepth(pixels) == 32 ? 3 : 1)) {  // four inks are decoded first
      Result<std::string> bytes = read_file(file, picture_limit);
      if (bytes) return PagePicture{std::move(bytes).value(), "image/jpeg", width, height};
    }
    const PixPtr opaque(pixGetSpp(pixels) == 4 ? pixRemoveAlpha(pixels) : pixClone(pixels));
    return encoded(opaque.get(), true);
  }

 private:
  Result<PageImage> load(int page) {
    if (places_.empty()) {
      Result<std::vector<ImagePlace>> places = image_places(files_);
      if (!places) return places.error();
      places_ = std::move(places).value();
    }
    const auto index = static_cast<std::size_t>(page) - 1;
    if (index >= places_.size()) return Error{ErrorCode::not_found, "the source has no such page any more", page};
    return load_place(places_[index]);
  }

  std::vector<std::string> files_;
  std::vector<ImagePlace> places_;
};

}  // namespace

std::shared_ptr<PagePictures> make_page_pictures(std::function<Result<PageImage>(int page, double dpi)> image_of) {
  return std::make_shared<Pictures>(std::move(image_of));
}

std::shared_ptr<PagePictures> open_page_pictures(const Source& source, const std::vector<std::string>& passwords) {
  if (source.kind == SourceKind::image || source.kind == SourceKind::image_folder)
    return std::make_shared<ImagePictures>(source.files);
  if (source.kind != SourceKind::pdf || source.files.empty()) return nullptr;
  auto pdf = std::make_shared<std::optional<PdfDocument>>();
  const std::string path = source.files.front();
  return make_page_pictures([pdf, path, passwords](int number, double dpi) -> Result<PageImage> {
    if (!*pdf) {
      Result<PdfDocument> opened = PdfDocument::open(path, passwords);
      if (!opened) return opened.error();
      *pdf = std::move(opened).value();
    }
    return (*pdf)->render_page(number, dpi);
  });
}

}  // namespace tabularium

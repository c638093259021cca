#include "stages/extract/page_image.h"

#include <allheaders.h>
#include <tiffio.h>

#include <cstdio>
#include <fstream>
#include <mutex>
#include <utility>
#include <vector>

#include "stages/extract/exif.h"

namespace tabularium {
namespace {

// Both libraries write to stderr by default; what matters comes back as an Error.
void silence_libraries() {
  static std::once_flag once;
  std::call_once(once, [] {
    setMsgSeverity(L_SEVERITY_NONE);
    TIFFSetWarningHandler(nullptr);
    TIFFSetErrorHandler(nullptr);
  });
}

struct Header {
  int format = IFF_UNKNOWN;
  int width = 0;
  int height = 0;
  int bits = 0;
  int samples = 0;
};

Error refuse(ErrorCode code, const std::string& message, int index) { return Error{code, message, index + 1}; }

std::string size_text(const Header& h) { return std::to_string(h.width) + " x " + std::to_string(h.height) + " pixels"; }

Status check_limits(const Header& h, int index, const ImageLimits& limits) {
  if (h.width <= 0 || h.height <= 0) return refuse(ErrorCode::bad_input, "image has no pixels (" + size_text(h) + ")", index);
  if (h.width > limits.max_side || h.height > limits.max_side)
    return refuse(ErrorCode::too_large, "image of " + size_text(h) + " is over the limit of " +
                                            std::to_string(limits.max_side) + " pixels a side", index);
  const long long pixels = static_cast<long long>(h.width) * h.height;
  const long long most = h.bits == 1 && h.samples <= 1 ? limits.max_bits : limits.max_pixels;
  if (pixels > most)
    return refuse(ErrorCode::too_large, "image of " + size_text(h) + " is over the limit of " + std::to_string(most) + " pixels", index);
  const int held_bits = h.samples >= 2 ? 32 : (h.bits <= 0 ? 8 : h.bits);
  if (pixels * held_bits / 8 > limits.max_bytes)
    return refuse(ErrorCode::too_large, "image of " + size_text(h) + " needs " +
                                            std::to_string(pixels * held_bits / 8'000'000) + " MB, over the limit of " +
                                            std::to_string(limits.max_bytes / 1'000'000) + " MB", index);
  return {};
}

bool is_tiff(int format) {
  switch (format) {
    case IFF_TIFF: case IFF_TIFF_PACKBITS: case IFF_TIFF_RLE: case IFF_TIFF_G3: case IFF_TIFF_G4: case IFF_TIFF_LZW:
    case IFF_TIFF_ZIP: case IFF_TIFF_JPEG: return true;
    default: return false;
  }
}

// A black and white page finer than any type needs (1200 dpi) as gray of half its size: its other treatments need the memory.
PageImage reduced(PageImage image) {
  constexpr long long enough = 60'000'000;  // pixels: A4 at 600 dpi has 35 million
  while (pixGetDepth(image.get()) == 1 && static_cast<long long>(image.width()) * image.height() > enough) {
    const bool twice = static_cast<long long>(image.width()) * image.height() > 4 * enough;
    Pix* half = twice ? pixReduceRankBinary2(image.get(), 1, nullptr) : pixScaleToGray2(image.get());
    if (half == nullptr) break;
    pixSetResolution(half, pixGetXRes(image.get()) / 2, pixGetYRes(image.get()) / 2);
    image = PageImage(half);
  }
  return image;
}

// Decoded pixels that can be used, or why not. `pix` may be null.
Result<PageImage> accept_decoded(Pix* pix, int index, const ImageLimits& limits) {
  if (pix == nullptr) return refuse(ErrorCode::bad_input, "image cannot be decoded (damaged, or a variant that is not read)", index);
  PageImage image(pix);
  const Header decoded{IFF_UNKNOWN, image.width(), image.height(), pixGetDepth(pix), 1};
  if (Status status = check_limits(decoded, index, limits); !status) return status.error();
  return reduced(std::move(image));
}

// Turned and mirrored as its file asks for (Exif orientation; TIFF pages come upright already).
Pix* oriented(Pix* pix, int orientation) {
  constexpr int kTurns[] = {0, 0, 2, 2, 3, 1, 1, 3};  // quarter turns clockwise, after the mirroring
  if (pix == nullptr || orientation <= 1 || orientation > 8) return pix;
  const bool mirrored = orientation == 2 || orientation == 4 || orientation == 5 || orientation == 7;
  Pix* upright = mirrored ? pixFlipLR(nullptr, pix) : pixClone(pix);
  Pix* turned = upright != nullptr ? pixRotateOrth(upright, kTurns[orientation - 1]) : nullptr;
  pixDestroy(&upright);
  if (turned == nullptr) return pix;
  pixSetResolution(turned, pixGetXRes(pix), pixGetYRes(pix));
  pixDestroy(&pix);
  return turned;
}

// What of a file comes before its pixels.
std::vector<std::byte> head_of(FILE* file) {
  std::vector<std::byte> head(256 * 1024);
  std::rewind(file);
  head.resize(std::fread(head.data(), 1, head.size(), file));
  return head;
}

class File {
 public:
  explicit File(const std::string& path) : file_(std::fopen(path.c_str(), "rb")) {}
  ~File() { if (file_ != nullptr) std::fclose(file_); }
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  FILE* get() const { return file_; }

 private:
  FILE* file_;
};

Result<Header> header_of(FILE* file, const std::string& path, int index) {
  Header h;
  if (findFileFormatStream(file, &h.format) != 0 || h.format == IFF_UNKNOWN)
    return refuse(ErrorCode::unsupported, "not an image of a kind that is read", index);
  if (is_tiff(h.format)) {
    if (readHeaderTiff(path.c_str(), index, &h.width, &h.height, &h.bits, &h.samples, nullptr, nullptr, nullptr) != 0)
      return refuse(ErrorCode::bad_input, "TIFF page has no readable header", index);
    return h;
  }
  if (pixReadHeader(path.c_str(), &h.format, &h.width, &h.height, &h.bits, &h.samples, nullptr) != 0)
    return refuse(ErrorCode::bad_input, "image header is damaged", index);
  return h;
}

Error cannot_open(const std::string& path) {
  const bool exists = std::ifstream(path).good();
  return exists ? Error{ErrorCode::io, "cannot be read", {}} : Error{ErrorCode::not_found, "cannot be opened for reading", {}};
}

}  // namespace

PageImage::PageImage(Pix* owned) noexcept : pix_(owned) {}
PageImage::PageImage(PageImage&& other) noexcept : pix_(std::exchange(other.pix_, nullptr)) {}
PageImage& PageImage::operator=(PageImage&& other) noexcept {
  std::swap(pix_, other.pix_);
  return *this;
}
PageImage::~PageImage() { pixDestroy(&pix_); }

int PageImage::width() const noexcept { return pix_ != nullptr ? pixGetWidth(pix_) : 0; }
int PageImage::height() const noexcept { return pix_ != nullptr ? pixGetHeight(pix_) : 0; }

double PageImage::dpi() const noexcept {
  if (pix_ == nullptr) return 0;
  const int x = pixGetXRes(pix_), y = pixGetYRes(pix_);
  const bool credible = x >= 50 && x <= 2400 && y >= 50 && y <= 2400;
  return credible ? (x + y) / 2.0 : 0;
}

Result<PictureSize> image_page_size(const std::string& path, int index) {
  silence_libraries();
  File file(path);
  if (file.get() == nullptr) return cannot_open(path);
  const Result<Header> h = header_of(file.get(), path, index);
  if (!h) return h.error();
  return PictureSize{h.value().width, h.value().height};
}

Result<PageImage> load_image_page(const std::string& path, int index, const ImageLimits& limits) {
  silence_libraries();
  File file(path);
  if (file.get() == nullptr) return cannot_open(path);
  const Result<Header> header = header_of(file.get(), path, index);
  if (!header) return header.error();
  const Header& h = header.value();
  if (Status status = check_limits(h, index, limits); !status) return status.error();
  if (is_tiff(h.format)) return accept_decoded(pixReadTiff(path.c_str(), index), index, limits);
  const int orientation = h.format == IFF_JFIF_JPEG ? jpeg_orientation(head_of(file.get())) : 1;
  return accept_decoded(oriented(pixRead(path.c_str()), orientation), index, limits);
}

Result<PageImage> load_image_memory(std::span<const std::byte> bytes, int index, const ImageLimits& limits) {
  silence_libraries();
  const auto* data = reinterpret_cast<const l_uint8*>(bytes.data());
  Header h;
  if (bytes.size() < 12 || findFileFormatBuffer(data, &h.format) != 0 || h.format == IFF_UNKNOWN)
    return refuse(ErrorCode::unsupported, "not an image of a kind that is read", index);
  if (is_tiff(h.format)) {
    if (readHeaderMemTiff(data, bytes.size(), index, &h.width, &h.height, &h.bits, &h.samples, nullptr, nullptr, nullptr) != 0)
      return refuse(ErrorCode::bad_input, "TIFF page has no readable header", index);
    if (Status status = check_limits(h, index, limits); !status) return status.error();
    return accept_decoded(pixReadMemTiff(data, bytes.size(), index), index, limits);
  }
  if (pixReadHeaderMem(data, bytes.size(), &h.format, &h.width, &h.height, &h.bits, &h.samples, nullptr) != 0)
    return refuse(ErrorCode::bad_input, "image header is damaged", index);
  if (Status status = check_limits(h, index, limits); !status) return status.error();
  const int orientation = h.format == IFF_JFIF_JPEG ? jpeg_orientation(bytes) : 1;
  return accept_decoded(oriented(pixReadMem(data, bytes.size()), orientation), index, limits);
}

Result<PageImage> image_from_pixels(const std::uint8_t* pixels, int width, int height, int stride, int channels,
                                    double dpi, const ImageLimits& limits) {
  silence_libraries();
  if (pixels == nullptr || (channels != 1 && channels != 3))
    return Error{ErrorCode::internal, "pixels must be gray or RGB", {}};
  const Header h{IFF_UNKNOWN, width, height, 8, channels};
  if (Status status = check_limits(h, 0, limits); !status) return status.error();
  Pix* pix = pixCreateNoInit(width, height, channels == 1 ? 8 : 32);
  if (pix == nullptr) return Error{ErrorCode::too_large, "not enough memory for an image of " + size_text(h), {}};
  l_uint32* data = pixGetData(pix);
  const int words = pixGetWpl(pix);
  for (int y = 0; y < height; ++y) {
    const std::uint8_t* row = pixels + static_cast<std::ptrdiff_t>(y) * stride;
    l_uint32* line = data + static_cast<std::ptrdiff_t>(y) * words;
    for (int x = 0; x < width; ++x) {
      if (channels == 1)
        SET_DATA_BYTE(line, x, row[x]);
      else
        composeRGBPixel(row[3 * x], row[3 * x + 1], row[3 * x + 2], line + x);
    }
  }
  const int resolution = static_cast<int>(dpi + 0.5);
  pixSetResolution(pix, resolution, resolution);
  return PageImage(pix);
}

Result<int> count_image_pages(const std::string& path) {
  silence_libraries();
  File file(path);
  if (file.get() == nullptr) return cannot_open(path);
  int format = IFF_UNKNOWN;
  if (findFileFormatStream(file.get(), &format) != 0 || format == IFF_UNKNOWN)
    return Error{ErrorCode::unsupported, "not an image of a kind that is read", {}};
  if (!is_tiff(format)) return 1;
  int pages = 0;
  if (tiffGetCount(file.get(), &pages) != 0 || pages < 1) return Error{ErrorCode::bad_input, "TIFF holds no readable page", {}};
  return pages;
}

}  // namespace tabularium

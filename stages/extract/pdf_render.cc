// A PDF page as pixels: the scan that it holds, as it is, or a rendering.
#include <poppler-config.h>
//
#include <GfxState.h>
#include <OutputDev.h>
#include <PDFDoc.h>
#include <SplashOutputDev.h>
#include <Stream.h>
#include <splash/SplashBitmap.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <exception>
#include <vector>

#include "stages/extract/pdf_impl.h"

namespace tabularium {
namespace {

constexpr double least_dpi = 100, most_dpi = 600;
constexpr double edge_slack = 1.5;  // points by which a picture may miss the page's edges and still be the page

// Gray rows of the one picture that a page consists of. Stays empty when the page has anything else to show.
class PictureDevice final : public OutputDev {
 public:
  bool upsideDown() override { return true; }
  bool useDrawChar() override { return false; }
  bool interpretType3Chars() override { return false; }

  void drawImageMask(GfxState* state, Object*, Stream* stream, int width, int height, bool invert, bool,
                     bool inline_image) override {
    if (inline_image || !begin(width, height)) return;
    GfxRGB rgb;
    state->getFillRGB(&rgb);
    const std::uint8_t ink = colToByte(static_cast<GfxColorComp>((rgb.r + rgb.g + rgb.b) / 3));
    ImageStream lines(stream, width, 1, 1);
    lines.reset();
    for (int y = 0; y < height; ++y) {
      const unsigned char* line = lines.getLine();
      if (line == nullptr) break;
      std::uint8_t* out = row(y);
      for (int x = 0; x < width; ++x) out[x] = (line[x] != 0) == invert ? ink : 255;
    }
    lines.close();
  }

  void drawImage(GfxState*, Object*, Stream* stream, int width, int height, GfxImageColorMap* colors, bool, const int*,
                 bool inline_image) override {
    if (inline_image || !begin(width, height)) return;
    ImageStream lines(stream, width, colors->getNumPixelComps(), colors->getBits());
    lines.reset();
    for (int y = 0; y < height; ++y) {
      unsigned char* line = lines.getLine();
      if (line == nullptr) break;
      colors->getGrayLine(line, row(y), width);
    }
    lines.close();
  }

  const std::vector<std::uint8_t>& pixels() const noexcept { return pixels_; }
  int columns() const noexcept { return columns_; }
  int rows() const noexcept { return rows_; }

 private:
  bool begin(int columns, int rows) {
    if (!pixels_.empty() || columns <= 0 || rows <= 0) return false;
    if (static_cast<long long>(columns) * rows > ImageLimits{}.max_pixels) return false;
    columns_ = columns;
    rows_ = rows;
    pixels_.assign(static_cast<std::size_t>(columns) * static_cast<std::size_t>(rows), 255);
    return true;
  }
  std::uint8_t* row(int y) { return &pixels_[static_cast<std::size_t>(y) * static_cast<std::size_t>(columns_)]; }

  std::vector<std::uint8_t> pixels_;
  int columns_ = 0;
  int rows_ = 0;
};

bool fills_page(const PaintedImage& image, double width, double height) {
  return std::abs(image.box.x0) < edge_slack && std::abs(image.box.y0) < edge_slack &&
         std::abs(image.box.x1 - width) < edge_slack && std::abs(image.box.y1 - height) < edge_slack;
}

// Resolution of the largest picture, where it covers a good part of the page: rendering finer gains nothing.
double native_dpi(const PaintedPage& painted, double width, double height, double fallback) {
  const PaintedImage* largest = nullptr;
  for (const PaintedImage& image : painted.images)
    if (largest == nullptr || image.box.area() > largest->box.area()) largest = &image;
  if (largest == nullptr || largest->box.area() < 0.5 * width * height || largest->box.width() < 1) return fallback;
  const double dpi = 72.0 * largest->width / largest->box.width();
  return std::clamp(dpi, 200.0, 400.0);
}

bool is_one_picture(const PaintedPage& painted, double width, double height) {
  const bool shows_text =
      std::any_of(painted.glyphs.begin(), painted.glyphs.end(), [](const Glyph& g) { return !g.hidden && !g.space; });
  const bool paper_only = std::all_of(painted.fills.begin(), painted.fills.end(),
                                      [](const FillMark& fill) { return is_near_white(fill.color); });
  return painted.images.size() == 1 && painted.images[0].upright && !shows_text && painted.rules.empty() && paper_only &&
         painted.drawn_shapes == 0 && fills_page(painted.images[0], width, height);
}

Result<PageImage> render(PDFDoc& document, int number, double dpi, double width, double height, int turns) {
  const double pixels = width * height * dpi * dpi / (72.0 * 72.0);
  if (pixels > static_cast<double>(ImageLimits{}.max_pixels)) {
    dpi *= std::sqrt(static_cast<double>(ImageLimits{}.max_pixels) / pixels);
    if (dpi < least_dpi) return Error{ErrorCode::too_large, "the page is too large to be rendered", number};
  }
  SplashColor paper = {255};
  SplashOutputDev device(splashModeMono8, 4, false, paper);
  device.startDoc(&document);
  document.displayPage(&device, number, dpi, dpi, (360 - 90 * turns) % 360, false, true, false);
  SplashBitmap* bitmap = device.getBitmap();
  if (bitmap == nullptr || bitmap->getDataPtr() == nullptr)
    return Error{ErrorCode::bad_input, "the page cannot be rendered", number};
  return image_from_pixels(bitmap->getDataPtr(), bitmap->getWidth(), bitmap->getHeight(), bitmap->getRowSize(), 1, dpi);
}

}  // namespace

Result<PageImage> PdfDocument::render_page(int number, double dpi) {
  try {
    PDFDoc& document = *impl_->document;
    const auto [width, height] = page_size(number);
    if (!(width > 0) || !(height > 0)) return Error{ErrorCode::bad_input, "the page has no size", number};
    document.displayPage(&impl_->device, number, 72, 72, 0, false, true, false);
    const PaintedPage painted = impl_->device.take();
    if (is_one_picture(painted, width, height)) {
      PictureDevice picture;
      document.displayPage(&picture, number, 72, 72, 0, false, true, false);
      const double own_dpi = 72.0 * picture.columns() / width;
      if (own_dpi >= least_dpi && own_dpi <= most_dpi)
        return image_from_pixels(picture.pixels().data(), picture.columns(), picture.rows(), picture.columns(), 1, own_dpi);
    }
    const auto turned = impl_->turned.find(number);
    const int turns = turned == impl_->turned.end() ? 0 : turned->second;
    return render(document, number, native_dpi(painted, width, height, dpi), width, height, turns);
  } catch (const std::exception& failure) {
    return Error{ErrorCode::bad_input, failure.what(), number};
  }
}

}  // namespace tabularium

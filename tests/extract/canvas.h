// Pages drawn to the pixel, for the tests of the image side.
#pragma once

#include <allheaders.h>

#include <cmath>

#include "stages/extract/image_pix.h"
#include "stages/extract/page_image.h"

namespace tabularium {

inline constexpr int kWidth = 1240, kHeight = 1754;  // A4 at 150 dpi

class Canvas {
 public:
  Canvas() : pix_(pixCreate(kWidth, kHeight, 8)) {
    pixSetAllArbitrary(pix_.get(), 250);
    pixSetResolution(pix_.get(), 150, 150);
  }
  void bar(int x, int y, int w, int h, int gray = 10) {
    for (int row = y; row < y + h; ++row)
      for (int col = x; col < x + w; ++col) pixSetPixel(pix_.get(), col, row, static_cast<l_uint32>(gray));
  }
  // Letters of Leptonica's own bitmap font (sizes 4 … 20); baseline at y.
  void text(const char* line, int x, int y, int size = 8) {
    L_BMF* font = bmfCreate(nullptr, size);
    l_int32 width = 0, overflow = 0;
    pixSetTextline(pix_.get(), font, line, 10, x, y, &width, &overflow);
    bmfDestroy(&font);
  }
  // A grid of `cols` x `rows` cells.
  void grid(int x, int y, int cols, int rows, int w, int h) {
    for (int r = 0; r <= rows; ++r) bar(x, y + r * h, cols * w + 2, 2);
    for (int c = 0; c <= cols; ++c) bar(x + c * w, y, 2, rows * h + 2);
  }
  PixPtr ink() { return PixPtr(pixThresholdToBinary(pix_.get(), 128)); }
  Pix* get() { return pix_.get(); }
  PageImage image() { return PageImage(pixCopy(nullptr, pix_.get())); }
  PageImage turned(double degrees) {
    return PageImage(pixRotateAMGray(pix_.get(), static_cast<float>(degrees * M_PI / 180), 250));
  }

 private:
  PixPtr pix_;
};

inline Canvas page_of_text() {
  Canvas canvas;
  for (int line = 0; line < 24; ++line)
    canvas.text("The quick brown fox jumps over the lazy dog while 1234 birds sing", 120, 200 + 40 * line, 8);
  return canvas;
}

}  // namespace tabularium

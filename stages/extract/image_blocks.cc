#include "stages/extract/image_blocks.h"

#include <allheaders.h>

#include <cmath>
#include <map>
#include <utility>
#include <vector>

#include "models/geometry.h"

namespace tabularium {
namespace {

constexpr double kLeastHeight = 4;     // glyph heights: two lines of text and what is between them
constexpr double kLeastSkew = 0.35;    // degrees: less does not mix rows up
constexpr std::size_t kLeastMarks = 40;        // letters: fewer are a drawing

// Rows of pixels, half-open, that all bear ink, for stretches of at least `least` rows.
std::vector<std::pair<int, int>> stretches_of(Pix* ink, double least) {
  std::vector<std::pair<int, int>> stretches;
  NUMA* counts = pixCountPixelsByRow(ink, nullptr);
  const int height = pixGetHeight(ink);
  int from = 0;
  for (int y = 0; y <= height; ++y) {
    l_int32 n = 0;
    if (y < height) numaGetIValue(counts, y, &n);
    if (n > 0) continue;
    if (y - from >= least) stretches.emplace_back(from, y);
    from = y + 1;
  }
  numaDestroy(&counts);
  return stretches;
}

PixPtr rows_of(Pix* pix, int from, int to) {
  ::Box* cut = boxCreate(0, from, pixGetWidth(pix), to - from);
  PixPtr part(pixClipRectangle(pix, cut, nullptr));
  boxDestroy(&cut);
  return part;
}

// Where letters stand: the middle of each one's foot.
std::vector<Point> feet_of(Pix* ink, double glyph_height) {
  BOXA* boxes = pixConnCompBB(ink, 8);
  std::vector<Point> feet;
  for (int i = 0; boxes != nullptr && i < boxaGetCount(boxes); ++i) {
    l_int32 x = 0, y = 0, w = 0, h = 0;
    boxaGetBoxGeometry(boxes, i, &x, &y, &w, &h);
    if (h >= 0.5 * glyph_height && h <= 1.6 * glyph_height && w <= 6 * glyph_height) feet.push_back({x + w / 2.0, static_cast<double>(y + h)});
  }
  boxaDestroy(&boxes);
  return feet;
}

// How much the feet gather on lines at this angle: squared counts in bands a fifth of a letter high.
double gathering(const std::vector<Point>& feet, double degrees, double glyph_height) {
  const double slope = std::tan(degrees * M_PI / 180);
  std::map<int, double> bands;
  for (const Point& foot : feet) ++bands[static_cast<int>(std::floor((foot.y - slope * foot.x) / (0.2 * glyph_height)))];
  double squares = 0;
  for (const auto& [band, count] : bands) squares += count * count;
  return squares;
}

// Degrees, positive = turned clockwise; 0 where no angle gathers the feet much better than none does.
double skew_of(const std::vector<Point>& feet, double glyph_height) {
  constexpr double most = 3, step = 0.05, clearly = 1.5;
  double best = 0, best_gathering = clearly * gathering(feet, 0, glyph_height);
  for (double degrees = -most; degrees <= most; degrees += step) {
    const double gathered = gathering(feet, degrees, glyph_height);
    if (gathered <= best_gathering) continue;
    best = degrees;
    best_gathering = gathered;
  }
  return best;
}

}  // namespace

int straighten_blocks(Pix* gray, int threshold, int paper, double glyph_height) {
  if (glyph_height <= 0) return 0;
  const PixPtr ink(pixThresholdToBinary(gray, threshold));
  // Grains of the paper are no ink between rows.
  const PixPtr marks(ink ? pixSelectBySize(ink.get(), static_cast<int>(0.3 * glyph_height), static_cast<int>(0.3 * glyph_height), 8,
                                           L_SELECT_IF_EITHER, L_SELECT_IF_GTE, nullptr)
                         : nullptr);
  if (!marks) return 0;
  int turned = 0;
  for (const auto& [from, to] : stretches_of(marks.get(), kLeastHeight * glyph_height)) {
    const PixPtr block = rows_of(marks.get(), from, to);
    const std::vector<Point> feet = block ? feet_of(block.get(), glyph_height) : std::vector<Point>{};
    if (feet.size() < kLeastMarks) continue;
    const double skew = skew_of(feet, glyph_height);
    if (std::abs(skew) < kLeastSkew) continue;
    const PixPtr part = rows_of(gray, from, to);
    const PixPtr straight(part ? pixRotateAMGray(part.get(), static_cast<float>(-skew * M_PI / 180), static_cast<l_uint8>(paper)) : nullptr);
    if (!straight) continue;
    pixRasterop(gray, 0, from, pixGetWidth(gray), to - from, PIX_SRC, straight.get(), 0, 0);
    ++turned;
  }
  return turned;
}

}  // namespace tabularium

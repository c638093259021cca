#include "stages/extract/image_spread.h"

#include <allheaders.h>

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "stages/extract/image_borders.h"
#include "stages/extract/image_pix.h"

namespace tabularium {
namespace {

constexpr double kWidth = 1400;                          // pixels: enough to see lines of text on two pages
constexpr double kLeastBreadth = 1.1, kMostBreadth = 2;  // width by height of two pages side by side
constexpr double kMiddle = 0.44;                         // of the width: the gutter lies between this and its mirror place
constexpr double kShadow = 12;                           // gray levels that a gutter is darker than the paper beside it
constexpr double kNarrow = 0.012, kWide = 0.05;          // of the width: a shadowed gutter, and one of white paper
constexpr double kMargin = 0.02;                         // of the width: least outer margin beside white paper
constexpr int kLines = 12;                               // of text: fewer do not make a page

// The picture small and gray, over white.
PixPtr small_gray(Pix* picture) {
  PixPtr opaque(pixGetSpp(picture) == 4 ? pixRemoveAlpha(picture) : pixClone(picture));
  PixPtr gray(opaque ? pixConvertTo8(opaque.get(), 0) : nullptr);
  const auto factor = static_cast<l_float32>(kWidth / std::max(1, pixGetWidth(picture)));
  if (!gray || factor >= 1) return gray;
  return PixPtr(pixScale(gray.get(), factor, factor));
}

// Print on the small picture: dark against the paper around it, without borders and grains.
PixPtr print_of(Pix* gray) {
  constexpr double inches = 14;  // across two usual pages; only the thickness of borders hangs on it
  PixPtr even(pixBackgroundNormSimple(gray, nullptr, nullptr));
  PixPtr dark(pixThresholdToBinary(gray, 110));
  PixPtr print(even ? pixThresholdToBinary(even.get(), 150) : nullptr);
  if (!dark || !print) return nullptr;
  if (const PageBorders borders = find_borders(dark.get(), kWidth / inches); borders.mask)
    pixSubtract(print.get(), print.get(), borders.mask.get());
  return PixPtr(pixSelectBySize(print.get(), 2, 2, 8, L_SELECT_IF_EITHER, L_SELECT_IF_GT, nullptr));
}

std::vector<int> counts(Pix* print, bool by_column) {
  NUMA* numbers = by_column ? pixCountPixelsByColumn(print) : pixCountPixelsByRow(print, nullptr);
  std::vector<int> counted(static_cast<std::size_t>(numaGetCount(numbers)), 0);
  for (std::size_t i = 0; i < counted.size(); ++i) numaGetIValue(numbers, static_cast<int>(i), &counted[i]);
  numaDestroy(&numbers);
  return counted;
}

// The level that three quarters of a column's pixels are darker than: its paper.
std::vector<double> paper_by_column(Pix* gray) {
  std::vector<double> levels;
  std::vector<l_uint32> column(static_cast<std::size_t>(pixGetHeight(gray)));
  for (int x = 0; x < pixGetWidth(gray); ++x) {
    for (std::size_t y = 0; y < column.size(); ++y) pixGetPixel(gray, x, static_cast<int>(y), &column[y]);
    const auto at = column.begin() + static_cast<std::ptrdiff_t>(column.size() * 3 / 4);
    std::nth_element(column.begin(), at, column.end());
    levels.push_back(*at);
  }
  return levels;
}

struct Strip {
  int from = 0;  // columns, half-open
  int to = 0;
  int width() const { return to - from; }
};

// The widest strip near the middle whose columns bear no print, or bear it all the way down (a fold, a shadow's edge).
Strip bare_strip(const std::vector<int>& print, int height) {
  const int width = static_cast<int>(print.size());
  Strip widest, open;
  for (int x = 0; x <= width; ++x) {
    const bool bare = x < width && (print[static_cast<std::size_t>(x)] == 0 || print[static_cast<std::size_t>(x)] > 0.6 * height);
    if (bare) {
      open.to = x + 1;
      continue;
    }
    const double middle = (open.from + open.to) / 2.0;
    if (open.width() > widest.width() && middle > kMiddle * width && middle < (1 - kMiddle) * width) widest = open;
    open = {x + 1, x + 1};
  }
  return widest;
}

// True where the paper darkens inside the strip against the paper on both sides of it, or a fold runs down it.
bool is_shadowed(const std::vector<double>& paper, const std::vector<int>& print, Strip strip, int height, int& darkest) {
  const int beside = std::max(4, static_cast<int>(0.03 * static_cast<double>(paper.size())));
  const auto lightest = [&](int from, int to) {
    return *std::max_element(paper.begin() + std::max(0, from), paper.begin() + std::min(static_cast<int>(paper.size()), to));
  };
  darkest = static_cast<int>(std::min_element(paper.begin() + strip.from, paper.begin() + strip.to) - paper.begin());
  const double level = paper[static_cast<std::size_t>(darkest)];
  const double sides = std::min(lightest(strip.from - beside, darkest), lightest(darkest + 1, strip.to + beside));
  const bool fold = std::any_of(print.begin() + strip.from, print.begin() + strip.to, [&](int n) { return n > 0.6 * height; });
  return fold || sides - level >= kShadow;
}

// Lines of text in the half, and the print's first and last column.
struct Half {
  int lines = 0;
  int from = -1;
  int to = -1;
};

Half look_at(Pix* print, int from, int to) {
  ::Box* cut = boxCreate(from, 0, to - from, pixGetHeight(print));
  PixPtr part(pixClipRectangle(print, cut, nullptr));
  boxDestroy(&cut);
  Half half;
  if (!part) return half;
  int run = 0;
  for (const int n : counts(part.get(), false)) {
    run = n > 0 ? run + 1 : 0;
    half.lines += run == 3 ? 1 : 0;
  }
  const std::vector<int> columns = counts(part.get(), true);
  for (int x = 0; x < static_cast<int>(columns.size()); ++x) {
    if (columns[static_cast<std::size_t>(x)] == 0) continue;
    half.from = half.from < 0 ? from + x : half.from;
    half.to = from + x + 1;
  }
  return half;
}

}  // namespace

std::optional<int> find_gutter(const PageImage& picture) {
  constexpr int least_side = 600;  // pixels: a smaller picture shows a part of a page
  const double breadth = picture.height() > 0 ? static_cast<double>(picture.width()) / picture.height() : 0;
  if (breadth < kLeastBreadth || breadth > kMostBreadth || picture.height() < least_side) return std::nullopt;
  const PixPtr gray = small_gray(picture.get());
  const PixPtr print = gray ? print_of(gray.get()) : nullptr;
  if (!print) return std::nullopt;
  const std::vector<int> columns = counts(print.get(), true);
  const int width = pixGetWidth(print.get()), height = pixGetHeight(print.get());
  const Strip strip = bare_strip(columns, height);
  if (strip.width() < kNarrow * width) return std::nullopt;
  int at = (strip.from + strip.to) / 2, darkest = at;
  const bool shadowed = is_shadowed(paper_by_column(gray.get()), columns, strip, height, darkest);
  const Half left = look_at(print.get(), 0, strip.from), right = look_at(print.get(), strip.to, width);
  if (left.lines < kLines || right.lines < kLines) return std::nullopt;
  if (shadowed) at = darkest;
  const double outer = std::min(left.from, width - right.to);
  if (!shadowed && (strip.width() < kWide * width || outer < kMargin * width || strip.width() < outer)) return std::nullopt;
  return static_cast<int>(std::lround(static_cast<double>(at) * picture.width() / width));
}

bool faces(const PageImage& picture, int turned) {
  if (turned % 4 == 0) return find_gutter(picture).has_value();
  const PageImage upright(pixRotateOrth(picture.get(), turned % 4));
  return !upright.empty() && find_gutter(upright).has_value();
}

PageImage cut_leaf(const PageImage& picture, Leaf leaf, int gutter) {
  if (leaf == Leaf::whole || gutter <= 0 || gutter >= picture.width()) return {};
  const int from = leaf == Leaf::left ? 0 : gutter, width = leaf == Leaf::left ? gutter : picture.width() - gutter;
  ::Box* cut = boxCreate(from, 0, width, picture.height());
  Pix* part = pixClipRectangle(picture.get(), cut, nullptr);
  boxDestroy(&cut);
  if (part != nullptr) pixSetResolution(part, pixGetXRes(picture.get()), pixGetYRes(picture.get()));
  return part != nullptr ? PageImage(part) : PageImage();
}

}  // namespace tabularium

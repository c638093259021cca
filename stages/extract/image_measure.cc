#include "stages/extract/image_measure.h"

#include <allheaders.h>

#include <algorithm>
#include <cmath>

#include "models/geometry.h"

namespace tabularium {
namespace {

std::vector<double> histogram_of(Pix* gray, int step) {
  std::vector<double> counts(256, 0.0);
  NUMA* numa = pixGetGrayHistogram(gray, step);
  for (int i = 0; i < 256 && numa != nullptr; ++i) {
    l_float32 value = 0;
    numaGetFValue(numa, i, &value);
    counts[static_cast<std::size_t>(i)] = value;
  }
  numaDestroy(&numa);
  return counts;
}

double share_below(const std::vector<double>& histogram, int level) {
  double below = 0, all = 0;
  for (int i = 0; i < 256; ++i) {
    all += histogram[static_cast<std::size_t>(i)];
    if (i < level) below += histogram[static_cast<std::size_t>(i)];
  }
  return all > 0 ? below / all : 0;
}

// Paper levels of tiles, each the 80th percentile of its pixels; their spread without the extremes.
double paper_spread(Pix* gray) {
  constexpr int kTiles = 8;
  const int w = pixGetWidth(gray), h = pixGetHeight(gray);
  if (w < kTiles * 8 || h < kTiles * 8) return 0;
  std::vector<double> levels;
  for (int ty = 0; ty < kTiles; ++ty)
    for (int tx = 0; tx < kTiles; ++tx) {
      std::vector<int> values;
      const int y0 = h * ty / kTiles, y1 = h * (ty + 1) / kTiles, x0 = w * tx / kTiles, x1 = w * (tx + 1) / kTiles;
      const int step = std::max(1, (x1 - x0) / 24);
      for (int y = y0; y < y1; y += step)
        for (int x = x0; x < x1; x += step) {
          l_uint32 value = 0;
          pixGetPixel(gray, x, y, &value);
          values.push_back(static_cast<int>(value));
        }
      auto at = values.begin() + static_cast<std::ptrdiff_t>(values.size() * 8 / 10);
      std::nth_element(values.begin(), at, values.end());
      levels.push_back(*at);
    }
  std::sort(levels.begin(), levels.end());
  return levels[levels.size() - 3] - levels[2];
}

// Mean |difference| of paper pixels from the neighbour to the right, sampled.
double paper_grain(Pix* gray, int threshold) {
  const int w = pixGetWidth(gray), h = pixGetHeight(gray);
  const int step = std::max(1, h / 200);
  double sum = 0;
  long count = 0;
  for (int y = step / 2; y < h; y += step) {
    const l_uint32* line = pixGetData(gray) + static_cast<std::ptrdiff_t>(y) * pixGetWpl(gray);
    for (int x = 2; x + 3 < w; x += 5) {
      const int a = GET_DATA_BYTE(line, x - 2), b = GET_DATA_BYTE(line, x), c = GET_DATA_BYTE(line, x + 1);
      const int d = GET_DATA_BYTE(line, x + 3);
      if (std::min(std::min(a, b), std::min(c, d)) <= threshold) continue;
      sum += std::abs(b - c);
      ++count;
    }
  }
  return count > 0 ? sum / static_cast<double>(count) : 0;
}

double seventh_tenth(const std::vector<std::pair<int, int>>& sizes) {
  std::vector<int> heights;
  for (const auto& size : sizes) heights.push_back(size.second);
  const auto at = heights.begin() + static_cast<std::ptrdiff_t>(heights.size() * 7 / 10);
  std::nth_element(heights.begin(), at, heights.end());
  return *at;
}

// Of marks, (width, height) each. Where most are lower than the least type that is printed, and the few others cover much
// paper, those are the type and these the grain of a page that bears little of it.
double typical_height(std::vector<std::pair<int, int>> marks, double least_type) {
  constexpr std::size_t too_few = 3, some_letters = 30;
  if (marks.size() < too_few) return 0;
  const double height = seventh_tenth(marks);
  if (height >= least_type) return height;
  double all = 0, type = 0;
  for (const auto& [w, h] : marks) {
    all += static_cast<double>(w) * h;
    type += h >= least_type ? static_cast<double>(w) * h : 0;
  }
  std::erase_if(marks, [&](const auto& size) { return size.second < least_type; });
  return marks.size() >= some_letters && type > 0.25 * all ? seventh_tenth(marks) : height;
}

// Boxes of what is as large as letters or words: no specks, points, ruling lines or pictures.
std::vector<Box> text_marks(Pix* ink, double glyph_height) {
  const double least = 0.4 * glyph_height, most = 10 * glyph_height;
  std::vector<Box> marks;
  BOXA* boxes = pixConnCompBB(ink, 8);
  for (int i = 0; boxes != nullptr && i < boxaGetCount(boxes); ++i) {
    l_int32 x = 0, y = 0, w = 0, h = 0;
    boxaGetBoxGeometry(boxes, i, &x, &y, &w, &h);
    if (std::min(w, h) >= least && std::max(w, h) <= most) marks.push_back({double(x), double(y), double(x + w), double(y + h)});
  }
  boxaDestroy(&boxes);
  return marks;
}

// From a mark to the next on its right and below it; `reach` where none is nearer. `marks` in the order of their left edges.
std::pair<double, double> gaps_to_neighbours(const std::vector<Box>& marks, std::size_t of, double reach) {
  constexpr double beside = 0.5;  // of the smaller one's extent
  const Box& mark = marks[of];
  double right = reach, below = reach;
  const auto first = std::lower_bound(marks.begin(), marks.end(), mark.x0 - 10 * reach, [](const Box& m, double x) { return m.x0 < x; });
  for (auto other = first; other != marks.end() && other->x0 <= mark.x1 + reach; ++other) {
    const bool level = overlap_y(mark, *other) >= beside * std::min(mark.height(), other->height());
    const bool over = overlap_x(mark, *other) >= beside * std::min(mark.width(), other->width());
    if (level == over) continue;  // the mark itself, what it encloses, and what is neither
    if (level && other->x0 > mark.x0) right = std::min(right, std::max(0.0, other->x0 - mark.x1));
    if (over && other->y0 > mark.y0) below = std::min(below, std::max(0.0, other->y0 - mark.y1));
  }
  return {right, below};
}

}  // namespace

void PixDeleter::operator()(Pix* pix) const noexcept { pixDestroy(&pix); }

int otsu_level(const std::vector<double>& histogram) {
  double total = 0, moment = 0;
  for (std::size_t i = 0; i < histogram.size(); ++i) {
    total += histogram[i];
    moment += histogram[i] * static_cast<double>(i);
  }
  double weight = 0, sum = 0, best = -1;
  int first = 128, last = 128;
  for (std::size_t i = 0; i + 1 < histogram.size(); ++i) {
    weight += histogram[i];
    sum += histogram[i] * static_cast<double>(i);
    if (weight <= 0 || total - weight <= 0) continue;
    const double gap = sum / weight - (moment - sum) / (total - weight);
    const double between = weight * (total - weight) * gap * gap;
    if (between > best * (1 + 1e-9)) {
      best = between;
      first = last = static_cast<int>(i) + 1;
    } else if (between >= best * (1 - 1e-9)) {
      last = static_cast<int>(i) + 1;  // a plateau between two peaks: its middle divides best
    }
  }
  return (first + last) / 2;
}

GrayMeasures measure_gray(Pix* gray) {
  GrayMeasures m;
  const int step = std::max(1, std::min(pixGetWidth(gray), pixGetHeight(gray)) / 600);
  const std::vector<double> histogram = histogram_of(gray, step);
  m.threshold = otsu_level(histogram);
  m.dark_share = share_below(histogram, m.threshold);
  double ink = 0, ink_sum = 0;
  for (int i = 0; i < m.threshold; ++i) {
    ink += histogram[static_cast<std::size_t>(i)];
    ink_sum += histogram[static_cast<std::size_t>(i)] * i;
  }
  m.ink = ink > 0 ? static_cast<int>(ink_sum / ink) : 0;
  m.paper = static_cast<int>(std::max_element(histogram.begin() + std::min(m.threshold, 255), histogram.end()) - histogram.begin());
  m.contrast = std::clamp((m.paper - m.ink) / 255.0, 0.0, 1.0);
  m.unevenness = paper_spread(gray);
  m.grain = paper_grain(gray, m.threshold);
  return m;
}

InkMeasures measure_ink(Pix* ink, double dpi) {
  InkMeasures m;
  BOXA* boxes = pixConnCompBB(ink, 8);
  if (boxes == nullptr) return m;
  m.components = boxaGetCount(boxes);
  const double smallest = std::max(4.0, 0.025 * dpi), largest = 0.45 * dpi;
  std::vector<std::pair<int, int>> sizes, glyphs;
  for (int i = 0; i < m.components; ++i) {
    l_int32 w = 0, h = 0;
    boxaGetBoxGeometry(boxes, i, nullptr, nullptr, &w, &h);
    sizes.emplace_back(w, h);
    if (h >= smallest && h <= largest && w >= 2 && w <= 3 * largest) glyphs.emplace_back(w, h);
  }
  boxaDestroy(&boxes);
  m.glyph_height = typical_height(glyphs, 0.05 * dpi);
  const double full_stop = std::max(1.0, 0.09 * (m.glyph_height > 0 ? m.glyph_height : 0.1 * dpi));
  const auto specks = std::count_if(sizes.begin(), sizes.end(), [&](const auto& s) {
    return s.first <= full_stop && s.second <= full_stop;
  });
  const double square_inches = pixGetWidth(ink) * static_cast<double>(pixGetHeight(ink)) / (dpi * dpi);
  m.specks = square_inches > 0 ? static_cast<double>(specks) / square_inches : 0;
  return m;
}

double measure_skew(Pix* ink) {
  if (pixGetWidth(ink) < 200 || pixGetHeight(ink) < 200) return 0;
  l_float32 angle = 0, confidence = 0;
  if (pixFindSkew(ink, &angle, &confidence) != 0 || confidence < 2.5F) return 0;
  return -static_cast<double>(angle);  // Leptonica gives the turn that mends it, clockwise positive
}

bool lines_run_down(Pix* ink, double glyph_height) {
  constexpr double clearly = 1.5;
  constexpr int enough = 20;
  if (glyph_height <= 0) return false;
  std::vector<Box> marks = text_marks(ink, glyph_height);
  std::sort(marks.begin(), marks.end(), [](const Box& a, const Box& b) { return a.x0 < b.x0; });
  int along = 0, down = 0;
  for (std::size_t i = 0; i < marks.size(); ++i) {
    const auto [right, below] = gaps_to_neighbours(marks, i, glyph_height);
    along += right < below ? 1 : 0;
    down += below < right ? 1 : 0;
  }
  return down >= enough && down > clearly * along;
}

}  // namespace tabularium

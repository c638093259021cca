#include "stages/extract/image_points.h"

#include <allheaders.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "models/geometry.h"

namespace tabularium {
namespace {

bool is_point_shaped(const Box& box) { return box.width() <= 1.8 * box.height(); }
bool is_flat(const Box& box) { return box.width() > 1.3 * box.height(); }

// Of the size of a point or a hyphen.
bool is_mark_sized(const Box& box, double glyph_height) {
  const double least = 0.09 * glyph_height, most = 0.4 * glyph_height;
  return box.width() >= least && box.height() >= least && box.width() <= 1.5 * most && box.height() <= most &&
         box.height() <= 1.8 * box.width();
}

// Only edges join here: a point often touches the next figure's corner.
std::vector<Box> mark_boxes(Pix* ink, double glyph_height) {
  std::vector<Box> boxes;
  BOXA* found = pixConnCompBB(ink, 4);
  for (int i = 0; found != nullptr && i < boxaGetCount(found); ++i) {
    l_int32 x = 0, y = 0, w = 0, h = 0;
    boxaGetBoxGeometry(found, i, &x, &y, &w, &h);
    const Box box{double(x), double(y), double(x + w), double(y + h)};
    if (is_mark_sized(box, glyph_height)) boxes.push_back(box);
  }
  boxaDestroy(&found);
  return boxes;
}

// From the first to the last row with ink in a part of the page; empty where there is none.
Box ink_within(Pix* ink, const Box& part) {
  ::Box* cut = boxCreate(std::max(0, static_cast<int>(part.x0)), std::max(0, static_cast<int>(part.y0)),
                         static_cast<int>(part.width()), static_cast<int>(part.height()));
  PixPtr clipped(cut != nullptr ? pixClipRectangle(ink, cut, nullptr) : nullptr);
  boxDestroy(&cut);
  ::Box* tight = nullptr;
  if (!clipped || pixClipToForeground(clipped.get(), nullptr, &tight) != 0 || tight == nullptr) return {};
  l_int32 x = 0, y = 0, w = 0, h = 0;
  boxGetGeometry(tight, &x, &y, &w, &h);
  boxDestroy(&tight);
  return {part.x0 + x, part.y0 + y, part.x0 + x + w, part.y0 + y + h};
}

struct RaisedPoint {
  Box box;
  double foot = 0;  // of the figures beside it
};

bool has_ink(Pix* ink, double from, double to, double y) {
  l_uint32 value = 0;
  for (int x = std::max(0, static_cast<int>(from)); x < std::min(pixGetWidth(ink), static_cast<int>(to)); ++x)
    if (pixGetPixel(ink, x, static_cast<int>(y), &value) == 0 && value != 0) return true;
  return false;
}

// The rows with ink from `y` on, one way, until white as high as lines of text leave between them.
double last_row_with_ink(Pix* ink, double from, double to, double y, int step, double glyph_height) {
  const double reach = 0.72 * glyph_height, white = 0.16 * glyph_height;
  double last = y;
  for (double at = y; std::abs(at - y) <= reach && std::abs(at - last) <= white; at += step)
    if (has_ink(ink, from, to, at)) last = at;
  return last;
}

// A figure's foot on one side of the point (`from`..`to`), where a figure stands there and the point is at half its
// height; 0 where not. It may be broken into pieces.
double foot_beside(Pix* ink, const Box& point, double from, double to, double glyph_height) {
  const double top = last_row_with_ink(ink, from, to, point.center_y(), -1, glyph_height);
  const double bottom = last_row_with_ink(ink, from, to, point.center_y(), 1, glyph_height) + 1;
  if (bottom - top < 0.75 * glyph_height) return 0;
  const double place = (point.center_y() - top) / (bottom - top);
  return place > 0.28 && place < 0.72 ? std::floor(bottom) : 0;
}

bool is_empty(Pix* ink, const Box& part) { return ink_within(ink, part).empty(); }

std::vector<RaisedPoint> raised_points(Pix* ink, double glyph_height) {
  const double near = 0.6 * glyph_height, rim = 1;
  std::vector<RaisedPoint> points;
  for (const Box& box : mark_boxes(ink, glyph_height)) {
    const double left = foot_beside(ink, box, box.x0 - near, box.x0 - rim, glyph_height);
    const double right = left > 0 ? foot_beside(ink, box, box.x1 + rim, box.x1 + near, glyph_height) : 0;
    if (left <= 0 || right <= 0) continue;
    // Another mark over or under it makes it a colon, or a part of a broken figure.
    const double middle = box.center_x();
    if (!is_empty(ink, {middle - 1, box.y1 + rim, middle + 1, left - rim}) ||
        !is_empty(ink, {middle - 1, box.y0 - 0.4 * glyph_height, middle + 1, box.y0 - rim}))
      continue;
    points.push_back({box, std::min(left, right)});
  }
  return points;
}

void move(Pix* gray, Pix* ink, int paper, const RaisedPoint& point) {
  constexpr int rim = 2;  // pixels: the point's gray edge goes with it
  const int x = static_cast<int>(point.box.x0) - rim, y = static_cast<int>(point.box.y0) - rim;
  const int w = static_cast<int>(point.box.width()) + 2 * rim, h = static_cast<int>(point.box.height()) + 2 * rim;
  const int down = static_cast<int>(std::lround(point.foot - point.box.y1));
  if (x < 0 || y < 0 || down <= 0) return;
  for (Pix* pix : {gray, ink}) {
    ::Box* box = boxCreate(x, y, w, h);
    PixPtr part(pixClipRectangle(pix, box, nullptr));
    boxDestroy(&box);
    if (!part) continue;
    PixPtr blank(pixCreateTemplate(part.get()));
    if (!blank) continue;
    pixSetAllArbitrary(blank.get(), pix == gray ? static_cast<l_uint32>(paper) : 0);
    pixRasterop(pix, x, y, w, h, PIX_SRC, blank.get(), 0, 0);
    pixRasterop(pix, x, y + down, w, h, PIX_SRC, part.get(), 0, 0);
  }
}

}  // namespace

int lower_points(Pix* gray, Pix* ink, int paper, double glyph_height) {
  constexpr std::size_t fewest = 8;  // fewer on a page may be specks between figures
  if (glyph_height < 10) return 0;
  std::vector<RaisedPoint> points = raised_points(ink, glyph_height);
  // Hyphens stand where raised points do, and small ones are hardly longer than high: together they are.
  const auto flat = std::count_if(points.begin(), points.end(), [](const RaisedPoint& point) { return is_flat(point.box); });
  if (2 * static_cast<std::size_t>(flat) > points.size()) return 0;
  std::erase_if(points, [](const RaisedPoint& point) { return !is_point_shaped(point.box); });
  if (points.size() < fewest) return 0;
  std::vector<double> areas;
  for (const RaisedPoint& point : points) areas.push_back(point.box.area());
  std::nth_element(areas.begin(), areas.begin() + static_cast<std::ptrdiff_t>(areas.size() / 2), areas.end());
  const double typical = areas[areas.size() / 2];
  std::erase_if(points, [&](const RaisedPoint& point) {
    return point.box.area() < 0.35 * typical || point.box.area() > 2.5 * typical;
  });
  if (points.size() < fewest) return 0;
  for (const RaisedPoint& point : points) move(gray, ink, paper, point);
  return static_cast<int>(points.size());
}

}  // namespace tabularium

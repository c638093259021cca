#include "stages/extract/image_specks.h"

#include <allheaders.h>

#include <algorithm>
#include <cmath>
#include <unordered_map>
#include <utility>
#include <vector>

#include "models/geometry.h"

namespace tabularium {
namespace {

// Sizes and distances in glyph heights.
constexpr double kDot = 0.3;          // no full stop is wider or higher
constexpr double kNear = 0.6;         // from a letter to its dot, from a word to its full stop
constexpr double kNextDot = 1.3;      // from dot to dot
constexpr double kSameLevel = 0.2;
constexpr double kTiny = 0.013;       // squared glyph heights: under half of a full stop
constexpr double kFoot = 0.12;        // a point stands no further from the foot of its neighbours
constexpr double kLetter = 0.5;       // a letter is no lower

struct Mark {
  Box box;
  int pixels = 0;   // counted for dots alone
  bool dot = false;
};

// Marks by the square of the page that their middle lies in, so that neighbours are found without asking all.
class Squares {
 public:
  Squares(const std::vector<Mark>& marks, double side) : side_(side) {
    for (std::size_t i = 0; i < marks.size(); ++i) {
      const Box& box = marks[i].box;
      for (int y = at(box.y0); y <= at(box.y1); ++y)
        for (int x = at(box.x0); x <= at(box.x1); ++x) in_[key(x, y)].push_back(i);
    }
  }

  template <typename Ask>
  bool any_near(const Box& box, double reach, const Ask& ask) const {
    for (int y = at(box.y0 - reach); y <= at(box.y1 + reach); ++y)
      for (int x = at(box.x0 - reach); x <= at(box.x1 + reach); ++x)
        if (const auto found = in_.find(key(x, y)); found != in_.end())
          for (const std::size_t i : found->second)
            if (ask(i)) return true;
    return false;
  }

 private:
  int at(double v) const { return static_cast<int>(std::floor(v / side_)); }
  static long long key(int x, int y) { return (static_cast<long long>(y) << 32) ^ (x & 0xffffffffLL); }

  double side_;
  std::unordered_map<long long, std::vector<std::size_t>> in_;
};

std::vector<Mark> marks_of(BOXA* boxes, PIXA* parts, double glyph) {
  std::vector<Mark> marks;
  for (int i = 0; i < boxaGetCount(boxes); ++i) {
    l_int32 x = 0, y = 0, w = 0, h = 0;
    boxaGetBoxGeometry(boxes, i, &x, &y, &w, &h);
    Mark mark;
    mark.box = {double(x), double(y), double(x + w), double(y + h)};
    mark.dot = w <= kDot * glyph && h <= kDot * glyph;
    if (mark.dot) {
      PixPtr part(pixaGetPix(parts, i, L_CLONE));
      if (part) pixCountPixels(part.get(), &mark.pixels, nullptr);
    }
    marks.push_back(mark);
  }
  return marks;
}

double gap(double a0, double a1, double b0, double b1) { return std::max({0.0, b0 - a1, a0 - b1}); }

bool belongs(const std::vector<Mark>& marks, const Squares& squares, std::size_t dot, double glyph) {
  const Mark& mark = marks[dot];
  const auto beside_letter = [&](std::size_t i) {
    const Box& box = marks[i].box;
    return !marks[i].dot && gap(mark.box.x0, mark.box.x1, box.x0, box.x1) <= kNear * glyph &&
           gap(mark.box.y0, mark.box.y1, box.y0, box.y1) <= kNear * glyph;
  };
  if (squares.any_near(mark.box, kNear * glyph, beside_letter)) return true;
  // A row of like dots: two more of them.
  std::vector<std::size_t> like;
  squares.any_near(mark.box, 2 * kNextDot * glyph, [&](std::size_t i) {
    const Mark& other = marks[i];
    const bool level = std::abs(other.box.center_y() - mark.box.center_y()) <= kSameLevel * glyph;
    const bool same_size = other.pixels <= 2.5 * mark.pixels && mark.pixels <= 2.5 * other.pixels;
    if (i != dot && other.dot && level && same_size && std::find(like.begin(), like.end(), i) == like.end()) like.push_back(i);
    return like.size() >= 2;
  });
  return like.size() >= 2;
}

// A point between two letters, at the foot of both: a figure's decimal point, the stop after an enumerator. On a poor scan
// it is no larger than a speck, but a speck seldom falls just there.
bool divides_letters(const std::vector<Mark>& marks, const Squares& squares, std::size_t dot, double glyph) {
  const Box& point = marks[dot].box;
  const auto letter = [&](std::size_t i, double reach, bool to_the_left) {
    const Box& box = marks[i].box;
    const double apart = to_the_left ? point.x0 - box.x1 : box.x0 - point.x1;
    return box.height() >= kLetter * glyph && box.height() <= 2 * glyph && apart >= 0 && apart <= reach &&
           std::abs(box.y1 - point.y1) <= kFoot * glyph;
  };
  constexpr double before = 0.35, after = 0.7;
  return squares.any_near(point, glyph, [&](std::size_t i) { return letter(i, before * glyph, true); }) &&
         squares.any_near(point, glyph, [&](std::size_t i) { return letter(i, after * glyph, false); });
}

}  // namespace

PixPtr find_specks(Pix* ink, const SpeckOptions& options) {
  PIXA* parts = nullptr;
  BOXA* boxes = pixConnComp(ink, &parts, 8);
  PixPtr specks;
  if (boxes != nullptr && parts != nullptr && boxaGetCount(boxes) > 0) {
    const double glyph = options.glyph_height;
    const std::vector<Mark> marks = marks_of(boxes, parts, glyph);
    const Squares squares(marks, 2 * glyph);
    for (std::size_t i = 0; i < marks.size(); ++i) {
      const bool tiny = options.noisy && marks[i].pixels <= kTiny * glyph * glyph && !divides_letters(marks, squares, i, glyph);
      if (!marks[i].dot || !(tiny || !belongs(marks, squares, i, glyph))) continue;
      if (!specks) specks.reset(pixCreateTemplate(ink));
      PixPtr part(pixaGetPix(parts, static_cast<int>(i), L_CLONE));
      if (!specks || !part) continue;
      const Box& box = marks[i].box;
      pixRasterop(specks.get(), int(box.x0), int(box.y0), int(box.width()), int(box.height()), PIX_SRC | PIX_DST, part.get(), 0, 0);
    }
  }
  boxaDestroy(&boxes);
  pixaDestroy(&parts);
  return specks;
}

}  // namespace tabularium

#include "stages/extract/image_dashes.h"

#include <allheaders.h>

#include <algorithm>
#include <cmath>

#include "models/geometry.h"

namespace tabularium {
namespace {

// All in glyph heights.
constexpr double kThin = 0.22, kShortest = 0.3;    // of a stroke
constexpr double kWidestGap = 1.2, kStep = 0.15;   // from stroke to stroke: along the line, and aside
constexpr double kShortestLine = 6;
constexpr double kClear = 0.2;                     // white on both sides of a stroke
constexpr double kLetter = 0.5;                    // least height of what counts as text
constexpr double kBeside = 2;                      // text no farther from a line's end is what it leads to
constexpr std::size_t kFewest = 4;                 // strokes
constexpr double kLeastInk = 0.35;                 // share of the line's length

std::vector<Box> marks_of(Pix* ink) {
  BOXA* found = pixConnCompBB(ink, 8);
  std::vector<Box> marks;
  for (int i = 0; found != nullptr && i < boxaGetCount(found); ++i) {
    l_int32 x = 0, y = 0, w = 0, h = 0;
    boxaGetBoxGeometry(found, i, &x, &y, &w, &h);
    marks.push_back({double(x), double(y), double(x + w), double(y + h)});
  }
  boxaDestroy(&found);
  return marks;
}

// The box as it would stand if its line ran level.
Box laid(const Box& box, Orientation orientation) {
  return orientation == Orientation::horizontal ? box : Box{box.y0, box.x0, box.y1, box.x1};
}

bool is_stroke(const Box& mark, double glyph) {
  return mark.height() <= std::max(3.0, kThin * glyph) && mark.width() >= std::max(5.0, kShortest * glyph) && mark.width() >= 3 * mark.height();
}

// Nothing but paper right above and below it: the bar of a letter has the rest of the letter there.
bool stands_clear(Pix* ink, const Box& stroke, Orientation orientation, double glyph) {
  const Box wide = laid({stroke.x0, stroke.y0 - kClear * glyph, stroke.x1, stroke.y1 + kClear * glyph}, orientation);
  const Box own = laid(stroke, orientation);
  const auto pixels = [&](const Box& box) {
    l_int32 count = 0;
    const int x = std::max(0, static_cast<int>(box.x0)), y = std::max(0, static_cast<int>(box.y0));
    ::Box* area = boxCreate(x, y, static_cast<int>(box.width()), static_cast<int>(box.height()));
    if (area != nullptr) pixCountPixelsInRect(ink, area, &count, nullptr);
    boxDestroy(&area);
    return count;
  };
  return pixels(wide) <= pixels(own);
}

// Text at the line's height that it leads to or comes from, or that stands in one of its gaps.
bool is_leader(const std::vector<Box>& chain, const std::vector<Box>& marks, Orientation orientation, double glyph) {
  const double from = chain.front().x0 - kBeside * glyph, to = chain.back().x1 + kBeside * glyph;
  const double first = chain.front().center_y(), last = chain.back().center_y();
  return std::any_of(marks.begin(), marks.end(), [&](const Box& mark) {
    const Box box = laid(mark, orientation);
    if (mark.height() < kLetter * glyph || is_stroke(box, glyph) || box.x1 < from || box.x0 > to) return false;
    const double near = std::abs(box.center_x() - chain.front().x0) < std::abs(box.center_x() - chain.back().x1) ? first : last;
    return near > box.y0 + 0.2 * box.height() && near < box.y1 - 0.2 * box.height();
  });
}

// `strokes`: laid level, by x. The chain that begins at the one at `start`, among those that are not taken.
std::vector<std::size_t> chain_from(const std::vector<Box>& strokes, const std::vector<bool>& taken, std::size_t start, double glyph) {
  std::vector<std::size_t> chain = {start};
  for (std::size_t i = start + 1; i < strokes.size(); ++i) {
    const Box& end = strokes[chain.back()];
    if (strokes[i].x0 - end.x1 > kWidestGap * glyph) break;
    const double gap = strokes[i].x0 - end.x1, aside = std::abs(strokes[i].center_y() - end.center_y());
    if (!taken[i] && gap > -0.3 * glyph && aside <= std::max(2.5, kStep * glyph)) chain.push_back(i);
  }
  return chain;
}

void find_of(Orientation orientation, Pix* ink, const std::vector<Box>& marks, double glyph, std::vector<RuleTrack>& lines) {
  std::vector<Box> strokes;
  for (const Box& mark : marks)
    if (const Box level = laid(mark, orientation); is_stroke(level, glyph)) strokes.push_back(level);
  if (strokes.size() < kFewest) return;
  std::erase_if(strokes, [&](const Box& stroke) { return !stands_clear(ink, stroke, orientation, glyph); });
  std::sort(strokes.begin(), strokes.end(), [](const Box& a, const Box& b) { return a.x0 < b.x0; });
  std::vector<bool> taken(strokes.size(), false);
  for (std::size_t start = 0; start < strokes.size(); ++start) {
    if (taken[start]) continue;
    std::vector<Box> chain;
    const std::vector<std::size_t> indices = chain_from(strokes, taken, start, glyph);
    double inked = 0, thickness = 0;
    for (const std::size_t i : indices) {
      chain.push_back(strokes[i]);
      inked += strokes[i].width();
      thickness = std::max(thickness, strokes[i].height());
    }
    const double length = chain.back().x1 - chain.front().x0;
    if (chain.size() < kFewest || length < kShortestLine * glyph || inked < kLeastInk * length) continue;
    for (const std::size_t i : indices) taken[i] = true;
    if (is_leader(chain, marks, orientation, glyph)) continue;
    RuleTrack line;
    line.orientation = orientation;
    line.width = thickness;
    const auto add = [&](double along, double across) {
      line.nodes.push_back(orientation == Orientation::horizontal ? Point{along, across} : Point{across, along});
    };
    add(chain.front().x0, chain.front().center_y());
    for (const Box& stroke : chain) add(stroke.center_x(), stroke.center_y());
    add(chain.back().x1, chain.back().center_y());
    lines.push_back(std::move(line));
  }
}

}  // namespace

std::vector<RuleTrack> find_dashed_lines(Pix* ink, double glyph_height) {
  std::vector<RuleTrack> lines;
  if (glyph_height <= 0) return lines;
  const std::vector<Box> marks = marks_of(ink);
  find_of(Orientation::horizontal, ink, marks, glyph_height, lines);
  find_of(Orientation::vertical, ink, marks, glyph_height, lines);
  return lines;
}

}  // namespace tabularium

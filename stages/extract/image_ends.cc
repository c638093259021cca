#include "stages/extract/image_ends.h"

#include <allheaders.h>

#include <algorithm>
#include <cmath>
#include <deque>

namespace tabularium {
namespace {

bool is_dark(Pix* ink, int x, int y) {
  l_uint32 value = 0;
  return pixGetPixel(ink, x, y, &value) == 0 && value != 0;
}

// The middle of ink near row y of column x that is no thicker than `most`; negative where there is none, or a letter.
double thin_ink(Pix* ink, int x, int y, int aside, int most) {
  for (int off = 0; off <= aside; ++off)
    for (const int at : {y - off, y + off}) {
      if (!is_dark(ink, x, at)) continue;
      int from = at, to = at;
      while (to - from <= most && is_dark(ink, x, from - 1)) --from;
      while (to - from <= most && is_dark(ink, x, to + 1)) ++to;
      return to - from + 1 <= most ? (from + to) / 2.0 : -1;
    }
  return -1;
}

// Rise of the line towards its end, of the last part of it.
double slope_at(const RuleTrack& line, bool right, double glyph_height) {
  const double end = right ? line.to() : line.from();
  const double back = right ? std::max(line.from(), end - 8 * glyph_height) : std::min(line.to(), end + 8 * glyph_height);
  return end == back ? 0 : (line.across_at(end) - line.across_at(back)) / (end - back);
}

// The furthest dash of the line beyond its end; the end itself where none is left. Most of a stretch must be dashes.
Point furthest_dash(const RuleTrack& line, bool right, Pix* ink, double glyph_height) {
  constexpr double kLeastInk = 0.4;
  const std::size_t window = static_cast<std::size_t>(std::max(8.0, 1.5 * glyph_height));
  const int step = right ? 1 : -1, most = std::max(4, static_cast<int>(2 * line.width) + 1);
  const double slope = slope_at(line, right, glyph_height);
  const Point end = right ? line.nodes.back() : line.nodes.front();
  Point last = end, dash = end;
  std::deque<bool> seen;
  std::size_t inked = 0;
  for (int x = static_cast<int>(end.x) + step; x >= 0 && x < pixGetWidth(ink); x += step) {
    const double expected = dash.y + slope * (x - dash.x);
    const double found = thin_ink(ink, x, static_cast<int>(std::lround(expected)), 2, most);
    seen.push_back(found >= 0);
    inked += found >= 0 ? 1 : 0;
    if (found >= 0) dash = {double(x), expected + std::clamp(found - expected, -0.5, 0.5)};
    if (seen.size() > window) {
      inked -= seen.front() ? 1 : 0;
      seen.pop_front();
    }
    if (seen.size() == window && static_cast<double>(inked) < kLeastInk * static_cast<double>(window)) break;
    if (seen.size() == window && found >= 0) last = dash;
  }
  return last;
}

}  // namespace

std::vector<RuleTrack> follow_ends(std::vector<RuleTrack>& lines, Pix* ink, double glyph_height) {
  std::vector<RuleTrack> added;
  for (RuleTrack& line : lines) {
    if (line.orientation != Orientation::horizontal || line.to() - line.from() < 4 * glyph_height) continue;
    const Point right = furthest_dash(line, true, ink, glyph_height), left = furthest_dash(line, false, ink, glyph_height);
    if (right.x > line.to() + 1) {
      added.push_back({line.orientation, {line.nodes.back(), right}, line.width});
      line.nodes.push_back(right);
    }
    if (left.x < line.from() - 1) {
      added.push_back({line.orientation, {left, line.nodes.front()}, line.width});
      line.nodes.insert(line.nodes.begin(), left);
    }
  }
  return added;
}

}  // namespace tabularium

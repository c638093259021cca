#include "stages/extract/image_warp.h"

#include <allheaders.h>

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

namespace tabularium {
namespace {

using Terms = std::array<double, PageWarp::kTerms>;

// `along` the line and across it, both -1..1 over the known area. Every term holds `along`: what does not change along
// a line does not bend it.
Terms terms(double along, double across) {
  return {along, along * along, along * along * along, along * across, along * along * across, along * across * across};
}

struct Unit {
  double u = 0;
  double v = 0;
};

Unit unit_of(const Box& known, Point at) {
  const auto part = [](double value, double from, double to) {
    return to > from ? std::clamp(2 * (value - from) / (to - from) - 1, -1.0, 1.0) : 0.0;
  };
  return {part(at.x, known.x0, known.x1), part(at.y, known.y0, known.y1)};
}

Terms terms_for(Orientation orientation, const Box& known, Point at) {
  const Unit place = unit_of(known, at);
  return orientation == Orientation::horizontal ? terms(place.u, place.v) : terms(place.v, place.u);
}

double across_of(Orientation orientation, Point at) { return orientation == Orientation::horizontal ? at.y : at.x; }

double dot(const Terms& a, const Terms& b) {
  double sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += a[i] * b[i];
  return sum;
}

// Points at even distances, so that a line counts by its length.
std::vector<Point> samples(const RuleTrack& track, double step) {
  const int count = std::max(3, static_cast<int>((track.to() - track.from()) / step));
  std::vector<Point> points;
  for (int i = 0; i < count; ++i) {
    const double along = track.from() + (track.to() - track.from()) * (i + 0.5) / count;
    const double across = track.across_at(along);
    points.push_back(track.orientation == Orientation::horizontal ? Point{along, across} : Point{across, along});
  }
  return points;
}

// Symmetric positive definite by its diagonal's surplus: elimination without pivots is safe.
Terms solve(std::array<Terms, PageWarp::kTerms> a, Terms b) {
  const std::size_t n = b.size();
  for (std::size_t k = 0; k < n; ++k)
    for (std::size_t i = k + 1; i < n; ++i) {
      const double factor = a[i][k] / a[k][k];
      for (std::size_t j = k; j < n; ++j) a[i][j] -= factor * a[k][j];
      b[i] -= factor * b[k];
    }
  Terms x{};
  for (std::size_t k = n; k-- > 0;) {
    double sum = b[k];
    for (std::size_t j = k + 1; j < n; ++j) sum -= a[k][j] * x[j];
    x[k] = sum / a[k][k];
  }
  return x;
}

// A line's samples as deviations from its own mean: where it stands on the page is free.
struct Line {
  std::vector<Terms> terms;
  std::vector<double> off;
};

Line line_of(const RuleTrack& track, const Box& known, double step) {
  Line line;
  Terms mean{};
  double mean_across = 0;
  const std::vector<Point> points = samples(track, step);
  for (const Point& point : points) {
    line.terms.push_back(terms_for(track.orientation, known, point));
    line.off.push_back(across_of(track.orientation, point));
    for (std::size_t i = 0; i < mean.size(); ++i) mean[i] += line.terms.back()[i] / static_cast<double>(points.size());
    mean_across += line.off.back() / static_cast<double>(points.size());
  }
  for (Terms& t : line.terms)
    for (std::size_t i = 0; i < mean.size(); ++i) t[i] -= mean[i];
  for (double& off : line.off) off -= mean_across;
  return line;
}

Terms fit(const std::vector<Line>& lines) {
  std::array<Terms, PageWarp::kTerms> normal{};
  Terms right{};
  std::size_t count = 0;
  for (const Line& line : lines)
    for (std::size_t s = 0; s < line.off.size(); ++s, ++count)
      for (std::size_t i = 0; i < right.size(); ++i) {
        right[i] -= line.terms[s][i] * line.off[s];
        for (std::size_t j = 0; j < right.size(); ++j) normal[i][j] += line.terms[s][i] * line.terms[s][j];
      }
  for (std::size_t i = 0; i < right.size(); ++i) normal[i][i] += 1e-3 * static_cast<double>(count) + 1e-6;
  return solve(normal, right);
}

double residual(const Line& line, const Terms& field) {
  double sum = 0;
  for (std::size_t s = 0; s < line.off.size(); ++s) {
    const double left = line.off[s] + dot(line.terms[s], field);
    sum += left * left;
  }
  return std::sqrt(sum / static_cast<double>(line.off.size()));
}

// A fit over all lines, and one more without those that it does not explain.
Terms fit_direction(std::vector<Line> lines, double glyph_height) {
  constexpr std::size_t least_lines = 2;
  if (lines.size() < least_lines) return {};
  const Terms first = fit(lines);
  const double most = 0.12 * glyph_height;
  std::erase_if(lines, [&](const Line& line) { return residual(line, first) > most; });
  if (lines.size() < least_lines) return {};
  return fit(lines);
}

std::vector<Line> lines_of(std::span<const RuleTrack> tracks, Orientation orientation, const Box& known, double glyph_height) {
  std::vector<Line> lines;
  for (const RuleTrack& track : tracks)
    if (track.orientation == orientation && track.to() - track.from() >= 4 * glyph_height)
      lines.push_back(line_of(track, known, 2 * glyph_height));
  return lines;
}

double largest(const std::vector<Line>& lines) {
  double most = 0;
  for (const Line& line : lines)
    for (double off : line.off) most = std::max(most, std::abs(off));
  return most;
}

}  // namespace

Point PageWarp::displacement(Point at) const {
  const Unit place = unit_of(known, at);
  return {dot(across, terms(place.v, place.u)), dot(down, terms(place.u, place.v))};
}

PageWarp fit_warp(std::span<const RuleTrack> tracks, double glyph_height) {
  PageWarp warp;
  for (const RuleTrack& track : tracks)
    for (const Point& node : track.nodes) warp.known = unite(warp.known, {node.x, node.y, node.x + 1, node.y + 1});
  const std::vector<Line> flat = lines_of(tracks, Orientation::horizontal, warp.known, glyph_height);
  const std::vector<Line> upright = lines_of(tracks, Orientation::vertical, warp.known, glyph_height);
  warp.down = fit_direction(flat, glyph_height);
  warp.across = fit_direction(upright, glyph_height);
  warp.bend = std::max(warp.down == Terms{} ? 0 : largest(flat), warp.across == Terms{} ? 0 : largest(upright));
  return warp;
}

PixPtr flatten(Pix* gray, const PageWarp& warp, int paper) {
  constexpr int cell = 16;  // pixels: the displacement is computed at these distances and interpolated between
  const int w = pixGetWidth(gray), h = pixGetHeight(gray);
  PixPtr flat(pixCreateTemplate(gray));
  if (!flat) return nullptr;
  const auto source_of = [&](double x, double y) {
    const Point first = warp.displacement({x, y});
    const Point moved = warp.displacement({x - first.x, y - first.y});
    return Point{x - moved.x, y - moved.y};
  };
  const int columns = (w + cell - 1) / cell + 1;
  std::vector<Point> above(static_cast<std::size_t>(columns)), below(above.size());
  for (int y = 0; y < h; ++y) {
    if (y % cell == 0)
      for (int c = 0; c < columns; ++c) {
        above[static_cast<std::size_t>(c)] = source_of(c * cell, y);
        below[static_cast<std::size_t>(c)] = source_of(c * cell, y + cell);
      }
    const double down = static_cast<double>(y % cell) / cell;
    l_uint32* line = pixGetData(flat.get()) + static_cast<std::ptrdiff_t>(y) * pixGetWpl(flat.get());
    for (int x = 0; x < w; ++x) {
      const auto c = static_cast<std::size_t>(x / cell);
      const double right = static_cast<double>(x % cell) / cell;
      const auto mix = [&](double a, double b, double d, double e) {
        return (1 - down) * ((1 - right) * a + right * b) + down * ((1 - right) * d + right * e);
      };
      const double sx = mix(above[c].x, above[c + 1].x, below[c].x, below[c + 1].x);
      const double sy = mix(above[c].y, above[c + 1].y, below[c].y, below[c + 1].y);
      const int ix = static_cast<int>(std::floor(sx)), iy = static_cast<int>(std::floor(sy));
      if (ix < 0 || iy < 0 || ix + 1 >= w || iy + 1 >= h) {
        SET_DATA_BYTE(line, x, paper);
        continue;
      }
      const l_uint32* top = pixGetData(gray) + static_cast<std::ptrdiff_t>(iy) * pixGetWpl(gray);
      const l_uint32* bottom = top + pixGetWpl(gray);
      const int fx = static_cast<int>((sx - ix) * 256), fy = static_cast<int>((sy - iy) * 256);
      const int upper = GET_DATA_BYTE(top, ix) * (256 - fx) + GET_DATA_BYTE(top, ix + 1) * fx;
      const int lower = GET_DATA_BYTE(bottom, ix) * (256 - fx) + GET_DATA_BYTE(bottom, ix + 1) * fx;
      SET_DATA_BYTE(line, x, (upper * (256 - fy) + lower * fy + 32768) >> 16);
    }
  }
  return flat;
}

void flatten(std::span<RuleTrack> tracks, const PageWarp& warp) {
  for (RuleTrack& track : tracks)
    for (Point& node : track.nodes) {
      const Point move = warp.displacement(node);
      node = {node.x + move.x, node.y + move.y};
    }
}

}  // namespace tabularium

// Geometry of a page. One coordinate system everywhere: points (1/72 inch), origin top left, y down,
// after the page's rotation is undone.
#pragma once

#include <algorithm>

namespace tabularium {

struct Point {
  double x = 0;
  double y = 0;
  bool operator==(const Point&) const = default;
};

// An upright rectangle; x0 <= x1 and y0 <= y1 for a box that is not empty.
struct Box {
  double x0 = 0;
  double y0 = 0;
  double x1 = 0;
  double y1 = 0;

  double width() const noexcept { return x1 - x0; }
  double height() const noexcept { return y1 - y0; }
  double area() const noexcept { return empty() ? 0.0 : width() * height(); }
  double center_x() const noexcept { return (x0 + x1) / 2; }
  double center_y() const noexcept { return (y0 + y1) / 2; }
  bool empty() const noexcept { return x1 <= x0 || y1 <= y0; }
  bool contains(Point p) const noexcept { return p.x >= x0 && p.x <= x1 && p.y >= y0 && p.y <= y1; }
  bool operator==(const Box&) const = default;
};

// Smallest box around both; a default-constructed (all zero) box counts as nothing.
inline Box unite(const Box& a, const Box& b) noexcept {
  if (a == Box{}) return b;
  if (b == Box{}) return a;
  return {std::min(a.x0, b.x0), std::min(a.y0, b.y0), std::max(a.x1, b.x1), std::max(a.y1, b.y1)};
}

// Common part; empty() when there is none.
inline Box intersect(const Box& a, const Box& b) noexcept {
  return {std::max(a.x0, b.x0), std::max(a.y0, b.y0), std::min(a.x1, b.x1), std::min(a.y1, b.y1)};
}

// Length that the intervals [a0,a1] and [b0,b1] share; 0 when they are apart.
inline double overlap(double a0, double a1, double b0, double b1) noexcept {
  return std::max(0.0, std::min(a1, b1) - std::max(a0, b0));
}

inline double overlap_x(const Box& a, const Box& b) noexcept { return overlap(a.x0, a.x1, b.x0, b.x1); }
inline double overlap_y(const Box& a, const Box& b) noexcept { return overlap(a.y0, a.y1, b.y0, b.y1); }

}  // namespace tabularium

#include "stages/core/text_columns.h"

#include <algorithm>
#include <cmath>

namespace tabularium {
namespace {

std::size_t at(int i) { return static_cast<std::size_t>(i); }

constexpr double same_x = 0.5;  // points

// How many lines run across, and how many leave open, each stretch between neighbouring text edges.
struct Stretch {
  double x0 = 0;
  double x1 = 0;
  int crossed = 0;
  int open = 0;
};

std::vector<Stretch> count_stretches(std::span<const PrintedLine> lines) {
  std::vector<double> edges;
  for (const PrintedLine& line : lines) {
    for (const LineSegment& s : line.segments) {
      edges.push_back(s.box.x0);
      edges.push_back(s.box.x1);
    }
  }
  std::sort(edges.begin(), edges.end());
  edges.erase(std::unique(edges.begin(), edges.end(), [](double a, double b) { return b - a < same_x; }), edges.end());
  if (edges.size() < 2) return {};
  std::vector<int> cross_delta(edges.size() + 1, 0);
  std::vector<int> open_delta(edges.size() + 1, 0);
  const auto index_of = [&](double x) {
    return std::upper_bound(edges.begin(), edges.end(), x + same_x / 2) - edges.begin() - 1;
  };
  for (const PrintedLine& line : lines) {
    if (line.segments.size() < 2) continue;  // alone on its line, text says nothing of columns
    for (std::size_t i = 0; i < line.segments.size(); ++i) {
      const auto from = static_cast<std::size_t>(index_of(line.segments[i].box.x0));
      const auto to = static_cast<std::size_t>(index_of(line.segments[i].box.x1));
      ++cross_delta[from];
      --cross_delta[to];
      if (i + 1 < line.segments.size()) {
        ++open_delta[to];
        --open_delta[static_cast<std::size_t>(index_of(line.segments[i + 1].box.x0))];
      }
    }
  }
  std::vector<Stretch> stretches;
  int crossed = 0;
  int open = 0;
  for (std::size_t i = 0; i + 1 < edges.size(); ++i) {
    crossed += cross_delta[i];
    open += open_delta[i];
    stretches.push_back({edges[i], edges[i + 1], crossed, open});
  }
  return stretches;
}

std::vector<ColumnBand> column_cores(const std::vector<Stretch>& stretches) {
  std::vector<ColumnBand> cores;
  bool inside = false;
  for (const Stretch& s : stretches) {
    const bool text = s.crossed > 0 && 2 * s.crossed > s.open;
    if (text && !inside) cores.push_back({s.x0, s.x1, 0});
    if (text) cores.back().x1 = s.x1;
    inside = text;
  }
  return cores;
}

bool stands_over(const Box& box, const ColumnBand& band) {
  const double shared = overlap(box.x0, box.x1, band.x0, band.x1);
  return shared > 0 && (shared > 2.0 || shared > 0.2 * std::min(box.width(), band.x1 - band.x0));
}

ColumnRange overlapped(const Box& box, std::span<const ColumnBand> columns) {
  ColumnRange range{0, -1};
  for (std::size_t c = 0; c < columns.size(); ++c) {
    if (!stands_over(box, columns[c])) continue;
    if (range.empty()) range.first = static_cast<int>(c);
    range.last = static_cast<int>(c);
  }
  return range;
}

// A text in the white between columns `left` and `left + 1`: is it centred over both?
bool centred_between(const Box& box, const ColumnBand& left, const ColumnBand& right) {
  const double middle = (left.x0 + right.x1) / 2;
  const double inner = (left.x1 + right.x0) / 2;
  const double slack = std::max(3.0, 0.12 * (right.x1 - left.x0));
  return std::min(std::abs(box.center_x() - middle), std::abs(box.center_x() - inner)) <= slack;
}

struct Lone {
  Box box;
  int line = 0;
};

// Segments that stand over no core.
std::vector<Lone> lone_segments(std::span<const PrintedLine> lines, const std::vector<ColumnBand>& cores) {
  std::vector<Lone> lone;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    for (const LineSegment& s : lines[i].segments)
      if (overlapped(s.box, cores).empty()) lone.push_back({s.box, static_cast<int>(i)});
  }
  return lone;
}

// True when line `i` has no text over `band`.
bool blank_under(const PrintedLine& line, const ColumnBand& band) {
  return std::none_of(line.segments.begin(), line.segments.end(),
                      [&](const LineSegment& s) { return stands_over(s.box, band); });
}

// Lines that carry text over `band`, top down.
bool only_above(const std::vector<int>& group_lines, std::span<const PrintedLine> lines, const ColumnBand& band) {
  const int lowest = *std::max_element(group_lines.begin(), group_lines.end());
  for (int i = 0; i <= lowest; ++i)
    if (!blank_under(lines[at(i)], band)) return false;
  return true;
}

struct LoneGroup {
  ColumnBand band;
  std::vector<int> lines;
};

std::vector<LoneGroup> group_lone(std::vector<Lone> lone) {
  std::sort(lone.begin(), lone.end(), [](const Lone& a, const Lone& b) { return a.box.x0 < b.box.x0; });
  std::vector<LoneGroup> groups;
  for (const Lone& l : lone) {
    if (!groups.empty() && l.box.x0 < groups.back().band.x1 - same_x) {
      groups.back().band.x1 = std::max(groups.back().band.x1, l.box.x1);
      groups.back().lines.push_back(l.line);
    } else {
      groups.push_back({{l.box.x0, l.box.x1, 0}, {l.line}});
    }
  }
  return groups;
}

// Lone text becomes a column, joins a neighbour that has nothing where it stands, or is left as a spanner.
void place_lone(std::span<const PrintedLine> lines, std::vector<ColumnBand>& columns) {
  const std::vector<ColumnBand> cores = columns;
  for (const LoneGroup& group : group_lone(lone_segments(lines, cores))) {
    int right = 0;
    while (right < static_cast<int>(cores.size()) && cores[at(right)].x0 < group.band.x0) ++right;
    const int left = right - 1;
    const bool has_left = left >= 0;
    const bool has_right = right < static_cast<int>(cores.size());
    // A header that stands apart from its figures: it alone is over a column that has no header yet.
    const bool heads_left = has_left && only_above(group.lines, lines, cores[at(left)]);
    const bool heads_right = has_right && only_above(group.lines, lines, cores[at(right)]);
    const Box box{group.band.x0, 0, group.band.x1, 1};
    if (has_left && has_right && group.lines.size() == 1 && !heads_left && !heads_right &&
        centred_between(box, cores[at(left)], cores[at(right)]) &&
        group.lines.front() * 2 < static_cast<int>(lines.size()))
      continue;
    if (heads_left != heads_right) {
      ColumnBand& column = columns[at(heads_left ? left : right)];
      column.x0 = std::min(column.x0, group.band.x0);
      column.x1 = std::max(column.x1, group.band.x1);
      continue;
    }
    if (heads_left && heads_right) continue;
    columns.push_back(group.band);
  }
  std::sort(columns.begin(), columns.end(), [](const ColumnBand& a, const ColumnBand& b) { return a.x0 < b.x0; });
}

// Two columns that no line uses apart, though some text runs over both, are one.
void merge_undivided(std::span<const PrintedLine> lines, std::vector<ColumnBand>& columns) {
  for (std::size_t c = 0; c + 1 < columns.size();) {
    int across = 0;
    int apart = 0;
    for (const PrintedLine& line : lines) {
      bool left = false;
      bool right = false;
      bool both = false;
      for (const LineSegment& s : line.segments) {
        const bool l = stands_over(s.box, columns[c]);
        const bool r = stands_over(s.box, columns[c + 1]);
        both = both || (l && r);
        left = left || (l && !r);
        right = right || (r && !l);
      }
      across += both ? 1 : 0;
      apart += left && right ? 1 : 0;
    }
    if (across == 0 || apart > 0) {
      ++c;
      continue;
    }
    columns[c].x1 = std::max(columns[c].x1, columns[c + 1].x1);
    columns.erase(columns.begin() + static_cast<std::ptrdiff_t>(c) + 1);
  }
}

// Grows each column to all text that stands over it alone, up to its neighbours.
void grow_to_text(std::span<const PrintedLine> lines, std::vector<ColumnBand>& columns) {
  const std::vector<ColumnBand> cores = columns;
  for (const PrintedLine& line : lines) {
    for (const LineSegment& s : line.segments) {
      const ColumnRange range = overlapped(s.box, cores);
      if (!range.single()) continue;
      ColumnBand& column = columns[at(range.first)];
      const double left_limit = range.first > 0 ? cores[at(range.first - 1)].x1 : s.box.x0;
      const double right_limit = range.last + 1 < static_cast<int>(cores.size()) ? cores[at(range.last + 1)].x0 : s.box.x1;
      column.x0 = std::min(column.x0, std::max(s.box.x0, left_limit));
      column.x1 = std::max(column.x1, std::min(s.box.x1, right_limit));
      ++column.lines;
    }
  }
}

}  // namespace

std::vector<ColumnBand> find_columns(std::span<const PrintedLine> lines) {
  std::vector<ColumnBand> columns = column_cores(count_stretches(lines));
  if (columns.empty()) {
    Box all;
    for (const PrintedLine& line : lines) all = unite(all, line.box);
    if (!all.empty()) columns.push_back({all.x0, all.x1, static_cast<int>(lines.size())});
    return columns;
  }
  place_lone(lines, columns);
  merge_undivided(lines, columns);
  grow_to_text(lines, columns);
  return columns;
}

ColumnRange columns_under(const Box& box, std::span<const ColumnBand> columns) {
  ColumnRange range = overlapped(box, columns);
  if (!range.empty() || columns.empty()) return range;
  int right = 0;
  while (right < static_cast<int>(columns.size()) && columns[at(right)].x0 < box.center_x()) ++right;
  if (right == 0) return {0, 0};
  if (right == static_cast<int>(columns.size())) return {right - 1, right - 1};
  if (centred_between(box, columns[at(right - 1)], columns[at(right)])) return {right - 1, right};
  const double to_left = box.center_x() - columns[at(right - 1)].x1;
  const double to_right = columns[at(right)].x0 - box.center_x();
  const int nearest = to_left < to_right ? right - 1 : right;
  return {nearest, nearest};
}

}  // namespace tabularium

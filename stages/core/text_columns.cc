#include "stages/core/text_columns.h"

#include <algorithm>
#include <cmath>
#include <utility>

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

// A first line of one text fewer than there are cores, one of which no other line stands over, while the core beside it
// has no text in that line: a head set far from its column, to whose extent it adds.
void join_far_head(std::span<const PrintedLine> lines, std::vector<ColumnBand>& cores) {
  if (lines.size() < 4 || lines.front().segments.size() + 1 != cores.size()) return;
  const auto over = [](const PrintedLine& line, const ColumnBand& core) {
    return std::any_of(line.segments.begin(), line.segments.end(),
                       [&](const LineSegment& s) { return overlap(s.box.x0, s.box.x1, core.x0, core.x1) > 0; });
  };
  for (std::size_t c = 0; c + 1 < cores.size(); ++c) {
    for (const auto& [head, body] : {std::pair{c, c + 1}, std::pair{c + 1, c}}) {
      const bool heads = over(lines.front(), cores[head]) && !over(lines.front(), cores[body]);
      if (!heads || std::any_of(lines.begin() + 1, lines.end(), [&, h = head](const PrintedLine& line) { return over(line, cores[h]); }))
        continue;
      cores[c].x1 = cores[c + 1].x1;
      cores.erase(cores.begin() + static_cast<std::ptrdiff_t>(c) + 1);
      return;
    }
  }
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

// Which edges of a column's text line up.
struct Alignment {
  bool left = false;
  bool right = false;
};

double spread(std::vector<double>& values) {
  if (values.size() < 2) return 0;
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  const double median = *middle;
  double sum = 0;
  for (double v : values) sum += std::abs(v - median);
  return sum / static_cast<double>(values.size());
}

std::vector<Alignment> alignments(std::span<const PrintedLine> lines, std::size_t from,
                                  std::span<const ColumnBand> columns) {
  std::vector<std::vector<double>> lefts(columns.size());
  std::vector<std::vector<double>> rights(columns.size());
  for (std::size_t i = from; i < lines.size(); ++i) {
    for (const LineSegment& s : lines[i].segments) {
      const ColumnRange range = overlapped(s.box, columns);
      if (!range.single()) continue;
      lefts[at(range.first)].push_back(s.box.x0);
      rights[at(range.first)].push_back(s.box.x1);
    }
  }
  std::vector<Alignment> result(columns.size());
  for (std::size_t c = 0; c < columns.size(); ++c) {
    const double left = spread(lefts[c]);
    const double right = spread(rights[c]);
    result[c] = {left <= right + 0.3, right <= left + 0.3};
  }
  return result;
}

// Two texts of the line below stand under one of this line: a spanner.
bool has_spanner(const PrintedLine& line, const PrintedLine& below) {
  return std::any_of(line.segments.begin(), line.segments.end(), [&](const LineSegment& s) {
    return std::count_if(below.segments.begin(), below.segments.end(),
                         [&](const LineSegment& under) { return overlap_x(s.box, under.box) > 2.0; }) > 1;
  });
}

// The first line that fills most columns: what stands above it is the head. Where lines of text reach into it from
// below, it is a row of heads itself, set at the middle of those that wrap.
std::size_t first_full_line(std::span<const PrintedLine> lines, std::span<const ColumnBand> columns) {
  for (std::size_t i = 0; i < lines.size(); ++i) {
    std::size_t filled = 0;
    for (const LineSegment& s : lines[i].segments) filled += overlapped(s.box, columns).single() ? 1 : 0;
    if (10 * filled < 7 * columns.size()) continue;
    if (i + 1 < lines.size() && has_spanner(lines[i], lines[i + 1])) continue;
    std::size_t next = i + 1;
    const double reach = lines[i].box.y1 - 0.15 * lines[i].box.height();
    while (next < lines.size() && lines[next].box.y0 < reach) ++next;
    return next > i + 1 && i > 0 && next < lines.size() ? next : i;
  }
  return 0;
}

bool text_over(const PrintedLine& line, const ColumnBand& band) {
  return std::any_of(line.segments.begin(), line.segments.end(),
                     [&](const LineSegment& s) { return stands_over(s.box, band); });
}

// A line of as many heads as there are columns: each heads one, in order, as far as none stands over another's column.
bool head_one_to_one(const PrintedLine& line, std::vector<ColumnBand>& columns) {
  if (line.segments.size() != columns.size()) return false;
  for (std::size_t c = 0; c < columns.size(); ++c) {
    const ColumnRange range = overlapped(line.segments[c].box, columns);
    if (!range.empty() && (!range.single() || range.first != static_cast<int>(c))) return false;
  }
  for (std::size_t c = 0; c < columns.size(); ++c) {
    columns[c].x0 = std::min(columns[c].x0, line.segments[c].box.x0);
    columns[c].x1 = std::max(columns[c].x1, line.segments[c].box.x1);
  }
  return true;
}

// Where the head ends above line `body`: texts alone over the first column, below lines of heads, name sections.
std::size_t end_of_heads(std::span<const PrintedLine> lines, std::span<const ColumnBand> columns, std::size_t body) {
  const auto is_section = [&](const PrintedLine& line) {
    const ColumnRange range = overlapped(line.segments.front().box, columns);
    return line.segments.size() == 1 && range.single() && range.first == 0;
  };
  std::size_t end = body;
  while (end > 1 && is_section(lines[end - 1])) --end;
  return lines[end - 1].segments.size() > 1 ? end : body;
}

// Text of the head in the white between two columns is a spanner over both, or the head of one of them: of the right
// one where figures are set to the right, of the left one where text is set to the left. Lowest lines first, as a
// spanner shows by the heads that stand under it. Columns grow to their heads.
void place_heads(std::span<const PrintedLine> lines, std::vector<ColumnBand>& columns) {
  const std::size_t body = first_full_line(lines, columns);
  const std::vector<Alignment> aligned = alignments(lines, body, columns);
  const std::size_t heads_end = body > 0 ? end_of_heads(lines, columns, body) : 0;
  for (std::size_t i = body; i-- > 0;) {
    if (head_one_to_one(lines[i], columns)) continue;
    for (std::size_t k = 0; k < lines[i].segments.size(); ++k) {
      const LineSegment& s = lines[i].segments[k];
      if (!overlapped(s.box, columns).empty()) continue;
      int right = 0;
      while (right < static_cast<int>(columns.size()) && columns[at(right)].x0 < s.box.x0) ++right;
      const int left = right - 1;
      const bool can_left = left >= 0 && !text_over(lines[i], columns[at(left)]);
      // Two heads in one gap are the heads of its two sides.
      const bool shares_gap = can_left && k + 1 < lines[i].segments.size() &&
                              right < static_cast<int>(columns.size()) &&
                              lines[i].segments[k + 1].box.x0 < columns[at(right)].x0 &&
                              overlapped(lines[i].segments[k + 1].box, columns).empty();
      const bool can_right =
          right < static_cast<int>(columns.size()) && !shares_gap && !text_over(lines[i], columns[at(right)]);
      if (!can_left && !can_right) continue;
      bool heads_left = false;
      bool heads_right = false;
      for (std::size_t j = i + 1; j < heads_end; ++j) {
        heads_left = heads_left || (left >= 0 && text_over(lines[j], columns[at(left)]));
        heads_right = heads_right || (can_right && text_over(lines[j], columns[at(right)]));
      }
      // A full line without the stub is a line of heads: the text over it heads the stub.
      if (left == 0 && can_right && !text_over(lines[body], columns[0]) && text_over(lines[body], columns[1]))
        heads_right = true;
      if (heads_left && heads_right && centred_between(s.box, columns[at(left)], columns[at(right)])) continue;
      bool to_right = can_right;
      if (can_left && can_right) {
        to_right = heads_left != heads_right ? heads_left
                                             : aligned[at(right)].right || !aligned[at(left)].left;
      }
      ColumnBand& column = columns[at(to_right ? right : left)];
      column.x0 = std::min(column.x0, s.box.x0);
      column.x1 = std::max(column.x1, s.box.x1);
    }
  }
}

// Text of the body that stands over no column makes sparse columns of its own.
void add_sparse(std::span<const PrintedLine> lines, std::vector<ColumnBand>& columns) {
  std::vector<Box> lone;
  for (std::size_t i = first_full_line(lines, columns); i < lines.size(); ++i) {
    for (const LineSegment& s : lines[i].segments)
      if (overlapped(s.box, columns).empty()) lone.push_back(s.box);
  }
  std::sort(lone.begin(), lone.end(), [](const Box& a, const Box& b) { return a.x0 < b.x0; });
  const std::size_t known = columns.size();
  for (const Box& box : lone) {
    if (columns.size() > known && box.x0 < columns.back().x1 - same_x)
      columns.back().x1 = std::max(columns.back().x1, box.x1);
    else
      columns.push_back({box.x0, box.x1, 0});
  }
  std::sort(columns.begin(), columns.end(), [](const ColumnBand& a, const ColumnBand& b) { return a.x0 < b.x0; });
}

// Two columns that no line uses apart, though some text runs over both, are one.
void merge_undivided(std::span<const PrintedLine> lines, std::vector<ColumnBand>& columns) {
  for (std::size_t c = 0; c + 1 < columns.size();) {
    int across = 0;
    int apart = 0;
    int left_only = 0;
    int right_only = 0;
    for (const PrintedLine& line : lines) {
      bool left = false;
      bool right = false;
      bool both = false;
      bool lone = false;  // some text stands over one of the two and over nothing else: spanners of others do not count
      for (const LineSegment& s : line.segments) {
        const bool l = stands_over(s.box, columns[c]);
        const bool r = stands_over(s.box, columns[c + 1]);
        both = both || (l && r);
        lone = lone || ((l != r) && overlapped(s.box, columns).single());
        left = left || (l && !r);
        right = right || (r && !l);
      }
      across += both ? 1 : 0;
      apart += left && right ? 1 : 0;
      left_only += lone && left && !right ? 1 : 0;
      right_only += lone && right && !left ? 1 : 0;
    }
    if (across == 0 || apart > 0 || across < std::min(left_only, right_only)) {
      ++c;
      continue;
    }
    columns[c].x1 = std::max(columns[c].x1, columns[c + 1].x1);
    columns.erase(columns.begin() + static_cast<std::ptrdiff_t>(c) + 1);
  }
}

// Grows each column to all text that stands over it alone, up to its neighbours: the body first, then the head from its
// lowest line up, as a spanner may stand nearer to one of its columns.
void grow_to_text(std::span<const PrintedLine> lines, std::vector<ColumnBand>& columns) {
  const std::vector<ColumnBand> cores = columns;
  const std::size_t body = first_full_line(lines, cores);
  for (std::size_t step = 0; step < lines.size(); ++step) {
    const std::size_t line = body + step < lines.size() ? body + step : lines.size() - 1 - step;
    for (const LineSegment& s : lines[line].segments) {
      const ColumnRange range = overlapped(s.box, cores);
      if (!range.single()) continue;
      const auto c = at(range.first);
      const double left_limit = c > 0 ? columns[c - 1].x1 : s.box.x0;
      const double right_limit = c + 1 < columns.size() ? columns[c + 1].x0 : s.box.x1;
      columns[c].x0 = std::min(columns[c].x0, std::max(s.box.x0, left_limit));
      columns[c].x1 = std::max(columns[c].x1, std::min(s.box.x1, right_limit));
      ++columns[c].lines;
    }
  }
}

// Where group labels stand midway between the rows they are centred on, each on a line of its own: such a line and the
// one above it, seen as one. Lines in a row's place of their own stay.
std::vector<PrintedLine> join_midway(std::span<const PrintedLine> lines) {
  std::vector<double> pitches;
  double last = 0;
  for (const PrintedLine& line : lines) {
    if (line.segments.size() < 2) continue;
    if (last > 0) pitches.push_back(line.center_y() - last);
    last = line.center_y();
  }
  std::vector<PrintedLine> joined(lines.begin(), lines.end());
  if (pitches.size() < 3) return joined;
  std::nth_element(pitches.begin(), pitches.begin() + static_cast<std::ptrdiff_t>(pitches.size() / 2), pitches.end());
  const double pitch = pitches[pitches.size() / 2];
  for (std::size_t i = 1; i + 1 < joined.size(); ++i) {
    PrintedLine& above = joined[i - 1];
    const PrintedLine& here = joined[i];
    const PrintedLine& below = joined[i + 1];
    if (here.segments.size() != 1 || above.segments.size() < 2 || below.segments.size() < 2) continue;
    const double to_above = here.center_y() - above.segments.front().box.center_y();
    const double to_below = below.center_y() - here.center_y();
    if (to_above + to_below > 1.3 * pitch || std::abs(to_above - to_below) > 0.25 * pitch) continue;
    const Box& text = here.segments.front().box;
    const auto clear = [&](const PrintedLine& line) {
      return std::none_of(line.segments.begin(), line.segments.end(),
                          [&](const LineSegment& s) { return overlap_x(s.box, text) > 0; });
    };
    if (!clear(above) || !clear(below)) continue;
    above.segments.push_back(here.segments.front());
    std::sort(above.segments.begin(), above.segments.end(),
              [](const LineSegment& a, const LineSegment& b) { return a.box.x0 < b.box.x0; });
    joined.erase(joined.begin() + static_cast<std::ptrdiff_t>(i));
  }
  return joined;
}

bool clear_of(const PrintedLine& line, const PrintedLine& other) {
  for (const LineSegment& a : line.segments)
    for (const LineSegment& b : other.segments)
      if (overlap_x(a.box, b.box) > 0) return false;
  return true;
}

// Each segment of one line stands over or under one of the other: lines of the same cells.
bool stacked(const PrintedLine& a, const PrintedLine& b) {
  if (a.segments.size() != b.segments.size()) return false;
  for (std::size_t i = 0; i < a.segments.size(); ++i)
    for (std::size_t k = 0; k < b.segments.size(); ++k)
      if ((overlap_x(a.segments[i].box, b.segments[k].box) > 0) != (i == k)) return false;
  return true;
}

PrintedLine united(const PrintedLine& upper, const PrintedLine& middle, const PrintedLine& lower) {
  PrintedLine row = middle;
  for (std::size_t i = 0; i < upper.segments.size(); ++i) {
    LineSegment wide = upper.segments[i];
    wide.box = unite(wide.box, lower.segments[i].box);
    wide.words.insert(wide.words.end(), lower.segments[i].words.begin(), lower.segments[i].words.end());
    row.segments.push_back(std::move(wide));
  }
  std::sort(row.segments.begin(), row.segments.end(),
            [](const LineSegment& a, const LineSegment& b) { return a.box.x0 < b.box.x0; });
  row.box = unite(row.box, unite(upper.box, lower.box));
  return row;
}

// Where some cells of a row wrap and others are set at their middle, a line reaches into the lines above and below,
// which are the same cells' text: the three seen as one, as their row is.
std::vector<PrintedLine> join_interleaved(std::span<const PrintedLine> lines) {
  constexpr double reach = 0.2;  // share of a line's height that the next one reaches into it
  const auto reaches = [&](const PrintedLine& a, const PrintedLine& b) {
    return overlap_y(a.box, b.box) > reach * std::min(a.box.height(), b.box.height()) && clear_of(a, b);
  };
  std::vector<PrintedLine> joined;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const bool row = i + 2 < lines.size() && reaches(lines[i], lines[i + 1]) && reaches(lines[i + 1], lines[i + 2]) &&
                     stacked(lines[i], lines[i + 2]);
    joined.push_back(row ? united(lines[i], lines[i + 1], lines[i + 2]) : lines[i]);
    i += row ? 2 : 0;
  }
  return joined;
}

}  // namespace

std::vector<ColumnBand> find_columns(std::span<const PrintedLine> printed) {
  const std::vector<PrintedLine> lines = join_midway(join_interleaved(printed));
  std::vector<ColumnBand> columns = column_cores(count_stretches(lines));
  if (columns.empty()) {
    Box all;
    for (const PrintedLine& line : lines) all = unite(all, line.box);
    if (!all.empty()) columns.push_back({all.x0, all.x1, static_cast<int>(lines.size())});
    return columns;
  }
  join_far_head(lines, columns);
  // A first full line of as many texts as there are columns has a head for each, however far from its figures.
  head_one_to_one(lines[first_full_line(lines, columns)], columns);
  add_sparse(lines, columns);
  place_heads(lines, columns);
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
  // A text that just reaches into one of the two, and has white before the other, is that one's.
  const bool left_touched = box.x0 < columns[at(right - 1)].x1, right_touched = box.x1 > columns[at(right)].x0;
  if (left_touched != right_touched) return left_touched ? ColumnRange{right - 1, right - 1} : ColumnRange{right, right};
  if (centred_between(box, columns[at(right - 1)], columns[at(right)])) return {right - 1, right};
  const double to_left = box.center_x() - columns[at(right - 1)].x1;
  const double to_right = columns[at(right)].x0 - box.center_x();
  const int nearest = to_left < to_right ? right - 1 : right;
  return {nearest, nearest};
}

}  // namespace tabularium

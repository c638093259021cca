#include "stages/extract/image_mesh.h"

#include <allheaders.h>

#include <algorithm>
#include <cmath>

namespace tabularium {
namespace {

bool is_flat(const RuleTrack& line) { return line.orientation == Orientation::horizontal; }

Rule rule_of(const RuleTrack& track) {
  Rule rule;
  rule.orientation = track.orientation;
  rule.from = track.from();
  rule.to = track.to();
  rule.at = track.across_at((rule.from + rule.to) / 2);
  rule.width = track.width;
  rule.source = RuleSource::image;
  return rule;
}

RuleTrack track_of(const Rule& rule) {
  const bool flat = rule.orientation == Orientation::horizontal;
  const auto node = [&](double along) { return flat ? Point{along, rule.at} : Point{rule.at, along}; };
  return {rule.orientation, {node(rule.from), node(rule.to)}, rule.width};
}

// True where a level line passes within `near` of the point.
bool is_met(const std::vector<RuleTrack>& lines, Point at, double near) {
  return std::any_of(lines.begin(), lines.end(), [&](const RuleTrack& line) {
    return is_flat(line) && at.x >= line.from() - near && at.x <= line.to() + near && std::abs(line.across_at(at.x) - at.y) <= near;
  });
}

// Length of the run of ink in row y that passes within `aside` of x; 0 where there is none.
int run_at(Pix* ink, int x, int y, int aside, int longest) {
  const auto dark = [&](int at) {
    l_uint32 value = 0;
    return at >= 0 && at < pixGetWidth(ink) && pixGetPixel(ink, at, y, &value) == 0 && value != 0;
  };
  for (int at = x - aside; at <= x + aside; ++at) {
    if (!dark(at)) continue;
    int from = at, to = at;
    while (at - from < longest && dark(from - 1)) --from;
    while (to - at < longest && dark(to + 1)) ++to;
    return to - from + 1;
  }
  return 0;
}

// True when letters stand on the path between two heights. Thin ink there is the line itself. A figure that touches the
// path covers less than its height of it; where many lines of text pass by, one in some may stand on it all the same.
bool is_blocked(Pix* ink, double at, double from, double to, double glyph_height) {
  constexpr double touching = 0.5, line_of_text = 1.3, tolerated = 0.12;  // glyph heights; share of the lines
  const int thin = static_cast<int>(0.3 * glyph_height);
  const int most = static_cast<int>(touching * glyph_height);
  int run = 0, letters = 0;
  for (int y = std::max(0, static_cast<int>(from)); y < std::min(pixGetHeight(ink), static_cast<int>(to)); ++y) {
    run = run_at(ink, static_cast<int>(at), y, 1, 2 * thin) > thin ? run + 1 : 0;
    letters += run == most + 1 ? 1 : 0;
  }
  return letters > tolerated * (to - from) / (line_of_text * glyph_height);
}

bool has_ink(Pix* ink, int from, int to, int y) {
  l_uint32 value = 0;
  for (int x = std::max(0, from); x <= std::min(pixGetWidth(ink) - 1, to); ++x)
    if (pixGetPixel(ink, x, y, &value) == 0 && value != 0) return true;
  return false;
}

// True when the path runs through words: ink close by on both sides, as high as half a letter. Cells keep more distance
// from a rule than the letters of a word keep from one another.
bool cuts_words(Pix* ink, double at, double from, double to, double glyph_height) {
  constexpr double between_letters = 0.3, line_of_text = 1.3, tolerated = 0.12;  // glyph heights; share of the lines
  const int x = static_cast<int>(at), reach = static_cast<int>(between_letters * glyph_height);
  const int most = static_cast<int>(0.5 * glyph_height);
  int run = 0, words = 0;
  for (int y = std::max(0, static_cast<int>(from)); y < std::min(pixGetHeight(ink), static_cast<int>(to)); ++y) {
    run = has_ink(ink, x - reach, x - 1, y) && has_ink(ink, x + 1, x + reach, y) ? run + 1 : 0;
    words += run == most + 1 ? 1 : 0;
  }
  return words > tolerated * (to - from) / (line_of_text * glyph_height);
}

bool may_draw(Pix* ink, double at, double from, double to, double glyph_height) {
  return !is_blocked(ink, at, from, to, glyph_height) && !cuts_words(ink, at, from, to, glyph_height);
}

// What lies on the track's line within `near` of it.
bool on_line(const RuleTrack& track, const RuleTrack& other, double aside, double near) {
  if (other.orientation != track.orientation || other.from() > track.to() + near || other.to() < track.from() - near) return false;
  const double middle = std::clamp((other.from() + other.to()) / 2, track.from(), track.to());
  return std::abs(track.across_at(middle) - other.across_at(middle)) <= aside + (other.width + track.width) / 4;
}

// Draws the track out to the other's ends where those lie beyond its own.
void take_in(RuleTrack& track, const RuleTrack& other) {
  if (other.from() < track.from()) track.nodes.insert(track.nodes.begin(), other.nodes.front());
  if (other.to() > track.to()) track.nodes.push_back(other.nodes.back());
}

// Appends a line that goes on below.
void append(RuleTrack& upper, const RuleTrack& lower) {
  const double a = upper.to() - upper.from(), b = lower.to() - lower.from();
  upper.width = (upper.width * a + lower.width * b) / std::max(1.0, a + b);
  for (const Point& node : lower.nodes)
    if (node.y > upper.nodes.back().y) upper.nodes.push_back(node);
}

void bridge(std::vector<RuleTrack>& lines, Pix* ink, double glyph_height) {
  const double aside = std::max(2.0, 0.25 * glyph_height), near = 0.4 * glyph_height;
  std::sort(lines.begin(), lines.end(), [](const RuleTrack& a, const RuleTrack& b) {
    return a.orientation != b.orientation ? a.orientation < b.orientation : a.from() < b.from();
  });
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (is_flat(lines[i])) continue;
    for (std::size_t j = i + 1; j < lines.size();) {
      const Point end = lines[i].nodes.back(), start = lines[j].nodes.front();
      const double gap = start.y - end.y;
      // Over a long gap a line may stray a little more.
      const bool aligned = std::abs(end.x - start.x) <= aside + 0.004 * std::max(0.0, gap);
      const bool open = gap <= near || (!is_met(lines, end, near) && !is_met(lines, start, near));
      if (!aligned || !open || is_blocked(ink, (end.x + start.x) / 2, end.y, start.y, glyph_height)) {
        ++j;
        continue;
      }
      append(lines[i], lines[j]);
      lines.erase(lines.begin() + static_cast<std::ptrdiff_t>(j));
      j = i + 1;
    }
  }
}

// Where most upright lines beside this one begin and end.
struct Reach {
  double from = 0;
  double to = 0;
};

Reach common_reach(const std::vector<RuleTrack>& lines, const RuleTrack& line) {
  std::vector<double> starts, ends;
  for (const RuleTrack& other : lines) {
    if (is_flat(other) || overlap(other.from(), other.to(), line.from(), line.to()) <= 0) continue;
    starts.push_back(other.from());
    ends.push_back(other.to());
  }
  std::sort(starts.begin(), starts.end());
  std::sort(ends.begin(), ends.end());
  return {starts[starts.size() / 2], ends[ends.size() / 2]};
}

// The first level line from `from` towards `to` (either way) at x; `to` where there is none.
double next_level(const std::vector<RuleTrack>& lines, double x, double from, double to) {
  double nearest = to;
  for (const RuleTrack& line : lines) {
    if (!is_flat(line) || x < line.from() || x > line.to()) continue;
    const double y = line.across_at(x);
    if ((to > from && y > from && y < nearest) || (to < from && y < from && y > nearest)) nearest = y;
  }
  return nearest;
}

void draw_on(std::vector<RuleTrack>& lines, Pix* ink, double glyph_height) {
  const double near = 0.4 * glyph_height;
  for (RuleTrack& line : lines) {
    if (is_flat(line) || line.to() - line.from() < 2 * glyph_height) continue;
    const Reach reach = common_reach(lines, line);
    const Point top = line.nodes.front(), bottom = line.nodes.back();
    if (reach.from < top.y - near && !is_met(lines, top, near)) {
      const double until = next_level(lines, top.x, top.y, reach.from);
      if (may_draw(ink, top.x, until, top.y, glyph_height)) line.nodes.insert(line.nodes.begin(), {top.x, until});
    }
    if (reach.to > bottom.y + near && !is_met(lines, bottom, near)) {
      const double until = next_level(lines, bottom.x, bottom.y, reach.to);
      if (may_draw(ink, bottom.x, bottom.y, until, glyph_height)) line.nodes.push_back({bottom.x, until});
    }
  }
}

// One cross-section of a page at a track: pixels `at - reach` to `at + reach`, in the row (column) `along`.
class CrossSection {
 public:
  CrossSection(Pix* ink, Pix* gray, const RuleTrack& track, int along)
      : ink_(ink), gray_(gray), upright_(track.orientation == Orientation::vertical), along_(along) {
    size_ = upright_ ? pixGetWidth(ink) : pixGetHeight(ink);
  }
  bool dark(int at) const {
    if (at < 0 || at >= size_) return false;
    l_uint32 value = 0;
    pixGetPixel(ink_, upright_ ? at : along_, upright_ ? along_ : at, &value);
    return value != 0;
  }
  void whiten(int from, int to, int paper) {  // both included
    for (int at = std::max(0, from); at <= std::min(size_ - 1, to); ++at) {
      pixSetPixel(ink_, upright_ ? at : along_, upright_ ? along_ : at, 0);
      pixSetPixel(gray_, upright_ ? at : along_, upright_ ? along_ : at, static_cast<l_uint32>(paper));
    }
  }

 private:
  Pix* ink_;
  Pix* gray_;
  bool upright_;
  int along_;
  int size_ = 0;
};

// Takes a line out of one cross-section. Where it was followed (`seen`), ink no wider than the line is the line; where a
// letter touches it, what reaches to the line's far side goes; where letters stand on both sides, nothing does.
void whiten_at(CrossSection section, double place, double width, int paper, bool seen) {
  const int reach = seen ? 1 : 0;  // pixels: the line may run this far from where its neighbours say
  const int half = static_cast<int>(std::ceil(width / 2)), middle = static_cast<int>(std::floor(place));
  int at = middle;
  for (int off = 0; off <= reach; ++off)
    if (section.dark(middle + off) || section.dark(middle - off)) {
      at = section.dark(middle + off) ? middle + off : middle - off;
      break;
    }
  if (!section.dark(at)) {
    section.whiten(middle - half - 1, middle + half + 1, paper);
    return;
  }
  if (!seen) return;  // the side of a figure may stand where a line was only concluded
  const int widest = 2 * half + 2;
  int from = at, to = at;
  while (section.dark(from - 1) && at - from <= 2 * widest) --from;
  while (section.dark(to + 1) && to - at <= 2 * widest) ++to;
  if (to - from + 1 <= widest)
    section.whiten(from - 1, to + 1, paper);
  else if (to >= middle && to <= middle + half + 1)
    section.whiten(std::max(from, middle - half), to + 1, paper);
  else if (from <= middle && from >= middle - half - 1)
    section.whiten(from - 1, std::min(to, middle + half), paper);
}

}  // namespace

std::vector<RuleTrack> gather_lines(std::span<const Rule> rules, std::span<const RuleTrack> tracks, double glyph_height) {
  const double aside = std::max(2.0, 0.15 * glyph_height), near = 0.35 * glyph_height;
  std::vector<RuleTrack> lines(tracks.begin(), tracks.end());
  for (const Rule& rule : rules) {
    const RuleTrack piece = track_of(rule);
    const auto host = std::find_if(lines.begin(), lines.end(), [&](const RuleTrack& line) { return on_line(line, piece, aside, near); });
    if (host == lines.end())
      lines.push_back(piece);
    else
      take_in(*host, piece);
  }
  return lines;
}

void complete_lines(std::vector<RuleTrack>& lines, Pix* ink, double glyph_height) {
  if (glyph_height <= 0) return;
  bridge(lines, ink, glyph_height);
  draw_on(lines, ink, glyph_height);
  bridge(lines, ink, glyph_height);
}

void whiten_lines(Pix* ink, Pix* gray, std::span<const RuleTrack> lines, int paper, bool seen) {
  for (const RuleTrack& line : lines)
    for (int along = static_cast<int>(line.from()); along <= static_cast<int>(line.to()); ++along)
      whiten_at(CrossSection(ink, gray, line, along), line.across_at(along + 0.5), line.width, paper, seen);
}

std::vector<Rule> rules_of(std::span<const RuleTrack> lines) {
  std::vector<Rule> rules;
  for (const RuleTrack& line : lines) rules.push_back(rule_of(line));
  return rules;
}

}  // namespace tabularium

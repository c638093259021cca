#include "stages/extract/image_tracks.h"

#include <allheaders.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace tabularium {
namespace {

// All lengths in pixels of the picture that is searched, which is half the page's size where the type allows it.
struct TrackScale {
  double glyph = 0;      // typical height of capitals
  int thin = 0;          // a line is no wider
  int clear = 0;         // white on both sides of a place that votes
  int streak = 0;        // rows one after the other that must vote
  int window = 0;        // rows that vote together: some lines of text
  double fault = 0;      // a break of this length is a fault of print or scan
};

// Along a line of text the tops and feet of letters stand in a row, so a level line needs more white around it, and
// must be seen over the breadth of a letter. An upright one is often seen only between the lines of text.
TrackScale scale_of(double glyph, Orientation orientation) {
  const double clear = orientation == Orientation::vertical ? 0.45 : 0.95;
  const double streak = orientation == Orientation::vertical ? 0.2 : 0.8;
  return {.glyph = glyph,
          .thin = std::max(3, static_cast<int>(0.4 * glyph)),
          .clear = std::max(3, static_cast<int>(clear * glyph)),
          .streak = std::max(2, static_cast<int>(streak * glyph)),
          .window = std::max(24, static_cast<int>(10 * glyph)),
          .fault = 1.6 * glyph};
}

std::size_t at(int i) { return static_cast<std::size_t>(i); }

struct Run {
  int from = 0;  // half-open
  int to = 0;
};

// Runs of dark pixels, row by row.
using Rows = std::vector<std::vector<Run>>;

Rows dark_rows(Pix* dark) {
  const int w = pixGetWidth(dark), h = pixGetHeight(dark);
  Rows rows(static_cast<std::size_t>(h));
  for (int y = 0; y < h; ++y) {
    const l_uint32* line = pixGetData(dark) + static_cast<std::ptrdiff_t>(y) * pixGetWpl(dark);
    std::vector<Run>& runs = rows[static_cast<std::size_t>(y)];
    for (int x = 0; x < w; ++x) {
      if (x % 32 == 0 && line[x / 32] == 0) {
        x += 31;
        continue;
      }
      if (!GET_DATA_BIT(line, x)) continue;
      if (!runs.empty() && runs.back().to == x)
        ++runs.back().to;
      else
        runs.push_back({x, x + 1});
    }
  }
  return rows;
}

// The level above which a thin dark mark is no grain of the paper: the median of all, plus some times its spread.
int mark_level(Pix* thin_marks) {
  NUMA* numa = pixGetGrayHistogram(thin_marks, 4);
  if (numa == nullptr) return 255;
  double total = 0;
  l_float32 count = 0;
  for (int i = 0; i < 256; ++i) {
    numaGetFValue(numa, i, &count);
    total += count;
  }
  const auto quantile = [&](double share) {
    double sum = 0;
    for (int i = 0; i < 256; ++i) {
      numaGetFValue(numa, i, &count);
      sum += count;
      if (sum >= share * total) return i;
    }
    return 255;
  };
  const int middle = quantile(0.5), spread = quantile(0.75) - middle;
  numaDestroy(&numa);
  return std::max(middle + 5 * spread, 14);
}

// Marks that are thin across: what a closing with a brick wider than a line fills up.
PixPtr thin_marks(Pix* gray, Orientation orientation, const TrackScale& scale) {
  const int brick = (scale.thin + 3) | 1;
  const bool upright = orientation == Orientation::vertical;
  PixPtr closed(pixCloseGray(gray, upright ? brick : 1, upright ? 1 : brick));
  if (!closed) return nullptr;
  return PixPtr(pixSubtractGray(nullptr, closed.get(), gray));
}

// Dark marks of a picture in which the lines that are looked for stand upright.
PixPtr dark_marks(Pix* gray, int ink_level, Orientation orientation, const TrackScale& scale) {
  PixPtr marks = thin_marks(gray, orientation, scale);
  if (!marks) return nullptr;
  PixPtr dark(pixThresholdToBinary(marks.get(), mark_level(marks.get())));
  PixPtr ink(pixThresholdToBinary(gray, ink_level));
  if (!dark || !ink) return nullptr;
  pixInvert(dark.get(), dark.get());
  pixOr(dark.get(), dark.get(), ink.get());
  return orientation == Orientation::vertical ? std::move(dark) : PixPtr(pixRotateOrth(dark.get(), 1));
}

struct Vote {
  double x = 0;
  int width = 0;
  int streak = 0;  // rows in a row, this one counted
};

// Leaves the votes that have their like in the rows right above and below, `least` in all.
void keep_streaks(std::vector<std::vector<Vote>>& votes, int least) {
  constexpr double aside = 1.1;
  const auto like = [](std::vector<Vote>& row, const Vote& vote) {
    return std::find_if(row.begin(), row.end(), [&](const Vote& v) { return std::abs(v.x - vote.x) <= aside; });
  };
  for (std::size_t y = 1; y < votes.size(); ++y)
    for (Vote& vote : votes[y])
      if (auto above = like(votes[y - 1], vote); above != votes[y - 1].end()) vote.streak = above->streak + 1;
  for (std::size_t y = votes.size(); y-- > 1;)
    for (Vote& vote : votes[y])
      if (auto above = like(votes[y - 1], vote); above != votes[y - 1].end())
        above->streak = std::max(above->streak, vote.streak);
  for (std::vector<Vote>& row : votes) std::erase_if(row, [&](const Vote& vote) { return vote.streak < least; });
}

// Thin runs that stand alone in their row.
std::vector<std::vector<Vote>> votes_of(const Rows& rows, const TrackScale& scale) {
  std::vector<std::vector<Vote>> votes(rows.size());
  for (std::size_t y = 0; y < rows.size(); ++y) {
    const std::vector<Run>& runs = rows[y];
    for (std::size_t i = 0; i < runs.size(); ++i) {
      if (runs[i].to - runs[i].from > scale.thin) continue;
      if (i > 0 && runs[i].from - runs[i - 1].to < scale.clear) continue;
      if (i + 1 < runs.size() && runs[i + 1].from - runs[i].to < scale.clear) continue;
      votes[y].push_back({(runs[i].from + runs[i].to) / 2.0, runs[i].to - runs[i].from, 1});
    }
  }
  keep_streaks(votes, scale.streak);
  return votes;
}

// True when nothing dark lies within `clear` of x in this row: the line, if there is one, is not seen here.
bool is_empty_at(const std::vector<Run>& runs, double x, double clear) {
  const auto next = std::lower_bound(runs.begin(), runs.end(), x - clear, [](const Run& run, double at) { return run.to <= at; });
  return next == runs.end() || next->from >= x + clear;
}

// Candidates: where the votes of a window of rows pile up.
struct Peak {
  double x = 0;
  double y = 0;       // middle of the window
  bool taken = false;
};

std::vector<Peak> peaks_of(const std::vector<std::vector<Vote>>& votes, int top, int bottom, int width, const TrackScale& scale) {
  std::vector<int> counts(static_cast<std::size_t>(width) + 2, 0);
  std::vector<double> sums(counts.size(), 0);
  for (int y = top; y < bottom; ++y)
    for (const Vote& vote : votes[static_cast<std::size_t>(y)]) {
      const auto place = static_cast<std::size_t>(vote.x);
      ++counts[place];
      sums[place] += vote.x;
    }
  const int least = std::max(4, static_cast<int>(0.5 * scale.glyph));
  std::vector<Peak> peaks;
  const auto around = [&](int x) { return counts[at(x - 1)] + counts[at(x)] + counts[at(x + 1)]; };
  for (int x = 1; x + 1 < width; ++x) {
    const int sum = around(x);
    if (sum < least) continue;
    if ((x > 1 && around(x - 1) > sum) || (x + 2 < width && around(x + 1) >= sum)) continue;
    const double place = (sums[at(x - 1)] + sums[at(x)] + sums[at(x + 1)]) / sum;
    peaks.push_back({place, (top + bottom) / 2.0, false});
  }
  return peaks;
}

// Peaks of windows that overlap by half, gathered to chains that drift no more than a bent line does.
using Chain = std::vector<Point>;

std::vector<Chain> chains_of(const std::vector<std::vector<Vote>>& votes, int width, const TrackScale& scale) {
  constexpr int most_missing = 2;      // windows
  constexpr double drift = 0.012;      // pixels across for each along
  const int step = scale.window / 2, height = static_cast<int>(votes.size());
  std::vector<std::vector<Peak>> windows;
  for (int top = 0; top == 0 || top + step < height; top += step)
    windows.push_back(peaks_of(votes, top, std::min(height, top + scale.window), width, scale));
  std::vector<Chain> chains;
  for (std::size_t first = 0; first < windows.size(); ++first)
    for (Peak& start : windows[first]) {
      if (start.taken) continue;
      start.taken = true;
      Chain chain{{start.x, start.y}};
      for (std::size_t next = first + 1; next < windows.size(); ++next) {
        const double reach = 1.2 + drift * (windows[next].empty() ? 0 : windows[next].front().y - chain.back().y);
        Peak* nearest = nullptr;
        for (Peak& peak : windows[next])
          if (!peak.taken && std::abs(peak.x - chain.back().x) <= reach &&
              (nearest == nullptr || std::abs(peak.x - chain.back().x) < std::abs(nearest->x - chain.back().x)))
            nearest = &peak;
        if (nearest != nullptr) {
          nearest->taken = true;
          chain.push_back({nearest->x, nearest->y});
        } else if (!windows[next].empty() && windows[next].front().y - chain.back().y > (most_missing + 0.5) * step) {
          break;
        }
      }
      chains.push_back(std::move(chain));
    }
  return chains;
}

// Where the chain runs at row y; beyond its ends it goes straight on.
double chain_x(const Chain& chain, double y) {
  if (chain.size() == 1) return chain.front().x;
  std::size_t i = 1;
  while (i + 1 < chain.size() && chain[i].y < y) ++i;
  const Point &a = chain[i - 1], &b = chain[i];
  return a.x + (b.x - a.x) * (y - a.y) / (b.y - a.y);
}

// A stretch of rows in which the line is seen and nowhere plainly absent.
struct Stretch {
  int from = 0;     // first and last row that votes
  int to = 0;
  int hits = 0;
  int absent_before = 0;  // rows since the last stretch that show white where the line would be
  std::vector<Point> seen;
  std::vector<int> widths;
};

std::vector<Stretch> stretches_of(const Chain& chain, const Rows& rows, const std::vector<std::vector<Vote>>& votes,
                                  const TrackScale& scale) {
  constexpr double aside = 1.6;  // pixels
  const int most_absent = std::max(2, static_cast<int>(0.2 * scale.glyph));
  const int top = std::max(0, static_cast<int>(chain.front().y - scale.window / 2));
  const int bottom = std::min(static_cast<int>(rows.size()), static_cast<int>(chain.back().y + scale.window / 2));
  std::vector<Stretch> stretches;
  int absent = 0;
  for (int y = top; y < bottom; ++y) {
    const double x = chain_x(chain, y);
    const std::vector<Vote>& here = votes[at(y)];
    const auto vote = std::find_if(here.begin(), here.end(), [&](const Vote& v) { return std::abs(v.x - x) <= aside; });
    if (vote == here.end()) {
      if (is_empty_at(rows[at(y)], x, 2 * aside)) ++absent;
      continue;
    }
    if (stretches.empty() || absent > most_absent) {
      stretches.push_back({.from = y, .to = y, .hits = 0, .absent_before = absent, .seen = {}, .widths = {}});
    }
    absent = 0;
    Stretch& stretch = stretches.back();
    stretch.to = y;
    ++stretch.hits;
    stretch.seen.push_back({vote->x, y + 0.5});
    stretch.widths.push_back(vote->width);
  }
  return stretches;
}

// Long enough to be no stroke of a letter, and seen in a good part of it.
bool is_solid(const Stretch& stretch, const TrackScale& scale) {
  const int length = stretch.to - stretch.from + 1;
  return length >= 2.0 * scale.glyph && stretch.hits >= 0.15 * length && stretch.hits >= 0.5 * scale.glyph;
}

// Upright tracks in the picture's own pixels.
RuleTrack track_of(const std::vector<Stretch>& stretches, std::size_t first, std::size_t last, const TrackScale& scale) {
  std::vector<Point> seen;
  std::vector<int> widths;
  for (std::size_t i = first; i <= last; ++i) {
    seen.insert(seen.end(), stretches[i].seen.begin(), stretches[i].seen.end());
    widths.insert(widths.end(), stretches[i].widths.begin(), stretches[i].widths.end());
  }
  RuleTrack track;
  track.orientation = Orientation::vertical;
  std::nth_element(widths.begin(), widths.begin() + static_cast<std::ptrdiff_t>(widths.size() / 2), widths.end());
  track.width = widths[widths.size() / 2];
  // A node for some lines of text each: the mean of the places seen there.
  const double length = seen.back().y - seen.front().y;
  const int parts = std::max(1, static_cast<int>(length / (0.5 * scale.window)));
  const double x_first = seen.front().x, x_last = seen.back().x;
  std::size_t i = 0;
  for (int part = 0; part < parts; ++part) {
    const double until = seen.front().y + length * (part + 1) / parts;
    Point mean;
    int count = 0;
    for (; i < seen.size() && (seen[i].y <= until || part + 1 == parts); ++i, ++count) {
      mean.x += seen[i].x;
      mean.y += seen[i].y;
    }
    if (count > 0) track.nodes.push_back({mean.x / count, mean.y / count});
  }
  const auto straight_on = [&](double y, double fallback) {
    return track.nodes.size() < 2 ? fallback : chain_x(track.nodes, y);
  };
  const Point head{straight_on(seen.front().y - 0.5, track.nodes.size() == 1 ? track.nodes[0].x : x_first), seen.front().y - 0.5};
  const Point tail{straight_on(seen.back().y + 0.5, track.nodes.size() == 1 ? track.nodes[0].x : x_last), seen.back().y + 0.5};
  track.nodes.insert(track.nodes.begin(), head);
  track.nodes.push_back(tail);
  return track;
}

// Solid stretches of one chain that only a fault divides are one line, with what is seen between them.
void add_tracks(const std::vector<Stretch>& stretches, const TrackScale& scale, std::vector<RuleTrack>& tracks) {
  for (std::size_t first = 0; first < stretches.size(); ++first) {
    if (!is_solid(stretches[first], scale)) continue;
    std::size_t last = first;
    for (std::size_t next = first + 1; next < stretches.size() && stretches[next].absent_before <= scale.fault; ++next)
      if (is_solid(stretches[next], scale)) last = next;
    tracks.push_back(track_of(stretches, first, last, scale));
    first = last;
  }
}

std::vector<RuleTrack> upright_tracks(Pix* dark, const TrackScale& scale) {
  const Rows rows = dark_rows(dark);
  const std::vector<std::vector<Vote>> votes = votes_of(rows, scale);
  std::vector<RuleTrack> tracks;
  for (const Chain& chain : chains_of(votes, pixGetWidth(dark), scale))
    add_tracks(stretches_of(chain, rows, votes, scale), scale, tracks);
  return tracks;
}

// From the searched picture (turned for horizontal lines) to the page's pixels.
void place(RuleTrack& track, Orientation orientation, int page_height, double k) {
  track.orientation = orientation;
  track.width *= k;
  for (Point& node : track.nodes) {
    const Point scaled{node.x * k, node.y * k};
    node = orientation == Orientation::vertical ? scaled : Point{scaled.y, page_height - scaled.x};
  }
}

}  // namespace

double RuleTrack::across_at(double along) const {
  const bool flat = orientation == Orientation::horizontal;
  const auto place = [&](const Point& node) { return flat ? node.x : node.y; };
  along = std::clamp(along, from(), to());
  std::size_t i = 1;
  while (i + 1 < nodes.size() && place(nodes[i]) < along) ++i;
  const Point &a = nodes[i - 1], &b = nodes[i];
  const double part = place(b) > place(a) ? (along - place(a)) / (place(b) - place(a)) : 0;
  return flat ? a.y + part * (b.y - a.y) : a.x + part * (b.x - a.x);
}

std::vector<RuleTrack> find_tracks(Pix* gray, int ink_level, double glyph_height) {
  constexpr double large_enough = 20;  // pixels: type of this size is still clear at half the size
  std::vector<RuleTrack> tracks;
  if (glyph_height <= 0) return tracks;
  const double k = glyph_height >= large_enough ? 2 : 1;
  PixPtr searched(k == 2 ? pixScaleAreaMap2(gray) : pixClone(gray));
  if (!searched) return tracks;
  for (Orientation orientation : {Orientation::horizontal, Orientation::vertical}) {
    const TrackScale scale = scale_of(glyph_height / k, orientation);
    const PixPtr dark = dark_marks(searched.get(), ink_level, orientation, scale);
    if (!dark) continue;
    for (RuleTrack& track : upright_tracks(dark.get(), scale)) {
      place(track, orientation, static_cast<int>(k * pixGetHeight(searched.get())), k);
      tracks.push_back(std::move(track));
    }
  }
  return tracks;
}

}  // namespace tabularium

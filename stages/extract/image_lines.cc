#include "stages/extract/image_lines.h"

#include <allheaders.h>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace tabularium {
namespace {

constexpr double kJoinGap = 0.85;      // of the glyph height: a wider gap divides two pieces
constexpr double kTallLine = 1.75;     // of the glyph height: taller pieces may be several lines

// Clears the places of the rules, so that nothing is smeared across them.
void cut_at_rules(Pix* smeared, const std::vector<Rule>& rules) {
  for (const Rule& rule : rules) {
    const double half = rule.width / 2 + 1;
    const bool flat = rule.orientation == Orientation::horizontal;
    const int x = static_cast<int>(flat ? rule.from : rule.at - half), y = static_cast<int>(flat ? rule.at - half : rule.from);
    const int along = static_cast<int>(rule.to - rule.from), across = std::max(2, static_cast<int>(2 * half));
    pixRasterop(smeared, x, y, flat ? along : across, flat ? across : along, PIX_CLR, nullptr, 0, 0);
  }
}

PixPtr clip(Pix* source, const Box& box) {
  ::Box* cut = boxCreate(static_cast<int>(box.x0), static_cast<int>(box.y0), static_cast<int>(box.width()), static_cast<int>(box.height()));
  PixPtr part(pixClipRectangle(source, cut, nullptr));
  boxDestroy(&cut);
  return part;
}

std::vector<int> row_counts(Pix* ink) {
  NUMA* counts = pixCountPixelsByRow(ink, nullptr);
  std::vector<int> rows(static_cast<std::size_t>(pixGetHeight(ink)), 0);
  for (std::size_t i = 0; i < rows.size(); ++i) numaGetIValue(counts, static_cast<int>(i), &rows[i]);
  numaDestroy(&counts);
  return rows;
}

// Rows at which a tall piece is divided: the thinnest row between two bands of ink, each half a glyph high or more.
std::vector<int> dividing_rows(const std::vector<int>& rows, double glyph_height) {
  const int peak = *std::max_element(rows.begin(), rows.end());
  const double level = 0.22 * peak;
  std::vector<std::pair<int, int>> bands;  // half-open
  for (int y = 0; y < static_cast<int>(rows.size()); ++y) {
    if (rows[static_cast<std::size_t>(y)] <= level) continue;
    if (!bands.empty() && y - bands.back().second <= 0.15 * glyph_height)
      bands.back().second = y + 1;
    else
      bands.emplace_back(y, y + 1);
  }
  std::erase_if(bands, [&](const auto& band) { return band.second - band.first < 0.35 * glyph_height; });
  std::vector<int> cuts;
  for (std::size_t i = 1; i < bands.size(); ++i) {
    if (bands[i].second - bands[i - 1].first < 1.5 * glyph_height) continue;
    auto from = rows.begin() + bands[i - 1].second, to = rows.begin() + bands[i].first;
    if (from >= to) continue;
    cuts.push_back(static_cast<int>(std::min_element(from, to) - rows.begin()));
  }
  return cuts;
}

// Shrinks a box to its ink; empty when there is none.
Box tighten(Pix* ink, const Box& box) {
  PixPtr part = clip(ink, box);
  if (!part) return {};
  ::Box* tight = nullptr;
  if (pixClipToForeground(part.get(), nullptr, &tight) != 0 || tight == nullptr) return {};
  l_int32 x = 0, y = 0, w = 0, h = 0;
  boxGetGeometry(tight, &x, &y, &w, &h);
  boxDestroy(&tight);
  return {box.x0 + x, box.y0 + y, box.x0 + x + w, box.y0 + y + h};
}

// Divides a piece where a wide gap is left after lines were separated.
void add_divided_by_gaps(Pix* ink, const Box& box, double gap, std::vector<Box>& out) {
  PixPtr part = clip(ink, box);
  if (!part) return;
  NUMA* counts = pixCountPixelsByColumn(part.get());
  const int width = pixGetWidth(part.get());
  int from = 0, last = -1;
  for (int x = 0; x <= width; ++x) {
    l_int32 n = 0;
    if (x < width) numaGetIValue(counts, x, &n);
    if (x < width && n == 0) continue;
    if (last >= 0 && (x == width || x - last > gap)) {
      const Box tight = tighten(ink, {box.x0 + from, box.y0, box.x0 + last + 1, box.y1});
      if (!tight.empty()) out.push_back(tight);
      from = x;
    }
    if (x < width) last = x;
  }
  numaDestroy(&counts);
}

// Dots of i, accents, commas that the smearing left alone join the piece they belong to.
void attach_small(std::vector<Box>& pieces, double glyph_height) {
  std::vector<bool> gone(pieces.size(), false);
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    const Box& small = pieces[i];
    if (small.height() > 0.5 * glyph_height || small.width() > 1.5 * glyph_height) continue;
    std::size_t best = pieces.size();
    double best_distance = 0.4 * glyph_height;
    for (std::size_t j = 0; j < pieces.size(); ++j) {
      const Box& host = pieces[j];
      if (j == i || gone[j] || host.height() < 0.5 * glyph_height || overlap_x(small, host) < 0.6 * small.width()) continue;
      const double distance = std::max(0.0, std::max(host.y0 - small.y1, small.y0 - host.y1));
      if (distance < best_distance) {
        best_distance = distance;
        best = j;
      }
    }
    if (best == pieces.size() || unite(small, pieces[best]).height() > 2.2 * glyph_height) continue;
    pieces[best] = unite(pieces[best], small);
    gone[i] = true;
  }
  std::size_t kept = 0;
  for (std::size_t i = 0; i < pieces.size(); ++i)
    if (!gone[i]) pieces[kept++] = pieces[i];
  pieces.resize(kept);
}

// Parts of one character that closing along the line leaves apart (二, 总, =) stand over each other within the height of
// one character; parts whose boxes meet (an opening quotation mark over its neighbour) are of one line. Two lines are
// never so near.
void join_parts(std::vector<Box>& pieces, double glyph_height) {
  const auto belong = [&](const Box& a, const Box& b) {
    const double height = unite(a, b).height();
    const double narrower = std::min(a.width(), b.width());
    if (std::max(a.width(), b.width()) <= 1.6 * glyph_height && height <= 1.2 * glyph_height)
      return overlap_x(a, b) >= 0.6 * narrower;
    return height <= 1.5 * glyph_height && overlap_x(a, b) > 0 && overlap_y(a, b) >= 0.6 * std::min(a.height(), b.height());
  };
  std::sort(pieces.begin(), pieces.end(), [](const Box& a, const Box& b) { return a.y0 < b.y0; });
  for (std::size_t i = 0; i < pieces.size(); ++i)
    for (std::size_t j = i + 1; j < pieces.size() && pieces[j].y0 < pieces[i].y0 + 1.5 * glyph_height;) {
      if (!belong(pieces[i], pieces[j])) {
        ++j;
        continue;
      }
      pieces[i] = unite(pieces[i], pieces[j]);
      pieces.erase(pieces.begin() + static_cast<std::ptrdiff_t>(j));
      j = i + 1;
    }
}

// What is left of a ruling line: thin and higher than letters, or a flat stroke on the line itself.
bool is_remnant(const Box& box, const std::vector<Rule>& rules, double glyph_height) {
  if (box.height() > 1.3 * glyph_height && box.width() <= 0.25 * glyph_height) return true;
  if (box.height() > 0.3 * glyph_height) return false;
  return std::any_of(rules.begin(), rules.end(), [&](const Rule& rule) {
    constexpr double beyond = 4;  // glyph heights: the line's lost end
    return rule.orientation == Orientation::horizontal && std::abs(box.center_y() - rule.at) <= 0.3 * glyph_height &&
           box.x1 >= rule.from - beyond * glyph_height && box.x0 <= rule.to + beyond * glyph_height;
  });
}

}  // namespace

std::vector<Box> find_text_pieces(Pix* ink, const std::vector<Rule>& rules, double glyph_height) {
  const int smear = std::max(3, static_cast<int>(kJoinGap * glyph_height));
  PixPtr smeared(pixCloseSafeBrick(nullptr, ink, smear, 1));
  if (!smeared) return {};
  cut_at_rules(smeared.get(), rules);
  BOXA* boxes = pixConnCompBB(smeared.get(), 8);
  std::vector<Box> pieces;
  for (int i = 0; boxes != nullptr && i < boxaGetCount(boxes); ++i) {
    l_int32 x = 0, y = 0, w = 0, h = 0;
    boxaGetBoxGeometry(boxes, i, &x, &y, &w, &h);
    const Box box = tighten(ink, {double(x), double(y), double(x + w), double(y + h)});
    if (box.empty()) continue;
    std::vector<int> cuts;
    if (h > kTallLine * glyph_height) {
      PixPtr part = clip(ink, box);
      if (part) cuts = dividing_rows(row_counts(part.get()), glyph_height);
    }
    if (cuts.empty()) {
      pieces.push_back(box);
      continue;
    }
    cuts.push_back(static_cast<int>(box.height()));
    double from = box.y0;
    for (int cut : cuts) {
      add_divided_by_gaps(ink, {box.x0, from, box.x1, box.y0 + cut}, smear, pieces);
      from = box.y0 + cut;
    }
  }
  boxaDestroy(&boxes);
  std::erase_if(pieces, [&](const Box& box) { return is_remnant(box, rules, glyph_height); });
  join_parts(pieces, glyph_height);
  attach_small(pieces, glyph_height);
  std::sort(pieces.begin(), pieces.end(), [](const Box& a, const Box& b) {
    return a.y0 != b.y0 ? a.y0 < b.y0 : a.x0 < b.x0;
  });
  return pieces;
}

std::vector<Box> find_text_pieces_in(Pix* ink, const Box& part, const std::vector<Rule>& rules, double glyph_height) {
  const Box whole{0, 0, static_cast<double>(pixGetWidth(ink)), static_cast<double>(pixGetHeight(ink))};
  Box cut = intersect(whole, part);
  cut = {std::floor(cut.x0), std::floor(cut.y0), std::ceil(cut.x1), std::ceil(cut.y1)};
  if (cut.width() < 1 || cut.height() < 1) return {};
  PixPtr clipped = clip(ink, cut);
  if (!clipped) return {};
  std::vector<Rule> moved = rules;
  for (Rule& rule : moved) {
    const bool flat = rule.orientation == Orientation::horizontal;
    rule.at -= flat ? cut.y0 : cut.x0;
    rule.from -= flat ? cut.x0 : cut.y0;
    rule.to -= flat ? cut.x0 : cut.y0;
  }
  std::vector<Box> pieces = find_text_pieces(clipped.get(), moved, glyph_height);
  for (Box& box : pieces) box = {box.x0 + cut.x0, box.y0 + cut.y0, box.x1 + cut.x0, box.y1 + cut.y0};
  return pieces;
}

std::vector<std::pair<int, int>> ink_runs(Pix* ink, const Box& box) {
  std::vector<std::pair<int, int>> runs;
  PixPtr part = clip(ink, box);
  if (!part) return runs;
  NUMA* counts = pixCountPixelsByColumn(part.get());
  for (int x = 0; x < pixGetWidth(part.get()); ++x) {
    l_int32 n = 0;
    numaGetIValue(counts, x, &n);
    if (n == 0) continue;
    if (!runs.empty() && runs.back().second == x)
      runs.back().second = x + 1;
    else
      runs.emplace_back(x, x + 1);
  }
  numaDestroy(&counts);
  return runs;
}

}  // namespace tabularium

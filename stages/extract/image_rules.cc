#include "stages/extract/image_rules.h"

#include <allheaders.h>

#include <algorithm>
#include <cmath>

namespace tabularium {
namespace {

// True where one of `rules` (of the other direction) passes within `near` of the end of a line at (along, across).
bool meets(const std::vector<Rule>& rules, Orientation orientation, double along, double across, double near) {
  return std::any_of(rules.begin(), rules.end(), [&](const Rule& other) {
    return other.orientation != orientation && std::abs(other.at - along) <= near && across >= other.from - near &&
           across <= other.to + near;
  });
}

// A short line is a ruling when it runs from one of `rules` to another, or from one of them on another's line.
bool is_held(const Rule& rule, const std::vector<Rule>& rules, double near) {
  const bool start = meets(rules, rule.orientation, rule.from, rule.at, near);
  const bool end = meets(rules, rule.orientation, rule.to, rule.at, near);
  if (start && end) return true;
  return (start || end) && std::any_of(rules.begin(), rules.end(), [&](const Rule& other) {
    return other.orientation == rule.orientation && std::abs(other.at - rule.at) <= near / 2;
  });
}

// Share of a piece's length along which ink stands right beside it, on the side where there is more. The tops, bars and
// feet of blurred letters run together to lines, but their stems go on from there; beside a ruling line there is paper.
double flanked(Pix* ink, Orientation orientation, int x, int y, int w, int h, int depth) {
  const bool flat = orientation == Orientation::horizontal;
  double most = 0;
  for (int side : {-1, 1}) {
    const int from = flat ? (side < 0 ? y - 2 - depth : y + h + 2) : (side < 0 ? x - 2 - depth : x + w + 2);
    ::Box* box = flat ? boxCreate(x, std::max(0, from), w, depth) : boxCreate(std::max(0, from), y, depth, h);
    PixPtr strip(box != nullptr ? pixClipRectangle(ink, box, nullptr) : nullptr);
    boxDestroy(&box);
    if (!strip) continue;
    NUMA* counts = flat ? pixCountPixelsByColumn(strip.get()) : pixCountPixelsByRow(strip.get(), nullptr);
    int marked = 0;
    for (int i = 0; i < numaGetCount(counts); ++i) {
      l_int32 n = 0;
      numaGetIValue(counts, i, &n);
      marked += n > 0 ? 1 : 0;
    }
    numaDestroy(&counts);
    most = std::max(most, static_cast<double>(marked) / (flat ? w : h));
  }
  return most;
}

// Bars that blurred letters make are no longer than a long word.
bool is_bar_of_letters(Pix* ink, const RuleOptions& options, Orientation orientation, int x, int y, int w, int h) {
  constexpr double longest = 12, most_flanked = 0.35;
  const int along = orientation == Orientation::horizontal ? w : h;
  if (options.glyph_height <= 0 || along > longest * options.glyph_height) return false;
  const int depth = std::max(2, static_cast<int>(0.15 * options.glyph_height));
  return flanked(ink, orientation, x, y, w, h, depth) > most_flanked;
}

// Lines of one direction, `length` pixels or longer; `mask` gains their pixels. With `held`, only lines
// that these rules hold are taken: the sides of a grid's small cells, which alone could be strokes of letters.
void collect_direction(Pix* ink, Orientation orientation, const RuleOptions& options, int length,
                       const std::vector<Rule>* held, std::vector<Rule>& rules, Pix* mask) {
  const bool flat = orientation == Orientation::horizontal;
  PixPtr opened(flat ? pixOpenBrick(nullptr, ink, length, 1) : pixOpenBrick(nullptr, ink, 1, length));
  if (!opened) return;
  PIXA* pieces = nullptr;
  BOXA* boxes = pixConnComp(opened.get(), &pieces, 8);
  const int count = boxes != nullptr ? boxaGetCount(boxes) : 0;
  const double max_thickness = std::max(4.0, options.max_thickness * options.dpi);
  for (int i = 0; i < count; ++i) {
    l_int32 x = 0, y = 0, w = 0, h = 0, area = 0;
    boxaGetBoxGeometry(boxes, i, &x, &y, &w, &h);
    PixPtr piece(pixaGetPix(pieces, i, L_CLONE));
    pixCountPixels(piece.get(), &area, nullptr);
    const int along = flat ? w : h, across = flat ? h : w;
    const double thickness = static_cast<double>(area) / along;
    if (thickness > max_thickness || across > 2.5 * max_thickness) continue;
    if (is_bar_of_letters(ink, options, orientation, x, y, w, h)) continue;
    Rule rule;
    rule.orientation = orientation;
    rule.at = flat ? y + h / 2.0 : x + w / 2.0;
    rule.from = flat ? x : y;
    rule.to = rule.from + along;
    rule.width = thickness;
    rule.source = RuleSource::image;
    const double near = std::max(3.0, 0.015 * options.dpi);
    if (held != nullptr && !is_held(rule, *held, near)) continue;
    rules.push_back(rule);
    pixRasterop(mask, x, y, w, h, PIX_PAINT, piece.get(), 0, 0);
  }
  boxaDestroy(&boxes);
  pixaDestroy(&pieces);
}

}  // namespace

std::vector<Rule> join_rules(std::vector<Rule> rules, double gap, double aside) {
  std::sort(rules.begin(), rules.end(), [](const Rule& a, const Rule& b) {
    if (a.orientation != b.orientation) return a.orientation < b.orientation;
    return a.from != b.from ? a.from < b.from : a.at < b.at;
  });
  std::vector<Rule> joined;
  for (const Rule& rule : rules) {
    auto host = std::find_if(joined.rbegin(), joined.rend(), [&](const Rule& other) {
      return other.orientation == rule.orientation && std::abs(other.at - rule.at) <= aside + (other.width + rule.width) / 4 &&
             rule.from - other.to <= gap;
    });
    if (host == joined.rend()) {
      joined.push_back(rule);
      continue;
    }
    const double a = host->to - host->from, b = rule.to - rule.from;
    host->at = (host->at * a + rule.at * b) / (a + b);
    host->width = (host->width * a + rule.width * b) / (a + b);
    host->to = std::max(host->to, rule.to);
  }
  return joined;
}

InkRules find_rules(Pix* ink, const RuleOptions& options) {
  InkRules found;
  found.mask.reset(pixCreateTemplate(ink));
  if (!found.mask) return found;
  const int length = std::max(16, static_cast<int>(options.min_length * options.dpi));
  collect_direction(ink, Orientation::horizontal, options, length, nullptr, found.rules, found.mask.get());
  collect_direction(ink, Orientation::vertical, options, length, nullptr, found.rules, found.mask.get());
  if (found.rules.size() >= 2) {
    const int side = std::max(12, static_cast<int>(options.min_side * options.dpi));
    const std::vector<Rule> held = found.rules;
    collect_direction(ink, Orientation::horizontal, options, side, &held, found.rules, found.mask.get());
    collect_direction(ink, Orientation::vertical, options, side, &held, found.rules, found.mask.get());
  }
  found.rules = join_rules(std::move(found.rules), options.join_gap * options.dpi, std::max(2.0, 0.01 * options.dpi));
  if (found.rules.empty()) found.mask.reset();
  return found;
}

}  // namespace tabularium

#include "stages/extract/ruling.h"

#include <algorithm>
#include <cmath>

namespace tabularium {
namespace {

constexpr double same_line = 0.8;      // points between lines that are one
constexpr double double_rule = 3.2;    // points between the two lines of a double rule
constexpr double small_gap = 1.2;      // points between segments that are one line
constexpr double shortest_rule = 4.0;  // points; what is shorter after merging is a speck

int lightness(std::uint32_t color) noexcept {
  const int red = static_cast<int>(color >> 16U & 255U), green = static_cast<int>(color >> 8U & 255U);
  return std::min({red, green, static_cast<int>(color & 255U)});
}

// What lies on top at `p` among the areas painted before `order`; white when nothing does.
std::uint32_t ground_below(const std::vector<FillMark>& fills, Point p, int order) {
  std::uint32_t color = 0xFFFFFF;
  for (const FillMark& fill : fills) {
    if (fill.order >= order) break;
    if (fill.box.contains(p)) color = fill.color;
  }
  return color;
}

Point middle(const Rule& rule) {
  const double along = (rule.from + rule.to) / 2;
  return rule.orientation == Orientation::horizontal ? Point{along, rule.at} : Point{rule.at, along};
}

bool clip_rule(Rule& rule, const Box& page) {
  const bool flat = rule.orientation == Orientation::horizontal;
  const double low = flat ? page.x0 : page.y0, high = flat ? page.x1 : page.y1;
  const double across_low = flat ? page.y0 : page.x0, across_high = flat ? page.y1 : page.x1;
  rule.from = std::max(rule.from, low);
  rule.to = std::min(rule.to, high);
  return rule.to > rule.from && rule.at >= across_low - 0.5 && rule.at <= across_high + 0.5;
}

// Gap that still belongs to a dotted or dashed line drawn piece by piece.
double allowed_gap(const Rule& left, const Rule& right) {
  const double piece = std::max(left.to - left.from, right.to - right.from);
  const double shorter = right.to - right.from;
  return piece < 8 || shorter < 4 ? std::max(small_gap, std::min(4.0, 2.0 * shorter)) : small_gap;
}

// Merges what lies on one line; `line` is sorted by `from`.
void merge_line(std::vector<Rule>& line, std::vector<Rule>& out) {
  std::sort(line.begin(), line.end(), [](const Rule& a, const Rule& b) { return a.from < b.from; });
  const std::size_t first = out.size();
  for (const Rule& rule : line) {
    if (out.size() > first && rule.from <= out.back().to + allowed_gap(out.back(), rule)) {
      Rule& last = out.back();
      const double old_length = last.to - last.from, new_length = rule.to - rule.from;
      if (new_length > old_length) last.at = rule.at;
      last.to = std::max(last.to, rule.to);
      last.width = std::max(last.width, rule.width);
    } else {
      out.push_back(rule);
    }
  }
}

// Rules of one orientation: grouped into lines by position, then merged along each line.
std::vector<Rule> merge_collinear(std::vector<Rule> rules) {
  std::sort(rules.begin(), rules.end(), [](const Rule& a, const Rule& b) { return a.at < b.at; });
  std::vector<Rule> merged, line;
  for (const Rule& rule : rules) {
    if (!line.empty() && rule.at - line.front().at > same_line) {
      merge_line(line, merged);
      line.clear();
    }
    line.push_back(rule);
  }
  merge_line(line, merged);
  return merged;
}

bool is_double(const Rule& a, const Rule& b) {
  const double shared = overlap(a.from, a.to, b.from, b.to);
  return std::abs(a.at - b.at) <= double_rule && shared > 0.95 * (a.to - a.from) && shared > 0.95 * (b.to - b.from);
}

// Two lines close together with the same ends are one ruling.
std::vector<Rule> join_double_rules(std::vector<Rule> rules) {
  std::sort(rules.begin(), rules.end(), [](const Rule& a, const Rule& b) { return a.at < b.at; });
  std::vector<Rule> out;
  for (const Rule& rule : rules) {
    bool joined = false;
    for (std::size_t i = out.size(); i-- > 0 && rule.at - out[i].at <= double_rule;) {
      if (!is_double(out[i], rule)) continue;
      const double low = out[i].at - out[i].width / 2;
      const double high = rule.at + rule.width / 2;
      out[i].at = (low + high) / 2;
      out[i].width = high - low;
      joined = true;
      break;
    }
    if (!joined) out.push_back(rule);
  }
  return out;
}

}  // namespace

bool is_near_white(std::uint32_t color) noexcept { return lightness(color) >= 247; }

Ruling ruling_from_marks(std::vector<RuleMark> rules, const std::vector<FillMark>& fills, const Box& page) {
  std::vector<Rule> flat, upright;
  for (RuleMark& mark : rules) {
    if (!clip_rule(mark.rule, page)) continue;
    if (is_near_white(mark.color) && is_near_white(ground_below(fills, middle(mark.rule), mark.order))) continue;
    (mark.rule.orientation == Orientation::horizontal ? flat : upright).push_back(mark.rule);
  }
  Ruling out;
  for (std::vector<Rule>* side : {&flat, &upright}) {
    for (const Rule& rule : join_double_rules(merge_collinear(std::move(*side))))
      if (rule.to - rule.from >= shortest_rule) out.rules.push_back(rule);
  }
  for (const FillMark& fill : fills) {
    const Box box = intersect(fill.box, page);
    const Point center{box.center_x(), box.center_y()};
    if (box.empty() || (is_near_white(fill.color) && is_near_white(ground_below(fills, center, fill.order)))) continue;
    out.fills.push_back({box, fill.color});
  }
  return out;
}

}  // namespace tabularium

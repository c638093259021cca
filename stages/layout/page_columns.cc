#include "stages/layout/page_columns.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <utility>

#include "models/geometry.h"
#include "stages/core/text_lines.h"
#include "stages/core/unicode.h"
#include "stages/layout/region_shape.h"
#include "stages/layout/text_features.h"

namespace tabularium {
namespace {

constexpr std::size_t fewest_lines = 6;  // of a column of running text beside the gutter
constexpr std::size_t short_lines = 3;   // the same beside such a column
constexpr double about = 0.06;           // share of the width: how far a gutter may stand from the half or a third

std::size_t at(int i) { return static_cast<std::size_t>(i); }

const Box& box_of(const Page& page, int word) { return page.evidence.words[at(word)].box; }

Box extent(const Page& page, const std::vector<int>& words) {
  Box all;
  for (int id : words) all = unite(all, box_of(page, id));
  return all;
}

// A line that runs on: many words, a few long ones, or many characters of a script that sets no spaces.
bool runs_on(const Page& page, const PrintedLine& line) {
  std::size_t words = 0;
  std::size_t letters = 0;
  int han = 0;
  for (const LineSegment& segment : line.segments) {
    words += segment.words.size();
    for (int id : segment.words)
      for (char32_t c : to_code_points(page.evidence.words[at(id)].text)) {
        han += is_han(c) ? 1 : 0;
        letters += is_letter(c) ? 1 : 0;
      }
  }
  if (words >= 4 * line.segments.size()) return true;
  return line.segments.size() == 1 && (han >= 12 || (words >= 2 && letters >= 24));
}

// A paragraph: full lines one after the other at one distance. The cells of a column of sentences are shorter.
bool is_prose(const Page& page, const std::vector<int>& words, std::size_t least) {
  const Box all = extent(page, words);
  std::size_t run = 0;
  double last = 0;
  double pitch = 0;
  bool spaced_out = false;
  const std::vector<PrintedLine> lines = printed_lines(page.evidence.words, words);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const PrintedLine& line = lines[i];
    const bool plain = line.box.width() > 0.7 * all.width() && runs_on(page, line);
    const bool full = plain || is_flush(page.evidence.words, line, all);
    const double step = line.center_y() - last;
    const bool goes_on = run > 0 && step < 2.2 * line.box.height() && (run == 1 || std::abs(step - pitch) < 0.15 * pitch);
    run = !full ? 0 : goes_on ? run + 1 : 1;
    spaced_out = run > 1 ? spaced_out || !plain : !plain;
    if (run >= least && !(spaced_out && has_river(page.evidence.words, std::span(lines).subspan(i + 1 - run, run), 0.3 * line.box.height()))) return true;
    pitch = step;
    last = line.center_y();
  }
  return false;
}

// Lines of both sides stand at one height, as the cells of rows do.
bool in_rows(const Page& page, const std::vector<int>& left, const std::vector<int>& right) {
  const std::vector<PrintedLine> a = printed_lines(page.evidence.words, left);
  const std::vector<PrintedLine> b = printed_lines(page.evidence.words, right);
  const auto level = std::count_if(b.begin(), b.end(), [&](const PrintedLine& line) {
    return std::any_of(a.begin(), a.end(), [&](const PrintedLine& other) {
      return std::abs(line.center_y() - other.center_y()) < 0.15 * line.box.height();
    });
  });
  return 10 * static_cast<std::size_t>(level) > 7 * std::min(a.size(), b.size());
}

// Tops of what stands together: lines that white parts from the line above.
std::vector<double> block_tops(const Page& page, const std::vector<int>& words) {
  constexpr double white = 0.5;  // heights: more than between the lines of a paragraph
  std::vector<double> tops;
  double last = -1e9;
  for (const PrintedLine& line : printed_lines(page.evidence.words, words)) {
    if (line.box.y0 - last > white * line.box.height()) tops.push_back(line.box.y0);
    last = std::max(last, line.box.y1);
  }
  return tops;
}

// Blocks of both sides begin at one height, one after the other: rows of a table, one of whose cells are long texts.
// Paragraphs of two columns begin where they like.
bool begin_in_rows(const Page& page, const std::vector<int>& left, const std::vector<int>& right, double height) {
  constexpr std::size_t fewest = 4;
  constexpr double most = 0.7;
  const std::vector<double> a = block_tops(page, left), b = block_tops(page, right);
  const auto level = std::count_if(b.begin(), b.end(), [&](double y) {
    return std::any_of(a.begin(), a.end(), [&](double other) { return std::abs(y - other) < 0.15 * height; });
  });
  return b.size() >= fewest && static_cast<double>(level) >= most * static_cast<double>(b.size()) &&
         static_cast<double>(level) >= 0.5 * static_cast<double>(a.size());
}

// A caption at the side's own left edge: tables hold none.
bool has_caption(const Page& page, const std::vector<int>& words) {
  const double left = extent(page, words).x0;
  const std::vector<PrintedLine> lines = printed_lines(page.evidence.words, words);
  return std::any_of(lines.begin(), lines.end(), [&](const PrintedLine& line) {
    return line.box.x0 < left + line.box.height() && is_table_caption(text_of(page, line.segments.front()));
  });
}

// Columns of the page, not of a table: both are running text, or one is and the other has a caption or lines of its own.
bool are_columns(const Page& page, const std::vector<int>& left, const std::vector<int>& right, double height) {
  if (begin_in_rows(page, left, right, height)) return false;
  const bool left_prose = is_prose(page, left, fewest_lines);
  const bool right_prose = is_prose(page, right, fewest_lines);
  if (!left_prose && !right_prose) return false;
  const std::vector<int>& other = left_prose ? right : left;
  return (left_prose && right_prose) || is_prose(page, other, short_lines) || has_caption(page, other) || !in_rows(page, left, right);
}

struct Gutter {
  double x = 0;
  double y0 = 0;
  double y1 = 0;
};

struct Sides {
  std::vector<int> left;
  std::vector<int> right;
  std::vector<int> above;
  std::vector<int> below;
};

Sides sides_of(const Page& page, const std::vector<int>& words, const Gutter& gutter) {
  Sides sides;
  for (int id : words) {
    const Box& box = box_of(page, id);
    if (box.center_y() < gutter.y0)
      sides.above.push_back(id);
    else if (box.center_y() > gutter.y1)
      sides.below.push_back(id);
    else
      (box.center_x() < gutter.x ? sides.left : sides.right).push_back(id);
  }
  return sides;
}

// The highest stretch of white at `x`, between words and rules that cross it.
Gutter white_at(const Page& page, const std::vector<int>& words, const RuleSet& rules, const Box& all, double x,
                double half) {
  std::vector<std::pair<double, double>> crossed;
  for (int id : words) {
    const Box& box = box_of(page, id);
    if (box.x1 > x - half && box.x0 < x + half) crossed.emplace_back(box.y0, box.y1);
  }
  for (const Rule& rule : rules.horizontal)
    if (rule.from < x && rule.to > x && rule.at > all.y0 && rule.at < all.y1) crossed.emplace_back(rule.at, rule.at);
  std::sort(crossed.begin(), crossed.end());
  crossed.emplace_back(all.y1, all.y1);
  Gutter best{x, 0, 0};
  double from = all.y0;
  for (const auto& [y0, y1] : crossed) {
    if (y0 - from > best.y1 - best.y0) best = {x, from, y0};
    from = std::max(from, y1);
  }
  return best;
}

// How far down from `y0` nothing crosses `x`.
double white_below(const Page& page, const std::vector<int>& words, const RuleSet& rules, const Box& all, double x, double y0) {
  double y1 = all.y1 + 1;
  for (int id : words) {
    const Box& box = box_of(page, id);
    if (box.center_y() > y0 && box.x0 < x && box.x1 > x) y1 = std::min(y1, box.y0);
  }
  for (const Rule& rule : rules.horizontal)
    if (rule.at > y0 && rule.at < all.y1 && rule.from < x - 1 && rule.to > x + 1) y1 = std::min(y1, rule.at);
  return y1;
}

// Captions of two tables on one line: their tables stand side by side, with white between them, right before the second caption or,
// where its table reaches further out, left of it. A space in the text under the tables makes the white hardly longer.
Gutter gutter_of_captions(const Page& page, const std::vector<int>& words, const RuleSet& rules, const Box& all, double height) {
  constexpr double least = 4;  // heights
  constexpr double longer = 3;
  Gutter best;
  for (const PrintedLine& line : printed_lines(page.evidence.words, words)) {
    if (line.segments.size() < 2 || !is_table_caption(text_of(page, line.segments.front()))) continue;
    for (std::size_t i = 1; i < line.segments.size(); ++i) {
      if (!is_table_caption(text_of(page, line.segments[i]))) continue;
      for (double x = line.segments[i].box.x0 - 0.3 * height; x > line.segments[i - 1].box.x1; x -= 0.5 * height) {
        const double y1 = white_below(page, words, rules, all, x, line.box.y0);
        const double known = best.y1 > best.y0 ? best.y1 - best.y0 + longer * height : 0;
        if (y1 - line.box.y0 > std::max(least * height, known)) best = {x, line.box.y0 - 0.5, y1};
      }
    }
  }
  return best;
}

void split(const Page& page, const std::vector<int>& words, const RuleSet& rules, int depth,
           std::vector<std::vector<int>>& groups) {
  constexpr int deepest = 4;
  constexpr std::array<double, 3> places = {0.5, 1.0 / 3, 2.0 / 3};
  const Box all = extent(page, words);
  const double height = typical_height(page.evidence.words, words);
  Gutter best = height > 0 && depth < deepest ? gutter_of_captions(page, words, rules, all, height) : Gutter{};
  const bool captions = best.y1 > best.y0;
  for (const double place : places) {
    for (double off = -about; !captions && height > 0 && depth < deepest && off <= about; off += 0.005) {
      const Gutter gutter = white_at(page, words, rules, all, all.x0 + (place + off) * all.width(), 0.5 * height);
      if (gutter.y1 - gutter.y0 <= std::max(best.y1 - best.y0, 1.2 * fewest_lines * height)) continue;
      const Sides sides = sides_of(page, words, gutter);
      if (sides.left.empty() || sides.right.empty()) continue;
      if (are_columns(page, sides.left, sides.right, height)) best = gutter;
    }
  }
  if (best.y1 <= best.y0) {
    if (!words.empty()) groups.push_back(words);
    return;
  }
  Sides sides = sides_of(page, words, best);
  for (const std::vector<int>* part : {&sides.above, &sides.left, &sides.right, &sides.below})
    if (!part->empty()) split(page, *part, rules, depth + 1, groups);
}

}  // namespace

std::vector<std::vector<int>> split_at_gutters(const Page& page, std::span<const int> words, const RuleSet& rules) {
  std::vector<std::vector<int>> groups;
  split(page, {words.begin(), words.end()}, rules, 0, groups);
  return groups;
}

}  // namespace tabularium

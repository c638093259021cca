#include "stages/layout/region_shape.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "stages/core/decimal.h"
#include "stages/core/enumerator.h"
#include "stages/core/typed_value.h"
#include "stages/core/unicode.h"

namespace tabularium {
namespace {

std::size_t at(int i) { return static_cast<std::size_t>(i); }

constexpr int long_segment_words = 6;
constexpr int long_segment_cjk = 18;  // characters: scripts without spaces

bool is_long(std::span<const Word> words, const LineSegment& segment) {
  if (static_cast<int>(segment.words.size()) >= long_segment_words) return true;
  int cjk = 0;
  for (int id : segment.words)
    for (char32_t c : to_code_points(words[at(id)].text)) cjk += is_han(c) ? 1 : 0;
  return cjk >= long_segment_cjk;
}

bool is_bullet(const std::string& text) {
  if (count_code_points(text) == 1 && !looks_numeric(text)) {
    const char32_t c = to_code_points(text).front();
    if (!is_letter(c)) return true;
  }
  const auto enumerator = parse_enumerator(text + " x");
  return enumerator && enumerator->bytes >= text.size() && text.find_first_not_of("0123456789") != std::string::npos;
}

// Most values lie at the median: a head that is set otherwise than its figures does not spoil it.
bool lines_up(std::vector<double> values, double slack) {
  std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2), values.end());
  const double middle = values[values.size() / 2];
  double sum = 0;
  std::size_t there = 0;
  for (double v : values) {
    sum += std::abs(v - middle);
    there += std::abs(v - middle) <= slack ? 1 : 0;
  }
  return sum <= slack * static_cast<double>(values.size()) || 4 * there >= 3 * values.size();
}

// A figure and where it stands.
struct Tick {
  double y = 0;
  double value = 0;
};

// How many of a column's figures, top down, are ticks: four or more with one step down in value and one step in height.
int count_ticks(const std::vector<Tick>& figures) {
  constexpr std::size_t fewest = 4;
  int ticks = 0;
  for (std::size_t from = 0; from + 1 < figures.size();) {
    const double step = figures[from + 1].value - figures[from].value;
    const double pitch = figures[from + 1].y - figures[from].y;
    std::size_t to = from + 1;
    const auto goes_on = [&](std::size_t i) {
      return std::abs(figures[i].value - figures[i - 1].value - step) < 1e-6 * (1 + std::abs(step)) &&
             std::abs(figures[i].y - figures[i - 1].y - pitch) < 0.2 * pitch;
    };
    while (to + 1 < figures.size() && goes_on(to + 1)) ++to;
    if (step < 0 && to - from + 1 >= fewest) ticks += static_cast<int>(to - from + 1);
    from = to;
  }
  return ticks;
}

double axis_share(std::span<const Word> words, std::span<const PrintedLine> lines, std::span<const ColumnBand> columns) {
  std::vector<std::vector<Tick>> figures(columns.size());
  int all = 0;
  for (const PrintedLine& line : lines) {
    for (const LineSegment& segment : line.segments) {
      const ColumnRange range = columns_under(segment.box, columns);
      const Value value = parse_value(text_of(words, segment));
      if (!range.single() || !is_numeric(value)) continue;
      figures[at(range.first)].push_back({segment.box.center_y(), to_double(value.number)});
      ++all;
    }
  }
  int ticks = 0;
  for (const std::vector<Tick>& column : figures) ticks += count_ticks(column);
  return all == 0 ? 0 : static_cast<double>(ticks) / all;
}

}  // namespace

std::string text_of(std::span<const Word> words, const LineSegment& segment) {
  std::string text;
  for (int id : segment.words) text += (text.empty() ? "" : " ") + words[at(id)].text;
  return text;
}

std::string text_of(const Page& page, const LineSegment& segment) { return text_of(page.evidence.words, segment); }

BlockShape block_shape(std::span<const Word> words, std::span<const PrintedLine> lines) {
  BlockShape shape;
  const std::vector<ColumnBand> columns = find_columns(lines);
  shape.lines = static_cast<int>(lines.size());
  shape.columns = static_cast<int>(columns.size());
  std::vector<std::vector<Box>> by_column(columns.size());
  int segments = 0;
  int long_count = 0;
  int body = 0;
  int numeric = 0;
  int bullets = 0;
  double height = 0;
  for (const PrintedLine& line : lines) {
    height += line.box.height() / static_cast<double>(lines.size());
    if (line.segments.size() == 1 && columns.size() > 1)
      shape.stub_lines += !is_long(words, line.segments.front()) && is_in_stub(line.box, columns) ? 1 : 0;
    if (line.segments.size() < 2) continue;
    ++shape.cut_lines;
    for (std::size_t i = 0; i < line.segments.size(); ++i) {
      const LineSegment& segment = line.segments[i];
      ++segments;
      long_count += is_long(words, segment) ? 1 : 0;
      const std::string text = text_of(words, segment);
      if (i == 0) bullets += is_bullet(text) ? 1 : 0;
      const ColumnRange range = columns_under(segment.box, columns);
      if (range.single()) by_column[at(range.first)].push_back(segment.box);
      if (i == 0) continue;
      ++body;
      numeric += looks_numeric(text) ? 1 : 0;
    }
  }
  shape.axis = axis_share(words, lines, columns);
  if (segments > 0) shape.long_segments = static_cast<double>(long_count) / segments;
  if (body > 0) shape.numeric = static_cast<double>(numeric) / body;
  if (shape.cut_lines > 0) shape.list_like = static_cast<double>(bullets) / shape.cut_lines;
  int judged = 0;
  int aligned = 0;
  for (std::size_t c = 1; c < by_column.size(); ++c) {
    if (by_column[c].size() < 2) continue;
    ++judged;
    std::vector<double> left, right, centre;
    for (const Box& box : by_column[c]) {
      left.push_back(box.x0);
      right.push_back(box.x1);
      centre.push_back(box.center_x());
    }
    const double slack = 0.35 * height;
    aligned += lines_up(left, slack) || lines_up(right, slack) || lines_up(centre, slack) ? 1 : 0;
  }
  if (judged > 0) shape.aligned = static_cast<double>(aligned) / judged;
  return shape;
}

bool is_in_stub(const Box& text, std::span<const ColumnBand> columns) {
  if (columns.size() < 2) return false;
  if (text.x0 >= columns[0].x0 - 1 && text.x1 < columns[1].x0) return true;
  return columns.size() > 2 && text.x0 >= columns[1].x0 - 1 && text.x1 < columns[2].x0;
}

bool is_prose_line(const PrintedLine& line, double block_width) {
  std::size_t words = 0;
  for (const LineSegment& s : line.segments) words += s.words.size();
  const bool whole = line.segments.size() == 1 || words >= 6 * line.segments.size();
  return whole && words >= 6 && line.box.width() > 0.55 * block_width;
}

bool looks_tabular(const BlockShape& shape, bool framed) {
  if (shape.columns < 2) return false;
  if (shape.cut_lines < (framed ? 2 : 3)) return false;
  if (shape.list_like > 0.6 || shape.axis >= 0.5) return false;
  if (shape.columns == 2 && shape.long_segments > 0.5) return false;  // prose set in two columns
  if (shape.columns > 2 && shape.long_segments > 0.6) return false;
  if (framed) return 3 * shape.cut_lines >= shape.lines;
  // Beside several columns of figures, lines of the stub alone are wrapped labels.
  const int stub_lines = shape.columns > 2 && shape.numeric >= 0.5 ? shape.stub_lines : 0;
  if (2 * shape.cut_lines < shape.lines - stub_lines) return false;
  if (shape.columns == 2) return shape.aligned >= 0.99 && (shape.numeric >= 0.5 || shape.cut_lines >= 5);
  return shape.aligned >= 0.6;
}

bool is_flush(std::span<const Word> words, const PrintedLine& line, const Box& all) {
  constexpr std::size_t least_words = 3;
  std::size_t count = 0, figures = 0;
  for (const LineSegment& segment : line.segments) {
    count += segment.words.size();
    for (const int id : segment.words) figures += looks_numeric(words[static_cast<std::size_t>(id)].text) ? 1 : 0;
  }
  const double slack = 0.3 * line.box.height();
  return count >= least_words && 3 * figures < count && line.box.x0 < all.x0 + slack && line.box.x1 > all.x1 - slack;
}

bool has_river(std::span<const Word> words, std::span<const PrintedLine> lines, double least) {
  constexpr double most = 0.75;
  std::vector<std::vector<std::pair<double, double>>> gaps(lines.size());
  for (std::size_t i = 0; i < lines.size(); ++i) {
    double end = 1e9;
    for (const LineSegment& segment : lines[i].segments)
      for (const int id : segment.words) {
        const Box& box = words[static_cast<std::size_t>(id)].box;
        if (box.x0 - end > least) gaps[i].emplace_back(end, box.x0);
        end = box.x1;
      }
  }
  const auto is_white = [&](const std::vector<std::pair<double, double>>& line, double x) {
    return std::any_of(line.begin(), line.end(), [&](const auto& gap) { return gap.first <= x && gap.second >= x + least; });
  };
  for (const auto& line : gaps)
    for (const auto& [from, to] : line) {
      const auto white = std::count_if(gaps.begin(), gaps.end(), [&](const auto& other) { return is_white(other, from); });
      if (static_cast<double>(white) >= most * static_cast<double>(lines.size())) return true;
    }
  return false;
}

}  // namespace tabularium

#include "stages/layout/region_heads.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <string>

#include "stages/core/text_columns.h"
#include "stages/core/text_lines.h"
#include "stages/core/typed_value.h"
#include "stages/layout/region_shape.h"
#include "stages/layout/text_features.h"

namespace tabularium {
namespace {

constexpr double same_edge = 5.0;  // points

// A number that is no column's, "(3)", and no year.
bool is_figure(const std::string& text) {
  const bool serial = text.starts_with('(') && text.ends_with(')') && text.size() <= 4;
  const bool year = text.size() == 4 && text.find_first_not_of("0123456789") == std::string::npos && (text[0] == '1' || text[0] == '2');
  return looks_numeric(text) && !is_blank_mark(text) && !serial && !year;
}

std::size_t figures_in(const Page& page, const PrintedLine& line) {
  return static_cast<std::size_t>(std::count_if(line.segments.begin(), line.segments.end(),
                                                [&](const LineSegment& segment) { return is_figure(text_of(page, segment)); }));
}

bool holds_figures(const Page& page, const TableRegion& region) {
  const std::vector<PrintedLine> lines = printed_lines(page.evidence.words, region.words);
  return std::any_of(lines.begin(), lines.end(), [&](const PrintedLine& line) { return figures_in(page, line) > 0; });
}

// Its first line is a row of figures, or names a section over one.
bool begins_with_rows(const Page& page, const TableRegion& region) {
  const std::vector<PrintedLine> lines = printed_lines(page.evidence.words, region.words);
  constexpr std::size_t looked_at = 3;  // labels wrap around their figures
  for (std::size_t i = 0; i < std::min(looked_at, lines.size()); ++i) {
    if (lines[i].segments.size() < 2) continue;
    return 2 * figures_in(page, lines[i]) >= lines[i].segments.size();
  }
  return false;
}

void take_in(const Page& page, const TableRegion& head, const std::vector<TableRegion>& regions, TableRegion& body) {
  std::set<int> taken;
  for (const TableRegion& region : regions) taken.insert(region.words.begin(), region.words.end());
  body.box = unite(*body.box, *head.box);
  if (body.kind == RegionKind::ruled) body.kind = RegionKind::part_ruled;
  body.words.insert(body.words.end(), head.words.begin(), head.words.end());
  const auto& words = page.evidence.words;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const Point center{words[i].box.center_x(), words[i].box.center_y()};
    if (!words[i].hidden && body.box->contains(center) && !taken.contains(static_cast<int>(i))) body.words.push_back(static_cast<int>(i));
  }
  std::sort(body.words.begin(), body.words.end());
}

// Words of no region that lie below `upper` and above `lower`, and within their width.
std::vector<int> words_amid(const Page& page, const std::vector<TableRegion>& regions, const Box& upper, const Box& lower) {
  std::set<int> taken;
  for (const TableRegion& region : regions) taken.insert(region.words.begin(), region.words.end());
  std::vector<int> amid;
  for (std::size_t i = 0; i < page.evidence.words.size(); ++i) {
    const Word& word = page.evidence.words[i];
    const double y = word.box.center_y();
    if (word.hidden || y <= upper.y1 || y >= lower.y0 || word.box.x1 < upper.x0 || word.box.x0 > upper.x1) continue;
    if (!taken.contains(static_cast<int>(i))) amid.push_back(static_cast<int>(i));
  }
  return amid;
}

// Nothing lies between the two, or the name of a section over the first column, no further from either than rows are.
bool only_section_amid(const Page& page, const std::vector<TableRegion>& regions, const Box& upper, const Box& lower, double height) {
  constexpr std::size_t most_lines = 3;
  constexpr std::size_t most_words = 10;
  const double most_air = 1.8 * height;
  const std::vector<PrintedLine> lines = printed_lines(page.evidence.words, words_amid(page, regions, upper, lower));
  double edge = upper.y1;
  for (const PrintedLine& line : lines) {
    const std::string text = text_of(page, line.segments.front());
    if (line.segments.size() > 1 || line.segments.front().words.size() > most_words || line.box.y0 - edge > most_air) return false;
    if (line.box.x0 < upper.x0 - same_edge || line.box.x1 > upper.x1 || is_table_caption(text) || is_unit_line(text)) return false;
    edge = std::max(edge, line.box.y1);
  }
  return lines.size() <= most_lines && lower.y0 - edge < most_air;
}

// A head between rules that no line parts into cells is as wide as its body; one of cells lies within its width.
bool fits_width(const TableRegion& head, const TableRegion& body) {
  if (head.box->x0 < body.box->x0 - 2 * same_edge || head.box->x1 > body.box->x1 + 2 * same_edge) return false;
  return head.box->width() > (head.kind == RegionKind::ruled ? 0.4 : 0.95) * body.box->width();
}

bool is_boxhead_of(const Page& page, const std::vector<TableRegion>& regions, const TableRegion& head, const TableRegion& body) {
  if (head.kind == RegionKind::unruled || !head.box || !body.box || head.words.empty()) return false;
  const double height = typical_height(page.evidence.words, head.words);
  const double gap = body.box->y0 - head.box->y1;
  if (gap < -2 * height || head.box->y0 > body.box->y0 + same_edge || !fits_width(head, body)) return false;
  const bool near = gap <= 1.5 * height || (gap < 4 * height && only_section_amid(page, regions, *head.box, *body.box, height));
  return near && !holds_figures(page, head) && begins_with_rows(page, body);
}

bool columns_under_one_another(const Page& page, const TableRegion& upper, const TableRegion& lower) {
  const std::vector<ColumnBand> above = find_columns(printed_lines(page.evidence.words, upper.words));
  const std::vector<ColumnBand> below = find_columns(printed_lines(page.evidence.words, lower.words));
  if (above.size() != below.size() || above.size() < 2) return false;
  for (std::size_t c = 0; c < above.size(); ++c)
    if (overlap(above[c].x0, above[c].x1, below[c].x0, below[c].x1) <= 0) return false;
  return true;
}

// The first line of several texts has figures, or marks of missing ones, in most columns but the first.
bool begins_with_values(const Page& page, const TableRegion& region) {
  for (const PrintedLine& line : printed_lines(page.evidence.words, region.words)) {
    if (line.segments.size() < 2) continue;
    const auto values = std::count_if(line.segments.begin() + 1, line.segments.end(), [&](const LineSegment& segment) {
      const std::string text = text_of(page, segment);
      return is_blank_mark(text) || is_figure(text);
    });
    return 3 * static_cast<std::size_t>(values) >= 2 * (line.segments.size() - 1);
  }
  return false;
}

// Both reach to the same sides. A region without lines ends with its text, which lies a little within the lines of the other.
bool equally_wide(const TableRegion& a, const TableRegion& b) {
  constexpr double most = 0.85;  // of the width of the lines
  const Box& x = *a.box;
  const Box& y = *b.box;
  const auto within = [&](const Box& text, const Box& lines) {
    return text.x0 > lines.x0 - same_edge && text.x1 < lines.x1 + same_edge && text.width() > most * lines.width();
  };
  if (a.kind == RegionKind::unruled && within(x, y)) return true;
  if (b.kind == RegionKind::unruled && within(y, x)) return true;
  return std::abs(x.x0 - y.x0) <= same_edge && std::abs(x.x1 - y.x1) <= same_edge;
}

bool are_parts(const Page& page, const std::vector<TableRegion>& regions, const TableRegion& upper, const TableRegion& lower) {
  if (!upper.box || !lower.box || upper.words.empty() || lower.words.empty()) return false;
  const double height = typical_height(page.evidence.words, lower.words);
  const double gap = lower.box->y0 - upper.box->y1;
  if (gap < -height || gap > 7 * height) return false;
  return equally_wide(upper, lower) && begins_with_values(page, lower) && only_section_amid(page, regions, *upper.box, *lower.box, height) &&
         columns_under_one_another(page, upper, lower);
}

}  // namespace

void join_parts(const Page& page, std::vector<TableRegion>& regions) {
  for (std::size_t i = 0; i < regions.size();) {
    const auto lower = std::find_if(regions.begin(), regions.end(), [&](const TableRegion& other) {
      return &other != &regions[i] && are_parts(page, regions, regions[i], other);
    });
    if (lower == regions.end()) {
      ++i;
      continue;
    }
    lower->kind = RegionKind::part_ruled;
    take_in(page, regions[i], regions, *lower);
    regions.erase(regions.begin() + static_cast<std::ptrdiff_t>(i));
    i = 0;
  }
}

void join_boxheads(const Page& page, std::vector<TableRegion>& regions) {
  for (std::size_t i = 0; i < regions.size();) {
    const auto body = std::find_if(regions.begin(), regions.end(), [&](const TableRegion& other) {
      return &other != &regions[i] && is_boxhead_of(page, regions, regions[i], other);
    });
    if (body == regions.end()) {
      ++i;
      continue;
    }
    take_in(page, regions[i], regions, *body);
    regions.erase(regions.begin() + static_cast<std::ptrdiff_t>(i));
  }
}

}  // namespace tabularium

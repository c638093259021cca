#include "stages/layout/region_heads.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <string>

#include "stages/core/text_lines.h"
#include "stages/core/typed_value.h"

namespace tabularium {
namespace {

constexpr double same_edge = 5.0;  // points

std::string text_of(const Page& page, const LineSegment& segment) {
  std::string text;
  for (int id : segment.words) text += (text.empty() ? "" : " ") + page.evidence.words[static_cast<std::size_t>(id)].text;
  return text;
}

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

bool is_boxhead_of(const Page& page, const TableRegion& head, const TableRegion& body) {
  if (head.kind != RegionKind::ruled || !head.box || !body.box || head.words.empty()) return false;
  const double height = typical_height(page.evidence.words, head.words);
  const double gap = body.box->y0 - head.box->y1;
  if (gap < -2 * height || gap > 1.5 * height || head.box->y0 > body.box->y0 + same_edge) return false;
  if (head.box->x0 < body.box->x0 - 2 * same_edge || head.box->x1 > body.box->x1 + 2 * same_edge) return false;
  if (head.box->width() < 0.4 * body.box->width()) return false;
  return !holds_figures(page, head) && begins_with_rows(page, body);
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

}  // namespace

void join_boxheads(const Page& page, std::vector<TableRegion>& regions) {
  for (std::size_t i = 0; i < regions.size();) {
    const auto body = std::find_if(regions.begin(), regions.end(), [&](const TableRegion& other) {
      return &other != &regions[i] && is_boxhead_of(page, regions[i], other);
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

#include "stages/layout/table_regions.h"

#include <algorithm>
#include <cmath>
#include <span>

#include "stages/core/drawn_text.h"
#include "stages/core/page_rules.h"
#include "stages/layout/region_banded.h"
#include "stages/layout/region_drawn.h"
#include "stages/layout/page_columns.h"
#include "stages/layout/region_extent.h"
#include "stages/layout/region_heads.h"
#include "stages/layout/region_open.h"
#include "stages/layout/region_ruled.h"
#include "stages/layout/region_shape.h"
#include "stages/layout/region_tagged.h"

namespace tabularium {
namespace {

constexpr double frame_slack = 2.0;  // points

bool holds(const Box& box, const Box& word) {
  return box.contains({word.center_x(), word.center_y()});
}

bool beside_and_left(const Box& a, const Box& b) {
  return overlap_y(a, b) > 0.5 * std::min(a.height(), b.height()) && a.x1 <= b.x0 + frame_slack;
}

Box grown(const Box& b) { return {b.x0 - frame_slack, b.y0 - frame_slack, b.x1 + frame_slack, b.y1 + frame_slack}; }

// The part of the page that holds the box's words.
std::vector<int> part_around(const Page& page, const std::vector<std::vector<int>>& parts, const Box& box) {
  const auto held = [&](const std::vector<int>& part) {
    return std::count_if(part.begin(), part.end(), [&](int id) {
      return holds(box, page.evidence.words[static_cast<std::size_t>(id)].box);
    });
  };
  const auto most = std::max_element(parts.begin(), parts.end(),
                                     [&](const auto& a, const auto& b) { return held(a) < held(b); });
  return most == parts.end() ? std::vector<int>{} : *most;
}

// Adds a region unless one that was found before (and is surer) holds most of it; swallows what lies within.
class RegionList {
 public:
  RegionList(const Page& page, const std::vector<bool>& furniture) : page_(page), taken_(furniture.begin(), furniture.end()) {
    taken_.resize(page.evidence.words.size(), 0);
  }

  void add(const Box& box, RegionKind kind) {
    TableRegion region;
    region.page = page_.number;
    region.kind = kind;
    region.box = box;
    for (std::size_t i = 0; i < page_.evidence.words.size(); ++i) {
      if (taken_[i] != 0 || !holds(box, page_.evidence.words[i].box)) continue;
      region.words.push_back(static_cast<int>(i));
    }
    if (region.words.size() < 2) return;
    add_overflow(region);
    for (int id : region.words) taken_[static_cast<std::size_t>(id)] = 1;
    regions_.push_back(std::move(region));
  }

  std::vector<int> free_words() const {
    std::vector<int> words;
    for (std::size_t i = 0; i < taken_.size(); ++i) {
      const Word& word = page_.evidence.words[i];
      if (taken_[i] == 0 && !word.hidden) words.push_back(static_cast<int>(i));
    }
    return words;
  }

  std::vector<int> still_free(const std::vector<int>& words) const {
    std::vector<int> free;
    for (int id : words)
      if (taken_[static_cast<std::size_t>(id)] == 0) free.push_back(id);
    return free;
  }

  // Regions that no rule closes, with the rest of their last label.
  void take_in_labels(const std::vector<std::vector<int>>& parts) {
    for (TableRegion& region : regions_) {
      const bool closed = std::any_of(page_.evidence.rules.begin(), page_.evidence.rules.end(), [&](const Rule& rule) {
        return rule.orientation == Orientation::horizontal && std::abs(rule.at - region.box->y1) < 2 * frame_slack &&
               overlap(rule.from, rule.to, region.box->x0, region.box->x1) > 0.5 * region.box->width();
      });
      if (closed || region.kind == RegionKind::ruled) continue;
      const std::vector<int> free = still_free(part_around(page_, parts, *region.box));
      const Box extended = extend_by_labels(page_, free, *region.box, region.words);
      for (const int id : free) {
        if (extended.y1 <= region.box->y1 || !holds(extended, page_.evidence.words[static_cast<std::size_t>(id)].box)) continue;
        region.words.push_back(id);
        taken_[static_cast<std::size_t>(id)] = 1;
      }
      region.box = extended;
    }
  }

  std::vector<TableRegion> in_reading_order() && {
    std::stable_sort(regions_.begin(), regions_.end(),
                     [](const TableRegion& x, const TableRegion& y) { return x.box->y0 < y.box->y0; });
    // Side by side: from left to right. An insertion pass, as "beside" is no ordering for a sort.
    for (std::size_t i = 1; i < regions_.size(); ++i) {
      for (std::size_t j = i; j > 0 && beside_and_left(*regions_[j].box, *regions_[j - 1].box); --j)
        std::swap(regions_[j], regions_[j - 1]);
    }
    return std::move(regions_);
  }

 private:
  // A cell's last line can run over the frame that a page break cut: it begins within, right under the cell's text.
  void add_overflow(TableRegion& region) const {
    const std::size_t inside = region.words.size();
    for (std::size_t i = 0; i < page_.evidence.words.size(); ++i) {
      const Box& word = page_.evidence.words[i].box;
      if (taken_[i] != 0 || holds(*region.box, word) || word.y0 > region.box->y1 - frame_slack) continue;
      if (word.y1 < region.box->y1 || word.center_x() < region.box->x0 || word.center_x() > region.box->x1) continue;
      const bool follows = std::any_of(region.words.begin(), region.words.begin() + static_cast<std::ptrdiff_t>(inside),
                                       [&](int id) {
        const Box& above = page_.evidence.words[static_cast<std::size_t>(id)].box;
        return overlap_x(above, word) > 0 && std::abs(word.y0 - above.y1) < 0.25 * word.height();
      });
      if (follows) region.words.push_back(static_cast<int>(i));
    }
  }

  const Page& page_;
  std::vector<char> taken_;
  std::vector<TableRegion> regions_;
};

std::vector<PrintedLine> lines_inside(const Page& page, std::span<const int> words, const Box& frame) {
  std::vector<int> inside;
  for (int id : words)
    if (holds(frame, page.evidence.words[static_cast<std::size_t>(id)].box)) inside.push_back(id);
  return printed_lines(page.evidence.words, inside);
}

bool frame_is_tabular(const Page& page, std::span<const int> words, const Box& frame) {
  const std::vector<PrintedLine> lines = lines_inside(page, words, frame);
  return lines.size() >= 2 && looks_tabular(block_shape(page.evidence.words, lines), true);
}

// A frame that holds a table and nothing else: it reaches as far as its sides, though a page break leaves it open.
bool is_table_frame(const Page& page, std::span<const int> words, const Box& frame) {
  const std::vector<PrintedLine> lines = lines_inside(page, words, frame);
  const bool prose = std::any_of(lines.begin(), lines.end(),
                                 [&](const PrintedLine& line) { return is_prose_line(line, frame.width()); });
  return lines.size() >= 3 && !prose && looks_tabular(block_shape(page.evidence.words, lines), true);
}

}  // namespace

std::vector<TableRegion> find_table_regions(const Page& page, const std::vector<bool>& furniture) {
  RegionList list(page, furniture);
  const RuleSet joined = page_rules(page);
  RuledRegions ruled = find_ruled_regions(page, joined);
  std::sort(ruled.closed.begin(), ruled.closed.end(), [](const Box& a, const Box& b) { return a.area() > b.area(); });
  for (const Box& box : ruled.closed) list.add(grown(box), RegionKind::ruled);
  if (is_drawn(page)) {
    for (const Box& box : find_drawn_regions(page, list.free_words())) list.add(box, RegionKind::unruled);
    return std::move(list).in_reading_order();
  }
  std::vector<Box> taken = ruled.closed;
  for (const Box& box : ruled.columned) {
    const std::vector<PrintedLine> lines = lines_inside(page, list.free_words(), box);
    const auto cut = std::count_if(lines.begin(), lines.end(), [](const PrintedLine& line) { return line.segments.size() >= 3; });
    if (cut < 3) continue;
    list.add(box, RegionKind::part_ruled);
    taken.push_back(box);
  }
  for (const Box& box : ruled.frames) {
    if (!is_table_frame(page, list.free_words(), box)) continue;
    list.add(box, RegionKind::part_ruled);
    taken.push_back(box);
  }
  const std::vector<std::vector<int>> parts = split_at_gutters(page, list.free_words(), joined);
  for (const std::vector<int>& words : parts) {
    std::vector<Box> banded = find_banded_regions(page, joined, list.still_free(words), taken, ruled.painted);
    // Rules within a boxhead, as under spanners beside a stub head, lie within the table that those of its full width make.
    std::stable_sort(banded.begin(), banded.end(), [](const Box& a, const Box& b) { return a.area() > b.area(); });
    for (const Box& box : banded) list.add(box, RegionKind::part_ruled);
  }
  for (const Box& box : ruled.painted)
    list.add(grown(extend_below(page, list.still_free(part_around(page, parts, box)), box)), RegionKind::ruled);
  ruled.frames.insert(ruled.frames.end(), ruled.panels.begin(), ruled.panels.end());
  std::sort(ruled.frames.begin(), ruled.frames.end(), [](const Box& a, const Box& b) { return a.area() < b.area(); });
  for (const Box& box : ruled.frames)
    if (frame_is_tabular(page, list.free_words(), box)) list.add(box, RegionKind::part_ruled);
  for (const std::vector<int>& words : parts)
    for (const Box& box : find_open_regions(page, list.still_free(words)))
      list.add(extend_between_sides(page, joined, list.still_free(words), box), RegionKind::unruled);
  list.take_in_labels(parts);
  std::vector<TableRegion> regions = std::move(list).in_reading_order();
  join_boxheads(page, regions);
  join_parts(page, regions);
  fit_tagged_regions(page, regions);
  return regions;
}

}  // namespace tabularium

#include "stages/layout/region_extent.h"

#include <algorithm>
#include <string>

#include "stages/core/text_columns.h"
#include "stages/core/text_lines.h"
#include "stages/core/typed_value.h"
#include "stages/core/unicode.h"
#include "stages/layout/region_shape.h"
#include "stages/layout/text_features.h"

namespace tabularium {
namespace {

std::size_t at(int i) { return static_cast<std::size_t>(i); }

constexpr double side_slack = 3.0;  // points

std::vector<int> words_in(const Page& page, std::span<const int> words, const Box& box) {
  std::vector<int> inside;
  for (int id : words) {
    const Box& word = page.evidence.words[at(id)].box;
    if (box.contains({word.center_x(), word.center_y()})) inside.push_back(id);
  }
  return inside;
}

std::string text_of(const Page& page, const PrintedLine& line) {
  std::string text;
  for (const LineSegment& segment : line.segments) text += text_of(page, segment) + '\t';
  return fold_label(text);
}

// What rows of a table look like, read off the lines that are known to be its.
struct RowPattern {
  std::vector<ColumnBand> columns;
  double pitch = 0;  // usual distance of lines, centre to centre
};

RowPattern pattern_of(std::span<const PrintedLine> lines, double height) {
  RowPattern pattern;
  pattern.columns = find_columns(lines);
  std::vector<double> pitches;
  for (std::size_t i = 1; i < lines.size(); ++i) pitches.push_back(lines[i].center_y() - lines[i - 1].center_y());
  if (!pitches.empty()) {
    std::nth_element(pitches.begin(), pitches.begin() + static_cast<std::ptrdiff_t>(pitches.size() / 2), pitches.end());
    pattern.pitch = pitches[pitches.size() / 2];
  }
  pattern.pitch = std::max(pattern.pitch, 1.8 * height);
  return pattern;
}

// Each segment under one column of its own (a label may run on over the stub), and the half of the columns filled.
bool fits(const PrintedLine& line, const RowPattern& pattern) {
  int last = -1;
  for (const LineSegment& segment : line.segments) {
    const ColumnRange range = columns_under(segment.box, pattern.columns);
    const bool stub = last < 0 && range.first == 0 && range.last == 1;
    if ((!range.single() && !stub) || range.first <= last) return false;
    const ColumnBand& column = pattern.columns[at(range.first)];
    if (overlap(segment.box.x0, segment.box.x1, column.x0, column.x1) <= 0) return false;
    last = range.last;
  }
  const std::size_t filled = line.segments.size();
  return filled >= 2 && 2 * filled >= pattern.columns.size();
}

int figures_in(const Page& page, const PrintedLine& line) {
  return static_cast<int>(std::count_if(line.segments.begin(), line.segments.end(), [&](const LineSegment& segment) {
    return looks_numeric(text_of(page, segment));
  }));
}

std::vector<int> free_words(const Page& page, std::span<const TableRegion> regions) {
  std::vector<char> taken(page.evidence.words.size(), 0);
  for (const TableRegion& region : regions)
    for (int id : region.words) taken[at(id)] = 1;
  std::vector<int> free;
  for (std::size_t i = 0; i < taken.size(); ++i)
    if (taken[i] == 0 && !page.evidence.words[i].hidden) free.push_back(static_cast<int>(i));
  return free;
}

// The table that ends the page: nothing but a footer's line below it.
const TableRegion* last_table(const Page& page, std::span<const TableRegion> regions) {
  const auto lowest = std::max_element(regions.begin(), regions.end(), [](const TableRegion& a, const TableRegion& b) {
    return a.box->y1 < b.box->y1;
  });
  if (lowest == regions.end() || lowest->box->y1 < 0.6 * page.height) return nullptr;
  const Box below{0, lowest->box->y1, page.width, page.height};
  const std::vector<int> rest = words_in(page, free_words(page, regions), below);
  return printed_lines(page.evidence.words, rest).size() <= 1 ? &*lowest : nullptr;
}

// The lines at the page's top that go on `table`; a running head may stand over them.
std::vector<PrintedLine> lines_going_on(const Page& before, const TableRegion& table, const Page& page,
                                        std::span<const PrintedLine> lines) {
  const std::vector<PrintedLine> own = printed_lines(before.evidence.words, table.words);
  if (own.size() < 2) return {};
  const RowPattern pattern = pattern_of(own, typical_height(before.evidence.words, table.words));
  if (pattern.columns.size() < 3) return {};
  std::vector<PrintedLine> found;
  for (std::size_t start = 0; start < std::min<std::size_t>(2, lines.size()); ++start) {
    const bool head = text_of(page, lines[start]) == text_of(before, own.front());
    const bool row = fits(lines[start], pattern) && 2 * figures_in(page, lines[start]) >= static_cast<int>(pattern.columns.size());
    if (!head && !row) continue;
    found.push_back(lines[start]);
    for (std::size_t i = start + 1; i < lines.size(); ++i) {
      if (lines[i].center_y() - found.back().center_y() > 1.6 * pattern.pitch || !fits(lines[i], pattern)) break;
      found.push_back(lines[i]);
    }
    if (head && found.size() < 2) found.clear();
    break;
  }
  return found;
}

// Heads over `columns`, left to right: short texts, none of them a caption or a unit.
bool are_heads(const Page& page, const PrintedLine& line, std::span<const ColumnBand> columns) {
  constexpr std::size_t most_words = 6;  // a text, on average
  std::size_t words = 0;
  int last = -1;
  std::string whole;
  for (const LineSegment& segment : line.segments) whole += text_of(page, segment) + ' ';
  if (is_table_caption(whole)) return false;
  for (const LineSegment& segment : line.segments) {
    const ColumnRange range = columns_under(segment.box, columns);
    if (is_unit_line(text_of(page, segment)) || range.empty() || range.first < last) return false;
    last = range.last;
    words += segment.words.size();
  }
  return words < most_words * line.segments.size();
}

// The same within the table's sides.
bool is_head_line(const Page& page, const PrintedLine& line, std::span<const ColumnBand> columns, const Box& box) {
  return line.box.x0 >= box.x0 - side_slack && line.box.x1 <= box.x1 + side_slack && are_heads(page, line, columns);
}

// Each over a column of its own.
bool are_single_heads(const Page& page, const PrintedLine& line, std::span<const ColumnBand> columns) {
  int last = -1;
  for (const LineSegment& segment : line.segments) {
    const ColumnRange range = columns_under(segment.box, columns);
    if (!range.single() || range.first <= last) return false;
    last = range.first;
  }
  return are_heads(page, line, columns);
}

bool begins_with_figures(const Page& page, const PrintedLine& line) {
  return line.segments.size() >= 2 && 2 * static_cast<std::size_t>(figures_in(page, line)) >= line.segments.size();
}

// The table's first line is bold as heads are, the line above the table is not: something else stands there.
bool own_head_stands_out(const Page& page, const PrintedLine& own, const PrintedLine& above) {
  const auto all_bold = [&](const PrintedLine& line) {
    return std::all_of(line.segments.begin(), line.segments.end(), [&](const LineSegment& segment) {
      return std::all_of(segment.words.begin(), segment.words.end(), [&](int id) { return page.evidence.words[at(id)].bold; });
    });
  };
  return all_bold(own) && !all_bold(above);
}

// The name of a section right under the boxhead: alone on its line over the first column, with a line of heads or a row
// as near above it.
bool is_section_line(const PrintedLine& line, const PrintedLine* above, std::span<const ColumnBand> columns, double most_air) {
  return line.segments.size() == 1 && above != nullptr && above->segments.size() > 1 &&
         std::abs(line.box.x0 - columns.front().x0) < side_slack && line.box.y0 - above->box.y1 < most_air;
}

// Lines of one head: the one text stands over a column right of the first, right over or under a text of the other line, which
// is cut, and is set to the same side of the column or to its middle.
bool goes_on_with(const PrintedLine& line, const PrintedLine& other, std::span<const ColumnBand> columns, double height) {
  const double gap = std::max(line.box.y0, other.box.y0) - std::min(line.box.y1, other.box.y1);
  if (line.segments.size() != 1 || other.segments.size() < 2 || gap > 0.6 * height) return false;
  if (columns_under(line.box, columns).last < 1) return false;
  const auto meets = [&](const LineSegment& s) { return overlap_x(s.box, line.box) > 0; };
  const auto over = std::find_if(other.segments.begin(), other.segments.end(), meets);
  if (over == other.segments.end() || std::count_if(other.segments.begin(), other.segments.end(), meets) > 1) return false;
  const double slack = 0.25 * height;
  return std::abs(over->box.x0 - line.box.x0) < slack || std::abs(over->box.x1 - line.box.x1) < slack ||
         std::abs(over->box.center_x() - line.box.center_x()) < slack;
}

// How many of the lines are one row's: set as close as the lines of a cell, or reaching into each other.
std::size_t lines_of_row(std::span<const PrintedLine> lines, double height) {
  std::size_t count = std::min<std::size_t>(1, lines.size());
  double end = lines.empty() ? 0 : lines.front().box.y1;
  for (; count < lines.size() && lines[count].box.y0 < end + 0.35 * height; ++count) end = std::max(end, lines[count].box.y1);
  return count;
}

// Cells that wrap: each text of the lines within one column, and most columns filled by one line or another.
bool fits_wrapped(std::span<const PrintedLine> lines, const RowPattern& pattern) {
  std::vector<char> filled(pattern.columns.size(), 0);
  for (const PrintedLine& line : lines)
    for (const LineSegment& segment : line.segments) {
      const ColumnRange range = columns_under(segment.box, pattern.columns);
      if (!range.single()) return false;
      filled[at(range.first)] = 1;
    }
  return 4 * static_cast<std::size_t>(std::count(filled.begin(), filled.end(), 1)) >= 3 * filled.size();
}

// How many of the lines at the end of `lines` are one row whose label wraps around its figures: closely set and alone over the stub,
// as many above the line of figures as below it.
std::size_t wrapped_row(const Page& page, std::span<const PrintedLine> lines, std::span<const ColumnBand> columns, double height) {
  constexpr std::size_t most_lines = 5;  // on either side
  const std::size_t end = lines.size();
  const auto near_below = [&](std::size_t i) { return i + 1 == end || lines[i + 1].box.y0 - lines[i].box.y1 < 0.25 * height; };
  const auto is_label = [&](std::size_t i) {
    return lines[i].segments.size() == 1 && is_in_stub(lines[i].box, columns) && near_below(i);
  };
  std::size_t below = 0;
  while (below < std::min(end, most_lines) && is_label(end - 1 - below)) ++below;
  if (below == 0 || end < 2 * below + 1) return 0;
  const std::size_t figures = end - 1 - below;
  if (!begins_with_figures(page, lines[figures]) || !near_below(figures)) return 0;
  for (std::size_t i = figures - below; i < figures; ++i)
    if (!is_label(i)) return 0;
  return 2 * below + 1;
}

}  // namespace

std::size_t heads_over_section(const Page& page, std::span<const PrintedLine> all, std::size_t first, std::size_t end, double height) {
  constexpr std::size_t most_lines = 4;
  if (first < 2 || all[first - 1].segments.size() != 1 || is_table_caption(text_of(page, all[first - 1].segments.front()))) return 0;
  const std::vector<ColumnBand> columns = find_columns(all.subspan(first - 1, end - first + 1));
  const Box& section = all[first - 1].box;
  if (columns.size() < 2 || std::abs(section.x0 - columns[0].x0) >= 2 || section.x1 >= columns[1].x0) return 0;
  if (all[first].center_y() - section.center_y() >= 2.5 * section.height()) return 0;
  std::size_t count = 0;
  bool over_figures = false;
  for (std::size_t i = first - 1; i-- > 0 && count < most_lines;) {
    const bool near = all[i + 1].box.y0 - all[i].box.y1 < (count == 0 ? 1.5 : 0.6) * height;
    if (!near || !are_single_heads(page, all[i], columns)) break;
    over_figures = over_figures || all[i].segments.back().box.x0 > columns[0].x1;
    ++count;
  }
  return over_figures ? count + 1 : 0;
}

Box extend_above(const Page& page, std::span<const int> words, const Box& box, double row_gap) {
  const std::span<const Word> all = page.evidence.words;
  const std::vector<int> inside = words_in(page, words, box);
  const std::vector<PrintedLine> own = printed_lines(all, inside);
  if (own.size() < 2) return box;
  const double height = typical_height(all, inside);
  const std::vector<ColumnBand> columns = find_columns(own);
  const std::vector<PrintedLine> above =
      printed_lines(all, words_in(page, words, {box.x0 - 2 * height, box.y0 - 12 * height, box.x1 + 2 * height, box.y0}));
  if (columns.size() < 2 || above.empty()) return box;
  const double gap = box.y0 - above.back().box.y1;
  const bool as_rows = row_gap > 0 && gap > 0.5 * row_gap - 1 && gap < 1.5 * row_gap + 1;
  if (!as_rows && !(begins_with_figures(page, own.front()) && gap < height)) return box;
  if (as_rows && own_head_stands_out(page, own.front(), above.back())) return box;
  Box extended = box;
  double edge = box.y0;
  const double most_air = std::max(0.6 * height, as_rows ? 2 * row_gap + 2 : 0);  // between two lines of heads
  const std::size_t rows = as_rows ? wrapped_row(page, above, columns, height) : 0;
  if (rows > 0) {
    edge = above[above.size() - rows].box.y0;
    extended.y0 = edge - 1;
  }
  for (std::size_t i = above.size() - rows; i-- > 0;) {
    const PrintedLine& line = above[i];
    const double air = edge - line.box.y1;
    // A line of one text is a head's only where it reaches into the line below, or the one above into it.
    const bool interleaved = air < 0 || (i > 0 && above[i - 1].box.y1 > line.box.y0 && above[i - 1].segments.size() > 1);
    const bool wraps = as_rows && i > 0 && goes_on_with(line, above[i - 1], columns, height);
    const bool begins = as_rows && i + 1 < above.size() && goes_on_with(line, above[i + 1], columns, height);
    const bool section = as_rows && is_section_line(line, i > 0 ? &above[i - 1] : nullptr, columns, most_air);
    if (line.segments.size() < 2 && !interleaved && !section && !wraps && !begins) break;
    if (air > (i + 1 == above.size() ? 1.5 * height : most_air) || (!section && !is_head_line(page, line, columns, box))) break;
    edge = line.box.y0;
    extended.y0 = edge - 1;
  }
  if (extended.y0 < box.y0) return extended;
  std::vector<PrintedLine> lines = above;
  lines.insert(lines.end(), own.begin(), own.end());
  const std::size_t heads = heads_over_section(page, lines, above.size(), lines.size(), height);
  if (heads > 0) extended.y0 = above[above.size() - heads].box.y0 - 1;
  return extended;
}

Box extend_between_sides(const Page& page, const RuleSet& rules, std::span<const int> words, const Box& box) {
  const std::span<const Word> all = page.evidence.words;
  const double height = typical_height(all, words_in(page, words, box));
  const Rule *left = nullptr, *right = nullptr;
  for (const Rule& rule : rules.vertical) {
    const bool along = rule.from < box.y0 - 0.5 * height && overlap(rule.from, rule.to, box.y0, box.y1) > 0.8 * box.height();
    if (along && rule.at < box.x0 && rule.at > box.x0 - 1.5 * height) left = &rule;
    if (along && rule.at > box.x1 && rule.at < box.x1 + 1.5 * height) right = &rule;
  }
  if (left == nullptr || right == nullptr || std::abs(left->from - right->from) > height) return box;
  Box extended = box;
  const std::vector<PrintedLine> above = printed_lines(all, words_in(page, words, {left->at, left->from, right->at, box.y0}));
  for (auto line = above.rbegin(); line != above.rend(); ++line) {
    if (extended.y0 - line->box.y1 > height || is_table_caption(text_of(page, *line))) break;
    extended.y0 = line->box.y0 - 1;
  }
  return extended;
}

bool is_row_above(const Page& page, std::span<const int> words, const Box& box) {
  const std::span<const Word> all = page.evidence.words;
  const std::vector<int> inside = words_in(page, words, box);
  const std::vector<PrintedLine> own = printed_lines(all, inside);
  const double height = typical_height(all, inside);
  if (own.empty()) return false;
  const RowPattern pattern = pattern_of(own, height);
  const std::vector<PrintedLine> above =
      printed_lines(all, words_in(page, words, {box.x0 - 2 * height, box.y0 - 3 * height, box.x1 + 2 * height, box.y0}), {.gap = cut_gap(all, inside)});
  if (above.empty() || pattern.columns.size() < 2 || box.y0 - above.back().box.y1 > 1.5 * height) return false;
  const PrintedLine& row = above.back();
  return fits(row, pattern) && 2 * figures_in(page, row) >= static_cast<int>(row.segments.size());
}

Box extend_below(const Page& page, std::span<const int> words, const Box& box) {
  const std::span<const Word> all = page.evidence.words;
  const std::vector<int> inside = words_in(page, words, box);
  const std::vector<PrintedLine> own = printed_lines(all, inside);
  if (own.empty()) return box;
  RowPattern pattern = pattern_of(own, typical_height(all, inside));
  if (pattern.columns.size() < 3) return box;
  Box extended = box;
  double last = own.back().center_y();
  const Box below{0, box.y1, page.width, page.height};
  for (const PrintedLine& line : printed_lines(all, words_in(page, words, below), {.gap = cut_gap(all, inside)})) {
    if (line.center_y() - last > 1.6 * pattern.pitch || !fits(line, pattern)) break;
    if (line.box.x0 < box.x0 - side_slack || line.box.x1 > box.x1 + side_slack) break;
    extended.y1 = line.box.y1 + 1;
    last = line.center_y();
  }
  return extended;
}

Box extend_last_row(const Page& page, std::span<const int> words, const Box& box, double row_gap) {
  const std::span<const Word> all = page.evidence.words;
  const std::vector<int> inside = words_in(page, words, box);
  const std::vector<PrintedLine> own = printed_lines(all, inside);
  const double height = typical_height(all, inside);
  if (row_gap <= 0 || own.size() < 3) return box;
  const RowPattern pattern = pattern_of(own, height);
  const std::vector<PrintedLine> below =
      printed_lines(all, words_in(page, words, {box.x0 - 2 * height, box.y1, box.x1 + 2 * height, box.y1 + 6 * height}), {.gap = cut_gap(all, inside)});
  if (below.empty() || pattern.columns.size() < 2) return box;
  const std::span<const PrintedLine> row = std::span(below).first(lines_of_row(below, height));
  Box text;
  for (const PrintedLine& line : row) text = unite(text, line.box);
  const bool within = text.x0 > box.x0 - side_slack && text.x1 < box.x1 + side_slack;
  // As far below the last rule as rows stand below theirs, and the last one: what follows keeps its distance.
  const double padding = text.y0 - box.y1;
  const bool near = padding < row_gap + height && (below.size() == row.size() || below[row.size()].box.y0 - text.y1 > padding + 0.5 * height);
  const bool line = row.size() == 1 && fits(row.front(), pattern) && 2 * figures_in(page, row.front()) >= static_cast<int>(row.front().segments.size());
  if (!within || !near || !(line || (row.size() > 1 && fits_wrapped(row, pattern)))) return box;
  Box extended = box;
  extended.y1 = text.y1 + 1;
  return extended;
}

Box extend_by_labels(const Page& page, std::span<const int> words, const Box& box, std::span<const int> inside) {
  const std::span<const Word> all = page.evidence.words;
  const std::vector<PrintedLine> own = printed_lines(all, inside);
  const std::vector<ColumnBand> columns = find_columns(own);
  const double height = typical_height(all, inside);
  const auto is_label = [&](const PrintedLine& line) { return line.segments.size() == 1 && is_in_stub(line.box, columns); };
  std::vector<double> steps;  // from line to line down to a label that is alone
  for (std::size_t i = 1; i < own.size(); ++i)
    if (is_label(own[i])) steps.push_back(own[i].center_y() - own[i - 1].center_y());
  if (columns.size() < 2 || steps.empty()) return box;
  const Box below{box.x0 - 2 * height, own.back().center_y() + 0.5 * height, box.x1 + 2 * height, page.height};
  Box extended = box;
  double last = own.back().center_y();
  constexpr std::size_t most_lines = 4;
  std::size_t taken = 0;
  for (const PrintedLine& line : printed_lines(all, words_in(page, words, below), {.gap = cut_gap(all, inside)})) {
    const double step = line.center_y() - last;
    if (std::none_of(steps.begin(), steps.end(), [&](double s) { return std::abs(s - step) < 0.08 * height; })) {
      if (step < 1.5 * height + *std::min_element(steps.begin(), steps.end())) return box;  // text that goes on, no table's
      break;
    }
    if (!is_label(line) || ++taken > most_lines) return box;
    extended.y1 = line.box.y1 + 1;
    last = line.center_y();
  }
  return extended;
}

void continue_over_pages(std::span<const Page> pages, std::vector<std::vector<TableRegion>>& regions) {
  for (std::size_t i = 0; i + 1 < pages.size(); ++i) {
    if (regions[i].empty()) continue;
    const TableRegion* table = last_table(pages[i], regions[i]);
    if (table == nullptr) continue;
    const Page& next = pages[i + 1];
    const std::vector<int> free = free_words(next, regions[i + 1]);
    const std::vector<PrintedLine> lines = printed_lines(next.evidence.words, free);
    const std::vector<PrintedLine> found = lines_going_on(pages[i], *table, next, lines);
    if (found.empty()) continue;
    TableRegion region;
    region.page = next.number;
    region.kind = table->kind == RegionKind::ruled ? RegionKind::part_ruled : table->kind;
    region.box = Box{};
    for (const PrintedLine& line : found) {
      region.box = unite(*region.box, line.box);
      for (const LineSegment& segment : line.segments)
        region.words.insert(region.words.end(), segment.words.begin(), segment.words.end());
    }
    const bool first = std::all_of(regions[i + 1].begin(), regions[i + 1].end(),
                                   [&](const TableRegion& other) { return other.box->y0 >= region.box->y1; });
    if (first) regions[i + 1].insert(regions[i + 1].begin(), std::move(region));
  }
}

}  // namespace tabularium

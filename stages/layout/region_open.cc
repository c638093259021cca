#include "stages/layout/region_open.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>

#include "stages/core/decimal.h"
#include "stages/core/text_columns.h"
#include "stages/core/text_lines.h"
#include "stages/core/typed_value.h"
#include "stages/core/unicode.h"
#include "stages/layout/region_extent.h"
#include "stages/layout/region_shape.h"
#include "stages/layout/text_features.h"

namespace tabularium {
namespace {

std::size_t at(int i) { return static_cast<std::size_t>(i); }

constexpr double far_lines = 2.6;   // line heights: white space that parts two blocks
constexpr double apart_lines = 0.8; // line heights: white space wider than between lines of one entry

bool is_leader(const std::string& text) {
  int dots = 0;
  for (char c : text) dots += c == '.' || c == '_' ? 1 : 0;
  return dots >= 4 && dots * 2 > static_cast<int>(text.size());
}

// Dots in one word, or each a word of its own.
bool has_leader(std::span<const Word> words, const LineSegment& segment) {
  constexpr int least_dots = 4;
  int dots = 0;
  for (int id : segment.words) {
    const std::string& text = words[static_cast<std::size_t>(id)].text;
    dots = is_dots(text) ? dots + 1 : 0;
    if (dots >= least_dots || is_leader(text)) return true;
  }
  return false;
}

// Contents pages lead the eye from a title to its page; in tables dots lead to several figures.
bool is_contents_line(std::span<const Word> words, const PrintedLine& line) {
  constexpr std::ptrdiff_t most_led_to = 1;
  const auto& segments = line.segments;
  const auto leads = [&](const LineSegment& segment) { return has_leader(words, segment); };
  const auto last = std::find_if(segments.rbegin(), segments.rend(), leads);
  return last != segments.rend() && last - segments.rbegin() <= most_led_to;
}

// "Note: …", wherever its line is spaced out. A mark in front may be a label's as well.
bool opens_note(const std::string& text) {
  const std::u32string points = to_code_points(text);
  return !points.empty() && is_letter(points.front()) && is_note_line(text);
}

// A caption whose words stand as far apart as columns do, in wide spaces or large type. Lines that all begin so are a list of tables.
bool is_spaced_caption(std::span<const Word> words, std::span<const PrintedLine> lines, std::size_t i) {
  const auto begins = [&](std::size_t k) { return k < lines.size() && is_table_caption(text_of(words, lines[k].segments.front())); };
  if (!begins(i) || begins(i + 1) || (i > 0 && begins(i - 1))) return false;
  const auto& segments = lines[i].segments;
  return std::none_of(segments.begin() + 1, segments.end(), [&](const LineSegment& segment) { return looks_numeric(text_of(words, segment)); });
}

// What stands between one table and the next: it belongs to neither's grid.
bool parts_tables(std::span<const Word> words, std::span<const PrintedLine> lines, std::size_t i) {
  const std::string text = text_of(words, lines[i].segments.front());
  if (opens_note(text)) return true;
  return lines[i].segments.size() == 1 ? is_table_caption(text) || is_unit_line(text) : is_spaced_caption(words, lines, i);
}

std::size_t word_count(const PrintedLine& line) {
  std::size_t n = 0;
  for (const LineSegment& s : line.segments) n += s.words.size();
  return n;
}

// Where the lines that reach furthest end, three at least: a line without a place to break may run out over it. `outermost` where
// no three do.
double usual_right_edge(std::span<const PrintedLine> lines, double outermost) {
  constexpr double same_edge = 1;  // points
  constexpr std::ptrdiff_t fewest = 3;
  double edge = -1e9;
  for (const PrintedLine& line : lines) {
    const double x = line.box.x1;
    const auto there = std::count_if(lines.begin(), lines.end(), [&](const PrintedLine& other) { return std::abs(other.box.x1 - x) < same_edge; });
    if (there >= fewest) edge = std::max(edge, x);
  }
  return edge > -1e8 ? edge : outermost;
}

// Which lines are of paragraphs: several whole lines in succession from one edge, each (but the last) as long as the widest, or
// spaced out to both edges.
std::vector<char> paragraph_lines(std::span<const Word> words, std::span<const PrintedLine> lines, double height) {
  constexpr std::size_t least_lines = 4;
  constexpr std::size_t least_words = 4;
  constexpr double full = 0.85;  // of the widest line on the page
  double widest = 0;
  Box all;
  for (const PrintedLine& line : lines) all = unite(all, line.box);
  all.x1 = usual_right_edge(lines, all.x1);
  for (const PrintedLine& line : lines) widest = std::max(widest, line.segments.size() == 1 ? line.box.width() : 0);
  std::vector<char> found(lines.size(), 0);
  const auto is_whole = [&](const PrintedLine& line) {
    return line.segments.size() == 1 && word_count(line) >= least_words && line.box.width() > full * widest;
  };
  const auto is_full = [&](const PrintedLine& line) { return is_whole(line) || is_flush(words, line, all); };
  // Its first line may be set in: right above the others, and to the same right edge.
  const auto opens = [&](const PrintedLine& line, const PrintedLine& next) {
    constexpr double most_indent = 3;  // heights
    const bool set_in = line.box.x0 > next.box.x0 && line.box.x0 < next.box.x0 + most_indent * height;
    return set_in && next.box.y0 - line.box.y1 < 0.6 * height && is_flush(words, line, {line.box.x0, all.y0, all.x1, all.y1});
  };
  for (std::size_t from = 0; from < lines.size();) {
    std::size_t end = from;
    while (end < lines.size() && is_full(lines[end]) && std::abs(lines[end].box.x0 - lines[from].box.x0) < 0.5 * height &&
           (end == from || lines[end].box.y0 - lines[end - 1].box.y1 < height))
      ++end;
    const std::span<const PrintedLine> run = lines.subspan(from, end - from);
    const bool paragraph = run.size() >= least_lines && (std::all_of(run.begin(), run.end(), is_whole) || !has_river(words, run, 0.3 * height));
    if (paragraph && from > 0 && opens(lines[from - 1], lines[from])) found[from - 1] = 1;
    if (paragraph) std::fill(found.begin() + static_cast<std::ptrdiff_t>(from), found.begin() + static_cast<std::ptrdiff_t>(end), 1);
    from = std::max(end, from + 1);
  }
  return found;
}

// Which lines are the ticks of a chart's axis: four figures or more, each alone on its line, one step down in value and one
// step in height from the one before.
std::vector<char> tick_lines(std::span<const Word> words, std::span<const PrintedLine> lines) {
  constexpr std::size_t fewest = 4;
  std::vector<char> found(lines.size(), 0);
  const auto figure = [&](std::size_t i) {
    const Value value = lines[i].segments.size() == 1 ? parse_value(text_of(words, lines[i].segments.front())) : Value{};
    return is_numeric(value) ? std::optional(to_double(value.number)) : std::nullopt;
  };
  for (std::size_t from = 0, to = 0; from + 1 < lines.size(); from = std::max(to, from + 1)) {
    const auto first = figure(from), second = figure(from + 1);
    to = from;
    if (!first || !second || *second >= *first) continue;
    const double step = *second - *first, pitch = lines[from + 1].box.y0 - lines[from].box.y0;
    for (to = from + 2; to < lines.size(); ++to) {
      const auto next = figure(to), last = figure(to - 1);
      if (!next || std::abs(*next - *last - step) > 1e-6 * (1 + std::abs(step))) break;
      if (std::abs(lines[to].box.y0 - lines[to - 1].box.y0 - pitch) > 0.2 * pitch) break;
    }
    if (to - from >= fewest) std::fill(found.begin() + static_cast<std::ptrdiff_t>(from), found.begin() + static_cast<std::ptrdiff_t>(to), 1);
    else to = from + 1;
  }
  return found;
}

// Lines that can stand in a table: cut by wide gaps, or short and between such lines.
bool is_cut(const PrintedLine& line, double height) {
  if (line.segments.size() < 2) return false;
  double widest = 0;
  for (std::size_t i = 1; i < line.segments.size(); ++i)
    widest = std::max(widest, line.segments[i].box.x0 - line.segments[i - 1].box.x1);
  return widest >= 0.9 * height || line.segments.size() >= 4;
}

struct Run {
  std::vector<PrintedLine> lines;
};

// A rule right under the text, wider than it and narrower than the table: it shows which columns the text is over.
bool has_spanner_rule(const Page& page, const Box& text, std::span<const ColumnBand> columns, double height) {
  return std::any_of(page.evidence.rules.begin(), page.evidence.rules.end(), [&](const Rule& rule) {
    return rule.orientation == Orientation::horizontal && rule.at > text.center_y() && rule.at < text.y1 + 0.8 * height &&
           rule.from < text.x0 + 1 && rule.to > text.x1 - 1 && rule.from >= columns[0].x1 - 1 &&
           rule.to - rule.from < 0.9 * (columns.back().x1 - columns.front().x0);
  });
}

// A spanner alone on its line: right over the table's first line, over two columns or more, none of them the first, and
// off the table's middle, where a caption would stand, or with its own rule.
bool is_lone_spanner(const Page& page, const PrintedLine& line, std::span<const PrintedLine> table, double height) {
  if (line.segments.size() != 1 || table.front().box.y0 - line.box.y1 > 0.9 * height) return false;
  const std::vector<ColumnBand> columns = find_columns(table);
  if (columns.size() < 3) return false;
  const Box& text = line.box;
  const double width = columns.back().x1 - columns.front().x0;
  const bool amid = std::abs(text.center_x() - (columns.front().x0 + columns.back().x1) / 2) < 0.05 * width;
  if (amid && !has_spanner_rule(page, text, columns, height)) return false;
  const ColumnRange range = columns_under(text, columns);
  if (range.empty() || range.first < 1 || text.x1 > columns.back().x1) return false;
  for (int a = 1; a < static_cast<int>(columns.size()); ++a) {
    for (int b = a + 1; b < static_cast<int>(columns.size()); ++b) {
      const double from = columns[static_cast<std::size_t>(a)].x0;
      const double to = columns[static_cast<std::size_t>(b)].x1;
      const bool within = a <= range.first && range.last <= b;
      const double slack = std::max(0.5 * height, 0.08 * (to - from));  // figures are set to the right of their column
      if (within && text.width() < to - from && std::abs(text.center_x() - (from + to) / 2) < slack) return true;
    }
  }
  return false;
}

// A head alone over the figures of a table of two columns, whose corner is blank: beyond the labels, no further above the first
// row than rows stand apart.
bool is_lone_head(const Page& page, const PrintedLine& line, std::span<const PrintedLine> table) {
  constexpr double usual_step = 1.3;  // of the mean step from row to row
  if (line.segments.size() != 1 || table.size() < 2 || looks_numeric(text_of(page, line.segments.front()))) return false;
  const std::vector<ColumnBand> columns = find_columns(table);
  if (columns.size() != 2 || line.box.x0 <= columns[0].x1 || overlap(line.box.x0, line.box.x1, columns[1].x0, columns[1].x1) <= 0) return false;
  const double step = (table.back().center_y() - table.front().center_y()) / static_cast<double>(table.size() - 1);
  if (table.front().center_y() - line.center_y() > usual_step * step) return false;
  return std::all_of(table.begin(), table.end(), [&](const PrintedLine& row) {
    return row.segments.size() < 2 || looks_numeric(text_of(page, row.segments.back()));
  });
}

// How far below its ink a line of type reaches, points: boxes of print hold the whole height of the type, those of a picture the ink.
double reach_of(const Page& page, double height) { return page.origin == PageOrigin::image ? 0.5 * height : 0; }

// A head set at the middle of a boxhead, or the first line of one that wraps around it: it reaches into the lines below it and
// stands over one column alone.
bool is_amid_heads(const Page& page, const PrintedLine& line, std::span<const PrintedLine> table, double height) {
  const double reach = reach_of(page, height);
  if (line.segments.size() != 1 || line.box.y1 + reach <= table.front().box.y0) return false;
  const std::string text = text_of(page, line.segments.front());
  if (reach > 0 && (is_table_caption(text) || is_unit_line(text))) return false;
  const std::vector<ColumnBand> columns = find_columns(table);
  if (columns.size() < 3) return false;
  const ColumnRange range = columns_under(line.box, columns);
  return range.single() && overlap(line.box.x0, line.box.x1, columns[at(range.first)].x0, columns[at(range.first)].x1) > 0;
}

// Heads set closer than columns are: the line's texts, or the words of its only text, stand each over a column of its own, one over
// every column, or over every one but the first, whose head is blank or stands on a line of its own.
bool is_line_of_tight_heads(const Page& page, const PrintedLine& line, std::span<const PrintedLine> table, double height) {
  if (table.front().box.y0 - line.box.y1 > 0.9 * height || is_table_caption(text_of(page, line.segments.front()))) return false;
  const std::vector<ColumnBand> columns = find_columns(table);
  std::vector<Box> heads;
  for (const LineSegment& segment : line.segments) heads.push_back(segment.box);
  if (heads.size() == 1) {
    heads.clear();
    for (const int id : line.segments.front().words) heads.push_back(page.evidence.words[at(id)].box);
  }
  const bool blank_corner = heads.size() + 1 == columns.size();
  if (columns.size() < 3 || !(heads.size() == columns.size() || blank_corner)) return false;
  for (std::size_t i = 0; i < heads.size(); ++i) {
    const ColumnBand& column = columns[blank_corner ? i + 1 : i];
    if (overlap(heads[i].x0, heads[i].x1, column.x0, column.x1) <= 0 || !columns_under(heads[i], columns).single()) return false;
  }
  return true;
}

// Heads of which none shares a line with another, each reaching into the next and over other columns: how many lines right
// above the table.
std::size_t interlaced_heads(std::span<const PrintedLine> above, std::span<const PrintedLine> table, double height) {
  if (above.empty() || table.front().box.y0 - above.back().box.y1 > height) return 0;
  const std::vector<ColumnBand> columns = find_columns(table);
  std::vector<char> over(columns.size(), 0);
  std::size_t count = 0;
  for (std::size_t i = above.size(); i-- > 0;) {
    const bool reaches = count == 0 || above[i].box.y1 > above[i + 1].box.y0 + 0.1 * height;
    const ColumnRange range = columns_under(above[i].box, columns);
    if (!reaches || above[i].segments.size() != 1 || !range.single()) break;
    over[at(range.first)] = 1;
    ++count;
  }
  return std::count(over.begin(), over.end(), 1) >= 2 ? count : 0;
}

// Figures set at the middle of a label: as many of its lines stand on the one side of them as on the other. How many of the
// lines outside a table (`first` to before `end`) are such lines of its outermost row, above it (`outward` -1) or under it (+1).
std::size_t label_lines(std::span<const PrintedLine> all, std::size_t first, std::size_t end, std::ptrdiff_t outward, double height) {
  const std::vector<ColumnBand> columns = find_columns(all.subspan(first, end - first));
  if (columns.size() < 3) return 0;
  const std::size_t edge = outward < 0 ? first : end - 1;
  const std::size_t room = outward < 0 ? first : all.size() - end;
  const auto line = [&](std::size_t steps, std::ptrdiff_t way) -> const PrintedLine& {
    return all[static_cast<std::size_t>(static_cast<std::ptrdiff_t>(edge) + static_cast<std::ptrdiff_t>(steps) * way)];
  };
  const auto goes_on = [&](const PrintedLine& label, const PrintedLine& neighbour) {
    const double gap = std::max(label.box.y0, neighbour.box.y0) - std::min(label.box.y1, neighbour.box.y1);
    return label.segments.size() == 1 && is_in_stub(label.box, columns) && gap < 0.25 * height;
  };
  std::size_t within = 0;
  while (within + 1 < end - first && goes_on(line(within + 1, -outward), line(within, -outward))) ++within;
  std::size_t count = 0;
  while (count < std::min(within, room) && goes_on(line(count + 1, outward), line(count, outward))) ++count;
  return count;
}

// Cuts a run at its ends down to cut lines (with the heads over them, and the rest of a label that wraps), and gives
// the box of what is left.
void add_run(const Page& page, Run& run, double height, std::vector<Box>& found) {
  const std::span<const PrintedLine> all = run.lines;
  std::size_t end = all.size();
  while (end > 0 && !is_cut(all[end - 1], height)) --end;
  std::size_t first = 0;
  while (first < end && !is_cut(all[first], height)) ++first;
  if (first < end) {
    const std::size_t above = label_lines(all, first, end, -1, height);
    end += label_lines(all, first, end, +1, height);
    first -= above;
  }
  const auto heads = [&](const PrintedLine& line) {
    const std::span<const PrintedLine> table = all.subspan(first, end - first);
    return is_amid_heads(page, line, table, height) || is_lone_head(page, line, table) || is_lone_spanner(page, line, table, height) ||
           is_line_of_tight_heads(page, line, table, height);
  };
  if (first < end) first -= interlaced_heads(all.subspan(0, first), all.subspan(first, end - first), height);
  while (first > 0 && first < end && heads(all[first - 1])) --first;
  if (first < end) first -= heads_over_section(page, all, first, end, height);
  run.lines.erase(run.lines.begin() + static_cast<std::ptrdiff_t>(end), run.lines.end());
  run.lines.erase(run.lines.begin(), run.lines.begin() + static_cast<std::ptrdiff_t>(first));
  if (run.lines.size() >= 3 && looks_tabular(block_shape(page.evidence.words, run.lines), false)) {
    Box box;
    for (const PrintedLine& line : run.lines) box = unite(box, line.box);
    found.push_back(box);
  }
  run.lines.clear();
}

}  // namespace

std::vector<Box> find_open_regions(const Page& page, std::span<const int> words) {
  std::vector<Box> found;
  const std::span<const Word> all = page.evidence.words;
  const double height = typical_height(all, words);
  if (height <= 0) return found;
  const std::vector<PrintedLine> lines = printed_lines(all, words);
  const std::vector<char> paragraph = paragraph_lines(all, lines, height);
  const std::vector<char> ticks = tick_lines(all, lines);
  Run run;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const PrintedLine& line = lines[i];
    if (is_contents_line(all, line)) {
      const bool apart = !run.lines.empty() && line.box.y0 - run.lines.back().box.y1 > apart_lines * height;
      if (!apart && !run.lines.empty()) run.lines.pop_back();   // the first line of an entry that wraps
      add_run(page, run, height, found);
      continue;
    }
    const bool far = !run.lines.empty() && line.box.y0 - run.lines.back().box.y1 > far_lines * height;
    const bool prose = paragraph[i] != 0 || ticks[i] != 0 || (!is_cut(line, height) && word_count(line) > 8);
    const bool parts = parts_tables(all, lines, i);
    if (far || prose || parts) add_run(page, run, height, found);
    if (!prose && !parts) run.lines.push_back(line);
  }
  add_run(page, run, height, found);
  return found;
}

}  // namespace tabularium

#include "stages/tables/text_blocks.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "stages/core/drawn_text.h"
#include "stages/core/typed_value.h"
#include "stages/core/unicode.h"
#include "stages/core/cell_text.h"
#include "stages/tables/drawn_blocks.h"
#include "stages/tables/unit_lines.h"
#include "stages/tables/wrapped_labels.h"

namespace tabularium {
namespace {

std::size_t at(int i) { return static_cast<std::size_t>(i); }

std::string text_of(std::span<const Word> words, const std::vector<int>& which) {
  std::string text;
  for (int id : which) {
    if (!text.empty()) text += ' ';
    text += words[at(id)].text;
  }
  return text;
}

bool is_year(const std::string& text) {
  if (text.size() != 4 || !std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; }))
    return false;
  const int year = std::stoi(text);
  return year >= 1500 && year < 2100;
}

// What stands in "(3)", of one or two digits; else 0.
int serial_of(const std::string& text) {
  if (text.size() < 3 || text.size() > 4 || text.front() != '(' || text.back() != ')') return 0;
  const std::string digits = text.substr(1, text.size() - 2);
  return std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; }) ? std::stoi(digits) : 0;
}

bool is_drawn(const Word& word) { return word.font == drawn_font; }

TextBlock block_of(std::span<const Word> words, std::span<const int> which, std::span<const ColumnBand> columns) {
  TextBlock block;
  const bool dots_only = std::all_of(which.begin(), which.end(), [&](int id) { return is_dots(words[at(id)].text); });
  for (int id : which) {
    if (dots_only || !is_dots(words[at(id)].text)) block.box = unite(block.box, words[at(id)].box);
    block.words.push_back(id);
  }
  block.first_line = block.last_line = block.box;
  block.columns = columns_under(block.box, columns);
  const std::string text = text_of(words, block.words);
  block.numeric = looks_numeric(text);
  block.year = is_year(text);
  block.serial = serial_of(text);
  return block;
}

// Writing without spaces on both sides: white between them is no space. Characters set apart one by one are a word spaced out.
bool is_unspaced(const Word& left, const Word& right) {
  const std::u32string a = to_code_points(left.text), b = to_code_points(right.text);
  return !a.empty() && !b.empty() && is_cjk(a.back()) && is_cjk(b.front()) && a.size() + b.size() > 2;
}

// The space between two words of a phrase, points, as the lines show it: the lower quartile of the gaps within their segments, since
// columns set closely leave wider ones. 0 where there are too few to tell.
double usual_space(std::span<const Word> words, std::span<const PrintedLine> lines) {
  constexpr std::size_t enough = 4;   // fewer must be alike
  constexpr double alike = 1.2;
  std::vector<double> gaps;
  for (const PrintedLine& line : lines)
    for (const LineSegment& segment : line.segments)
      for (std::size_t i = 1; i < segment.words.size(); ++i) {
        const Word &left = words[at(segment.words[i - 1])], &right = words[at(segment.words[i])];
        const double gap = right.box.x0 - left.box.x1;
        if (gap > 0 && !is_unspaced(left, right)) gaps.push_back(gap);
      }
  if (gaps.size() < 2) return 0;
  const auto [least, most] = std::minmax_element(gaps.begin(), gaps.end());
  if (gaps.size() < enough && *most > alike * *least) return 0;
  const auto low = gaps.begin() + static_cast<std::ptrdiff_t>(gaps.size() / 4);
  std::nth_element(gaps.begin(), low, gaps.end());
  return *low;
}

// Where a segment that stands over two columns or more may be cut: after which of its words. `space`: usual_space.
std::vector<std::size_t> cuts_of(std::span<const Word> words, const LineSegment& segment,
                                 std::span<const ColumnBand> columns, double height, double space) {
  std::vector<std::size_t> cuts;
  const ColumnRange range = columns_under(segment.box, columns);
  if (range.empty() || range.single()) return cuts;
  std::vector<double> gaps;
  for (std::size_t i = 1; i < segment.words.size(); ++i)
    gaps.push_back(words[at(segment.words[i])].box.x0 - words[at(segment.words[i - 1])].box.x1);
  if (gaps.empty()) return cuts;
  std::vector<double> sorted = gaps;
  std::sort(sorted.begin(), sorted.end());
  const double usual = sorted[(sorted.size() - 1) / 2];
  for (int c = range.first; c < range.last; ++c) {
    const double from = columns[at(c)].x1;
    const double to = columns[at(c + 1)].x0;
    for (std::size_t i = 0; i < gaps.size(); ++i) {
      const double left = words[at(segment.words[i])].box.x1;
      const double right = words[at(segment.words[i + 1])].box.x0;
      if (is_dots(words[at(segment.words[i + 1])].text)) continue;
      const bool there = std::max(left, from) <= std::min(right, to) + 1.0;
      const bool blank = is_drawn(words[at(segment.words[i])]) && gaps[i] <= character_pitch;   // no more than a space
      const bool unspaced = is_unspaced(words[at(segment.words[i])], words[at(segment.words[i + 1])]);
      const double usual_gap = unspaced ? 0 : std::max(space, gaps.size() == 1 ? 0 : usual);
      const bool wide = !blank && gaps[i] > std::max(0.33 * height, 1.3 * usual_gap);
      const bool figures = looks_numeric(words[at(segment.words[i])].text) &&
                           looks_numeric(words[at(segment.words[i + 1])].text) && gaps[i] > 0.2 * height;
      if (there && (wide || figures)) cuts.push_back(i + 1);
    }
  }
  std::sort(cuts.begin(), cuts.end());
  cuts.erase(std::unique(cuts.begin(), cuts.end()), cuts.end());
  return cuts;
}

// A phrase at the middle of a rule right under it that is shorter than the table: it names the columns that the rule spans.
bool is_over_spanner_rule(const LineSegment& segment, std::span<const ColumnBand> columns, const RuleSet& rules, double height) {
  const double table = columns.back().x1 - columns.front().x0;
  return std::any_of(rules.horizontal.begin(), rules.horizontal.end(), [&](const Rule& rule) {
    const bool under = rule.at > segment.box.center_y() && rule.at < segment.box.y1 + 0.8 * height;
    const bool longer = rule.from < segment.box.x0 && rule.to > segment.box.x1 && rule.to - rule.from < 0.9 * table;
    return under && longer && std::abs((rule.from + rule.to) / 2 - segment.box.center_x()) < height;
  });
}

bool ends_open(const std::string& text) {
  if (text.size() < 2) return false;  // a dash alone marks a missing value
  const char last = text.back();
  return last == '-' || last == ',' || last == '/' || last == '&' || last == '(';
}

bool starts_low(const std::string& text) {
  const std::u32string letters = to_code_points(text);
  if (letters.empty()) return false;
  const char32_t first = letters.front();
  const std::string folded = to_utf8(letters.substr(0, 1));
  const bool low = is_letter(first) && !is_cjk(first) && fold_label_case(folded) == folded;  // in any alphabet
  return low || first == U')' || first == U'(' || first == U',';
}

// Distances between the middles of figures that stand under one another: rows surely, so a wrapped line must be set closer.
// Middles, as letters of one script can be taller than figures beside them.
double row_pitch(std::span<const Word> words, const std::vector<TextBlock>& blocks, double height) {
  std::vector<double> gaps;
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    if (!blocks[i].numeric || !blocks[i].columns.single() || ends_open(text_of(words, blocks[i].words))) continue;
    double nearest = 1e9;
    for (std::size_t j = i + 1; j < blocks.size() && blocks[j].box.y0 < blocks[i].box.y1 + 6 * height; ++j) {
      if (!blocks[j].numeric || blocks[j].columns != blocks[i].columns) continue;
      nearest = std::min(nearest, blocks[j].box.center_y() - blocks[i].box.center_y());
    }
    if (nearest < 1e8) gaps.push_back(nearest);
  }
  if (gaps.size() < 2) return -1;
  const auto low = gaps.begin() + static_cast<std::ptrdiff_t>(gaps.size() / 5);
  std::nth_element(gaps.begin(), low, gaps.end());
  return *low;
}

bool reaches_below(char32_t c) { return is_cjk(c) || std::u32string_view(U"gjpqyç,;()[]{}Qруфцщ").find(c) != std::u32string_view::npos; }

// As high as capitals, or nearly.
bool rises(char32_t c) {
  return std::u32string_view(U"acegmnopqrsuvwxyz.,-–—…:;'`агежзиклмнопрстухцчшщъыьэюявд").find(c) == std::u32string_view::npos;
}

// Boxes of print hold the whole height of the type, those of words read from pixels the ink alone: how much further apart the
// ink of two lines stands for want of letters that reach below the upper, or rise in the lower.
double want_of_ink(std::span<const Word> words, const TextBlock& upper, const TextBlock& lower, double height) {
  constexpr double part = 0.25;  // of the height of ink: what such letters add to it
  const auto read = [&](int id) { return words[at(id)].font.empty() && words[at(id)].confidence < 1; };
  const auto has = [&](int id, bool (*kind)(char32_t)) {
    const std::u32string text = to_code_points(words[at(id)].text);
    return std::any_of(text.begin(), text.end(), kind);
  };
  if (!std::all_of(upper.words.begin(), upper.words.end(), read) || !std::all_of(lower.words.begin(), lower.words.end(), read)) return 0;
  const bool below = std::any_of(upper.words.begin(), upper.words.end(), [&](int id) {
    return words[at(id)].box.center_y() > upper.last_line.y0 && has(id, reaches_below);
  });
  const bool above = std::any_of(lower.words.begin(), lower.words.end(), [&](int id) { return has(id, rises); });
  return part * height * ((below ? 0 : 1) + (above ? 0 : 1));
}

// From the type of one line to that of the next.
double gap_between(std::span<const Word> words, const TextBlock& upper, const TextBlock& lower, double height) {
  return lower.box.y0 - upper.box.y1 - want_of_ink(words, upper, lower, height);
}

// The closest that lines of text (not figures) are set under one another.
double line_gap(std::span<const Word> words, const std::vector<TextBlock>& blocks, double height) {
  std::vector<double> gaps;
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    for (std::size_t j = i + 1; j < blocks.size() && blocks[j].box.y0 < blocks[i].box.y1 + height; ++j) {
      if (blocks[j].columns != blocks[i].columns) continue;
      gaps.push_back(gap_between(words, blocks[i], blocks[j], height));
      break;
    }
  }
  if (gaps.empty()) return 0;
  const auto low = gaps.begin() + static_cast<std::ptrdiff_t>(gaps.size() / 20);
  std::nth_element(gaps.begin(), low, gaps.end());
  return *low;
}

struct WrapRule {
  double height = 0;
  double rows = -1;   // row_pitch
  double lines = 0;   // line_gap
  double body = 1e9;  // drawn pages: y of the first figures
  std::vector<double> levels;  // row_levels
};

bool is_row(const TextBlock& block) { return block.numeric && !block.year && block.columns.first > 0; }

bool names_unit(const std::string& text) {
  const UnitNote unit = parse_unit(text);
  return !unit.unit.empty() || unit.scale != 0;
}

// In the boxhead of a drawn page leading tells nothing: what is set alike under a text that had no more room goes on it.
bool goes_on_in_print(std::span<const Word> words, const TextBlock& upper, const TextBlock& lower, const WrapRule& rule) {
  if (!is_drawn(words[at(lower.words.front())]) || !lower.columns.single() || lower.box.y1 > rule.body) return false;
  const double left = std::abs(upper.last_line.x0 - lower.box.x0);
  const double right = std::abs(upper.last_line.x1 - lower.box.x1);
  return std::min(left, right) < 1;
}

// Figures of one other column stand beside `upper`, whichever of its lines, and beside `lower`: two rows. On a drawn page, where lines
// are rows, a head over the figure tells as much.
bool are_two_rows(const std::vector<TextBlock>& blocks, const Box& upper, const TextBlock& lower, bool drawn) {
  const auto beside = [](const Box& a, const Box& b) { return overlap_y(a, b) > 0.5 * std::min(a.height(), b.height()); };
  const auto from = std::lower_bound(blocks.begin(), blocks.end(), upper.y0 - upper.height(), [](const TextBlock& b, double y) { return b.box.y0 < y; });
  for (auto a = from; a != blocks.end() && a->box.y0 < upper.y1; ++a) {
    if (!(drawn || is_row(*a)) || a->columns == lower.columns || !beside(a->box, upper)) continue;
    for (auto b = a + 1; b != blocks.end() && b->box.y0 < lower.box.y1; ++b)
      if (is_row(*b) && b->columns == a->columns && beside(b->box, lower.box)) return true;
  }
  return false;
}

// Stretches between full-width rules in which one row stands: no two figures under one another there.
struct RowBands {
  std::vector<double> ys;
  std::vector<char> single;
  std::vector<std::vector<std::pair<ColumnRange, Box>>> text;  // what stands in each

  int of(double y) const { return static_cast<int>(std::upper_bound(ys.begin(), ys.end(), y) - ys.begin()); }
};

// In most columns of the band that have a figure, it stands under words: heads over the first row, which no rule parts
// from it where the table opens without one.
bool holds_heads(const std::vector<const TextBlock*>& band) {
  int figures = 0;
  int headed = 0;
  for (const TextBlock* block : band) {
    if (!block->numeric || !block->columns.single()) continue;
    ++figures;
    headed += std::any_of(band.begin(), band.end(), [&](const TextBlock* other) {
      return !other->numeric && other->columns == block->columns && other->box.y1 < block->box.center_y();
    });
  }
  return figures > 0 && 2 * headed > figures;
}

RowBands row_bands(const std::vector<TextBlock>& blocks, const RuleSet& rules, const Box& box) {
  RowBands bands;
  for (const Rule& rule : rules.horizontal)
    if (overlap(rule.from, rule.to, box.x0, box.x1) > 0.6 * box.width()) bands.ys.push_back(rule.at);
  bands.single.assign(bands.ys.size() + 1, bands.ys.size() >= 4 ? 1 : 0);
  std::vector<std::vector<std::pair<ColumnRange, double>>> figures(bands.single.size());
  bands.text.resize(bands.single.size());
  for (const TextBlock& block : blocks) {
    bands.text[at(bands.of(block.box.center_y()))].emplace_back(block.columns, block.box);
    if (!block.numeric || !block.columns.single()) continue;
    auto& seen = figures[at(bands.of(block.box.center_y()))];
    for (const auto& [columns, y1] : seen)
      if (columns == block.columns && block.box.center_y() > y1) bands.single[at(bands.of(block.box.center_y()))] = 0;
    seen.emplace_back(block.columns, block.box.y1);
  }
  std::vector<const TextBlock*> first;  // above the first rule
  for (const TextBlock& block : blocks)
    if (!bands.ys.empty() && bands.of(block.box.center_y()) == 0) first.push_back(&block);
  if (holds_heads(first)) bands.single.front() = 0;
  return bands;
}

// `upper` is set at the middle of what the other columns have in its band, and `lower` below all of it: a section's
// label under the heads, where rules stand only below the section.
bool follows_row(const RowBands& bands, const TextBlock& upper, const TextBlock& lower, double height) {
  Box others;
  for (const auto& [columns, box] : bands.text[at(bands.of(lower.box.center_y()))])
    if (columns.last < lower.columns.first || columns.first > lower.columns.last) others = unite(others, box);
  return !others.empty() && std::abs(upper.box.center_y() - others.center_y()) < 0.25 * height &&
         lower.box.y0 > others.y1 - 0.25 * height;
}

// Lines of one cell keep one edge or the middle; the first column's may be set in.
bool is_set_alike(const TextBlock& upper, const TextBlock& lower, double height) {
  return upper.columns.first == 0 || misalignment(upper.box, lower.box) < 0.6 * height;
}

bool wraps(std::span<const Word> words, const TextBlock& upper, const TextBlock& lower, double right,
           const WrapRule& rule, const RowBands* one_row) {
  const double gap = gap_between(words, upper, lower, rule.height);
  if (one_row != nullptr) {
    const bool set_apart = would_fit(words, upper, lower, right, rule.height) && !ends_open(text_of(words, upper.words)) &&
                           !starts_low(text_of(words, lower.words));
    return gap < 3 * rule.height && !(set_apart && follows_row(*one_row, upper, lower, rule.height));
  }
  const std::string above = text_of(words, upper.words);
  const std::string below = text_of(words, lower.words);
  if (gap < 1.4 * rule.height && continues_date(above, below)) return true;
  if (gap > 0.6 * rule.height) return false;
  const bool open = ends_open(above) && !is_blank_mark(above);
  if (upper.numeric && lower.numeric && !open) return false;
  const bool fits = would_fit(words, upper, lower, right, rule.height);
  const double pitch = lower.box.center_y() - upper.last_line.center_y();
  const bool tight = rule.rows >= 0 && pitch < rule.rows - 0.2 * rule.height && gap < rule.lines + 0.15 * rule.height;
  if (tight) return !(lower.numeric && !open && fits);
  if (rule.rows >= 0 && pitch > rule.rows + 0.1 * rule.height) return false;
  if (lower.numeric || upper.numeric) return open;
  if (fits && !open) return false;
  const bool row = std::any_of(rule.levels.begin(), rule.levels.end(), [&](double x) { return std::abs(x - lower.box.x0) < 1; });
  const bool hangs = upper.columns.first == 0 && lower.box.x0 > upper.box.x0 + 0.5 * rule.height && !row;
  if (is_drawn(words[at(lower.words.front())]) && names_unit(below)) return open;
  return open || starts_low(below) || hangs || goes_on_in_print(words, upper, lower, rule);
}

// Columns that hold figures in nearly all their lines.
std::vector<char> figure_columns(const std::vector<TextBlock>& blocks, std::size_t columns) {
  constexpr int fewest = 5;
  constexpr double nearly_all = 0.8;
  std::vector<char> found;
  for (const ColumnCount& column : count_figures(blocks, columns))
    found.push_back(column.blocks >= fewest && column.figures >= nearly_all * column.blocks ? 1 : 0);
  return found;
}

// A figure among figures, as far below what stands over it as rows are apart, goes on nothing: a unit above it may end
// in a mark all the same.
bool is_own_row(const TextBlock& upper, const TextBlock& lower, const std::vector<char>& figures, const WrapRule& rule) {
  return lower.numeric && lower.columns.single() && figures[at(lower.columns.first)] != 0 && rule.rows >= 0 &&
         lower.box.center_y() - upper.last_line.center_y() >= rule.rows - 0.2 * rule.height;
}

// The second line of a spanner that wraps: closer than a space of rows, centred under the first, alone there.
bool wraps_spanner(const std::vector<TextBlock>& blocks, const TextBlock& upper, const TextBlock& lower, double height) {
  if (upper.columns.single() || upper.numeric || lower.numeric) return false;
  if (lower.columns.first < upper.columns.first || lower.columns.last > upper.columns.last) return false;
  if (lower.box.y0 - upper.last_line.y1 > 0.35 * height) return false;
  if (std::abs(upper.last_line.center_x() - lower.box.center_x()) > 0.5 * height) return false;
  return std::none_of(blocks.begin(), blocks.end(), [&](const TextBlock& other) {
    return other.box.x0 != lower.box.x0 && overlap_y(other.box, lower.box) > 0.5 * height &&
           other.columns.first <= upper.columns.last && other.columns.last >= upper.columns.first;
  });
}

// Words alone on the line below a drawn cell behind the first column, where their first had no room: the cell goes on.
bool goes_on_alone(std::span<const Word> words, const std::vector<TextBlock>& blocks, const TextBlock& upper, const TextBlock& lower,
                   double right, double height) {
  if (lower.columns.first == 0 || !lower.columns.single() || upper.numeric || lower.numeric) return false;
  if (gap_between(words, upper, lower, height) > 0.6 * height || would_fit(words, upper, lower, right, height)) return false;
  return std::none_of(blocks.begin(), blocks.end(), [&](const TextBlock& other) { return other.box.x0 != lower.box.x0 && overlap_y(other.box, lower.box) > 0.5 * height; });
}

// A line that runs to its column's end, and one under it; one of the two has nothing at its height in other columns: a
// sentence that goes on.
bool sentence_goes_on(std::span<const Word> words, const std::vector<TextBlock>& blocks, const TextBlock& upper,
                      const TextBlock& lower, double right, double height) {
  constexpr double sentence = 8;  // heights
  if (upper.numeric || lower.numeric || upper.last_line.width() < sentence * height || would_fit(words, upper, lower, right, height))
    return false;
  if (gap_between(words, upper, lower, height) > 0.6 * height) return false;
  const auto alone = [&](const Box& line) {
    return std::none_of(blocks.begin(), blocks.end(), [&](const TextBlock& other) {
      const bool elsewhere = other.columns.last < lower.columns.first || other.columns.first > lower.columns.last;
      return elsewhere && std::abs(other.box.center_y() - line.center_y()) < 0.3 * height;
    });
  };
  return alone(lower.box) || (upper.lines == 1 && alone(upper.last_line));
}

}  // namespace

double misalignment(const Box& a, const Box& b) {
  return std::min({std::abs(a.x0 - b.x0), std::abs(a.x1 - b.x1), std::abs(a.center_x() - b.center_x())});
}

bool same_face(const Word& a, const Word& b) { return a.bold == b.bold && a.italic == b.italic; }

double first_piece(const Word& word) {
  const std::u32string points = to_code_points(word.text);
  return points.empty() || !is_cjk(points.front()) ? word.box.width() : word.box.width() / static_cast<double>(points.size());
}

bool would_fit(std::span<const Word> words, const TextBlock& upper, const TextBlock& lower, double right, double height) {
  const Word& word = words[at(lower.words.front())];
  const double piece = first_piece(word);
  const double space = piece < word.box.width() ? 0 : 0.25 * height;   // between East Asian characters there is none
  return upper.last_line.x1 + space + piece < right - 0.1 * height;
}

std::vector<ColumnCount> count_figures(const std::vector<TextBlock>& blocks, std::size_t columns) {
  std::vector<ColumnCount> counts(columns);
  for (const TextBlock& block : blocks) {
    if (!block.columns.single()) continue;
    ColumnCount& count = counts[static_cast<std::size_t>(block.columns.first)];
    ++count.blocks;
    count.figures += block.numeric ? 1 : 0;
  }
  return counts;
}

std::vector<PrintedLine> recut_lines(std::span<const Word> words, std::span<const PrintedLine> lines,
                                     std::span<const ColumnBand> columns, const RuleSet& rules, double height) {
  std::vector<PrintedLine> recut;
  const double space = usual_space(words, lines);
  for (const PrintedLine& line : lines) {
    PrintedLine& fresh = recut.emplace_back();
    fresh.box = line.box;
    for (const LineSegment& segment : line.segments) {
      std::size_t from = 0;
      std::vector<std::size_t> cuts;
      if (!is_over_spanner_rule(segment, columns, rules, height)) cuts = cuts_of(words, segment, columns, height, space);
      cuts.push_back(segment.words.size());
      for (std::size_t to : cuts) {
        LineSegment part;
        for (; from < to; ++from) {
          const Word& word = words[at(segment.words[from])];
          part.words.push_back(segment.words[from]);
          if (part.box.empty() || !is_dots(word.text)) part.box = unite(part.box, word.box);
        }
        if (!part.words.empty()) fresh.segments.push_back(std::move(part));
      }
    }
  }
  return recut;
}

std::vector<TextBlock> make_blocks(std::span<const Word> words, std::span<const PrintedLine> lines,
                                   std::span<const ColumnBand> columns) {
  std::vector<TextBlock> blocks;
  for (const PrintedLine& line : lines)
    for (const LineSegment& segment : line.segments) blocks.push_back(block_of(words, segment.words, columns));
  std::stable_sort(blocks.begin(), blocks.end(),
                   [](const TextBlock& a, const TextBlock& b) { return a.box.y0 < b.box.y0; });
  return blocks;
}

bool rule_between(const RuleSet& rules, const Box& upper, const Box& lower) {
  const double from = std::max(upper.x0, lower.x0);
  const double to = std::min(upper.x1, lower.x1);
  const double middle = (from + to) / 2;
  const double reach = std::max(1.0, std::abs(to - from) / 2);
  auto rule = std::lower_bound(rules.horizontal.begin(), rules.horizontal.end(), upper.center_y(),
                               [](const Rule& r, double y) { return r.at < y; });
  for (; rule != rules.horizontal.end() && rule->at < lower.center_y(); ++rule) {
    if (overlap(rule->from, rule->to, middle - reach, middle + reach) >= reach) return true;
  }
  return false;
}

std::vector<TextBlock> join_wrapped(std::span<const Word> words, std::vector<TextBlock> blocks,
                                    std::span<const ColumnBand> columns, const RuleSet& rules,
                                    const BlockOptions& options) {
  const bool drawn = !blocks.empty() && is_drawn(words[at(blocks.front().words.front())]);
  WrapRule rule{options.height, row_pitch(words, blocks, options.height), line_gap(words, blocks, options.height), 1e9, {}};
  if (!columns.empty()) rule.levels = row_levels(words, blocks, columns.front().x1, options.height);
  if (drawn) {
    const auto first = std::find_if(blocks.begin(), blocks.end(), is_row);
    if (first != blocks.end()) rule.body = first->box.y0;
  }
  const std::vector<char> rests = drawn && !columns.empty() ? rests_of_labels(words, blocks, rule.body, options.height) : std::vector<char>(blocks.size(), 0);
  const RowBands bands = row_bands(blocks, rules, options.box);
  const std::vector<char> label_rests = rule.rows >= 0 ? find_label_rests(words, blocks, columns, rule.rows, options.height)
                                                       : std::vector<char>(blocks.size(), 0);
  const std::vector<char> figures = figure_columns(blocks, columns.size());
  const std::vector<char> units = find_unit_lines(words, blocks, options.height);
  std::vector<TextBlock> joined;
  for (const TextBlock& line : blocks) {
    TextBlock block = line;
    // The block above in these columns: the last joined one that shares a column with this one.
    TextBlock* above = nullptr;
    for (std::size_t back = joined.size(); back-- > 0;) {
      TextBlock& other = joined[back];
      if (other.columns.last < block.columns.first || other.columns.first > block.columns.last) continue;
      if (above == nullptr || other.box.y1 > above->box.y1) above = &other;
      if (joined.size() - back > 4 * columns.size() + 8) break;
    }
    const bool under = above != nullptr && !above->settled && !block.settled && above->box.y1 <= block.box.center_y();
    const bool alike = under && same_face(words[at(above->words.back())], words[at(block.words.front())]);
    const bool same = alike && above->columns == block.columns && units[at(static_cast<int>(&line - blocks.data()))] == 0;
    const bool spanner = under && wraps_spanner(blocks, *above, block, options.height);
    const double right = block.columns.empty() ? block.box.x1 : columns[at(block.columns.last)].x1;
    const bool one_row = same && bands.single[at(bands.of(block.box.center_y()))] != 0 &&
                         bands.of(block.box.center_y()) == bands.of(above->last_line.center_y());
    const bool rest = same && rests[at(static_cast<int>(&line - blocks.data()))] != 0;
    const bool label = same && label_rests[at(static_cast<int>(&line - blocks.data()))] != 0;
    const bool sentence = same && block.columns.first > 0 && block.columns.single() &&
                          sentence_goes_on(words, blocks, *above, block, right, options.height);
    const bool alone = drawn && same && goes_on_alone(words, blocks, *above, block, right, options.height);
    const bool own_row = same && !one_row && is_own_row(*above, block, figures, rule);
    const bool apart = same && !is_set_alike(*above, block, options.height);
    const bool heads = drawn && same && block.box.y1 <= rule.body && is_centred_spanner(blocks, columns, *above, block);
    const bool goes_on = same && !own_row && !apart && !heads && wraps(words, *above, block, right, rule, one_row ? &bands : nullptr);
    const bool wrapped = spanner || label || rest || sentence || alone || goes_on;
    if (wrapped && !rule_between(rules, above->last_line, block.box) && !are_two_rows(blocks, above->box, block, drawn)) {
      above->box = unite(above->box, block.box);
      above->words.insert(above->words.end(), block.words.begin(), block.words.end());
      above->last_line = block.box;
      above->numeric = false;
      ++above->lines;
    } else {
      joined.push_back(std::move(block));
    }
  }
  return joined;
}

}  // namespace tabularium

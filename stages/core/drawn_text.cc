#include "stages/core/drawn_text.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "stages/core/text_cells.h"
#include "stages/core/unicode.h"

namespace tabularium {
namespace {

constexpr double line_height = 11.0;       // of the letters within line_pitch; a blank is then a space, two are a gap
constexpr int tab_stop = 8;
constexpr std::size_t shortest_rule = 6;   // strokes beside text; "---" may be a blank mark
constexpr double margin = 36.0;            // points around the text, as on paper
constexpr std::size_t lines_looked_at = 20'000;  // of a file, to tell what it is
constexpr int widest_line = 400;           // columns; a longer line is prose of one paragraph

// Which sides of its place a character draws to.
struct Arms {
  bool left = false, right = false, up = false, down = false;
  bool any() const noexcept { return left || right || up || down; }
};

// U+2500 … U+257F by what they join; bits: left 1, right 2, up 4, down 8.
int box_drawing_arms(char32_t c) noexcept {
  if (c < 0x2500 || c > 0x257F) return 0;
  if (c <= 0x2501 || (c >= 0x2504 && c <= 0x2505) || (c >= 0x2508 && c <= 0x2509) || c == 0x2550) return 3;
  if (c <= 0x2503 || (c >= 0x2506 && c <= 0x2507) || (c >= 0x250A && c <= 0x250B) || c == 0x2551) return 12;
  if (c <= 0x250F || (c >= 0x2552 && c <= 0x2554) || c == 0x256D) return 2 | 8;
  if (c <= 0x2513 || (c >= 0x2555 && c <= 0x2557) || c == 0x256E) return 1 | 8;
  if (c <= 0x2517 || (c >= 0x2558 && c <= 0x255A) || c == 0x2570) return 2 | 4;
  if (c <= 0x251B || (c >= 0x255B && c <= 0x255D) || c == 0x256F) return 1 | 4;
  if (c <= 0x2523 || (c >= 0x255E && c <= 0x2560)) return 2 | 12;
  if (c <= 0x252B || (c >= 0x2561 && c <= 0x2563)) return 1 | 12;
  if (c <= 0x2533 || (c >= 0x2564 && c <= 0x2566)) return 3 | 8;
  if (c <= 0x253B || (c >= 0x2567 && c <= 0x2569)) return 3 | 4;
  if (c <= 0x254B || (c >= 0x256A && c <= 0x256C)) return 15;
  return 0;
}

Arms arms_of(char32_t c) noexcept {
  if (c == U'-' || c == U'=' || c == U'_') return {true, true, false, false};
  if (c == U'|') return {false, false, true, true};
  if (c == U'+') return {true, true, true, true};
  const int bits = box_drawing_arms(c);
  return {(bits & 1) != 0, (bits & 2) != 0, (bits & 4) != 0, (bits & 8) != 0};
}

// How many columns the characters take for which files differ: box-drawing characters are one column wide or, in East Asian files, two;
// full-width forms are two, or one where they took the place of ASCII after the frame was drawn.
struct CharacterWidths {
  bool wide_strokes = false;
  bool narrow_forms = false;

  int of(char32_t c) const noexcept {
    if (c == 0x3000) return 2;
    if (narrow_forms && c >= 0xFF01 && c <= 0xFF5E) return 1;
    const bool wide = is_cjk(c) && !(c >= 0xFF61 && c <= 0xFFDC);
    return wide || (wide_strokes && box_drawing_arms(c) != 0) ? 2 : 1;
  }
};

struct Glyph {
  char32_t point = U' ';   // U' ' for a blank and for the second half of a wide character
  bool second = false;     // half of a wide one
};

using Row = std::vector<Glyph>;   // by column

Row row_of(std::string_view text, const CharacterWidths& widths = {}) {
  Row row;
  for (const char32_t c : to_code_points(text)) {
    if (c == U'\t') {
      do row.push_back({});
      while (row.size() % tab_stop != 0);
    } else if (c >= 0x20) {
      const bool blank = is_space(c);
      row.push_back({blank ? U' ' : c, false});
      if (widths.of(c) == 2) row.push_back({blank ? U' ' : c, !blank});
    }
  }
  while (!row.empty() && row.back().point == U' ') row.pop_back();
  return row;
}

// Columns of the bars of a line.
std::vector<int> bar_columns(const Row& row) {
  std::vector<int> columns;
  for (std::size_t i = 0; i < row.size(); ++i) {
    const Arms arms = arms_of(row[i].point);
    if (!row[i].second && arms.up && arms.down) columns.push_back(static_cast<int>(i));
  }
  return columns;
}

// How many lines with bars have them all under bars or joints of the nearest drawn rule.
int aligned_bars(const std::vector<Row>& rows, const std::vector<bool>& is_rule) {
  int aligned = 0;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (is_rule[i]) continue;
    const std::vector<int> bars = bar_columns(rows[i]);
    if (bars.size() < 2) continue;
    for (std::size_t back = 1; back <= 12 && back <= i; ++back) {
      if (!is_rule[i - back]) continue;
      const Row& rule = rows[i - back];
      const auto joins = [&](int column) { return static_cast<std::size_t>(column) < rule.size() && arms_of(rule[static_cast<std::size_t>(column)].point).any(); };
      aligned += std::all_of(bars.begin(), bars.end(), joins) ? 1 : 0;
      break;
    }
  }
  return aligned;
}

// A rule that frames draw: with corners or joints, not Markdown's |---|---|.
bool is_frame_rule(std::string_view line) {
  return is_drawn_rule(line) && (line.find('+') != std::string_view::npos || line.find("\xE2\x94") != std::string_view::npos ||
                                 line.find("\xE2\x95") != std::string_view::npos);
}

// The widths under which most lines' bars stand under the rules' joints.
CharacterWidths fitting_widths(std::span<const TextLine> lines) {
  std::vector<const TextLine*> framed;
  std::vector<bool> rules;
  bool strokes = false;
  bool forms = false;
  for (const TextLine& line : lines.first(std::min<std::size_t>(lines.size(), 400))) {
    const bool drawn = line.text.find("\xE2\x94") != std::string::npos || line.text.find("\xE2\x95") != std::string::npos;
    if (!drawn && !is_frame_rule(line.text) && cell_mark(line.text) != CellMark::bar) continue;
    framed.push_back(&line);
    rules.push_back(is_frame_rule(line.text));
    strokes = strokes || drawn;
    forms = forms || line.text.find("\xEF\xBC") != std::string::npos || line.text.find("\xEF\xBD") != std::string::npos;
  }
  CharacterWidths best;
  int most = -1;
  for (const bool narrow_forms : {false, true})
    for (const bool wide_strokes : {false, true}) {
      if ((narrow_forms && !forms) || (wide_strokes && !strokes)) continue;
      const CharacterWidths widths{wide_strokes, narrow_forms};
      std::vector<Row> rows;
      for (const TextLine* line : framed) rows.push_back(row_of(line->text, widths));
      const int aligned = aligned_bars(rows, rules);
      if (aligned <= most) continue;
      most = aligned;
      best = widths;
    }
  return best;
}

// Gaps of two blanks or more between the texts of a line, half-open columns.
std::vector<std::pair<int, int>> gaps_of(const Row& row) {
  std::vector<std::pair<int, int>> gaps;
  std::size_t i = 0;
  while (i < row.size() && row[i].point == U' ') ++i;
  while (i < row.size()) {
    std::size_t end = i;
    while (end < row.size() && row[end].point == U' ') ++end;
    if (end >= i + 2) gaps.emplace_back(static_cast<int>(i), static_cast<int>(end));
    i = std::max(end, i + 1);
  }
  return gaps;
}

bool share_a_gap(const std::vector<std::pair<int, int>>& a, const std::vector<std::pair<int, int>>& b) {
  for (const auto& [from, to] : a)
    for (const auto& [other_from, other_to] : b)
      if (std::min(to, other_to) - std::max(from, other_from) >= 2) return true;
  return false;
}

double x_of(std::size_t column) { return static_cast<double>(column) * character_pitch; }

class Drawer {
 public:
  explicit Drawer(Page& page) : page_(page), widths_(fitting_widths(page.evidence.lines)) {}

  void draw() {
    std::size_t widest = 0;
    for (const TextLine& line : page_.evidence.lines) {
      rows_.push_back(row_of(line.text, widths_));
      rule_.push_back(is_drawn_rule(line.text));
      widest = std::max(widest, rows_.back().size());
    }
    find_bars();
    for (std::size_t y = 0; y < rows_.size(); ++y) draw_line(y);
    draw_uprights(widest);
    page_.width = std::max(x_of(widest), 1.0) + 2 * margin;
    page_.height = std::max(static_cast<double>(rows_.size()) * line_pitch, 1.0) + 2 * margin;
  }

 private:
  static double left_of(std::size_t column) { return margin + x_of(column); }
  static double middle_of(std::size_t column) { return left_of(column) + character_pitch / 2; }
  static double top_of(std::size_t y) { return margin + static_cast<double>(y) * line_pitch; }

  Arms arms_at(std::size_t y, std::size_t x) const {
    if (y >= rows_.size() || x >= rows_[y].size()) return {};
    return arms_of(rows_[y][x].point);
  }

  // A bar is a stroke where it goes on above or below; else it is a letter.
  void find_bars() {
    bars_.resize(rows_.size());
    for (std::size_t y = 0; y < rows_.size(); ++y) {
      bars_[y].assign(rows_[y].size(), false);
      for (std::size_t x = 0; x < rows_[y].size(); ++x) {
        const Arms arms = arms_at(y, x);
        if (rows_[y][x].second || !(arms.up || arms.down)) continue;
        const bool above = y > 0 && arms.up && arms_at(y - 1, x).down;
        const bool below = arms.down && arms_at(y + 1, x).up;
        const bool plus_alone = rows_[y][x].point == U'+' && !rule_[y];
        bars_[y][x] = (above || below || box_drawing_arms(rows_[y][x].point) != 0) && !plus_alone;
      }
    }
  }

  // Strokes from `x` on that join each other; 0 where fewer than a rule's.
  std::size_t stroke_run(std::size_t y, std::size_t x) const {
    std::size_t end = x;
    std::size_t strokes = 0;
    while (end < rows_[y].size() && (arms_at(y, end).right || (end > x && arms_at(y, end).left))) {
      strokes += rows_[y][end].point != U'+' ? 1 : 0;
      ++end;
    }
    return strokes >= shortest_rule || (strokes > 0 && rule_[y]) ? end - x : 0;
  }

  void draw_line(std::size_t y) {
    const Row& row = rows_[y];
    for (std::size_t x = 0; x < row.size();) {
      const std::size_t run = stroke_run(y, x);
      if (run > 0) {
        const double at = top_of(y) + line_pitch / 2;
        const bool joint = bars_[y][x], closed = bars_[y][x + run - 1];
        page_.evidence.rules.push_back({Orientation::horizontal, at, joint ? middle_of(x) : left_of(x), closed ? middle_of(x + run - 1) : left_of(x + run), 0.5, RuleSource::text});
        x += run;
      } else if (row[x].point == U' ' || bars_[y][x] || (row[x].second && box_drawing_arms(row[x].point) != 0)) {
        ++x;
      } else {
        x = add_word(y, x);
      }
    }
  }

  std::size_t add_word(std::size_t y, std::size_t from) {
    std::u32string text;
    std::size_t x = from;
    for (; x < rows_[y].size() && rows_[y][x].point != U' ' && !bars_[y][x]; ++x) {
      if (x > from && stroke_run(y, x) > shortest_rule) break;
      if (!rows_[y][x].second) text += rows_[y][x].point;
    }
    Word word;
    const double top = top_of(y) + (line_pitch - line_height) / 2;
    word.box = {left_of(from), top, left_of(x), top + line_height};
    word.text = to_utf8(text);
    word.font_size = line_height;
    word.font = drawn_font;
    word.baseline = top + 0.8 * line_height;
    word.space_before = from > 0 && rows_[y][from - 1].point == U' ';
    page_.evidence.words.push_back(std::move(word));
    return x;
  }

  void draw_uprights(std::size_t widest) {
    for (std::size_t x = 0; x < widest; ++x) {
      const auto is_bar = [&](std::size_t y) { return x < bars_[y].size() && bars_[y][x]; };
      for (std::size_t y = 0; y < rows_.size(); ++y) {
        if (!is_bar(y)) continue;
        const std::size_t from = y;
        while (y + 1 < rows_.size() && is_bar(y + 1) && arms_at(y, x).down && arms_at(y + 1, x).up) ++y;
        const double top = top_of(from) + (arms_at(from, x).up && !rule_[from] ? 0 : line_pitch / 2);
        const double bottom = top_of(y) + (arms_at(y, x).down && !rule_[y] ? line_pitch : line_pitch / 2);
        if (bottom > top) page_.evidence.rules.push_back({Orientation::vertical, middle_of(x), top, bottom, 0.5, RuleSource::text});
      }
    }
  }

  Page& page_;
  CharacterWidths widths_;
  std::vector<Row> rows_;
  std::vector<bool> rule_;
  std::vector<std::vector<bool>> bars_;   // by line and column
};

// Tells where the boxes of a drawn page stand in its file.
class FilePlaces {
 public:
  explicit FilePlaces(const Page& page) : lines_(page.evidence.lines), widths_(fitting_widths(page.evidence.lines)) {}

  // Nothing where the box lies outside the lines.
  std::optional<TextSpan> span_under(const Box& box) const {
    const int count = static_cast<int>(lines_.size());
    const int first = static_cast<int>(std::floor((box.y0 + 1 - margin) / line_pitch));
    const int last = std::min(static_cast<int>(std::floor((box.y1 - 1 - margin) / line_pitch)), count - 1);
    if (first < 0 || first >= count || last < first) return std::nullopt;
    TextSpan span = part(first, box);
    if (last > first) span.byte_to = part(last, box).byte_to;
    return span;
  }

 private:
  TextSpan part(int line, const Box& box) const {
    const TextLine& source = lines_[static_cast<std::size_t>(line)];
    const std::string_view raw = source.original();
    const std::size_t from = byte_at(raw, static_cast<int>(std::lround((box.x0 - margin) / character_pitch)));
    const std::size_t to = byte_at(raw, static_cast<int>(std::lround((box.x1 - margin) / character_pitch)));
    return span_within(source.span, raw, from, std::max(from, to) - from);
  }

  // Bytes of a line's text up to a column.
  std::size_t byte_at(std::string_view text, int column) const {
    int at = 0;
    std::size_t byte = 0;
    while (byte < text.size() && at < column) {
      std::size_t size = 1;
      while (byte + size < text.size() && (static_cast<unsigned char>(text[byte + size]) & 0xC0U) == 0x80U) ++size;
      const char32_t c = to_code_points(text.substr(byte, size)).front();
      if (c == U'\t') at = (at / tab_stop + 1) * tab_stop;
      else if (c >= 0x20) at += widths_.of(c);
      byte += size;
    }
    return byte;
  }

  const std::vector<TextLine>& lines_;
  CharacterWidths widths_;
};

void place_in_file(Place& place, const FilePlaces& places) {
  if (!place.box) return;
  place.span = places.span_under(*place.box);
  place.box.reset();
}

// A rule with bars or joints in it parts cells that bars part; a plain one is drawn over and under columns of any kind.
bool parts_cells(std::string_view rule) {
  return std::any_of(rule.begin(), rule.end(), [](char c) { return c == '|' || c == '+' || static_cast<unsigned char>(c) >= 0x80; });
}

}  // namespace

DrawnSigns drawn_signs(std::span<const TextLine> all) {
  const std::span<const TextLine> lines = all.first(std::min(all.size(), lines_looked_at));
  DrawnSigns signs;
  std::vector<std::pair<int, int>> above;
  bool frames = false;
  for (const TextLine& line : lines) {
    if (line.text.find_first_not_of(" \t\f\r") == std::string::npos) continue;
    ++signs.lines;
    if (is_drawn_rule(line.text)) {
      frames = frames || is_frame_rule(line.text);
      signs.flat += parts_cells(line.text) ? 1 : 0;
      continue;
    }
    const bool flat = cell_mark(line.text) != CellMark::none;
    signs.flat += flat ? 1 : 0;
    const bool gapped = !flat && line.text.find("  ") != std::string::npos && line.text.size() < widest_line * 3;
    std::vector<std::pair<int, int>> gaps;
    if (gapped) gaps = gaps_of(row_of(line.text));
    signs.columns += share_a_gap(above, gaps) ? 1 : 0;
    above = std::move(gaps);
  }
  if (!frames) return signs;
  const CharacterWidths widths = fitting_widths(lines);
  std::vector<Row> rows;
  std::vector<bool> rules;
  for (const TextLine& line : lines) {
    rows.push_back(row_of(std::string_view(line.text).substr(0, widest_line * 3), widths));
    rules.push_back(is_frame_rule(line.text));
    signs.flat -= is_drawn_rule(line.text) && parts_cells(line.text) ? 1 : 0;
  }
  signs.frames = aligned_bars(rows, rules);
  return signs;
}

bool looks_drawn(const DrawnSigns& signs) noexcept {
  const int flat = signs.flat - signs.frames;
  return signs.frames + signs.columns >= 3 && signs.frames + signs.columns > 2 * flat;
}

void draw_page(Page& page) {
  page.evidence.words.clear();
  page.evidence.rules.clear();
  Drawer(page).draw();
}

bool is_drawn(const Page& page) noexcept { return page.origin == PageOrigin::text && !page.evidence.words.empty(); }

void place_blocks_in_file(Document& document) {
  Metadata& metadata = document.metadata;
  for (const Page& page : document.pages) {
    if (!is_drawn(page)) continue;
    const FilePlaces places(page);
    for (Block& block : document.blocks)
      if (block.place.page == page.number) place_in_file(block.place, places);
    for (auto* entry : {&metadata.title, &metadata.issuer, &metadata.period, &metadata.date})
      if (*entry && (*entry)->place.page == page.number) place_in_file((*entry)->place, places);
  }
}

void place_table_in_file(Table& table, std::span<const Page> pages) {
  for (const Page& page : pages) {
    if (!is_drawn(page) || std::find(table.pages.begin(), table.pages.end(), page.number) == table.pages.end()) continue;
    const FilePlaces places(page);
    table.boxes.clear();
    for (Cell& cell : table.cells) {
      Box text;   // of a ruled cell the words alone: its box is the space between the rules
      if (cell.place.page == page.number)
        for (const int word : cell.words) text = unite(text, page.evidence.words[static_cast<std::size_t>(word)].box);
      if (!text.empty()) cell.place.box = text;
      if (cell.place.page == page.number) place_in_file(cell.place, places);
      for (Place& part : cell.parts)
        if (part.page == page.number) place_in_file(part, places);
    }
  }
}

}  // namespace tabularium

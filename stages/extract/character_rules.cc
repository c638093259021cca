#include "stages/extract/character_rules.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <string_view>

#include "stages/core/unicode.h"

namespace tabularium {
namespace {

constexpr std::size_t least_strokes = 8;  // on a line
constexpr int least_bars = 3;
constexpr double reach = 0.35;  // em by which an upright stroke may end short of the next line's

bool is_box_drawing(char32_t c) noexcept { return c >= 0x2500 && c <= 0x257F; }

bool is_stroke(char32_t c) noexcept { return c == U'-' || c == U'=' || c == U'_' || c == U'–' || c == U'—'; }

bool is_level(char32_t c) noexcept {
  constexpr std::u32string_view level = U"─━┄┅┈┉╌╍═";
  return is_stroke(c) || level.find(c) != std::u32string_view::npos;
}

bool is_upright(char32_t c) noexcept {
  constexpr std::u32string_view upright = U"│┃┆┇┊┋╎╏║|";
  return upright.find(c) != std::u32string_view::npos;
}

// "-----+-----", "________": strokes and what joins them.
bool is_run_of_strokes(const std::u32string& letters) {
  if (letters.size() < 3) return false;
  const auto strokes = static_cast<std::size_t>(std::count_if(letters.begin(), letters.end(), is_stroke));
  return strokes * 10 >= letters.size() * 6 && std::all_of(letters.begin(), letters.end(), [](char32_t c) { return is_stroke(c) || c == U'+' || c == U'|'; });
}

bool is_bar(const std::u32string& letters) { return letters.size() == 1 && letters[0] == U'|'; }

RuleMark mark_of(Orientation orientation, double at, double from, double to, const Word& word, int order) {
  RuleMark mark;
  mark.rule = {orientation, at, from, to, 0.05 * word.font_size, RuleSource::text};
  mark.color = word.color;
  mark.order = order;
  return mark;
}

// The lines of one word, its characters being of one width.
void draw(const Word& word, const std::u32string& letters, int order, std::vector<RuleMark>& out) {
  const double width = word.box.width() / static_cast<double>(letters.size());
  const bool low = letters.front() == U'_' && letters.back() == U'_';
  const double y = low ? word.baseline : word.baseline - 0.3 * word.font_size;
  double level_from = -1;
  for (std::size_t i = 0; i <= letters.size(); ++i) {
    const double left = word.box.x0 + width * static_cast<double>(i);
    const bool level = i < letters.size() && !is_upright(letters[i]);
    if (level && level_from < 0) level_from = left;
    if (!level && level_from >= 0) {
      out.push_back(mark_of(Orientation::horizontal, y, level_from, left, word, order));
      level_from = -1;
    }
    if (i == letters.size() || is_level(letters[i])) continue;
    const double more = reach * word.font_size;
    out.push_back(mark_of(Orientation::vertical, left + width / 2, word.box.y0 - more, word.box.y1 + more, word, order));
  }
}

// Takes the mark off the runs of strokes that share their line with words, or are too few on it.
void keep_lines_of_strokes(const std::vector<Word>& words, std::vector<char>& strokes) {
  std::vector<char> kept(strokes);
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (strokes[i] == 0) continue;
    std::size_t count = 0;
    for (std::size_t j = 0; j < words.size() && kept[i] != 0; ++j) {
      if (words[j].hidden || std::abs(words[j].box.center_y() - words[i].box.center_y()) > 0.5 * words[i].font_size) continue;
      const bool bar = words[j].text == "|";
      if (strokes[j] == 0 && !bar) kept[i] = 0;
      if (strokes[j] != 0) count += words[j].text.size();
    }
    if (count < least_strokes) kept[i] = 0;
  }
  strokes = std::move(kept);
}

// Bars under one another, no further apart than lines are.
std::vector<char> stacked_bars(const std::vector<Word>& words, const std::vector<char>& bar) {
  std::vector<char> stacked(words.size(), 0);
  std::vector<std::size_t> bars;
  for (std::size_t i = 0; i < words.size(); ++i)
    if (bar[i] != 0) bars.push_back(i);
  std::sort(bars.begin(), bars.end(), [&](std::size_t a, std::size_t b) {
    const double xa = std::round(words[a].box.center_x()), xb = std::round(words[b].box.center_x());
    return xa != xb ? xa < xb : words[a].box.y0 < words[b].box.y0;
  });
  for (std::size_t from = 0, to = 0; from < bars.size(); from = to) {
    for (to = from + 1; to < bars.size(); ++to) {
      const Word& above = words[bars[to - 1]];
      const Word& below = words[bars[to]];
      if (std::abs(above.box.center_x() - below.box.center_x()) > 1 || below.box.y0 - above.box.y1 > above.font_size) break;
    }
    if (static_cast<int>(to - from) >= least_bars)
      for (std::size_t i = from; i < to; ++i) stacked[bars[i]] = 1;
  }
  return stacked;
}

}  // namespace

std::vector<RuleMark> take_character_rules(GlyphWords& list) {
  std::vector<RuleMark> marks;
  std::vector<char> bar(list.words.size(), 0), rule(bar), strokes(bar);
  bool any = false;
  for (std::size_t i = 0; i < list.words.size(); ++i) {
    const Word& word = list.words[i];
    const unsigned char first = word.text.empty() ? 'x' : static_cast<unsigned char>(word.text.front());
    const bool may = first == 0xE2 || first == '-' || first == '=' || first == '_' || first == '+' || first == '|';
    if (!may || word.hidden || word.rotation != 0) continue;
    const std::u32string letters = to_code_points(word.text);
    bar[i] = is_bar(letters) ? 1 : 0;
    rule[i] = std::all_of(letters.begin(), letters.end(), is_box_drawing) ? 1 : 0;
    strokes[i] = is_run_of_strokes(letters) ? 1 : 0;
    any = any || bar[i] != 0 || rule[i] != 0 || strokes[i] != 0;
  }
  if (!any) return marks;
  keep_lines_of_strokes(list.words, strokes);
  const std::vector<char> stacked = stacked_bars(list.words, bar);
  std::size_t kept = 0;
  for (std::size_t i = 0; i < list.words.size(); ++i) {
    if (rule[i] != 0 || strokes[i] != 0 || stacked[i] != 0) {
      draw(list.words[i], to_code_points(list.words[i].text), list.order[i], marks);
      continue;
    }
    if (kept != i) {
      list.words[kept] = std::move(list.words[i]);
      list.order[kept] = list.order[i];
      list.mark[kept] = list.mark[i];
    }
    ++kept;
  }
  list.words.resize(kept);
  list.order.resize(kept);
  list.mark.resize(kept);
  return marks;
}

}  // namespace tabularium

#include "stages/layout/text_features.h"

#include <algorithm>
#include <array>

#include "stages/core/typed_value.h"
#include "stages/core/unicode.h"

namespace tabularium {
namespace {

constexpr int widest_heading = 100;     // columns
constexpr int widest_unit_line = 48;

bool is_digit(char32_t c) noexcept { return c >= U'0' && c <= U'9'; }

std::u32string folded_points(std::string_view line) {
  std::u32string points = to_code_points(collapse_spaces(line.substr(0, 400)));
  for (char32_t& c : points)
    if (c >= 0xFF01 && c <= 0xFF5E) c -= 0xFEE0;
  return points;
}

// Small letters of the alphabets that the words below are written in: each stands at one distance from its capital.
char32_t small_letter(char32_t c) noexcept {
  const bool latin = (c >= U'A' && c <= U'Z') || (c >= 0xC0 && c <= 0xDE && c != 0xD7);
  const bool greek = c >= 0x391 && c <= 0x3A9;
  const bool cyrillic = c >= 0x410 && c <= 0x42F;
  if (latin || greek || cyrillic) return c + 0x20;
  return c >= 0x400 && c <= 0x40F ? c + 0x50 : c;
}

std::u32string lower(std::u32string_view text) {
  std::u32string out(text);
  for (char32_t& c : out) c = small_letter(c);
  return out;
}

template <std::size_t n>
std::size_t begins_with_one_of(std::u32string_view text, const std::array<std::u32string_view, n>& words) {
  std::size_t longest = 0;
  for (const std::u32string_view word : words)
    if (text.starts_with(word)) longest = std::max(longest, word.size());
  return longest;
}

constexpr std::array<std::u32string_view, 20> table_words = {
    U"table", U"tabelle", U"tableau", U"tabla", U"tabela", U"tabella", U"tabel", U"tabell", U"taulukko", U"tab.", U"tablica",
    U"таблица", U"таблиця", U"πίνακας", U"表",    U"附表",    U"续表",    U"續表",  U"表格",   U"schedule"};

constexpr std::array<std::u32string_view, 3> within_words = {U"in ", U"en ", U"в "};
constexpr std::array<std::u32string_view, 9> unit_words = {U"单位", U"單位",  U"计量单位", U"計量單位", U"金额单位",
                                                           U"unit", U"units", U"einheit",  U"unité"};

constexpr std::array<std::u32string_view, 34> note_words = {
    U"note",     U"notes",    U"n.b.",     U"source",   U"sources",  U"remark", U"remarks", U"footnote", U"anmerkung", U"anmerkungen",
    U"quelle",   U"quellen",  U"hinweis",  U"remarque", U"remarques", U"nota",  U"notas",   U"fuente",   U"fonte",     U"註",
    U"примечание", U"примечания", U"источник", U"источники", U"注",       U"备注",     U"備註",     U"附注",     U"说明",     U"說明",   U"资料来源", U"資料來源", U"数据来源",  U"來源"};

}  // namespace

bool is_table_caption(std::string_view line) {
  const std::u32string points = lower(folded_points(line));
  std::size_t at = begins_with_one_of(std::u32string_view(points), table_words);
  if (at == 0) return false;
  while (at < points.size() && points[at] == U' ') ++at;
  std::size_t end = at;
  while (end < points.size() && (is_digit(points[end]) || points[end] == U'.' || points[end] == U'-')) ++end;
  if (end == at)
    while (end < points.size() && std::u32string_view(U"一二三四五六七八九十ivxl").find(points[end]) != std::u32string_view::npos) ++end;
  if (end == at) return false;
  return end == points.size() || !is_letter(points[end]) || is_han(points[end]) || points[end - 1] == U'.';
}

bool is_unit_line(std::string_view line) {
  if (line.size() > 200 || display_width(line) > widest_unit_line) return false;
  const std::u32string points = lower(folded_points(line));
  if (points.size() < 3) return false;
  std::u32string_view text = points;
  const bool enclosed = (text.front() == U'(' && text.back() == U')') || (text.front() == U'[' && text.back() == U']');
  if (enclosed) text = text.substr(1, text.size() - 2);
  const std::size_t word = begins_with_one_of(text, unit_words);
  if (word > 0 && word < text.size() && (text[word] == U':' || text[word] == U' ')) return true;
  if (!enclosed) return false;
  // "(in pounds)", "(en tonnes)": whatever is named, a bracketed line of its own that begins so names the unit.
  if (begins_with_one_of(text, within_words) > 0 && std::count(text.begin(), text.end(), U' ') <= 4) return true;
  const UnitNote unit = parse_unit(line);
  return !unit.unit.empty() || unit.scale != 0;
}

bool is_note_line(std::string_view line) {
  const std::u32string points = lower(folded_points(line));
  if (points.empty()) return false;
  const std::u32string_view text = points;
  if (text.front() == U'*' || text.front() == U'†' || text.front() == U'‡' || text.front() == 0x203B) return true;
  const std::size_t word = begins_with_one_of(text, note_words);
  if (word == 0 || word >= text.size()) return false;
  std::size_t at = word;
  while (at < text.size() && (is_digit(text[at]) || text[at] == U' ')) ++at;
  return at < text.size() && (text[at] == U':' || text[at] == U'.' || text[at] == U'、' || text[at] == 0x2014 || text[at] == 0x2013);
}

bool is_date_line(std::string_view line) {
  if (line.size() > 60) return false;
  const Value value = parse_value(collapse_spaces(line));
  return value.kind == ValueKind::date && value.date.size() >= 7;
}

bool reads_as_sentence(std::string_view line) {
  const std::u32string points = folded_points(line);
  if (points.empty()) return false;
  if (std::u32string_view(points).find(U"。") != std::u32string_view::npos) return true;
  if (std::u32string_view(U".;!?,:;、,").find(points.back()) != std::u32string_view::npos) return true;
  for (std::size_t i = 1; i + 2 < points.size(); ++i) {  // "… word. Next …"
    const bool stop = points[i] == U'.' || points[i] == U'!' || points[i] == U'?';
    const bool next = points[i + 1] == U' ' && small_letter(points[i + 2]) != points[i + 2];
    if (stop && next && i >= 3 && is_letter(points[i - 1]) && is_letter(points[i - 2]) && is_letter(points[i - 3]) && i > 12) return true;
  }
  return false;
}

int display_width(std::string_view line) {
  int width = 0;
  for (const char c : line) {  // a lead byte E3 … EF is East Asian for nearly all text
    const auto byte = static_cast<unsigned char>(c);
    if ((byte & 0xC0U) != 0x80U) width += byte >= 0xE3 ? 2 : 1;
  }
  return width;
}

std::optional<HeadingMark> heading_mark(std::string_view line) {
  if (line.size() > 400 || display_width(line) > widest_heading || reads_as_sentence(line)) return std::nullopt;
  const auto enumerator = parse_enumerator(line);
  if (!enumerator || enumerator->bytes >= line.size()) return std::nullopt;
  return HeadingMark{*enumerator, collapse_spaces(line.substr(0, enumerator->bytes))};
}

std::string period_in(std::string_view title) {
  const std::u32string points = folded_points(title);
  for (std::size_t i = 0; i + 4 <= points.size(); ++i) {
    const bool year = (points[i] == U'1' || points[i] == U'2') && std::all_of(points.begin() + static_cast<std::ptrdiff_t>(i), points.begin() + static_cast<std::ptrdiff_t>(i) + 4, is_digit);
    const bool alone = (i == 0 || !is_digit(points[i - 1])) && (i + 4 == points.size() || !is_digit(points[i + 4]));
    if (!year || !alone) continue;
    std::size_t end = i + 4;
    while (end < points.size() && (is_digit(points[end]) || std::u32string_view(U"-/–年度季月第一二三四").find(points[end]) != std::u32string_view::npos)) ++end;
    while (end > i + 4 && (points[end - 1] == U'-' || points[end - 1] == U'/' || points[end - 1] == U'第')) --end;
    return to_utf8(std::u32string_view(points).substr(i, end - i));
  }
  return {};
}

}  // namespace tabularium

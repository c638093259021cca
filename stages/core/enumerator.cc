#include "stages/core/enumerator.h"

#include <algorithm>
#include <array>
#include <utility>

#include "stages/core/unicode.h"

namespace tabularium {
namespace {

constexpr std::size_t longest_enumerator = 32;  // code points looked at

char32_t fold_width(char32_t c) noexcept { return c >= 0xFF01 && c <= 0xFF5E ? c - 0xFEE0 : c; }
bool is_digit(char32_t c) noexcept { return c >= U'0' && c <= U'9'; }
bool is_blank(char32_t c) noexcept { return c == U' ' || c == U'\t' || c == 0x3000 || c == 0xA0; }

// Value of a Han digit, or -1. Both everyday and financial forms.
int han_digit(char32_t c) noexcept {
  if (c < 0x3007) return -1;
  constexpr std::array<std::u32string_view, 10> forms = {U"〇零", U"一壹弌", U"二贰貳两兩", U"三叁參参", U"四肆",
                                                         U"五伍", U"六陆陸",  U"七柒",       U"八捌",     U"九玖"};
  for (std::size_t digit = 0; digit < forms.size(); ++digit)
    if (forms[digit].find(c) != std::u32string_view::npos) return static_cast<int>(digit);
  return -1;
}

long long han_unit(char32_t c) noexcept {
  if (c < 0x3007) return 0;
  if (c == U'十' || c == U'拾') return 10;
  if (c == U'百' || c == U'佰') return 100;
  if (c == U'千' || c == U'仟') return 1000;
  if (c == U'万' || c == U'萬') return 10000;
  if (c == U'亿' || c == U'億') return 100000000;
  return 0;
}

bool is_han_numeral(char32_t c) noexcept { return han_digit(c) >= 0 || han_unit(c) > 0; }

std::optional<long long> han_number(std::u32string_view text) {
  if (text.empty() || text.size() > 16) return std::nullopt;
  const bool positional = std::all_of(text.begin(), text.end(), [](char32_t c) { return han_digit(c) >= 0; });
  long long total = 0;
  if (positional) {
    for (const char32_t c : text) total = total * 10 + han_digit(c);
    return text.size() <= 18 ? std::optional(total) : std::nullopt;
  }
  long long section = 0;  // below the next 万 or 亿
  long long digit = -1;
  for (const char32_t c : text) {
    if (const int d = han_digit(c); d >= 0) {
      if (digit > 0) return std::nullopt;
      digit = d;
      continue;
    }
    const long long unit = han_unit(c);
    if (unit == 0) return std::nullopt;
    if (unit < 10000) {
      section += (digit < 0 ? 1 : digit) * unit;
    } else {  // 万 counts what stands since the last large unit, 亿 everything before it
      section += std::max(digit, 0LL);
      if (section == 0 && (unit == 10000 || total == 0)) return std::nullopt;
      if (total > 1000000000000) return std::nullopt;
      total = unit == 10000 ? total + section * unit : (total + section) * unit;
      section = 0;
    }
    digit = -1;
  }
  return total + section + std::max(digit, 0LL);
}

std::optional<long long> arabic_number(std::u32string_view text) {
  if (text.empty() || text.size() > 9) return std::nullopt;
  long long value = 0;
  for (const char32_t c : text) {
    if (!is_digit(c)) return std::nullopt;
    value = value * 10 + (c - U'0');
  }
  return value;
}

// A number in Roman letters of one case that is written the usual way, up to 89.
std::optional<int> roman_number(std::u32string_view text, char32_t one, char32_t five, char32_t ten, char32_t fifty) {
  if (text.empty() || text.size() > 8) return std::nullopt;
  const auto spell = [&](int value) {
    std::u32string out;
    const std::pair<int, std::u32string> steps[] = {
        {50, {fifty}}, {40, {ten, fifty}}, {10, {ten}}, {9, {one, ten}}, {5, {five}}, {4, {one, five}}, {1, {one}}};
    for (const auto& [size, letters] : steps)
      for (; value >= size; value -= size) out += letters;
    return out;
  };
  for (int value = 1; value < 90; ++value)
    if (spell(value) == text) return value;
  return std::nullopt;
}

// An enumerator with what only levels need: the unit of 第…章, 第…条.
struct Parsed {
  Enumerator enumerator;
  std::size_t length = 0;  // code points
  char32_t unit = 0;
  char32_t letter = 0;     // the letter of a one-letter Roman number: it may be alphabetic after all
};

std::optional<Parsed> made(EnumeratorFamily family, long long ordinal, std::size_t length) {
  if (ordinal < 0 || ordinal > 9999) return std::nullopt;
  return Parsed{{family, static_cast<int>(ordinal), 1, 0}, length, 0, 0};
}

// One-character enumerators: ① ⑴ ⒈ ㈠.
std::optional<Parsed> parse_symbol(char32_t c) {
  if (c >= 0x2460 && c <= 0x2473) return made(EnumeratorFamily::circled, c - 0x2460 + 1, 1);
  if (c >= 0x2776 && c <= 0x277F) return made(EnumeratorFamily::circled, c - 0x2776 + 1, 1);
  if (c >= 0x2474 && c <= 0x2487) return made(EnumeratorFamily::arabic_paren, c - 0x2474 + 1, 1);
  if (c >= 0x2488 && c <= 0x249B) return made(EnumeratorFamily::arabic_dot, c - 0x2488 + 1, 1);
  if (c >= 0x3220 && c <= 0x3229) return made(EnumeratorFamily::han_paren, c - 0x3220 + 1, 1);
  return std::nullopt;
}

std::size_t run_length(std::u32string_view text, std::size_t from, bool (*belongs)(char32_t)) {
  std::size_t end = from;
  while (end < text.size() && belongs(text[end])) ++end;
  return end - from;
}

bool is_latin_letter(char32_t c) noexcept { return (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z'); }

// Letters: Roman where they spell a number that is not more likely a plain letter (c, d, l, m), else a single letter.
std::optional<Parsed> parse_letters(std::u32string_view letters, std::size_t length) {
  const bool upper = letters[0] >= U'A' && letters[0] <= U'Z';
  const auto roman = upper ? roman_number(letters, U'I', U'V', U'X', U'L') : roman_number(letters, U'i', U'v', U'x', U'l');
  const bool roman_alone = letters.size() > 1 || letters[0] == U'i' || letters[0] == U'I' || letters[0] == U'v' ||
                           letters[0] == U'V' || letters[0] == U'x' || letters[0] == U'X';
  if (roman && roman_alone) {
    auto parsed = made(upper ? EnumeratorFamily::roman_upper : EnumeratorFamily::roman_lower, *roman, length);
    if (parsed && letters.size() == 1) parsed->letter = letters[0];
    return parsed;
  }
  if (letters.size() != 1) return std::nullopt;
  return made(upper ? EnumeratorFamily::alpha_upper : EnumeratorFamily::alpha_lower, letters[0] - (upper ? U'A' : U'a') + 1, length);
}

// (一) (1) (a) (iv)
std::optional<Parsed> parse_parenthesised(std::u32string_view text) {
  const std::size_t close = text.find(U')');
  if (close == std::u32string_view::npos || close < 2 || close > 9) return std::nullopt;
  const std::u32string_view inside = text.substr(1, close - 1);
  if (const auto n = arabic_number(inside); n && inside.size() <= 3) return made(EnumeratorFamily::arabic_paren, *n, close + 1);
  if (std::all_of(inside.begin(), inside.end(), is_han_numeral))
    if (const auto n = han_number(inside)) return made(EnumeratorFamily::han_paren, *n, close + 1);
  if (std::all_of(inside.begin(), inside.end(), is_latin_letter)) return parse_letters(inside, close + 1);
  return std::nullopt;
}

// 第三章, 第20条, 第二十条第(五)项: the ordinal and unit of the last part.
std::optional<Parsed> parse_article(std::u32string_view text) {
  constexpr std::u32string_view units = U"编編篇章节節条條款项項目部卷类類";
  std::optional<Parsed> found;
  std::size_t at = 0;
  while (at < text.size() && text[at] == U'第') {
    std::size_t from = at + 1;
    const bool paren = from < text.size() && text[from] == U'(';
    if (paren) ++from;
    const std::size_t digits = run_length(text, from, is_digit);
    const std::size_t size = digits > 0 ? digits : run_length(text, from, is_han_numeral);
    std::size_t end = from + size;
    const auto n = digits > 0 ? arabic_number(text.substr(from, size)) : han_number(text.substr(from, size));
    if (paren && (end >= text.size() || text[end++] != U')')) break;
    if (!n || end >= text.size() || units.find(text[end]) == std::u32string_view::npos) break;
    const char32_t unit = text[end];
    end += unit == U'部' && end + 1 < text.size() && text[end + 1] == U'分' ? 2 : 1;
    found = made(EnumeratorFamily::han_article, *n, end);
    if (!found) return found;
    found->unit = unit;
    at = end;
  }
  return found;
}

// 1.  1、  1)  1.2  3.4.1  — never a number that only stands there: 1961, 3.5 tonnes.
std::optional<Parsed> parse_arabic(std::u32string_view text) {
  std::size_t end = run_length(text, 0, is_digit);
  if (end == 0 || end > 3) return std::nullopt;
  long long last = *arabic_number(text.substr(0, end));
  int parts = 1;
  while (end + 1 < text.size() && text[end] == U'.' && is_digit(text[end + 1])) {
    const std::size_t size = run_length(text, end + 1, is_digit);
    const auto n = arabic_number(text.substr(end + 1, size));
    if (!n || size > 3) return std::nullopt;
    last = *n;
    end += 1 + size;
    ++parts;
  }
  const char32_t next = end < text.size() ? text[end] : 0;
  if (parts == 1) {
    if (next == U')') return made(EnumeratorFamily::arabic_paren, last, end + 1);
    const bool dot = next == U'.' || next == U'、' || next == U'．';
    return dot ? made(EnumeratorFamily::arabic_dot, last, end + 1) : std::nullopt;
  }
  const bool stopped = next == U'.' || next == U'、';
  std::size_t after = end + (stopped ? 1 : 0);
  while (after < text.size() && is_blank(text[after])) ++after;
  const char32_t word = after < text.size() ? text[after] : 0;
  const bool titled = is_han(word) ? (stopped || after > end || parts > 2) : (word >= U'A' && word <= U'Z') || (word > 0x7F && is_letter(word));
  if (parts == 2 && !stopped && !(titled && after > end)) return std::nullopt;
  auto parsed = made(EnumeratorFamily::arabic_multi, last, end + (stopped ? 1 : 0));
  if (parsed) parsed->enumerator.depth = parts;
  return parsed;
}

std::optional<Parsed> parse_points(std::u32string_view text) {
  if (text.empty()) return std::nullopt;
  const char32_t first = text[0];
  if (first == U'(') return parse_parenthesised(text);
  if (first == U'第') return parse_article(text);
  if (is_digit(first)) return parse_arabic(text);
  if (first > 0x7F) {
    if (const auto symbol = parse_symbol(first)) return symbol;
    const std::size_t size = run_length(text, 0, is_han_numeral);
    if (size == 0 || size >= text.size()) return std::nullopt;
    const bool closed = text[size] == U'、' || text[size] == U'.' || text[size] == U'．';
    const auto n = closed ? han_number(text.substr(0, size)) : std::nullopt;
    return n ? made(EnumeratorFamily::han_comma, *n, size + 1) : std::nullopt;
  }
  const std::size_t size = run_length(text, 0, is_latin_letter);
  if (size == 0 || size > 6 || size >= text.size()) return std::nullopt;
  if (text[size] != U'.' && text[size] != U')' && text[size] != U'、') return std::nullopt;
  const bool abbreviation = text[size] == U'.' && size + 1 < text.size() && !is_blank(text[size + 1]);  // U.S., e.g.
  return abbreviation ? std::nullopt : parse_letters(text.substr(0, size), size + 1);
}

// Whether parse_points() looks further than the first character, where that lies beyond ASCII.
bool may_open_enumerator(char32_t c) noexcept {
  return is_blank(c) || fold_width(c) != c || c == U'第' || parse_symbol(c).has_value() || is_han_numeral(c);
}

// Most labels are words or years, and known by how they begin: few letters or figures make an enumerator, and a mark closes them.
bool may_begin_enumerator(std::string_view label) noexcept {
  constexpr std::size_t most_letters = 6;
  constexpr std::size_t most_figures = 3;
  const std::size_t from = label.find_first_not_of(" \t");
  if (from == std::string_view::npos) return false;
  const std::string_view text = label.substr(from);
  const auto beyond_ascii = [](char c) { return static_cast<unsigned char>(c) >= 0x80; };
  const auto run = [&](auto&& belongs) { return static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), belongs) - text.begin()); };
  const auto letters = run([](char c) { return is_latin_letter(static_cast<unsigned char>(c)); });
  const auto figures = run([](char c) { return c >= '0' && c <= '9'; });
  if (letters + figures == 0 && beyond_ascii(text.front())) return may_open_enumerator(to_code_points(text.substr(0, 3)).front());   // no longer one opens any
  if (letters + figures == 0) return text.front() == '(';
  if (letters > most_letters || figures > most_figures || letters + figures == text.size()) return false;
  const char next = text[letters + figures];
  return next == '.' || next == ')' || beyond_ascii(next);
}

std::optional<Parsed> parse(std::string_view label) {
  if (!may_begin_enumerator(label)) return std::nullopt;
  const std::u32string points = to_code_points(label.substr(0, longest_enumerator * 4));
  std::size_t skipped = 0;
  while (skipped < points.size() && is_blank(points[skipped])) ++skipped;
  std::array<char32_t, longest_enumerator> folded;  // NOLINT: filled below
  std::size_t size = 0;
  for (std::size_t i = skipped; i < points.size() && size < longest_enumerator; ++i) folded[size++] = fold_width(points[i]);
  auto parsed = parse_points({folded.data(), size});
  if (parsed) parsed->enumerator.bytes = to_utf8(std::u32string_view(points).substr(0, skipped + parsed->length)).size();
  return parsed;
}

}  // namespace

std::optional<Enumerator> parse_enumerator(std::string_view label) {
  const auto parsed = parse(label);
  return parsed ? std::optional(parsed->enumerator) : std::nullopt;
}

std::optional<long long> parse_han_number(std::string_view text) { return han_number(to_code_points(text)); }

int EnumeratorLevels::next(std::string_view label) {
  const auto parsed = parse(label);
  if (!parsed) return 0;
  Open key{parsed->enumerator.family, parsed->enumerator.depth, parsed->unit, parsed->enumerator.ordinal};
  const auto find = [this](const Open& wanted) {
    return std::find_if(open_.begin(), open_.end(), [&](const Open& o) {
      return o.family == wanted.family && o.depth == wanted.depth && o.unit == wanted.unit;
    });
  };
  if (parsed->letter != 0) {  // i after h is the ninth letter, not Roman one
    const bool upper = parsed->letter <= U'Z';
    const int place = static_cast<int>(parsed->letter - (upper ? U'A' : U'a')) + 1;
    const Open letter{upper ? EnumeratorFamily::alpha_upper : EnumeratorFamily::alpha_lower, 1, 0, place};
    const auto before = find(letter);
    if (before != open_.end() && before->ordinal + 1 == place) key = letter;
  }
  if (const auto same = find(key); same != open_.end()) open_.erase(same, open_.end());
  open_.push_back(key);
  return static_cast<int>(open_.size());
}

std::vector<int> enumerator_levels(const std::vector<std::string>& labels) {
  EnumeratorLevels levels;
  std::vector<int> out;
  out.reserve(labels.size());
  for (const std::string& label : labels) out.push_back(levels.next(label));
  return out;
}

}  // namespace tabularium

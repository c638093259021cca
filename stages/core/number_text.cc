#include "stages/core/number_text.h"

#include <algorithm>
#include <array>
#include <tuple>
#include <utility>

#include "stages/core/decimal.h"
#include "stages/core/unicode.h"

namespace tabularium {

std::string ascii_digits(std::string_view text) {
  std::string digits;
  for (const char c : text)
    if (is_ascii_digit(static_cast<unsigned char>(c))) digits += c;
  return digits;
}

namespace {

constexpr std::size_t max_digits = 18;

char32_t fold_char(char32_t c) noexcept {
  if (c < 0x80) return c == U'\t' || c == U'\n' || c == U'\r' ? U' ' : c;
  if (c >= 0xFF01 && c <= 0xFF5E) return c - 0xFEE0;
  if ((c >= 0x2010 && c <= 0x2015) || c == 0x2212 || c == 0xFE63 || c == 0x2500) return U'-';
  if (c == 0x2018 || c == 0x2019 || c == 0x2032 || c == 0x02BC) return U'\'';
  if (c == 0xAD || c == 0x200B || c == 0xFEFF || c == 0x200C || c == 0x200D) return 0;
  if (c == 0xFFE5) return 0xA5;
  if (c == 0xFFE1) return 0xA3;
  return is_space(c) ? U' ' : c;
}

struct Group {
  std::size_t digits;
  char32_t mark;      // the separator before it
};

bool is_mark(char32_t c) noexcept { return c == U',' || c == U'.' || c == U'\'' || c == U' ' || c == 0xB7; }

// Digit groups with the single marks between them. Only the first may have no digit, so there is one group more than digits at most.
struct Groups {
  std::array<Group, max_digits + 2> list;  // NOLINT: the first `count` of them are set
  std::size_t count = 1;
  std::size_t digits = 0;   // of all groups; beyond max_digits nothing more is read
  char first_digit = 0;
  std::int64_t units = 0;   // the digits as one number
  std::size_t length = 0;   // what they took of the text

  Group& back() { return list[count - 1]; }
  const Group& back() const { return list[count - 1]; }
  const Group& operator[](std::size_t i) const { return list[i]; }
};

// A mark counts only when a digit follows.
template <typename Char>
Groups read_groups(std::basic_string_view<Char> printed) {
  Groups groups;
  groups.list.front() = {0, 0};
  const auto text = [&](std::size_t at) { return static_cast<char32_t>(printed[at]); };
  std::size_t i = 0;
  for (; i < printed.size(); ++i) {
    if (is_ascii_digit(text(i))) {
      if (++groups.digits > max_digits) break;
      if (groups.digits == 1) groups.first_digit = static_cast<char>(text(i));
      groups.units = groups.units * 10 + static_cast<std::int64_t>(text(i) - U'0');
      ++groups.back().digits;
      continue;
    }
    const bool between = is_mark(text(i)) && i + 1 < printed.size() && is_ascii_digit(text(i + 1));
    if (!between) break;
    if (text(i) == U' ') {  // a space groups only exactly three digits
      std::size_t run = 0;
      while (i + 1 + run < printed.size() && is_ascii_digit(text(i + 1 + run))) ++run;
      if (run != 3 || groups.back().digits == 0) break;
    }
    groups.list[groups.count++] = {0, text(i)};
  }
  groups.length = i;
  return groups;
}

// Western (3, 3, 3) or Indian (2, 2, 3) grouping of groups[0..count).
bool is_grouped(const Groups& groups, std::size_t count) {
  if (count < 2) return true;
  if (groups[0].digits == 0 || groups[0].digits > 3 || groups[count - 1].digits != 3) return false;
  bool western = true;
  bool indian = groups[0].digits <= 2 && count > 2;
  for (std::size_t i = 1; i + 1 < count; ++i) {
    western = western && groups[i].digits == 3;
    indian = indian && groups[i].digits == 2;
  }
  for (std::size_t i = 2; i < count; ++i)
    if (groups[i].mark != groups[1].mark) return false;
  return western || indian;
}

bool is_decimal_mark(char32_t mark) noexcept { return mark == U'.' || mark == U',' || mark == 0xB7; }

struct Reading {
  std::size_t places = 0;
  NumberStyle shows = NumberStyle::unknown;
};

NumberStyle style_of_decimal(char32_t mark) { return mark == U',' ? NumberStyle::comma : NumberStyle::point; }
NumberStyle style_of_grouping(char32_t mark) {
  return mark == U',' ? NumberStyle::point : mark == U'.' ? NumberStyle::comma : NumberStyle::unknown;
}

// One mark only: 1,234 or 12,5. Three digits behind it may be either; the table's style decides, else custom.
std::optional<Reading> read_single_mark(const Groups& groups, NumberStyle style) {
  const char32_t mark = groups[1].mark;
  const std::size_t behind = groups[1].digits;
  if (mark == U'\'' || mark == U' ') return is_grouped(groups, 2) ? std::optional<Reading>(Reading{}) : std::nullopt;
  if (mark == 0xB7) return Reading{behind, NumberStyle::point};
  const bool could_group = is_grouped(groups, 2) && groups.first_digit != '0';
  if (!could_group) return Reading{behind, style_of_decimal(mark)};
  if (style == NumberStyle::unknown) return mark == U',' ? Reading{} : Reading{behind, NumberStyle::unknown};
  return style == style_of_decimal(mark) ? Reading{behind, NumberStyle::unknown} : Reading{};
}

std::optional<Reading> interpret(const Groups& groups, NumberStyle style) {
  const std::size_t count = groups.count;
  if (count == 1) return Reading{};
  if (count == 2) return read_single_mark(groups, style);
  const char32_t last = groups.back().mark;
  if (is_decimal_mark(last) && last != groups[1].mark) {
    if (!is_grouped(groups, count - 1)) return std::nullopt;
    return Reading{groups.back().digits, style_of_decimal(last)};
  }
  if (!is_grouped(groups, count)) return std::nullopt;
  return Reading{0, style_of_grouping(last)};
}

template <typename Char>
std::optional<PrintedNumber> number_at_start(std::basic_string_view<Char> text, NumberStyle style) {
  const Groups groups = read_groups(text);
  if (groups.digits == 0 || groups.digits > max_digits) return std::nullopt;
  const std::optional<Reading> reading = interpret(groups, style);
  if (!reading) return std::nullopt;
  PrintedNumber out;
  out.length = groups.length;
  out.value.units = groups.units;
  out.value.places = static_cast<int>(reading->places);
  out.shows = reading->shows;
  return out;
}

int vulgar_index(char32_t c) noexcept {
  constexpr std::u32string_view known = U"\u00BD\u00BC\u00BE\u215B\u215C\u215D\u215E\u2155\u2156\u2157\u2158";
  const std::size_t at = known.find(c);
  return at == std::u32string_view::npos ? -1 : static_cast<int>(at);
}

std::optional<Decimal> quotient(std::int64_t over, std::int64_t under) {
  if (under <= 0) return std::nullopt;
  for (int places = 0; places <= 6; ++places, over *= 10)
    if (over % under == 0) return Decimal{over / under, places};
  return std::nullopt;
}

// At most four digits, so that a fraction stays small.
std::optional<std::int64_t> read_digits(std::u32string_view text, std::size_t& at) {
  std::int64_t value = 0;
  const std::size_t from = at;
  for (; at < text.size() && is_ascii_digit(text[at]) && at - from < 5; ++at) value = value * 10 + (text[at] - U'0');
  if (at == from || at - from > 4) return std::nullopt;
  return value;
}

}  // namespace

bool is_han_digit(char32_t c) noexcept {
  constexpr std::u32string_view digits = U"零〇○一二两兩三四五六七八九十百千万萬亿億壹贰貳叁參肆伍陆陸柒捌玖拾佰仟廿卅";
  return c >= 0x25CB && digits.find(c) != std::u32string_view::npos;
}

bool has_figures(std::u32string_view text) noexcept {
  return std::any_of(text.begin(), text.end(), [](char32_t c) { return is_ascii_digit(c) || is_han_digit(c) || (c >= 0xBC && vulgar_index(c) >= 0); });
}

std::u32string fold_cell(std::string_view utf8) {
  std::u32string out;
  out.reserve(utf8.size());
  const auto push = [&out](char32_t c) {
    const char32_t folded = fold_char(c);
    if (folded == 0) return;
    if (folded == U' ' && (out.empty() || out.back() == U' ')) return;
    out += folded;
  };
  const bool ascii = std::all_of(utf8.begin(), utf8.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  if (ascii) {
    for (const char c : utf8) push(static_cast<char32_t>(c));
  } else {
    for (const char32_t c : to_code_points(utf8)) push(c);
  }
  while (!out.empty() && out.back() == U' ') out.pop_back();
  return out;
}

std::optional<PrintedNumber> read_number(std::u32string_view text, NumberStyle style) { return number_at_start(text, style); }
std::optional<PrintedNumber> read_number(std::string_view ascii, NumberStyle style) { return number_at_start(ascii, style); }

int bracketed_number(std::u32string_view text) noexcept {
  if (text.size() < 3 || text.size() > 4 || text.front() != U'(' || text.back() != U')') return 0;
  int number = 0;
  for (const char32_t c : text.substr(1, text.size() - 2)) {
    if (!is_ascii_digit(c)) return 0;
    number = number * 10 + static_cast<int>(c - U'0');
  }
  return number;
}

std::optional<PrintedNumber> read_fraction(std::u32string_view text) {
  constexpr std::array<std::pair<int, int>, 11> vulgar = {
      {{1, 2}, {1, 4}, {3, 4}, {1, 8}, {3, 8}, {5, 8}, {7, 8}, {1, 5}, {2, 5}, {3, 5}, {4, 5}}};
  std::size_t at = 0;
  std::int64_t whole = 0;
  if (text.empty()) return std::nullopt;
  std::int64_t over = 0;
  std::int64_t under = 1;
  const auto vulgar_at = [&](std::size_t i) { return i < text.size() ? vulgar_index(text[i]) : -1; };
  if (vulgar_at(0) < 0) {
    const auto first = read_digits(text, at);
    if (!first) return std::nullopt;
    const bool slash = at < text.size() && (text[at] == U'/' || text[at] == 0x2044);
    if (slash) {
      over = *first;
    } else {
      whole = *first;
      if (at < text.size() && text[at] == U' ') ++at;
      if (vulgar_at(at) < 0) {
        const auto second = read_digits(text, at);
        if (!second || at >= text.size() || (text[at] != U'/' && text[at] != 0x2044)) return std::nullopt;
        over = *second;
      }
    }
  }
  if (const int index = vulgar_at(at); index >= 0) {
    std::tie(over, under) = vulgar[static_cast<std::size_t>(index)];
    ++at;
  } else {
    ++at;
    const auto below = read_digits(text, at);
    if (!below || over >= *below) return std::nullopt;
    under = *below;
  }
  const auto value = quotient(over, under);
  if (!value) return std::nullopt;
  const auto sum = add({whole, 0}, *value);
  if (!sum) return std::nullopt;
  return PrintedNumber{*sum, at, NumberStyle::unknown};
}

}  // namespace tabularium

#include "stages/core/date_text.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <vector>

#include "stages/core/number_text.h"
#include "stages/core/unicode.h"

namespace tabularium {
namespace {

struct Part {
  int number = -1;         // -1: a word
  int digits = 0;
  std::u32string word;     // lower case letters
  char32_t after = 0;      // the mark behind it; 0 = end or nothing
};

bool is_word_char(char32_t c) { return c > U'9' && c < 0x2000 && is_letter(c); }

// Numbers, words and the marks between them; empty when there are more than a date has.
std::vector<Part> split(std::u32string_view text) {
  std::vector<Part> parts;
  for (std::size_t i = 0; i < text.size();) {
    Part part;
    if (is_ascii_digit(text[i])) {
      part.number = 0;
      for (; i < text.size() && is_ascii_digit(text[i]) && part.digits < 5; ++i, ++part.digits)
        part.number = part.number * 10 + static_cast<int>(text[i] - U'0');
    } else if (is_word_char(text[i])) {
      for (; i < text.size() && is_word_char(text[i]); ++i)
        part.word += text[i] < 0x80 && text[i] <= U'Z' ? text[i] + 32 : text[i];
    } else {
      return {};
    }
    while (i < text.size() && !is_ascii_digit(text[i]) && !is_word_char(text[i])) {
      if (text[i] != U' ') {
        if (part.after != 0 && part.after != U' ') return {};
        part.after = text[i];
      } else if (part.after == 0) {
        part.after = U' ';
      }
      ++i;
    }
    parts.push_back(part);
    if (parts.size() > 4) return {};
  }
  return parts;
}

// Month by the first letters of its name in the languages that reports here are printed in.
int month_of(const std::u32string& word) {
  struct Name {
    std::u32string_view begin;
    int month;
  };
  static constexpr Name names[] = {
      {U"jan", 1}, {U"jän", 1}, {U"ene", 1}, {U"gen", 1}, {U"feb", 2}, {U"fév", 2}, {U"fev", 2}, {U"mar", 3}, {U"mär", 3},
      {U"mrz", 3}, {U"apr", 4}, {U"avr", 4}, {U"abr", 4}, {U"may", 5}, {U"mai", 5}, {U"mag", 5}, {U"mei", 5}, {U"jun", 6},
      {U"juin", 6}, {U"giu", 6}, {U"jul", 7}, {U"juil", 7}, {U"lug", 7}, {U"aug", 8}, {U"aoû", 8}, {U"aou", 8}, {U"ago", 8},
      {U"sep", 9}, {U"set", 9}, {U"oct", 10}, {U"okt", 10}, {U"ott", 10}, {U"out", 10}, {U"nov", 11}, {U"dec", 12},
      {U"dez", 12}, {U"déc", 12}, {U"dic", 12}};
  if (word.size() < 3 || word.size() > 10) return 0;
  for (const Name& name : names)
    if (word.compare(0, name.begin.size(), name.begin) == 0) return name.month;
  return 0;
}

bool is_year(const Part& part) { return part.digits == 4 && part.number >= 1000 && part.number <= 2999; }
bool is_day(const Part& part) { return part.digits >= 1 && part.digits <= 2 && part.number >= 1 && part.number <= 31; }
bool is_month(const Part& part) { return part.digits >= 1 && part.digits <= 2 && part.number >= 1 && part.number <= 12; }

bool exists(int year, int month, int day) {
  constexpr std::array<int, 12> days = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return day <= days[static_cast<std::size_t>(month - 1)] + (month == 2 && leap ? 1 : 0);
}

std::optional<std::string> iso(int year, int month, int day) {
  std::array<char, 16> out{};
  if (day > 0 && !exists(year, month, day)) return std::nullopt;
  if (month == 0) {
    std::snprintf(out.data(), out.size(), "%04d", year);
  } else if (day == 0) {
    std::snprintf(out.data(), out.size(), "%04d-%02d", year, month);
  } else {
    std::snprintf(out.data(), out.size(), "%04d-%02d-%02d", year, month, day);
  }
  return std::string(out.data());
}

bool is_date_mark(char32_t c) { return c == U'-' || c == U'/' || c == U'.'; }

std::optional<std::string> all_digits(const std::vector<Part>& p) {
  if (p.size() == 2 && is_year(p[0]) && p[1].digits == 2 && is_month(p[1]) && p[0].after == U'-' && p[1].after == 0)
    return iso(p[0].number, p[1].number, 0);
  if (p.size() == 2 && is_year(p[1]) && p[0].digits == 2 && is_month(p[0]) && p[0].after == U'/' && p[1].after == 0)
    return iso(p[1].number, p[0].number, 0);
  if (p.size() != 3 || !is_date_mark(p[0].after) || p[0].after != p[1].after) return std::nullopt;
  if (p[2].after != 0 && p[2].after != U'.') return std::nullopt;
  if (is_year(p[0]) && is_month(p[1]) && is_day(p[2])) return iso(p[0].number, p[1].number, p[2].number);
  if (!is_year(p[2])) return std::nullopt;
  if (is_day(p[0]) && is_month(p[1])) return iso(p[2].number, p[1].number, p[0].number);
  if (is_month(p[0]) && is_day(p[1]) && p[0].after == U'/') return iso(p[2].number, p[0].number, p[1].number);
  return std::nullopt;
}

bool is_ordinal_ending(const std::u32string& word) {
  return word == U"st" || word == U"nd" || word == U"rd" || word == U"th" || word == U"er" || word == U"de";
}

// 14 January 2008, January 14, 2008, 14. Jan. 2008, Jan 2008, 14-Jan-2008.
std::optional<std::string> with_month_name(std::vector<Part> p) {
  std::erase_if(p, [](const Part& part) { return part.number < 0 && is_ordinal_ending(part.word); });
  if (p.size() < 2 || p.size() > 3 || !is_year(p.back())) return std::nullopt;
  const int year = p.back().number;
  if (p.size() == 2) {
    const int month = p[0].number < 0 ? month_of(p[0].word) : 0;
    return month > 0 ? iso(year, month, 0) : std::nullopt;
  }
  for (const auto& [name, day] : {std::pair<std::size_t, std::size_t>{0, 1}, {1, 0}}) {
    if (p[name].number >= 0 || !is_day(p[day])) continue;
    if (const int month = month_of(p[name].word); month > 0) return iso(year, month, p[day].number);
  }
  return std::nullopt;
}

int han_digit(char32_t c) {
  constexpr std::u32string_view digits = U"〇一二三四五六七八九";
  if (c == U'零' || c == U'○') return 0;
  const std::size_t at = digits.find(c);
  return at == std::u32string_view::npos ? -1 : static_cast<int>(at);
}

// Digits, Han digits one by one (二〇二一) or as a number up to 31 (二十一), before the mark.
int han_or_ascii(std::u32string_view text) {
  int value = 0;
  bool ten = false;
  if (text.empty() || text.size() > 4) return -1;
  for (const char32_t c : text) {
    if (is_ascii_digit(c)) {
      value = value * 10 + static_cast<int>(c - U'0');
    } else if (c == U'十') {
      value = value == 0 ? 10 : value * 10;
      ten = true;
    } else if (const int digit = han_digit(c); digit >= 0) {
      value = ten ? value + digit : value * 10 + digit;
    } else {
      return -1;
    }
  }
  return value;
}

// 2008年1月14日, 2008年1月, 2008年, 二〇二一年十一月三日.
std::optional<std::string> han_date(std::u32string_view text) {
  std::array<int, 3> values = {0, 0, 0};
  const std::array<std::u32string_view, 3> marks = {U"年", U"月", U"日号"};
  std::size_t from = 0;
  for (std::size_t part = 0; part < 3 && from < text.size(); ++part) {
    const std::size_t at = text.find_first_of(marks[part], from);
    if (at == std::u32string_view::npos) return std::nullopt;
    std::u32string_view piece = text.substr(from, at - from);
    while (!piece.empty() && piece.front() == U' ') piece.remove_prefix(1);
    while (!piece.empty() && piece.back() == U' ') piece.remove_suffix(1);
    values[part] = han_or_ascii(piece);
    if (values[part] <= 0) return std::nullopt;
    from = at + 1;
  }
  if (from < text.size() || values[0] < 1000 || values[0] > 2999 || values[1] > 12 || values[2] > 31) return std::nullopt;
  return iso(values[0], values[1], values[2]);
}

}  // namespace

std::optional<std::string> read_date(std::u32string_view text) {
  constexpr std::size_t shortest = 5;
  constexpr std::size_t longest = 24;
  if (text.size() < shortest || text.size() > longest) return std::nullopt;
  if (text.find(U'年') != std::u32string_view::npos) return han_date(text);
  const std::vector<Part> parts = split(text);
  if (parts.size() < 2) return std::nullopt;
  const bool digits = std::all_of(parts.begin(), parts.end(), [](const Part& part) { return part.number >= 0; });
  return digits ? all_digits(parts) : with_month_name(parts);
}

}  // namespace tabularium

#include "stages/export/xlsx_cell.h"

#include <algorithm>
#include <cstdlib>

#include "stages/core/decimal.h"
#include "stages/core/unicode.h"
#include "stages/export/table_text.h"

namespace tabularium {
namespace {

constexpr std::int64_t largest_exact = 999'999'999'999'999;  // 15 digits
constexpr std::size_t name_limit = 31;
constexpr std::size_t text_limit = 32767;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::size_t utf16_units(char32_t c) { return c > 0xFFFF ? 2 : 1; }

// The longest beginning of at most `limit` UTF-16 units.
std::u32string cut(const std::u32string& text, std::size_t limit) {
  std::size_t units = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    units += utf16_units(text[i]);
    if (units > limit) return text.substr(0, i);
  }
  return text;
}

std::string folded(std::string_view name) { return fold_label_case(name); }

// The parts of "-1,234.5 %": what stands before the first digit, the digits with their marks, and what follows.
struct PrintedNumber {
  std::string_view before;
  std::string_view digits;
  std::string_view after;
};

std::optional<PrintedNumber> split_number(std::string_view text) {
  auto first = std::find_if(text.begin(), text.end(), is_digit);
  if (first == text.end()) return std::nullopt;
  if (first != text.begin() && *(first - 1) == '.') --first;  // .5
  const auto last = std::find_if(text.rbegin(), text.rend(), is_digit).base();
  const auto from = static_cast<std::size_t>(first - text.begin());
  const auto to = static_cast<std::size_t>(last - text.begin());
  const std::string_view digits = text.substr(from, to - from);
  if (digits.find_first_not_of("0123456789.,' ") != std::string_view::npos) return std::nullopt;
  return PrintedNumber{text.substr(0, from), digits, text.substr(to)};
}

// Printed digits and marks are those of the value: nothing dropped, nothing put in front.
bool same_digits(std::string_view printed, const Decimal& value) {
  std::string shown;
  std::copy_if(printed.begin(), printed.end(), std::back_inserter(shown), is_digit);
  std::string meant = to_string(value);
  meant.erase(std::remove_if(meant.begin(), meant.end(), [](char c) { return !is_digit(c); }), meant.end());
  return shown == meant || (printed.front() == '.' && '0' + shown == meant);
}

bool is_grouped(std::string_view digits, int places) {
  const auto marks = digits.size() - static_cast<std::size_t>(std::count_if(digits.begin(), digits.end(), is_digit));
  return marks > (places > 0 ? 1U : 0U);
}

std::string quoted_literal(std::string_view text) {
  if (text.empty()) return {};
  std::string out = "\"";
  for (const char c : text)
    if (c != '"') out += c;
  return out + '"';
}

// Without the characters of `marks`; empty when only spaces are left.
std::string without(std::string_view text, std::string_view marks) {
  std::string kept;
  for (const char c : text)
    if (marks.find(c) == std::string_view::npos) kept += c;
  return kept.find_first_not_of(' ') == std::string::npos ? std::string() : kept;
}

std::string trimmed(std::string_view text, std::string_view marks) {
  const std::size_t from = text.find_first_not_of(marks);
  if (from == std::string_view::npos) return {};
  return std::string(text.substr(from, text.find_last_not_of(marks) - from + 1));
}

// "#,##0.00": as many places as printed, grouped where the print is.
std::string number_format(std::string_view digits, int places) {
  std::string format = digits.front() == '.' ? "#" : is_grouped(digits, places) ? "#,##0" : "0";
  if (places > 0) format += '.' + std::string(static_cast<std::size_t>(places), '0');
  return format;
}

}  // namespace

std::optional<SheetNumber> sheet_number(const Cell& cell) {
  const Value& value = cell.value;
  if (!is_numeric(value) || value.in_words) return std::nullopt;
  if (std::abs(value.number.units) > largest_exact || value.number.places > 15) return std::nullopt;
  const auto printed = split_number(cell.text);
  if (!printed || !same_digits(printed->digits, value.number)) return std::nullopt;

  const bool percent = value.kind == ValueKind::percent;
  if (percent && !printed->after.starts_with('%') && !printed->after.starts_with(" %")) return std::nullopt;
  // A sign is the number's own; what else stands around it is shown as it is.
  std::string before = without(printed->before, "-+(");
  if (before == "−" || before == "–") before.clear();
  const std::string body = number_format(printed->digits, value.number.places);
  const std::string after = percent ? std::string(printed->after.substr(0, printed->after.find('%') + 1))
                                    : quoted_literal(without(printed->after, ")"));
  const std::string shown = quoted_literal(before) + body + after;
  SheetNumber number{to_double(value.number) / (percent ? 100 : 1), shown};
  if (value.number.units < 0 && printed->before.find('(') != std::string_view::npos)
    number.format = shown + ";(" + shown + ')';
  if (printed->before.find('+') != std::string_view::npos) number.format = '+' + shown + ";-" + shown;
  return number;
}

std::string sheet_name(std::string_view wish, std::vector<std::string>& taken) {
  std::u32string clean;
  for (const char32_t c : to_code_points(xml_text(wish))) {
    const bool forbidden = c < 0x20 || std::u32string_view(U"[]:*?/\\").find(c) != std::u32string_view::npos;
    clean += forbidden ? U' ' : c;
  }
  const auto tidy = [](const std::u32string& text) {
    return trimmed(collapse_spaces(to_utf8(text)), "' ");
  };
  std::string base = tidy(cut(clean, name_limit));
  if (base.empty() || folded(base) == "history") base = base.empty() ? "Table" : "Table " + base;
  std::string name = base;
  const auto is_taken = [&] { return std::find(taken.begin(), taken.end(), folded(name)) != taken.end(); };
  for (int number = 2; is_taken(); ++number) {
    const std::string suffix = " (" + std::to_string(number) + ')';
    name = tidy(cut(to_code_points(base), name_limit - suffix.size())) + suffix;
  }
  taken.push_back(folded(name));
  return name;
}

std::string sheet_text(std::string_view text) {
  std::string clean = xml_text(text);
  std::replace(clean.begin(), clean.end(), '\0', ' ');
  if (clean.size() <= text_limit) return clean;
  const std::u32string points = to_code_points(clean);
  const std::u32string kept = cut(points, text_limit);
  if (kept.size() == points.size()) return to_utf8(points);
  return to_utf8(cut(points, text_limit - 1)) + "…";
}

int sheet_width(std::string_view text) {
  int width = 0;
  for (const char32_t c : to_code_points(text)) width += is_cjk(c) ? 2 : 1;
  return width;
}

int wrapped_lines(std::string_view text, int width) {
  int lines = 1, used = 0;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find(' ', at), text.size());
    int word = sheet_width(text.substr(at, end - at));
    if (used > 0 && used + 1 + word > width) ++lines, used = 0;
    else if (used > 0) ++used;
    for (; word > width && width > 0; word -= width) ++lines;   // a word longer than a line is broken
    used += word;
    at = end + 1;
  }
  return lines;
}

}  // namespace tabularium

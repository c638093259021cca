#include "stages/headers/cell_kind.h"

#include <algorithm>
#include <string>

#include "stages/core/enumerator.h"
#include "stages/core/number_text.h"
#include "stages/core/typed_value.h"
#include "stages/core/unicode.h"

namespace tabularium {
namespace {

bool is_year_number(std::u32string_view digits) {
  if (digits.size() != 4 || !std::all_of(digits.begin(), digits.end(), is_ascii_digit)) return false;
  return digits[0] == U'1' ? digits[1] >= U'5' : digits[0] == U'2' && digits[1] <= U'1';
}

// 1961, 1961/62, 1961-1962, 1961年, 1961年度, with a footnote mark or a full stop behind.
bool is_year(std::u32string_view text) {
  if (text.size() < 4 || text.size() > 12 || !is_year_number(text.substr(0, 4))) return false;
  std::u32string_view rest = text.substr(4);
  if (!rest.empty() && rest.front() == U'年') {
    rest.remove_prefix(1);
    return rest.empty() || rest == U"度" || rest == U"末" || rest == U"底";
  }
  if (rest.empty() || rest == U"*" || rest == U"." || rest == U":") return true;
  if (rest.front() != U'-' && rest.front() != U'/') return false;
  rest.remove_prefix(1);
  return is_year_number(rest) || (rest.size() == 2 && is_ascii_digit(rest[0]) && is_ascii_digit(rest[1]));
}

// Digits and what surrounds figures in print outweigh letters.
bool is_figure(std::u32string_view text) {
  constexpr std::size_t longest = 40;
  constexpr std::u32string_view openers = U"0123456789-+<>~±(≤≥=.,$€£¥≈[";
  if (text.size() > longest || openers.find(text.front()) == std::u32string_view::npos) return false;
  std::size_t digits = 0;
  std::size_t letters = 0;
  for (const char32_t c : text) {
    digits += is_ascii_digit(c) ? 1 : 0;
    letters += is_letter(c) ? 1 : 0;
  }
  return digits > 0 && letters * 2 <= digits + 1;
}

}  // namespace

CellKind kind_of(std::string_view text) {
  if (std::all_of(text.begin(), text.end(), [](char c) { return c == ' '; })) return CellKind::blank;
  if (is_blank_mark(text)) return CellKind::mark;
  const std::u32string folded = fold_cell(text);
  if (folded.empty()) return CellKind::blank;
  if (is_year(folded)) return CellKind::year;
  switch (parse_value(text).kind) {
    case ValueKind::number:
    case ValueKind::percent:
    case ValueKind::money: return CellKind::number;
    case ValueKind::date: return CellKind::date;
    case ValueKind::blank: return CellKind::mark;
    case ValueKind::text: break;
  }
  return is_figure(folded) ? CellKind::figure : CellKind::words;
}

int serial_of(std::string_view text) {
  std::u32string folded = fold_cell(text);
  std::erase_if(folded, [](char32_t c) { return c == U'(' || c == U')' || c == U'.' || c == U'、' || c == U' '; });
  if (folded.empty() || folded.size() > 4) return 0;
  int value = 0;
  if (std::all_of(folded.begin(), folded.end(), is_ascii_digit)) {
    for (const char32_t c : folded) value = value * 10 + static_cast<int>(c - U'0');
    return value;
  }
  if (folded.size() == 1 && folded[0] >= U'a' && folded[0] <= U'z') return static_cast<int>(folded[0] - U'a') + 1;
  if (folded.size() == 1 && folded[0] >= U'A' && folded[0] <= U'Z') return static_cast<int>(folded[0] - U'A') + 1;
  if (const auto han = parse_han_number(to_utf8(folded)); han && *han < 1000) return static_cast<int>(*han);
  return 0;
}

bool is_code(std::string_view text) {
  constexpr std::size_t longest = 16;
  const std::u32string folded = fold_cell(text);
  if (folded.empty() || folded.size() > longest || folded.find(U' ') != std::u32string::npos) return false;
  if (is_year(folded) || folded.find_first_of(U",%") != std::u32string::npos) return false;
  const auto digits = std::count_if(folded.begin(), folded.end(), is_ascii_digit);
  if (digits == 0) return false;
  // 12.5 is a measure; 3.2.1 and 12. are numberings.
  const auto points = std::count(folded.begin(), folded.end(), U'.');
  if (points == 1 && folded.back() != U'.' && parse_value(text).kind != ValueKind::text) return false;
  return std::none_of(folded.begin(), folded.end(), [](char32_t c) { return c >= 0x2E80; });
}

}  // namespace tabularium

// Digits as they are printed: grouping, decimal marks, fractions, Han numerals. Shared by values and dates.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "models/value.h"
#include "stages/core/typed_value.h"

namespace tabularium {

// A cell for parsing: full-width forms, dashes, quotes and spaces folded to ASCII, ends trimmed, runs of spaces one.
std::u32string fold_cell(std::string_view utf8);

constexpr bool is_ascii_digit(char32_t c) noexcept { return c >= U'0' && c <= U'9'; }
std::string ascii_digits(std::string_view text);  // those of a text, in order; all else left out
bool is_han_digit(char32_t c) noexcept;  // 零〇一…九十百千万亿 and their banker's forms
bool has_figures(std::u32string_view text) noexcept;  // of any kind, vulgar fractions among them: without one nothing folded is a number or a date

// A printed number at the start of `text` (unsigned, folded). `length` is what it took.
struct PrintedNumber {
  Decimal value;
  std::size_t length = 0;
  NumberStyle shows = NumberStyle::unknown;  // the style that this number alone proves
};
std::optional<PrintedNumber> read_number(std::u32string_view text, NumberStyle style);
std::optional<PrintedNumber> read_number(std::string_view ascii, NumberStyle style);

// "(1)", "(12)" and nothing else, folded: the number, as columns are numbered; 0 for anything else.
int bracketed_number(std::u32string_view text) noexcept;

// ½ or 3/8 or 12 1/2 as a decimal; nullopt where it has no exact one.
std::optional<PrintedNumber> read_fraction(std::u32string_view text);

}  // namespace tabularium

// What a printed cell means: numbers, percentages, money, dates, blanks, text. Locale-free and exact.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "models/value.h"

namespace tabularium {

enum class NumberStyle {
  point,   // 1,234.5   (also 1 234.5 and 1'234.5)
  comma,   // 1.234,5   (also 1 234,5)
  unknown,
};

struct ValueOptions {
  NumberStyle style = NumberStyle::unknown;  // unknown: what the cell alone shows; an ambiguous 1,234 is grouping
  std::string unit;                          // of the column, used when the cell names none
  int scale = 0;                             // of the column or table
};

// "" and dashes, dots, "n.a.", "…" are blank; 增3 is 3, 减5 is -5, 持平 and 无/none/nil are 0 in words.
// What cannot be typed stays text.
Value parse_value(std::string_view cell, const ValueOptions& options = {});

// A number, percent or money: what arithmetic can use.
constexpr bool is_numeric(const Value& value) noexcept {
  return value.kind == ValueKind::number || value.kind == ValueKind::percent || value.kind == ValueKind::money;
}

// True for what a body column of numbers may hold: a number, percent, money, or a blank mark ("-", "…", "n.a.").
bool looks_numeric(std::string_view cell);
// True for the marks that stand for "no value" ("", "-", "—", "…", ".", "n.a.", "x" …).
bool is_blank_mark(std::string_view cell);
// What numbers show of their style together; what those of several tables show adds up.
struct StyleVotes {
  int points = 0;
  int commas = 0;
  int open_points = 0;    // 39.945: a decimal or a grouping point
  int short_integers = 0; // without any mark, up to 999
  bool long_integer = false;
  StyleVotes& operator+=(const StyleVotes& more);
};
StyleVotes style_votes(const std::vector<std::string_view>& cells);
// The style that most agree on; unknown where nothing tells.
NumberStyle number_style_of(const StyleVotes& votes);
NumberStyle number_style_of(const std::vector<std::string_view>& cells);

// Unit and scale named by a caption, unit line or header: "单位:万元" -> {"元", 4}, "(in thousands)" -> {"", 3}.
struct UnitNote {
  std::string unit;
  int scale = 0;
};
UnitNote parse_unit(std::string_view text);

}  // namespace tabularium

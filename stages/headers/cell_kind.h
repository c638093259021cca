// What a cell's text looks like to a reader who does not know yet whether it is a header or a value.
#pragma once

#include <string_view>

namespace tabularium {

enum class CellKind {
  blank,   // nothing printed
  mark,    // a sign for "no value": -, …, n.a.
  number,  // number, percentage, money
  year,    // 1961, 1961-62, 2018年, FY 2019: a value or a header
  date,
  figure,  // mostly digits, but no single number: ranges, 12 ± 3, 34 (5 %), <0.01
  words,
};

CellKind kind_of(std::string_view text);

inline bool is_value_kind(CellKind kind) {
  return kind == CellKind::number || kind == CellKind::figure || kind == CellKind::date;
}

// An enumerator or serial number alone in its cell ("1", "12.", "(3)", "第5", "a)"): its ordinal; 0 = none.
int serial_of(std::string_view text);

// One word with a digit in it, such as an identifier or an account number: "A-12", "007", "4711", "3.2.1".
bool is_code(std::string_view text);

}  // namespace tabularium

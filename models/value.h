// What a printed cell means. Numbers are exact decimals: never a binary double for what a report printed.
#pragma once

#include <cstdint>
#include <string>

namespace tabularium {

// units * 10^-places, exactly. 13713.89 is {1371389, 2}; 1.50 is {150, 2}: the printed places are kept.
struct Decimal {
  std::int64_t units = 0;
  int places = 0;
  bool operator==(const Decimal&) const = default;  // representation, not value: 1.5 != 1.50
};

enum class ValueKind { blank, number, percent, money, date, text };

struct Value {
  ValueKind kind = ValueKind::blank;
  Decimal number;        // number, percent (12.5 for "12.5 %"), money
  std::string unit;      // as meant: "元", "km", "EUR", "件"; from the cell itself, else its column, else the table
  int scale = 0;         // power of ten that the number is to be multiplied with: 万 = 4, (in thousands) = 3
  std::string date;      // ISO 8601, as exact as printed: "1935", "1935-04", "1935-04-01"
  bool in_words = false; // 增3, 持平, none: the number was (partly) said in words
  bool operator==(const Value&) const = default;
};

}  // namespace tabularium

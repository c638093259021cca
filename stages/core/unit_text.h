// Units, currencies and scales as words of a report name them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace tabularium {

// What stands behind (or before) a number, folded by fold_cell.
struct UnitReading {
  std::string unit;    // UTF-8; "元", "km²", "EUR", "%", "‰"
  int scale = 0;       // power of ten: 万 4, million 6
  bool money = false;
  bool percent = false;  // a share of a hundred, or of a thousand where `unit` is "‰"
};

// The whole of `text` as scale and unit words: "万元", "USD million", "件次", "km²"; nullopt when it is anything else.
std::optional<UnitReading> read_unit(std::u32string_view text);

// A currency sign or code at the start ("$", "EUR ", "R$"); `length` is what it took.
std::optional<UnitReading> read_leading_currency(std::u32string_view text, std::size_t& length);

}  // namespace tabularium

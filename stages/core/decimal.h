// Exact decimal arithmetic on models/value.h's Decimal.
#pragma once

#include <compare>
#include <optional>
#include <string>
#include <string_view>

#include "models/value.h"

namespace tabularium {

// Plain ASCII form only ("-13713.89"); nullopt when it is none or has more than 18 digits.
std::optional<Decimal> decimal_from_ascii(std::string_view text);
std::string to_string(const Decimal& value);
double to_double(const Decimal& value) noexcept;              // for drawing and statistics only

std::strong_ordering compare(const Decimal& a, const Decimal& b) noexcept;  // by value: 1.5 == 1.50
std::optional<Decimal> add(const Decimal& a, const Decimal& b) noexcept;    // nullopt on overflow
std::optional<Decimal> subtract(const Decimal& a, const Decimal& b) noexcept;
std::optional<Decimal> rescale(const Decimal& value, int places) noexcept;  // exact only: nullopt when digits would be lost
Decimal negate(const Decimal& value) noexcept;
inline bool is_zero(const Decimal& value) noexcept { return value.units == 0; }

}  // namespace tabularium

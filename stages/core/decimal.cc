#include "stages/core/decimal.h"

#include <cmath>

namespace tabularium {
namespace {

constexpr int max_places = 18;

// units * 10^steps, or nullopt on overflow.
std::optional<std::int64_t> shifted(std::int64_t units, int steps) noexcept {
  for (int i = 0; i < steps; ++i)
    if (__builtin_mul_overflow(units, std::int64_t{10}, &units)) return std::nullopt;
  return units;
}

bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }

}  // namespace

std::optional<Decimal> decimal_from_ascii(std::string_view text) {
  bool negative = false;
  if (!text.empty() && (text.front() == '-' || text.front() == '+')) {
    negative = text.front() == '-';
    text.remove_prefix(1);
  }
  Decimal value;
  int digits = 0;
  bool point = false;
  for (const char c : text) {
    if (c == '.' && !point) {
      point = true;
    } else if (is_digit(c) && digits < max_places) {
      value.units = value.units * 10 + (c - '0');
      value.places += point ? 1 : 0;
      ++digits;
    } else {
      return std::nullopt;
    }
  }
  if (digits == 0) return std::nullopt;
  if (negative) value.units = -value.units;
  return value;
}

std::string to_string(const Decimal& value) {
  std::string digits = std::to_string(value.units < 0 ? -value.units : value.units);
  if (value.places > 0) {
    const auto places = static_cast<std::size_t>(value.places);
    if (digits.size() <= places) digits.insert(0, places + 1 - digits.size(), '0');
    digits.insert(digits.size() - places, 1, '.');
  }
  return (value.units < 0 ? "-" : "") + digits;
}

double to_double(const Decimal& value) noexcept { return static_cast<double>(value.units) / std::pow(10.0, value.places); }

std::optional<Decimal> rescale(const Decimal& value, int places) noexcept {
  if (places >= value.places) {
    const auto units = shifted(value.units, places - value.places);
    if (!units) return std::nullopt;
    return Decimal{*units, places};
  }
  Decimal out = value;
  while (out.places > places) {
    if (out.units % 10 != 0) return std::nullopt;
    out.units /= 10;
    --out.places;
  }
  return out;
}

std::strong_ordering compare(const Decimal& a, const Decimal& b) noexcept {
  const int places = a.places > b.places ? a.places : b.places;
  const auto widen = [places](const Decimal& v) {
    __extension__ __int128 units = v.units;
    for (int i = v.places; i < places; ++i) units *= 10;
    return units;
  };
  const auto x = widen(a);
  const auto y = widen(b);
  return x < y ? std::strong_ordering::less : x > y ? std::strong_ordering::greater : std::strong_ordering::equal;
}

std::optional<Decimal> add(const Decimal& a, const Decimal& b) noexcept {
  const int places = a.places > b.places ? a.places : b.places;
  const auto x = rescale(a, places);
  const auto y = rescale(b, places);
  if (!x || !y) return std::nullopt;
  Decimal sum{0, places};
  if (__builtin_add_overflow(x->units, y->units, &sum.units)) return std::nullopt;
  return sum;
}

std::optional<Decimal> subtract(const Decimal& a, const Decimal& b) noexcept { return add(a, negate(b)); }

Decimal negate(const Decimal& value) noexcept { return {-value.units, value.places}; }

}  // namespace tabularium

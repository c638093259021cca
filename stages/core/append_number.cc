#include "stages/core/append_number.h"

#include <array>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <string_view>

namespace tabularium {
namespace {

// The value in units of its last place; false where the product lies so near the middle of two that its own rounding could decide.
bool scaled(double value, int places, std::int64_t& units) {
  constexpr std::array<double, 7> powers = {1, 10, 100, 1e3, 1e4, 1e5, 1e6};
  constexpr double largest = 1e9;      // the product is right to 1e-7 there
  constexpr double unsure = 1e-6;
  const double product = value * powers.at(static_cast<std::size_t>(places));
  if (!(std::abs(product) < largest)) return false;
  const double below = std::floor(product);
  const double rest = product - below;
  if (std::abs(rest - 0.5) < unsure) return false;
  units = static_cast<std::int64_t>(below) + (rest > 0.5 ? 1 : 0);
  return true;
}

void append_units(std::string& out, std::int64_t units, int places) {
  if (units == 0) return void(out += '0');
  for (; places > 0 && units % 10 == 0; --places) units /= 10;
  std::array<char, 24> digits{};
  char* const end = digits.data() + digits.size();
  char* at = end;
  const bool negative = units < 0;
  std::int64_t left = negative ? -units : units;
  for (int place = 0; left > 0 || place <= places; ++place, left /= 10) {
    if (place == places && places > 0) *--at = '.';
    *--at = static_cast<char>('0' + left % 10);
  }
  if (negative) *--at = '-';
  out.append(at, end);
}

}  // namespace

void append_integer(std::string& out, std::int64_t value) {
  std::array<char, 24> digits{};
  out.append(digits.data(), std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr);
}

void append_rounded(std::string& out, double value, int places) {
  if (!std::isfinite(value)) return;
  if (std::int64_t units = 0; scaled(value, places, units)) return append_units(out, units, places);
  std::array<char, 400> digits{};   // the largest double has 309 before its point
  const char* end = std::to_chars(digits.data(), digits.data() + digits.size(), value, std::chars_format::fixed, places).ptr;
  std::string_view text(digits.data(), static_cast<std::size_t>(end - digits.data()));
  if (text.find('.') != std::string_view::npos) {
    text = text.substr(0, text.find_last_not_of('0') + 1);
    if (text.ends_with('.')) text.remove_suffix(1);
  }
  out += text == "-0" ? "0" : text;
}

}  // namespace tabularium

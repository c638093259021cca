#include "stages/core/append_number.h"

#include <gtest/gtest.h>

#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <random>
#include <string>

namespace tabularium {
namespace {

std::string rounded(double value, int places) {
  std::string out = "x";
  append_rounded(out, value, places);
  return out.substr(1);
}

TEST(AppendNumber, RoundsToPlacesWithoutTrailingZeros) {
  EXPECT_EQ(rounded(1234.5, 2), "1234.5");
  EXPECT_EQ(rounded(-0.05, 2), "-0.05");
  EXPECT_EQ(rounded(12, 3), "12");
  EXPECT_EQ(rounded(0.1 + 0.2, 6), "0.3");
  EXPECT_EQ(rounded(99.996, 2), "100");
  EXPECT_EQ(rounded(-0.001, 2), "0");
  EXPECT_EQ(rounded(7.6, 0), "8");
}

TEST(AppendNumber, TheBinaryValueDecidesNearTheMiddleAndAnEvenDigitInIt) {
  EXPECT_EQ(rounded(1.005, 2), "1");        // it is a little less
  EXPECT_EQ(rounded(0.125, 2), "0.12");
  EXPECT_EQ(rounded(0.375, 2), "0.38");
  EXPECT_EQ(rounded(-2.5, 0), "-2");
}

TEST(AppendNumber, LargeAndNoNumbers) {
  EXPECT_EQ(rounded(123456789012.25, 2), "123456789012.25");
  EXPECT_EQ(rounded(std::numeric_limits<double>::infinity(), 2), "");
  EXPECT_EQ(rounded(std::nan(""), 2), "");
  EXPECT_EQ(rounded(std::numeric_limits<double>::max(), 0).size(), 309U);
  std::string out;
  append_integer(out, std::numeric_limits<std::int64_t>::min());
  EXPECT_EQ(out, "-9223372036854775808");
}

// What the standard library makes of the same, by a slower way.
TEST(AppendNumber, AgreesWithTheStandardLibrary) {
  std::mt19937 random(7);
  std::uniform_real_distribution<double> any(-2000, 2000);
  for (int i = 0; i < 20000; ++i) {
    const double value = i % 2 == 0 ? any(random) : std::round(any(random) * 1000) / 1000;
    for (const int places : {0, 2, 3, 6}) {
      std::array<char, 64> digits{};
      std::string wanted(digits.data(), std::to_chars(digits.data(), digits.data() + digits.size(), value, std::chars_format::fixed, places).ptr);
      if (places > 0) wanted.erase(wanted.find_last_not_of('0') + 1);
      if (wanted.ends_with('.')) wanted.pop_back();
      ASSERT_EQ(rounded(value, places), wanted == "-0" ? "0" : wanted) << value << " to " << places;
    }
  }
}

}  // namespace
}  // namespace tabularium

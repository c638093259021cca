#include "stages/core/decimal.h"

#include <gtest/gtest.h>

namespace tabularium {
namespace {

TEST(Decimal, KeepsPrintedPlaces) {
  EXPECT_EQ(decimal_from_ascii("13713.89"), (Decimal{1371389, 2}));
  EXPECT_EQ(to_string(*decimal_from_ascii("-0.050")), "-0.050");
}

TEST(Decimal, RefusesWhatIsNoPlainNumber) {
  for (const char* text : {"", "-", ".", "1,2", "1e5", "1.2.3", "1234567890123456789"})
    EXPECT_FALSE(decimal_from_ascii(text).has_value()) << text;
}

TEST(Decimal, ComparesByValue) {
  EXPECT_EQ(compare({15, 1}, {150, 2}), std::strong_ordering::equal);
  EXPECT_EQ(compare({-1, 0}, {1, 3}), std::strong_ordering::less);
}

TEST(Decimal, AddsExactlyAndRefusesOverflow) {
  EXPECT_EQ(add({1, 1}, {2, 2}), (Decimal{12, 2}));
  EXPECT_FALSE(add({INT64_MAX, 0}, {1, 0}).has_value());
}

TEST(Decimal, RescaleLosesNoDigit) {
  EXPECT_EQ(rescale({1500, 3}, 1), (Decimal{15, 1}));
  EXPECT_FALSE(rescale({1501, 3}, 1).has_value());
}

}  // namespace
}  // namespace tabularium

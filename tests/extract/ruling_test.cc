#include "stages/extract/ruling.h"

#include <gtest/gtest.h>

namespace tabularium {
namespace {

const Box page{0, 0, 600, 800};

RuleMark level(double y, double from, double to, std::uint32_t color = 0, int order = 1) {
  return {{Orientation::horizontal, y, from, to, 0.5, RuleSource::stroke}, color, order};
}

TEST(Ruling, SegmentsOnOneLineAreOneRule) {
  const Ruling ruling = ruling_from_marks({level(100, 50, 150), level(100.2, 150.5, 300), level(100, 50, 150)}, {}, page);
  ASSERT_EQ(ruling.rules.size(), 1U);
  EXPECT_DOUBLE_EQ(ruling.rules[0].from, 50);
  EXPECT_DOUBLE_EQ(ruling.rules[0].to, 300);
}

TEST(Ruling, AGapBetweenTwoPartialRulesStays) {
  EXPECT_EQ(ruling_from_marks({level(100, 50, 150), level(100, 156, 300)}, {}, page).rules.size(), 2U);
}

TEST(Ruling, DotsMakeALine) {
  std::vector<RuleMark> dots;
  for (int i = 0; i < 50; ++i) dots.push_back(level(100, 50 + 3.0 * i, 51 + 3.0 * i));
  const Ruling ruling = ruling_from_marks(dots, {}, page);
  ASSERT_EQ(ruling.rules.size(), 1U);
  EXPECT_NEAR(ruling.rules[0].to, 198, 1e-9);
}

TEST(Ruling, ADoubleRuleIsOne) {
  const Ruling ruling = ruling_from_marks({level(100, 50, 300), level(102, 50, 300)}, {}, page);
  ASSERT_EQ(ruling.rules.size(), 1U);
  EXPECT_DOUBLE_EQ(ruling.rules[0].at, 101);
}

TEST(Ruling, WhiteCountsOnlyOnDarkGround) {
  const FillMark stripe{{40, 90, 310, 130}, 0x336699, 1};
  EXPECT_TRUE(ruling_from_marks({level(100, 50, 300, 0xFFFFFF, 2)}, {}, page).rules.empty());
  EXPECT_EQ(ruling_from_marks({level(100, 50, 300, 0xFFFFFF, 2)}, {stripe}, page).rules.size(), 1U);
  EXPECT_TRUE(ruling_from_marks({}, {{{0, 0, 600, 800}, 0xFFFFFF, 1}}, page).fills.empty()) << "the paper";
}

TEST(Ruling, MarksOffThePageAndSpecksAreDropped) {
  EXPECT_TRUE(ruling_from_marks({level(900, 50, 300), level(100, 50, 52)}, {}, page).rules.empty());
}

}  // namespace
}  // namespace tabularium

#include "stages/core/profile.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tabularium {
namespace {

using ::testing::HasSubstr;

TEST(Profile, ShippedProfileDeclaresItsRule) {
  const auto profile = load_profile(TABULARIUM_SOURCE_DIR "/configs", "cn-disclosure-report");
  ASSERT_TRUE(profile.ok()) << profile.error().message;
  EXPECT_EQ(profile.value().script, Script::simplified);
  EXPECT_EQ(profile.value().languages, std::vector<std::string>{"chi_sim"});
  ASSERT_EQ(profile.value().rules.size(), 1U);
  const ProfileRule& rule = profile.value().rules[0];
  EXPECT_TRUE(rule.over_rows);
  EXPECT_EQ(rule.left, (std::vector<RuleTerm>{{"一", 1}, {"二", 1}}));
  EXPECT_EQ(rule.right, (std::vector<RuleTerm>{{"三", 1}, {"四", 1}}));
}

TEST(Profile, UnknownNameSuggestsTheNearest) {
  const auto profile = load_profile(TABULARIUM_SOURCE_DIR "/configs", "cn-disclosure-reports");
  ASSERT_FALSE(profile.ok());
  EXPECT_THAT(profile.error().message, HasSubstr("did you mean 'cn-disclosure-report'"));
}

TEST(Profile, UnknownKeyNamesLineAndNearest) {
  const auto profile = parse_profile("name: x\nlangauges: [eng]\n", "x.yaml");
  ASSERT_FALSE(profile.ok());
  EXPECT_EQ(profile.error().message, "x.yaml:2: unknown key 'langauges'; did you mean 'languages'?");
}

TEST(Profile, RulesMustBeEquations) {
  for (const char* rows : {"A + B", "A + = B", "A = ", "= A", "A = B = C"}) {
    const auto profile = parse_profile("rules:\n  - rows: \"" + std::string(rows) + "\"\n", "x.yaml");
    ASSERT_FALSE(profile.ok()) << rows;
    EXPECT_THAT(profile.error().message, HasSubstr("x.yaml:2: ")) << rows;
  }
  EXPECT_FALSE(parse_profile("rules:\n  - name: both\n    rows: A = B\n    columns: A = B\n", "x").ok());
  EXPECT_FALSE(parse_profile("rules:\n  - name: neither\n", "x").ok());
}

TEST(Profile, EquationKeepsSignsSpacesAndQuotes) {
  std::vector<RuleTerm> left;
  std::vector<RuleTerm> right;
  std::string error;
  ASSERT_TRUE(parse_equation("Net income - \"a + b\" = - A-share", left, right, error)) << error;
  EXPECT_EQ(left, (std::vector<RuleTerm>{{"Net income", 1}, {"a + b", -1}}));
  EXPECT_EQ(right, (std::vector<RuleTerm>{{"A-share", -1}}));
}

}  // namespace
}  // namespace tabularium

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

TEST(Profile, EveryShippedProfileIsSound) {
  for (const char* name : {"cn-disclosure-report", "cn-final-accounts", "company-accounts"}) {
    const auto profile = load_profile(TABULARIUM_SOURCE_DIR "/configs", name);
    EXPECT_TRUE(profile.ok()) << profile.error().message;
  }
}

TEST(CellRules, EachIsReadAndSaidInPlainWords) {
  const auto profile = parse_profile(
      "rules:\n  - name: ages\n    cells: {table: persons, row: '*', column: Age / Years}\n    required: true\n    type: integer\n    range: [0, ~]\n    unique: true\n", "x.yaml");
  ASSERT_TRUE(profile.ok()) << profile.error().message;
  ASSERT_EQ(profile.value().cell_rules.size(), 1U);
  const CellRule& rule = profile.value().cell_rules[0];
  EXPECT_EQ(rule.cells.column, (std::vector<std::string>{"Age", "Years"}));
  EXPECT_EQ(rule.type, CellType::integer);
  EXPECT_TRUE(rule.least);
  EXPECT_FALSE(rule.most);
  EXPECT_EQ(explain(rule), "cells of row '*', column 'Age / Years' in tables that name 'persons' must be there and filled in, must be of type integer, must lie within 0 to any, must all differ");
}

TEST(CellRules, EachErrorNamesItsLineAndTheNearestKey) {
  const std::vector<std::pair<std::string, std::string>> wrong = {
      {"cells: {row: a}\n    typ: number", "x.yaml:3: unknown key 'typ'; did you mean 'type'?"},
      {"cells: {row: a}\n    type: nummber", "x.yaml:3: unknown type 'nummber'; did you mean 'number'?"},
      {"cells: {row: a, colum: b}\n    required: true", "x.yaml:2: unknown key 'colum'; did you mean 'column'?"},
      {"cells: {table: a}\n    required: true", "x.yaml:2: 'cells' needs a row, a column or both"},
      {"cells: {row: a}", "x.yaml:2: a rule about cells needs one of: required, type, range, dates, unique, codes, equals"},
      {"cells: {row: a}\n    range: [1]", "x.yaml:3: 'range' must be two numbers, as [0, 100]; ~ leaves an end open"},
      {"cells: {row: a}\n    range: [9, 1]", "x.yaml:3: 'range' must begin with its smaller end"},
      {"cells: {row: a}\n    dates: upward", "x.yaml:3: 'dates' must be ascending or descending"},
      {"cells: {row: a}\n    unique: maybe", "x.yaml:3: 'unique' must be true or false"},
      {"cells: {row: a}\n    codes: A", "x.yaml:3: 'codes' must be a list"},
      {"cells: {row: a, previous: true}\n    required: true", "x.yaml:2: unknown key 'previous'"},
      {"cells: {row: a}\n    equals: total", "x.yaml:3: 'equals' must have keys: table, row, column"}};
  for (const auto& [yaml, message] : wrong) {
    const auto profile = parse_profile("rules:\n  - " + yaml + "\n", "x.yaml");
    ASSERT_FALSE(profile.ok()) << yaml;
    EXPECT_EQ(profile.error().message, message);
  }
}

TEST(CellRules, LabelsAreMetInOrderAndStarsStandForAnyText) {
  const std::vector<std::string> path = {"Persons", "North", "Total of men"};
  EXPECT_TRUE(path_matches({}, path));
  EXPECT_TRUE(path_matches({"persons", "total*"}, path));
  EXPECT_TRUE(path_matches({"*of men"}, path));
  EXPECT_FALSE(path_matches({"north", "persons"}, path));
  EXPECT_FALSE(path_matches({"Total"}, path));
}

}  // namespace
}  // namespace tabularium

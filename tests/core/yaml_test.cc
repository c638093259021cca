#include "stages/core/yaml.h"

#include <gtest/gtest.h>

namespace tabularium {
namespace {

TEST(Yaml, KeepsOrderAndLines) {
  const auto root = parse_yaml("b: 1\na:\n  - x\n  - y\n", "f");
  ASSERT_TRUE(root.ok());
  ASSERT_EQ(root.value().entries.size(), 2U);
  EXPECT_EQ(root.value().entries[0].first, "b");
  const YamlNode* a = root.value().find("a");
  ASSERT_NE(a, nullptr);
  EXPECT_EQ(a->line, 2);
  EXPECT_EQ(a->items.at(1).scalar, "y");
  EXPECT_EQ(root.value().find("c"), nullptr);
}

TEST(Yaml, ErrorNamesFileAndLine) {
  const auto broken = parse_yaml("a: 1\nb: [1, 2\nc: 3\n", "settings.yaml");
  ASSERT_FALSE(broken.ok());
  EXPECT_EQ(broken.error().code, ErrorCode::bad_configuration);
  EXPECT_EQ(broken.error().message.find("settings.yaml:"), 0U) << broken.error().message;
}

TEST(Yaml, RefusesAKeyThatStandsTwice) {
  const auto twice = parse_yaml("a: 1\nb: 2\na: 3\n", "f");
  ASSERT_FALSE(twice.ok());
  EXPECT_NE(twice.error().message.find("f:3:"), std::string::npos) << twice.error().message;
}

TEST(Yaml, RefusesEndlessNesting) {
  EXPECT_FALSE(parse_yaml(std::string(1000, '['), "f").ok());
  EXPECT_FALSE(parse_yaml(std::string(200, '[') + std::string(200, ']'), "f").ok());
}

TEST(Yaml, NearestName) {
  EXPECT_EQ(nearest_name("langages", {"script", "languages"}), "languages");
  EXPECT_EQ(nearest_name("quite-other", {"script", "languages"}), "");
}

}  // namespace
}  // namespace tabularium

// What the judge had to choose from, told as lines of JSON.
#include "pipeline/run/candidates.h"

#include <gtest/gtest.h>

#include <string>

#include "stages/core/yaml.h"

namespace tabularium {
namespace {

const std::string configs = TABULARIUM_SOURCE_DIR "/configs";
const std::string samples = TABULARIUM_SOURCE_DIR "/corpus/samples/";

std::vector<YamlNode> told(const std::string& sample, const Options& options = {}) {
  const auto lines = inspect_candidates(samples + sample, options, configs);
  EXPECT_TRUE(lines.ok()) << (lines.ok() ? "" : lines.error().message);
  std::vector<YamlNode> out;
  if (!lines.ok()) return out;
  for (const std::string& line : lines.value()) {
    const auto node = parse_yaml(line, sample);  // JSON is YAML
    EXPECT_TRUE(node.ok()) << line;
    if (node.ok()) out.push_back(node.value());
  }
  return out;
}

std::string field(const YamlNode& line, const std::string& key) {
  const YamlNode* node = line.find(key);
  return node == nullptr ? "absent" : node->scalar;
}

TEST(Candidates, EachTellsItsMethodScoresFeaturesAndCells) {
  const auto lines = told("school-rolls-1931.pdf");
  ASSERT_FALSE(lines.empty());
  for (const YamlNode& line : lines) {
    EXPECT_FALSE(field(line, "method").empty());
    EXPECT_GT(std::stod(field(line, "table_odds")), 0);
    ASSERT_NE(line.find("features"), nullptr);
    EXPECT_EQ(field(*line.find("features"), "bias"), "1");
    ASSERT_NE(line.find("cells"), nullptr);
    EXPECT_FALSE(line.find("cells")->items.empty());
  }
}

TEST(Candidates, OneOfARegionBecameItsTable) {
  int tables = 0;
  for (const YamlNode& line : told("harbour-returns-1962.pdf")) tables += field(line, "table") == "t1" ? 1 : 0;
  EXPECT_EQ(tables, 1);
}

TEST(Candidates, AKindThatIsLeftOutIsNotWeighed) {
  Options options;
  options.without = {"edges"};
  for (const YamlNode& line : told("school-rolls-1931.pdf", options)) EXPECT_NE(field(line, "method"), "edges");
}

TEST(Candidates, ASignThatIsLeftOutCountsNothing) {
  Options options;
  options.without = {"aligned"};
  const auto whole = told("school-rolls-1931.pdf"), part = told("school-rolls-1931.pdf", options);
  ASSERT_EQ(whole.size(), part.size());
  const double aligned = std::stod(field(*whole.front().find("features"), "aligned"));
  ASSERT_GT(aligned, 0);
  EXPECT_LT(std::stod(field(part.front(), "table_odds")), std::stod(field(whole.front(), "table_odds")));
}

TEST(Candidates, AFileThatCannotBeReadIsAnError) {
  EXPECT_FALSE(inspect_candidates(samples + "no-such-file.pdf", {}, configs).ok());
}

}  // namespace
}  // namespace tabularium

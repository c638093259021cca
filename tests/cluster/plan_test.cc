#include "pipeline/cluster/plan.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <numeric>

#include "pipeline/cluster/external_sorter.h"
#include "pipeline/cluster/fields.h"
#include "pipeline/cluster/manifest.h"
#include "tests/cluster/test_folder.h"

namespace tabularium {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

std::string bytes_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

TEST(ExternalSorter, SortsFarMoreThanItHolds) {
  ExternalSorter sorter(folder_of_test(), 1000);
  std::vector<std::string> lines;
  unsigned state = 7;
  for (int i = 0; i < 20000; ++i) {
    state = state * 1664525U + 1013904223U;
    lines.push_back(std::to_string(state % 5000U) + "\tx");
    ASSERT_TRUE(sorter.add(lines.back()).ok());
  }
  EXPECT_EQ(sorter.size(), lines.size());
  std::vector<std::string> sorted;
  ASSERT_TRUE(sorter.drain([&](std::string_view line) { return sorted.emplace_back(line), Status(); }).ok());
  std::ranges::sort(lines);
  EXPECT_EQ(sorted, lines);
  EXPECT_EQ(sorter.size(), 0U);
}

TEST(ExternalSorter, AFolderThatCannotBeWrittenToIsAnError) {
  ExternalSorter sorter("/nowhere/at/all", 10);
  EXPECT_FALSE(sorter.add("a line that is too long to be held").ok());
}

TEST(FieldLine, AnyBytesComeBack) {
  const std::string odd("a\tb\\t\nc\r\xff\0d", 11);
  const std::string line = FieldLine().text(odd).integer(-7).seconds(1.25).text("").take();
  EXPECT_EQ(line.find('\n'), std::string::npos);
  FieldsOfLine fields(line);
  EXPECT_EQ(fields.text(), odd);
  EXPECT_EQ(fields.integer(), -7);
  EXPECT_DOUBLE_EQ(fields.seconds(), 1.25);
  EXPECT_EQ(fields.text(), "");
  EXPECT_TRUE(fields.sound() && fields.at_end());
  EXPECT_EQ(fields.text(), "");
  EXPECT_FALSE(fields.sound());
}

TEST(Manifest, AShardIsReadAlone) {
  const std::string run = folder_of_test();
  ManifestWriter writer(run);
  writer.add(0, {.order = 5, .name = "a", .sha256 = "00", .bytes = 3, .seconds = 2, .memory_mb = 100, .input = "in/a\tb.pdf", .files = {"in/a\tb.pdf"}});
  writer.add(2, {.order = 1, .name = "scan", .pages = 2, .scanned = 2, .seconds = 8, .memory_mb = 300, .input = "in/scan", .files = {"in/scan/1.png", "in/scan/2.png"}});
  writer.add(2, {.order = 2, .name = "c", .seconds = 1, .memory_mb = 50, .input = "in/c", .files = {"in/c"}});
  ASSERT_TRUE(writer.commit().ok());
  ASSERT_EQ(count_shards(run).value(), 3);
  EXPECT_EQ(read_shard(run, 0).value().at(0).input, "in/a\tb.pdf");
  EXPECT_EQ(read_shard(run, 1).value().size(), 0U);
  const std::vector<ManifestEntry> last = read_shard(run, 2).value();
  ASSERT_EQ(last.size(), 2U);
  EXPECT_THAT(last[0].files, ElementsAre("in/scan/1.png", "in/scan/2.png"));
  EXPECT_EQ(last[1].name, "c");
  const ShardExtent extent = shard_extent(run, 2).value();
  EXPECT_EQ(extent.documents, 2);
  EXPECT_DOUBLE_EQ(extent.seconds, 9);
  EXPECT_DOUBLE_EQ(extent.longest, 8);
  EXPECT_EQ(extent.memory_mb, 300);
  EXPECT_THAT(read_shard(run, 3).error().message, HasSubstr("no shard 3 of 3"));
}

TEST(Manifest, DamageIsNoticed) {
  const std::string run = folder_of_test();
  ManifestWriter writer(run);
  writer.add(0, {.name = "a", .input = "in/a", .files = {"in/a"}});
  ASSERT_TRUE(writer.commit().ok());
  std::ofstream(run + "/manifest") << "nonsense\n";
  EXPECT_EQ(read_shard(run, 0).error().code, ErrorCode::bad_input);
  for (const char* escape : {"0\t../up\t\t0\t0\t0\t0\t0\tx", "0\t\t\t0\t0\t0\t0\t0\tx"}) EXPECT_FALSE(manifest_entry(escape).ok());
  fs::resize_file(run + "/manifest.index", 50);
  EXPECT_EQ(count_shards(run).error().code, ErrorCode::bad_input);
}

TEST(Balancer, ShardsComeOutNearlyEqual) {
  std::vector<double> lengths;
  unsigned state = 3;
  for (int i = 0; i < 400; ++i) lengths.push_back(0.1 + (state = state * 1664525U + 1013904223U) % 1000U / 100.0);
  std::ranges::sort(lengths, std::greater<>());
  Balancer balancer(7);
  std::map<std::int64_t, double> loads;
  for (const double seconds : lengths) loads[balancer.place(seconds)] += seconds;
  ASSERT_EQ(loads.size(), 7U);
  const double mean = std::accumulate(lengths.begin(), lengths.end(), 0.0) / 7;
  for (const auto& [shard, load] : loads) EXPECT_LE(load, mean * 1.02) << shard;
}

class PlanTest : public ::testing::Test {
 protected:
  void SetUp() override {
    root_ = folder_of_test();
    for (int i = 0; i < 40; ++i) {
      fs::create_directories(root_ + "/in/" + std::to_string(i % 3));
      std::ofstream(root_ + "/in/" + std::to_string(i % 3) + "/report" + std::to_string(i) + ".pdf") << i;
    }
  }
  // A document has as many pages as its name says, every fourth one is a scan.
  static std::vector<Measure> measured(const std::vector<Input>& inputs) {
    std::vector<Measure> measures;
    for (const Input& input : inputs) {
      const int number = std::atoi(input.name.substr(6).c_str());
      measures.push_back({Measure::Kind::pages, "hash" + std::to_string(number), 1000, number + 1, number % 4 == 0 ? number + 1 : 0});
    }
    return measures;
  }
  Status plan(const std::string& run, std::int64_t shards, Plan& made) {
    made.version = "1";
    made.options = "key";
    return make_plan({.inputs = {root_ + "/in"}, .run = root_ + run, .scratch = root_, .shards = shards}, CostModel{}, measured, made);
  }
  std::string root_;
};

TEST_F(PlanTest, EveryDocumentStandsInOneShardAndTheSameInputsGiveTheSameFiles) {
  Plan first;
  Plan second;
  ASSERT_TRUE(plan("/one", 5, first).ok());
  ASSERT_TRUE(plan("/two", 5, second).ok());
  EXPECT_EQ(bytes_of(root_ + "/one/manifest"), bytes_of(root_ + "/two/manifest"));
  EXPECT_EQ(bytes_of(root_ + "/one/manifest.index"), bytes_of(root_ + "/two/manifest.index"));
  std::map<std::string, int> seen;
  double longest = 0;
  double all = 0;
  for (std::int64_t shard = 0; shard < 5; ++shard) {
    const Result<std::vector<ManifestEntry>> entries = read_shard(root_ + "/one", shard);
    for (const ManifestEntry& entry : entries.value()) ++seen[entry.input];
    const double seconds = shard_extent(root_ + "/one", shard).value().seconds;
    longest = std::max(longest, seconds);
    all += seconds;
  }
  EXPECT_EQ(seen.size(), 40U);
  EXPECT_TRUE(std::ranges::all_of(seen, [](const auto& entry) { return entry.second == 1; }));
  EXPECT_LE(longest, 1.3 * all / 5);
  const Result<Plan> read = read_plan(root_ + "/one");
  ASSERT_TRUE(read.ok()) << read.error().message;
  EXPECT_EQ(read.value().documents, 40);
  EXPECT_EQ(read.value().pages, 820);
  EXPECT_EQ(read.value().shards, 5);
}

TEST_F(PlanTest, APlanIsNotWrittenOver) {
  Plan made;
  ASSERT_TRUE(plan("/one", 5, made).ok());
  Plan again;
  EXPECT_EQ(plan("/one", 5, again).error().code, ErrorCode::unsupported);
}

TEST_F(PlanTest, ThereAreNoMoreShardsThanDocuments) {
  Plan made;
  ASSERT_TRUE(plan("/one", 500, made).ok());
  EXPECT_EQ(made.shards, 40);
}

TEST_F(PlanTest, WithoutDocumentsThereIsNoPlan) {
  Plan made;
  EXPECT_EQ(make_plan({.inputs = {}, .run = root_ + "/none", .scratch = root_}, CostModel{}, measured, made).error().code, ErrorCode::bad_input);
}

}  // namespace
}  // namespace tabularium

#include "pipeline/cluster/merge.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "pipeline/cluster/shard.h"
#include "pipeline/cluster/status.h"
#include "pipeline/cluster/submit.h"
#include "tests/cluster/test_folder.h"

namespace tabularium {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

// A run of three shards with two documents each; the order of the documents goes across the shards.
class MergeTest : public ::testing::Test {
 protected:
  void SetUp() override {
    root_ = folder_of_test();
    fs::create_directories(root_ + "/scratch");
    make("run");
  }

  void make(const std::string& name) {
    run_ = root_ + "/" + name;
    fs::create_directories(run_);
    ManifestWriter writer(run_);
    for (std::int64_t shard = 0; shard < 3; ++shard)
      for (std::int64_t i = 0; i < 2; ++i) {
        const std::string document = "d" + std::to_string(shard + 3 * i);
        writer.add(shard, {.order = shard + 3 * i, .name = document, .seconds = 10, .input = "in/" + document, .files = {"in/" + document}});
      }
    ASSERT_TRUE(writer.commit().ok());
    plan_.documents = 6;
    plan_.shards = 3;
    plan_.version = "1";
  }

  static DocumentRecord record(const std::string& name) {
    DocumentRecord made;
    made.input = "in/" + name;
    made.output = name;
    made.status = DocumentStatus::converted;
    made.pages = 2;
    made.seconds = 5;
    return made;
  }

  // As a node leaves it; `left_out` is a position that was isolated, or -1.
  void close(std::int64_t index, int left_out = -1) {
    const Result<Shard> shard = open_shard(run_, index);
    std::map<std::size_t, DocumentRecord> records;
    std::string facts = "document,value\r\n";
    for (std::size_t i = 0; i < shard.value().entries.size(); ++i) {
      if (static_cast<int>(i) == left_out) continue;
      records[i] = record(shard.value().entries[i].name);
      facts += shard.value().entries[i].name + ",\"a\r\nb\"\r\n";
    }
    fs::create_directories(shard_folder(run_, index));
    fs::create_directories(state_folder(run_, index));
    std::ofstream(shard_folder(run_, index) + "/facts.csv", std::ios::binary) << facts;
    ASSERT_TRUE(close_shard(run_, shard.value(), records, {.started = 1000, .wall = 10}).ok());
  }

  Result<MergeSummary> merge(bool partial = false) { return merge_run({run_, root_ + "/scratch", Options{}, "", partial}, plan_); }
  std::string text(const std::string& name) const {
    std::ifstream file(run_ + "/" + name, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }

  std::string root_;
  std::string run_;
  Plan plan_;
};

TEST_F(MergeTest, TheResultIsTheSameWhateverTheOrder) {
  for (const std::int64_t shard : {0, 1, 2}) close(shard);
  ASSERT_TRUE(merge().ok()) << merge().error().message;
  const std::string run_json = text("run.json");
  const std::string facts = text("facts.csv");
  make("other");
  for (const std::int64_t shard : {2, 0, 1}) close(shard);
  ASSERT_TRUE(merge().ok());
  EXPECT_EQ(text("run.json"), run_json);
  EXPECT_EQ(text("facts.csv"), facts);
}

TEST_F(MergeTest, DocumentsStandInTheOrderOfTheInputsAndTheHeaderOnce) {
  for (const std::int64_t shard : {0, 1, 2}) close(shard);
  const Result<MergeSummary> merged = merge();
  ASSERT_TRUE(merged.ok()) << merged.error().message;
  EXPECT_EQ(merged.value().documents, 6);
  EXPECT_EQ(merged.value().converted, 6);
  const std::string run_json = text("run.json");
  std::vector<std::size_t> places;
  for (const char* name : {"\"in/d0\"", "\"in/d1\"", "\"in/d2\"", "\"in/d3\"", "\"in/d4\"", "\"in/d5\""}) places.push_back(run_json.find(name));
  EXPECT_TRUE(std::ranges::is_sorted(places));
  EXPECT_LT(places.back(), run_json.size());
  EXPECT_THAT(run_json, HasSubstr("\"output\": \"shards/000/000002/d5\""));
  EXPECT_EQ(text("facts.csv"), "document,value\r\n" "d0,\"a\r\nb\"\r\n" "d3,\"a\r\nb\"\r\n" "d1,\"a\r\nb\"\r\n" "d4,\"a\r\nb\"\r\n" "d2,\"a\r\nb\"\r\n" "d5,\"a\r\nb\"\r\n");
}

TEST_F(MergeTest, MissingShardsAreRefusedOrTold) {
  close(0);
  close(2);
  const Result<MergeSummary> refused = merge();
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().code, ErrorCode::unsupported);
  EXPECT_THAT(refused.error().message, HasSubstr("2 documents are missing"));
  EXPECT_FALSE(fs::exists(run_ + "/run.json"));
  const Result<MergeSummary> partial = merge(true);
  ASSERT_TRUE(partial.ok()) << partial.error().message;
  EXPECT_EQ(partial.value().documents, 6);
  EXPECT_EQ(partial.value().missing, 2);
  EXPECT_EQ(partial.value().skipped, 2);
  EXPECT_THAT(text("run.json"), HasSubstr("its shard is not done"));
}

TEST_F(MergeTest, AnIsolatedDocumentIsMissingUntilItsOwnShardIsDone) {
  close(0);
  close(1, 1);  // d4 was left out
  close(2);
  EXPECT_THAT(merge().error().message, HasSubstr("1 document is missing"));
  ASSERT_TRUE(write_isolated(run_, {{1, 1}}).ok());
  EXPECT_THAT(merge().error().message, HasSubstr("1 document is missing"));
  close(3);
  const Result<MergeSummary> merged = merge();
  ASSERT_TRUE(merged.ok()) << merged.error().message;
  EXPECT_EQ(merged.value().documents, 6);
  EXPECT_THAT(text("run.json"), HasSubstr("shards/000/000003/d4"));
}

TEST_F(MergeTest, ADocumentThatIsToldTwiceIsAnError) {
  for (const std::int64_t shard : {0, 1, 2}) close(shard);
  const std::string closed = state_folder(run_, 1) + "/closed";
  std::ifstream in(closed);
  std::string all{std::istreambuf_iterator<char>(in), {}};
  std::ofstream(closed, std::ios::app) << all.substr(all.find('\n') + 1);
  EXPECT_EQ(merge().error().code, ErrorCode::bad_input);
}

TEST_F(MergeTest, StatusTellsDoneRunningLostAndWaiting) {
  close(0);
  AttemptLog log = AttemptLog::open(state_folder(run_, 1), {"node7", "9_1", 2000}).value();
  ASSERT_TRUE(log.begin(0).ok() && log.end(0, record("d1")).ok() && log.begin(1).ok());
  const std::map<std::int64_t, TaskState> queue{{1, TaskState::running}, {2, TaskState::waiting}};
  const Result<RunStatus> running = run_status(run_, plan_, queue, 3000);
  ASSERT_TRUE(running.ok());
  EXPECT_EQ(running.value().closed, 1);
  EXPECT_EQ(running.value().waiting, 1);
  EXPECT_EQ(running.value().queued, 1);
  ASSERT_EQ(running.value().running.size(), 1U);
  EXPECT_EQ(running.value().running[0].host, "node7");
  EXPECT_EQ(running.value().running[0].settled, 1);
  EXPECT_TRUE(running.value().running[0].straggler);  // 1000 s where 20 x 0.5 are expected
  EXPECT_EQ(running.value().converted, 3);
  EXPECT_EQ(running.value().pages, 6);
  EXPECT_DOUBLE_EQ(running.value().estimate_ratio, 0.5);
  ASSERT_TRUE(running.value().seconds_left.has_value());
  EXPECT_DOUBLE_EQ(*running.value().seconds_left, 2000);  // half of the work took 2000 s
  const Result<RunStatus> lost = run_status(run_, plan_, std::map<std::int64_t, TaskState>{}, 3000);
  EXPECT_THAT(lost.value().lost, ElementsAre(1));
  EXPECT_THAT(status_text(lost.value()), HasSubstr("lost: shard 1\n"));
}

TEST_F(MergeTest, OnlyWhatIsMissingIsSubmittedAgain) {
  close(0);
  const Result<std::vector<ShardNeed>> needs = missing_shards(run_, plan_, {{2, TaskState::running}});
  ASSERT_TRUE(needs.ok());
  ASSERT_EQ(needs.value().size(), 1U);
  EXPECT_EQ(needs.value()[0].shard, 1);
  EXPECT_DOUBLE_EQ(needs.value()[0].seconds, 20);
  EXPECT_EQ(needs.value()[0].killed, 0);
}

TEST_F(MergeTest, ADocumentThatKilledTwiceGetsAShardOfItsOwnOnce) {
  for (int i = 0; i < 2; ++i) {
    AttemptLog log = AttemptLog::open(state_folder(run_, 2), {"node1", "", 1000}).value();
    ASSERT_TRUE(log.begin(1).ok());
  }
  EXPECT_EQ(isolate_killers(run_, 3).value(), 1U);
  EXPECT_EQ(isolate_killers(run_, 3).value(), 0U);
  EXPECT_THAT(read_isolated(run_), ElementsAre(IsolatedDocument{2, 1}));
  close(0);
  close(1);
  const Result<std::vector<ShardNeed>> needs = missing_shards(run_, plan_, {});
  ASSERT_EQ(needs.value().size(), 2U);
  EXPECT_EQ(needs.value()[0].shard, 2);
  EXPECT_EQ(needs.value()[1].shard, 3);
}

}  // namespace
}  // namespace tabularium

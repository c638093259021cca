#include "pipeline/cluster/shard.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "tests/cluster/test_folder.h"

namespace tabularium {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

DocumentRecord record_of(const std::string& name, DocumentStatus status = DocumentStatus::converted) {
  DocumentRecord record;
  record.input = "in/" + name;
  record.status = status;
  record.output = status == DocumentStatus::failed ? "" : name;
  record.reason = status == DocumentStatus::failed ? "damaged\tbadly\n" : "";
  record.pages = 3;
  record.findings = 2;
  record.seconds = 1.5;
  return record;
}

// A run of one shard of four documents.
class ShardTest : public ::testing::Test {
 protected:
  void SetUp() override {
    run_ = folder_of_test();
    ManifestWriter writer(run_);
    for (const char* name : {"a", "b", "c", "d"}) writer.add(0, {.order = name[0] - 'a', .name = name, .input = std::string("in/") + name, .files = {std::string("in/") + name}});
    ASSERT_TRUE(writer.commit().ok());
  }
  AttemptLog attempt(std::int64_t index = 0) { return AttemptLog::open(state_folder(run_, index), {"node1", "12_0", 1000}).value(); }
  // A killed attempt: its log just ends.
  void killed_with(const std::vector<std::size_t>& positions, std::int64_t index = 0) {
    AttemptLog log = attempt(index);
    for (const std::size_t position : positions) ASSERT_TRUE(log.begin(position).ok());
  }
  ShardWork work(std::int64_t index = 0, bool in_place = true) {
    const Result<Shard> shard = open_shard(run_, index);
    return work_of(shard.value(), read_history(state_folder(run_, index)), [=](const DocumentRecord&) { return in_place; });
  }
  std::string run_;
};

TEST_F(ShardTest, WhatIsRecordedIsNotDoneAgain) {
  {
    AttemptLog log = attempt();
    ASSERT_TRUE(log.begin(1).ok() && log.end(1, record_of("b")).ok());
    ASSERT_TRUE(log.begin(3).ok() && log.end(3, record_of("d", DocumentStatus::failed)).ok());
    ASSERT_TRUE(log.begin(0).ok() && log.stopped().ok());
  }
  const ShardWork left = work();
  EXPECT_THAT(left.at_ease, ElementsAre(0, 2));
  EXPECT_THAT(left.with_care, IsEmpty());
  ASSERT_EQ(left.settled.size(), 2U);
  EXPECT_EQ(left.settled.at(3).reason, "damaged\tbadly\n");
  EXPECT_EQ(left.settled.at(1).findings, 2);
}

TEST_F(ShardTest, AResultThatIsGoneIsMadeAgain) {
  {
    AttemptLog log = attempt();
    ASSERT_TRUE(log.begin(1).ok() && log.end(1, record_of("b")).ok());
    ASSERT_TRUE(log.begin(2).ok() && log.end(2, record_of("c", DocumentStatus::failed)).ok());
  }
  EXPECT_THAT(work(0, false).at_ease, ElementsAre(0, 1, 3));
}

TEST_F(ShardTest, InHandAtOneKillMeansCareAtTwoIsolation) {
  killed_with({0, 1});
  EXPECT_THAT(work().with_care, ElementsAre(0, 1));
  EXPECT_THAT(work().at_ease, ElementsAre(2, 3));
  killed_with({1});
  EXPECT_THAT(work().with_care, ElementsAre(0));
  EXPECT_THAT(work().to_isolate, ElementsAre(1));
}

TEST_F(ShardTest, ASignalKillsNobody) {
  for (int i = 0; i < 3; ++i) {
    AttemptLog log = attempt();
    ASSERT_TRUE(log.begin(0).ok() && log.stopped().ok());
  }
  EXPECT_THAT(work().at_ease, ElementsAre(0, 1, 2, 3));
}

TEST_F(ShardTest, AnIsolatedDocumentThatKillsAgainIsQuarantinedByName) {
  ASSERT_TRUE(write_isolated(run_, {{0, 1}}).ok());
  EXPECT_THAT(work(1).at_ease, ElementsAre(0));
  killed_with({0}, 1);
  const ShardWork left = work(1);
  EXPECT_THAT(left.at_ease, IsEmpty());
  ASSERT_EQ(left.settled.size(), 1U);
  EXPECT_EQ(left.settled.at(0).input, "in/b");
  EXPECT_EQ(left.settled.at(0).status, DocumentStatus::failed);
  EXPECT_THAT(left.settled.at(0).reason, HasSubstr("quarantined: 3 attempts"));
}

TEST_F(ShardTest, ALineThatWasCutOffIsPassedOver) {
  {
    AttemptLog log = attempt();
    ASSERT_TRUE(log.begin(0).ok() && log.end(0, record_of("a")).ok() && log.begin(1).ok());
  }
  for (const auto& entry : fs::directory_iterator(state_folder(run_, 0))) {
    std::ofstream(entry.path(), std::ios::app) << "end\t1\tconverted\t";
  }
  const ShardWork left = work();
  EXPECT_EQ(left.settled.size(), 1U);
  EXPECT_THAT(left.with_care, ElementsAre(1));
}

TEST_F(ShardTest, TheClosingRecordTellsSumsAndEachDocument) {
  const Result<Shard> shard = open_shard(run_, 0);
  EXPECT_FALSE(read_summary(run_, 0).has_value());
  (void)attempt();
  ASSERT_TRUE(close_shard(run_, shard.value(),
                          {{0, record_of("a")}, {2, record_of("c", DocumentStatus::failed)}, {3, record_of("d", DocumentStatus::converted_with_findings)}}, {.started = 900, .wall = 7}).ok());
  const std::optional<ShardSummary> sum = read_summary(run_, 0);
  ASSERT_TRUE(sum.has_value());
  EXPECT_EQ(sum->documents, 4);
  EXPECT_EQ(sum->converted, 2);
  EXPECT_EQ(sum->with_findings, 1);
  EXPECT_EQ(sum->failed, 1);
  EXPECT_EQ(sum->isolated, 1);
  EXPECT_EQ(sum->pages, 9);
  EXPECT_DOUBLE_EQ(sum->seconds, 4.5);
  std::vector<std::int64_t> orders;
  ASSERT_TRUE(each_record(run_, 0, [&](std::int64_t order, const DocumentRecord&) { return orders.push_back(order), Status(); }).ok());
  EXPECT_THAT(orders, ElementsAre(0, 2, 3));
}

TEST_F(ShardTest, ThereIsNoShardBeyondTheLast) {
  EXPECT_THAT(open_shard(run_, 1).error().message, HasSubstr("no shard 1 of 1"));
  EXPECT_FALSE(open_shard(run_, -1).ok());
}

}  // namespace
}  // namespace tabularium

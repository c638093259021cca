// The ledger over many documents: found again from the state files, whatever becomes of the index.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "memory_disk.h"
#include "pipeline/ledger/files.h"
#include "pipeline/ledger/ledger.h"
#include "pipeline/ledger/retry.h"
#include "pipeline/ledger/runs.h"

namespace tabularium {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

DocumentState state_of(const std::string& input, const std::string& sha256) {
  DocumentState state;
  state.directory = "/in";
  state.record.input = input;
  state.record.status = DocumentStatus::converted;
  state.sha256 = sha256;
  state.options = "key";
  state.version = "1";
  return state;
}

class GatheredLedger : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::path(::testing::TempDir()) / ("ledger-" + std::string(::testing::UnitTest::GetInstance()->current_test_info()->name()));
    fs::remove_all(folder_);
    fs::create_directories(folder_ / "out");
    output_ = folder_ / "out";
    index_ = folder_ / "index.sqlite";
  }
  void TearDown() override { fs::remove_all(folder_); }

  void put_result(const std::string& name, const std::string& sha256) {
    fs::create_directories(output_ + "/" + name);
    ASSERT_TRUE(write_state(output_ + "/" + name, state_of(name + ".pdf", sha256)).ok());
  }

  fs::path folder_;
  std::string output_;
  std::string index_;
  std::unique_ptr<Disk> disk_ = make_disk();
};

TEST_F(GatheredLedger, FindsByInputAndByContentAndReadsFilesOnlyOnce) {
  put_result("a", "aa");
  put_result("b", "bb");
  Ledger first(*disk_, output_, index_);
  ASSERT_TRUE(first.load().ok());
  EXPECT_EQ(first.read_from_files(), 2U);
  ASSERT_NE(first.of_input("/in/a.pdf"), nullptr);
  EXPECT_EQ(first.of_input("/in/a.pdf")->name, "a");
  ASSERT_NE(first.of_content("bb"), nullptr);
  EXPECT_EQ(first.of_content("bb")->name, "b");
  EXPECT_EQ(first.of_input("/in/c.pdf"), nullptr);
  Ledger second(*disk_, output_, index_);
  ASSERT_TRUE(second.load().ok());
  EXPECT_EQ(second.read_from_files(), 0U);
  EXPECT_EQ(second.entries().size(), 2U);
  put_result("a", "changed");
  Ledger third(*disk_, output_, index_);
  ASSERT_TRUE(third.load().ok());
  EXPECT_EQ(third.read_from_files(), 1U);
  EXPECT_NE(third.of_content("changed"), nullptr);
  EXPECT_EQ(third.of_content("aa"), nullptr);
}

TEST_F(GatheredLedger, AResultThatAPowerCutLeftShortIsNone) {
  for (const char* name : {"whole", "short", "gone"}) {
    fs::create_directories(output_ + "/" + name);
    std::ofstream(output_ + "/" + name + "/document.json") << "{}";
    put_result(name, name);
  }
  ASSERT_TRUE(Ledger(*disk_, output_, index_).load().ok());  // the index knows all three as sound
  fs::resize_file(output_ + "/short/document.json", 0);
  fs::remove(output_ + "/gone/document.json");
  Ledger ledger(*disk_, output_, index_);
  ASSERT_TRUE(ledger.load().ok());
  EXPECT_NE(ledger.of_input("/in/whole.pdf"), nullptr);
  EXPECT_EQ(ledger.of_input("/in/short.pdf"), nullptr);
  EXPECT_EQ(ledger.of_content("gone"), nullptr);
}

TEST_F(GatheredLedger, AnIndexThatIsLostDamagedOrLockedLosesNothing) {
  put_result("a", "aa");
  for (const char* trouble : {"lost", "damaged", "no place"}) {
    if (std::string(trouble) == "damaged") std::ofstream(index_) << std::string(4096, 'x');
    Ledger ledger(*disk_, output_, std::string(trouble) == "no place" ? "/proc/nowhere/index.sqlite" : index_);
    ASSERT_TRUE(ledger.load().ok()) << trouble;
    EXPECT_NE(ledger.of_input("/in/a.pdf"), nullptr) << trouble;
    EXPECT_EQ(ledger.index_trouble().empty(), std::string(trouble) == "lost") << trouble;
    for (const char* part : {"", "-wal", "-shm"}) fs::remove(index_ + part);
  }
  Result<LedgerIndex> holder = LedgerIndex::open(index_);
  ASSERT_TRUE(holder.ok());
  ASSERT_TRUE(holder.value().begin().ok());
  Ledger ledger(*disk_, output_, index_);
  ASSERT_TRUE(ledger.load().ok());
  EXPECT_THAT(ledger.index_trouble(), HasSubstr("locked"));
  EXPECT_NE(ledger.of_input("/in/a.pdf"), nullptr);
}

TEST_F(GatheredLedger, RebuildForgetsWhatTheIndexInvented) {
  put_result("a", "aa");
  {
    Ledger ledger(*disk_, output_, index_);
    ASSERT_TRUE(ledger.load().ok());
  }
  Ledger rebuilt(*disk_, output_, index_);
  ASSERT_TRUE(rebuilt.load(true).ok());
  EXPECT_EQ(rebuilt.read_from_files(), 1U);
  EXPECT_TRUE(rebuilt.index_trouble().empty());
}

TEST_F(GatheredLedger, ANoteTellsMoreThanAnOldResultAndLessThanAResultOfTheSame) {
  put_result("a", "old");
  DocumentState failed = state_of("a.pdf", "new");
  failed.state = LedgerState::failed;
  Ledger ledger(*disk_, output_, index_);
  ASSERT_TRUE(ledger.load().ok());
  ASSERT_TRUE(ledger.keep("a", failed).ok());
  ASSERT_NE(ledger.of_name("a"), nullptr);
  EXPECT_EQ(ledger.of_name("a")->state.state, LedgerState::failed);
  EXPECT_EQ(ledger.of_name("a")->result->sha256, "old");
  put_result("a", "new");  // as after a kill between the result and the note's removal
  Ledger next(*disk_, output_, index_);
  ASSERT_TRUE(next.load().ok());
  EXPECT_EQ(next.of_name("a")->state.state, LedgerState::done);
  EXPECT_FALSE(read_waiting(output_, "a").has_value());
}

TEST_F(GatheredLedger, NamesInAnyBytesComeBackAsTheyWere) {
  DocumentState state = state_of("caf\xe9 \"\n.pdf", "aa");
  state.directory = "/in/\xff";
  const Result<DocumentState> back = state_from_json(state_to_json(state));
  ASSERT_TRUE(back.ok());
  EXPECT_EQ(back.value().record.input, state.record.input);
  EXPECT_EQ(input_path(back.value()), "/in/\xff/caf\xe9 \"\n.pdf");
}

TEST_F(GatheredLedger, AStateOfAnEarlierVersionIsRead) {
  const Result<DocumentState> old = state_from_json(
      R"({"schema": 1, "input": "a.pdf", "status": "converted_with_findings", "reason": null, "output": "a", "pages": 1, "tables": 1,
          "verified": 0, "unverified": 0, "contradicted": 0, "findings": 1, "seconds": 0.5, "sha256": "x", "options": "y", "version": "0", "files": {}})");
  ASSERT_TRUE(old.ok());
  EXPECT_EQ(old.value().state, LedgerState::done_with_findings);
  EXPECT_EQ(old.value().attempts, 0);
}

TEST(Retry, WaitsLongerEachTimeAndGivesUp) {
  const RetryRules rules{.attempts = 3, .first_wait = 100, .longest_wait = 1000};
  const Error error{ErrorCode::bad_input, "damaged", {}};
  const DocumentState first = after_failure(nullptr, state_of("a", "x"), error, rules, 5000);
  EXPECT_EQ(first.state, LedgerState::failed);
  EXPECT_EQ(first.attempts, 1);
  EXPECT_EQ(first.next_try, 5100);
  const DocumentState second = after_failure(&first, state_of("a", "x"), error, rules, 6000);
  EXPECT_EQ(second.next_try, 6400);
  const DocumentState third = after_failure(&second, state_of("a", "x"), error, rules, 7000);
  EXPECT_EQ(third.state, LedgerState::quarantined);
  const DocumentState other = after_failure(&second, state_of("a", "another content"), error, rules, 7000);
  EXPECT_EQ(other.attempts, 1);
  const DocumentState hopeless = after_failure(nullptr, state_of("a", "x"), Error{ErrorCode::unsupported, "a DOCX", {}}, rules, 0);
  EXPECT_EQ(hopeless.state, LedgerState::quarantined);
}

TEST(Retry, AClockThatWasSetBackPutsNothingOffForEver) {
  const RetryRules rules;
  DocumentState state;
  state.next_try = 1'800'000'000;
  EXPECT_FALSE(is_due(state, rules, state.next_try - 60));
  EXPECT_TRUE(is_due(state, rules, state.next_try));
  EXPECT_TRUE(is_due(state, rules, state.next_try - 365 * 24 * 3600));
}

TEST_F(GatheredLedger, EveryRunIsKept) {
  RunRecord run;
  run.started = "2026-03-01T07:05:00Z";
  run.command = "nightly";
  run.documents.resize(3);
  run.documents[0].status = DocumentStatus::converted_with_findings;
  run.documents[0].pages = 4;
  run.documents[0].contradicted = 1;
  run.documents[1].status = DocumentStatus::failed;
  run.documents[2].status = DocumentStatus::skipped;
  for (int i = 0; i < 2; ++i) ASSERT_TRUE(keep_run(output_, run).ok());
  const std::vector<std::string> kept = kept_runs(output_);
  ASSERT_EQ(kept.size(), 2U);
  const Result<std::string> json = disk_->read(kept[0], 1U << 20U);
  ASSERT_TRUE(json.ok());
  const Result<RunTotals> totals = totals_from_run_json(json.value(), kept[0]);
  ASSERT_TRUE(totals.ok());
  EXPECT_EQ(totals.value().command, "nightly");
  EXPECT_EQ(totals.value().documents, 1);
  EXPECT_EQ(totals.value().with_findings, 1);
  EXPECT_EQ(totals.value().failed, 1);
  EXPECT_EQ(totals.value().skipped, 1);
  EXPECT_EQ(totals.value().pages, 4);
  EXPECT_EQ(totals.value().contradicted, 1);
}

TEST_F(GatheredLedger, TheSecondRunIsToldWhoHoldsTheFolder) {
  const Result<OutputLock> first = OutputLock::take(output_, "Ann");
  ASSERT_TRUE(first.ok());
  const Result<OutputLock> second = OutputLock::take(output_, "Bob");
  ASSERT_FALSE(second.ok());
  EXPECT_THAT(second.error().message, HasSubstr("Ann, process " + std::to_string(::getpid())));
  EXPECT_THAT(lock_holder(output_), HasSubstr("process " + std::to_string(::getpid())));
}

TEST_F(GatheredLedger, WhereNobodyIsNobodyIsNamed) {
  { ASSERT_TRUE(OutputLock::take(output_).ok()); }
  EXPECT_EQ(lock_holder(output_), "");
}

}  // namespace
}  // namespace tabularium

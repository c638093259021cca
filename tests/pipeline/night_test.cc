// Unattended runs over a disk and a clock in memory: what settles, what is done twice or not at all, what a bad night does.
#include "pipeline/watch/night.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "memory_disk.h"
#include "pipeline/watch/quarantine.h"

namespace tabularium {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAre;

constexpr std::int64_t long_ago = 1'700'000'000;

std::vector<std::string> paths_of(const std::vector<IncomingFile>& files) {
  std::vector<std::string> paths;
  for (const IncomingFile& file : files) paths.push_back(file.path);
  return paths;
}

class IntakeTest : public ::testing::Test {
 protected:
  void SetUp() override { (void)disk_.make_folder("/in").ok(); }
  Scan scan(Intake& intake) {
    Result<Scan> found = intake.scan();
    EXPECT_TRUE(found.ok());
    return found.ok() ? std::move(found).value() : Scan{};
  }

  MemoryDisk disk_;
  FakeClock clock_;
};

TEST_F(IntakeTest, WhatGrowsIsTakenWhenItHasStopped) {
  Intake intake(disk_, clock_, {.folder = "/in", .leave_out = ""});
  disk_.put("/in/old.pdf", "x", long_ago);
  disk_.put("/in/new.pdf", "x", clock_.wall_now);
  EXPECT_THAT(paths_of(scan(intake).ready), ElementsAre("/in/old.pdf"));
  clock_.pass(6);
  disk_.put("/in/new.pdf", "xx", clock_.wall_now);
  EXPECT_EQ(scan(intake).settling, 1U);
  clock_.pass(6);
  EXPECT_EQ(scan(intake).settling, 1U);
  clock_.pass(6);
  EXPECT_THAT(paths_of(scan(intake).ready), ElementsAre("/in/old.pdf", "/in/new.pdf"));
}

TEST_F(IntakeTest, AFileFromTheFutureSettlesAllTheSame) {
  Intake intake(disk_, clock_, {.folder = "/in", .leave_out = ""});
  disk_.put("/in/a.pdf", "x", clock_.wall_now + 10 * 365 * 24 * 3600LL);
  EXPECT_THAT(scan(intake).ready, IsEmpty());
  clock_.pass(11);
  EXPECT_THAT(scan(intake).ready, SizeIs(1));
}

TEST_F(IntakeTest, AClockThatJumpsChangesNothing) {
  Intake intake(disk_, clock_, {.folder = "/in", .leave_out = ""});
  disk_.put("/in/a.pdf", "x", clock_.wall_now);
  (void)scan(intake);
  clock_.wall_now += 24 * 3600;  // forwards: it is still watched for its time
  EXPECT_THAT(scan(intake).ready, IsEmpty());
  clock_.wall_now -= 48 * 3600;
  clock_.steady_now += 11;
  EXPECT_THAT(scan(intake).ready, SizeIs(1));
}

TEST_F(IntakeTest, AMarkMakesItReady) {
  Intake intake(disk_, clock_, {.folder = "/in", .leave_out = "", .only_when_marked = true});
  disk_.put("/in/a.pdf", "x", long_ago);
  disk_.put("/in/b.pdf", "x", clock_.wall_now);
  disk_.put("/in/b.pdf.done", "", clock_.wall_now);
  EXPECT_THAT(paths_of(scan(intake).ready), ElementsAre("/in/b.pdf"));
  EXPECT_EQ(scan(intake).settling, 1U);
}

TEST_F(IntakeTest, UnfinishedNamesLinksDevicesAndTheOutputAreLeftAlone) {
  Intake intake(disk_, clock_, {.folder = "/in", .leave_out = "/in/out"});
  for (const char* name : {"/in/.hidden", "/in/a.pdf.part", "/in/a.tmp", "/in/a~", "/in/out/b/document.json", "/in/c.pdf.done"}) disk_.put(name, "x", long_ago);
  disk_.put("/in/link.pdf", "/etc/passwd", long_ago, EntryKind::link);
  disk_.put("/in/pipe", "", long_ago, EntryKind::other);
  disk_.put("/in/sub/caf\xe9.pdf", "x", long_ago);
  (void)disk_.make_folder("/in/locked").ok();
  disk_.unreadable.insert("/in/locked");
  const Scan found = scan(intake);
  EXPECT_THAT(paths_of(found.ready), ElementsAre("/in/sub/caf\xe9.pdf"));
  ASSERT_THAT(found.left_alone, SizeIs(3));
  EXPECT_EQ(found.left_alone[0].path, "/in/link.pdf");
  EXPECT_THAT(found.left_alone[1].reason, HasSubstr("Permission denied"));
  EXPECT_EQ(found.left_alone[2].path, "/in/pipe");
}

// A converter that leaves what the real one leaves: a result's folder, or a note.
class NightTest : public ::testing::Test {
 protected:
  void SetUp() override {
    (void)disk_.make_folder("/in").ok();
    (void)disk_.make_folder("/out").ok();
    options_.intake = {.folder = "/in", .leave_out = "/out"};
    options_.output = "/out";
    options_.plan.options_key = "key";
    options_.plan.version = "1";
    options_.plan.retry = {.attempts = 2, .first_wait = 100, .longest_wait = 1000};
  }

  NightEnd run() {
    Ledger ledger(disk_, "/out", "");
    EXPECT_TRUE(ledger.load().ok());
    Night night(disk_, clock_, ledger, options_, hands());
    const NightEnd end = night.run();
    record_ = night.record();
    return end;
  }

  NightHands hands() {
    return {.convert = [this](const std::vector<PlannedFile>& files, const std::function<std::string()>& hold) { return convert(files, hold); },
            .wait =
                [this](double seconds) {
                  clock_.pass(seconds);
                  ++waits_;
                  if (on_wait_) on_wait_();
                  return waits_ < 2000;
                },
            .say = [this](const std::string& line) { said_.push_back(line); },
            .digest = [this](const std::string& path) { return disk_.text(path); }};
  }

  BatchEnd convert(const std::vector<PlannedFile>& files, const std::function<std::string()>& hold) {
    BatchEnd end;
    for (const PlannedFile& planned : files) {
      DocumentRecord& record = end.records.emplace_back();
      record.input = planned.file.path;
      record.status = DocumentStatus::skipped;
      if (!hold().empty()) continue;
      if (on_convert_) on_convert_();
      converted_.push_back(planned.file.path);
      leave(planned, record);
    }
    return end;
  }

  void leave(const PlannedFile& planned, DocumentRecord& record) {
    const std::string content = disk_.text(planned.file.path);
    DocumentState state;
    state.record.input = planned.file.path;
    state.sha256 = content;
    state.options = "key";
    state.version = "1";
    state.input_size = planned.file.size;
    state.input_time = planned.file.time;
    if (content == "bad") {
      record.status = DocumentStatus::failed;
      state.record.reason = record.reason = "damaged";
      const std::string note = disk_.text(waiting_file("/out", planned.name));
      const Result<DocumentState> before = state_from_json(note);
      state = after_failure(before.ok() ? &before.value() : nullptr, state, Error{ErrorCode::bad_input, "damaged", {}}, options_.plan.retry, clock_.wall());
      disk_.put(waiting_file("/out", planned.name), state_to_json(state), clock_.wall());
      return;
    }
    record.status = DocumentStatus::converted;
    state.record.status = record.status;
    state.record.output = record.output = planned.name;
    (void)disk_.remove("/out/" + planned.name).ok();
    disk_.put("/out/" + planned.name + state_file, state_to_json(state), clock_.wall());
  }

  MemoryDisk disk_;
  FakeClock clock_;
  NightOptions options_;
  NightRecord record_;
  std::function<void()> on_wait_;
  std::function<void()> on_convert_;
  std::vector<std::string> converted_;
  std::vector<std::string> said_;
  int waits_ = 0;
};

TEST_F(NightTest, EachFileOnceAndASecondPassDoesNothing) {
  for (const char* name : {"a", "b", "c"}) disk_.put("/in/" + std::string(name) + ".pdf", name, long_ago);
  EXPECT_EQ(run(), NightEnd::complete);
  EXPECT_THAT(converted_, UnorderedElementsAre("/in/a.pdf", "/in/b.pdf", "/in/c.pdf"));
  EXPECT_EQ(run(), NightEnd::complete);
  EXPECT_THAT(converted_, SizeIs(3));
  EXPECT_EQ(record_.known, 3U);
}

TEST_F(NightTest, OldestFirstOrNewestFirst) {
  disk_.put("/in/a.pdf", "a", long_ago + 2);
  disk_.put("/in/b.pdf", "b", long_ago + 1);
  EXPECT_EQ(run(), NightEnd::complete);
  EXPECT_THAT(converted_, ElementsAre("/in/b.pdf", "/in/a.pdf"));
  (void)disk_.remove("/out").ok();
  (void)disk_.make_folder("/out").ok();
  converted_.clear();
  options_.plan.newest_first = true;
  EXPECT_EQ(run(), NightEnd::complete);
  EXPECT_THAT(converted_, ElementsAre("/in/a.pdf", "/in/b.pdf"));
}

TEST_F(NightTest, ADuplicateIsLinkedNotConverted) {
  disk_.put("/in/a.pdf", "same", long_ago);
  disk_.put("/in/b.pdf", "same", long_ago + 1);
  EXPECT_EQ(run(), NightEnd::complete);
  EXPECT_THAT(converted_, ElementsAre("/in/a.pdf"));
  ASSERT_TRUE(disk_.exists("/out/b"));
  EXPECT_EQ(disk_.text("/out/b"), "a");
  EXPECT_THAT(record_.handled.at("/in/b.pdf").reason, HasSubstr("/in/a.pdf"));
  EXPECT_EQ(run(), NightEnd::complete);
  EXPECT_THAT(converted_, SizeIs(1));
  EXPECT_EQ(record_.known, 2U);
}

TEST_F(NightTest, TwoOfOneNameKeepTheirNamesForEver) {
  disk_.put("/in/x/report.pdf", "one", long_ago + 5);
  EXPECT_EQ(run(), NightEnd::complete);
  disk_.put("/in/a/report.pdf", "two", long_ago);  // would come first in any order
  EXPECT_EQ(run(), NightEnd::complete);
  const Result<DocumentState> first = state_from_json(disk_.text("/out/report/.tabularium.json"));
  const Result<DocumentState> second = state_from_json(disk_.text("/out/report.pdf/.tabularium.json"));
  ASSERT_TRUE(first.ok() && second.ok());
  EXPECT_EQ(first.value().record.input, "/in/x/report.pdf");
  EXPECT_EQ(second.value().record.input, "/in/a/report.pdf");
}

TEST_F(NightTest, AChangedFileIsConvertedAgainUnderItsName) {
  disk_.put("/in/a.pdf", "one", long_ago);
  EXPECT_EQ(run(), NightEnd::complete);
  disk_.put("/in/a.pdf", "two", long_ago + 1);
  EXPECT_EQ(run(), NightEnd::complete);
  EXPECT_THAT(converted_, ElementsAre("/in/a.pdf", "/in/a.pdf"));
  EXPECT_EQ(state_from_json(disk_.text("/out/a/.tabularium.json")).value().sha256, "two");
}

TEST_F(NightTest, ADeletedInputKeepsItsResult) {
  disk_.put("/in/a.pdf", "one", long_ago);
  EXPECT_EQ(run(), NightEnd::complete);
  (void)disk_.remove("/in/a.pdf").ok();
  EXPECT_EQ(run(), NightEnd::complete);
  EXPECT_TRUE(disk_.exists("/out/a/.tabularium.json"));
}

TEST_F(NightTest, ABadOneIsTriedAgainLaterThenGivenUpWithItsReason) {
  disk_.put("/in/bad.pdf", "bad", long_ago);
  EXPECT_EQ(run(), NightEnd::complete);
  EXPECT_THAT(converted_, SizeIs(1));
  EXPECT_EQ(run(), NightEnd::complete);
  EXPECT_THAT(converted_, SizeIs(1));
  EXPECT_EQ(record_.put_off, 1U);
  clock_.pass(101);
  EXPECT_EQ(run(), NightEnd::complete);
  EXPECT_THAT(converted_, SizeIs(2));
  EXPECT_EQ(disk_.text("/out/quarantine/bad/bad.pdf"), "bad");
  EXPECT_THAT(disk_.text("/out/quarantine/bad/reason.txt"), HasSubstr("damaged"));
  clock_.pass(100000);
  EXPECT_EQ(run(), NightEnd::complete);
  EXPECT_THAT(converted_, SizeIs(2));
  EXPECT_EQ(record_.quarantined, 1U);
}

TEST_F(NightTest, WhatIsReleasedFromQuarantineIsTriedAgain) {
  disk_.put("/in/bad.pdf", "bad", long_ago);
  for (int i = 0; i < 2; ++i) {
    EXPECT_EQ(run(), NightEnd::complete);
    clock_.pass(101);
  }
  Ledger ledger(disk_, "/out", "");
  ASSERT_TRUE(ledger.load().ok());
  EXPECT_FALSE(release_from_quarantine(disk_, ledger, "/out", "other").ok());
  ASSERT_TRUE(release_from_quarantine(disk_, ledger, "/out", "bad").ok());
  EXPECT_FALSE(disk_.exists("/out/quarantine/bad/bad.pdf"));
  EXPECT_EQ(run(), NightEnd::complete);
  EXPECT_THAT(converted_, SizeIs(3));
}

TEST_F(NightTest, AfterTheDeadlineNothingIsBegun) {
  for (const char* name : {"a", "b", "c"}) disk_.put("/in/" + std::string(name) + ".pdf", name, long_ago);
  options_.until = clock_.wall_now + 50;
  on_convert_ = [this] { clock_.pass(30); };
  EXPECT_EQ(run(), NightEnd::deadline);
  EXPECT_THAT(converted_, SizeIs(2));
  on_convert_ = {};
  options_.until.reset();
  EXPECT_EQ(run(), NightEnd::complete);
  EXPECT_THAT(converted_, SizeIs(3));
}

TEST_F(NightTest, AFullDiskPausesAndSaysSo) {
  for (const char* name : {"a", "b"}) disk_.put("/in/" + std::string(name) + ".pdf", name, long_ago);
  const std::int64_t plenty = disk_.free;
  on_convert_ = [this] { disk_.free = 1000; };
  on_wait_ = [this, plenty] {
    if (waits_ == 3) {
      disk_.free = plenty;
      on_convert_ = {};
    }
  };
  EXPECT_EQ(run(), NightEnd::complete);
  EXPECT_THAT(converted_, SizeIs(2));
  ASSERT_THAT(record_.pauses, SizeIs(1));
  EXPECT_THAT(record_.pauses[0], HasSubstr("the disk is full"));
  EXPECT_THAT(said_, ElementsAre(HasSubstr("paused"), "goes on"));
}

TEST_F(NightTest, AMissingMountPausesAndNothingIsWrittenBeneathIt) {
  options_.keeps_watching = true;
  disk_.put("/in/a.pdf", "a", long_ago);
  on_wait_ = [this] {
    if (waits_ == 1) {
      disk_.devices["/out"] = 7;  // what lies under the mount shows up
      disk_.put("/in/b.pdf", "b", long_ago);
    }
    if (waits_ == 20) disk_.devices.erase("/out");
    if (waits_ == 40) waits_ = 2000;
  };
  const auto at_convert = [this] { EXPECT_FALSE(disk_.devices.contains("/out")); };
  on_convert_ = at_convert;
  EXPECT_EQ(run(), NightEnd::interrupted);
  EXPECT_THAT(converted_, ElementsAre("/in/a.pdf", "/in/b.pdf"));
  EXPECT_THAT(record_.pauses, ElementsAre(HasSubstr("mount")));
}

TEST_F(NightTest, APauseWithoutEndEndsAPassWithoutDeadline) {
  disk_.free = 0;
  disk_.put("/in/a.pdf", "a", long_ago);
  EXPECT_EQ(run(), NightEnd::paused_too_long);
  EXPECT_THAT(converted_, IsEmpty());
}

TEST_F(NightTest, WatchTakesWhatComesLater) {
  options_.keeps_watching = true;
  disk_.put("/in/a.pdf", "a", long_ago);
  on_wait_ = [this] {
    if (waits_ == 1) disk_.put("/in/b.pdf", "b", clock_.wall_now);
    if (waits_ == 30) waits_ = 2000;
  };
  EXPECT_EQ(run(), NightEnd::interrupted);
  EXPECT_THAT(converted_, ElementsAre("/in/a.pdf", "/in/b.pdf"));
}

TEST_F(NightTest, AHundredThousandWaitingFilesGoInBatches) {
  constexpr int files = 100'000;
  for (int i = 0; i < files; ++i) disk_.put("/in/" + std::to_string(i % 100) + "/report-" + std::to_string(i) + ".pdf", std::to_string(i), long_ago + i);
  options_.until = clock_.wall_now + 1000;
  on_convert_ = [this] { clock_.pass(1); };
  EXPECT_EQ(run(), NightEnd::deadline);
  EXPECT_THAT(converted_, SizeIs(1000));
  EXPECT_EQ(converted_.front(), "/in/0/report-0.pdf");
  EXPECT_EQ(converted_.back(), "/in/99/report-999.pdf");
}

}  // namespace
}  // namespace tabularium

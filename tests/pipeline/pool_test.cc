// Workers that crash, hang, grow and talk nonsense cost one document each.
#include "pipeline/worker/pool.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <csignal>
#include <map>
#include <thread>
#include <vector>

#include "pipeline/worker/serve.h"

namespace tabularium {
namespace {

using ::testing::HasSubstr;

// The job's path says what the fake does.
DocumentOutcome misbehave(const ConvertJob& job, const Progress& progress) {
  progress("extract", 0, 2);
  if (job.path == "crash") {
    std::signal(SIGSEGV, SIG_DFL);
    std::raise(SIGSEGV);
  }
  if (job.path == "exit") ::_exit(9);
  if (job.path == "hang") std::this_thread::sleep_for(std::chrono::hours(1));
  if (job.path == "wait") std::this_thread::sleep_for(std::chrono::milliseconds(2500));
  if (job.path == "compute")
    for (volatile unsigned turns = 0;; turns = turns + 1) {}
  if (job.path == "slow pages")
    for (int page = 1; page <= 100; ++page) {
      std::this_thread::sleep_for(std::chrono::milliseconds(300));
      progress("extract", page, 100);
    }
  if (job.path == "grow") {
    std::vector<std::vector<char>> eaten;
    for (;;) {
      eaten.emplace_back(std::size_t{8} << 20U, 'x');
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
  }
  DocumentOutcome outcome;
  outcome.pages = 2;
  outcome.tables = job.path == "bad bytes" ? -1 : 1;
  if (job.path == "bad bytes") outcome.reason = "\xff\xfe";
  return outcome;
}

int fake_worker(int in, int out) {
  return serve_worker(in, out, [](const WorkerSetup&) { return misbehave; });
}

int babbling_worker(int, int out) {
  const std::array<char, 8> nonsense = {'\xff', '\xff', '\xff', '\xff', 'a', 'b', 'c', 'd'};
  (void)!::write(out, nonsense.data(), nonsense.size());
  ::pause();
  return 0;
}

struct PoolRun {
  std::map<std::string, DocumentOutcome> ends;
  bool completed = false;
};

PoolRun run(const std::vector<std::string>& paths, PoolOptions options) {
  std::vector<ConvertJob> jobs;
  for (const std::string& path : paths) jobs.push_back({.path = path, .files = {path}, .output_dir = "", .sha256 = "", .evidence = ""});
  if (!options.child.instead) options.child.instead = fake_worker;
  options.child.memory_mb = options.memory_mb;
  PoolRun result;
  PoolEvents events;
  events.done = [&](std::size_t, const ConvertJob& job, const DocumentOutcome& outcome, double) { result.ends[job.path] = outcome; };
  result.completed = run_pool(std::move(jobs), options, events);
  return result;
}

TEST(Pool, EveryDocumentGetsItsEnd) {
  PoolOptions options;
  options.jobs = 2;
  const PoolRun result = run({"a", "crash", "b", "exit", "c"}, options);
  EXPECT_TRUE(result.completed);
  ASSERT_EQ(result.ends.size(), 5U);
  for (const char* good : {"a", "b", "c"}) EXPECT_FALSE(result.ends.at(good).error.has_value()) << good;
  EXPECT_THAT(result.ends.at("crash").reason, HasSubstr("killed by SIGSEGV"));
  EXPECT_THAT(result.ends.at("crash").reason, HasSubstr("in extract"));
  EXPECT_THAT(result.ends.at("exit").reason, HasSubstr("code 9"));
}

TEST(Pool, AHangEndsWithThePageLimit) {
  PoolOptions options;
  options.page_seconds = 1;
  options.patience = 1;
  const PoolRun result = run({"hang", "after"}, options);
  ASSERT_TRUE(result.ends.at("hang").error.has_value());
  EXPECT_EQ(result.ends.at("hang").error->code, ErrorCode::timed_out);
  EXPECT_THAT(result.ends.at("hang").reason, HasSubstr("--page-seconds"));
  EXPECT_FALSE(result.ends.at("after").error.has_value());
}

TEST(Pool, AWorkerThatComputesEndsWithTheLimitOfItsCpuTime) {
  PoolOptions options;
  options.page_seconds = 1;
  options.patience = 1000;  // by the clock it would have a quarter of an hour
  const PoolRun result = run({"compute"}, options);
  EXPECT_THAT(result.ends.at("compute").reason, HasSubstr("--page-seconds"));
}

TEST(Pool, AWorkerThatIsKeptWaitingHasItsTimeByTheClock) {
  PoolOptions options;
  options.page_seconds = 1;
  EXPECT_FALSE(run({"wait"}, options).ends.at("wait").error.has_value()) << "it used no CPU time";
}

TEST(Pool, ManySlowPagesEndWithTheDocumentLimit) {
  PoolOptions options;
  options.page_seconds = 60;
  options.document_seconds = 1;
  options.patience = 1;
  const PoolRun result = run({"slow pages"}, options);
  EXPECT_THAT(result.ends.at("slow pages").reason, HasSubstr("--document-seconds"));
}

TEST(Pool, GrowthEndsWithTheMemoryLimit) {
  PoolOptions options;
  options.memory_mb = 128;
  const PoolRun result = run({"grow", "after"}, options);
  ASSERT_TRUE(result.ends.at("grow").error.has_value());
  EXPECT_EQ(result.ends.at("grow").error->code, ErrorCode::too_large);
  EXPECT_FALSE(result.ends.at("after").error.has_value());
}

TEST(Pool, NonsenseFromAWorkerIsNotBelieved) {
  PoolOptions options;
  options.child.instead = babbling_worker;
  const PoolRun result = run({"a"}, options);
  EXPECT_THAT(result.ends.at("a").reason, HasSubstr("malformed message"));
}

TEST(Pool, AnInterruptEndsTheRunAtOnce) {
  std::array<int, 2> ends{};
  ASSERT_EQ(::pipe(ends.data()), 0);
  ASSERT_EQ(::write(ends[1], "x", 1), 1);
  PoolOptions options;
  options.interrupt = ends[0];
  const PoolRun result = run({"hang", "a"}, options);
  EXPECT_FALSE(result.completed);
  EXPECT_TRUE(result.ends.empty());
}

TEST(Pool, WhatStartSettlesIsNotHandedOut) {
  PoolOptions options;
  options.child.instead = fake_worker;
  int done = 0;
  PoolEvents events;
  events.start = [](std::size_t index, ConvertJob&) { return index == 1; };
  events.done = [&](std::size_t index, const ConvertJob&, const DocumentOutcome&, double) { done += index == 1 ? 1 : 100; };
  EXPECT_TRUE(run_pool(std::vector<ConvertJob>(3), options, events));
  EXPECT_EQ(done, 1);
}

TEST(Messages, SurviveTheWay) {
  WorkerSetup setup;
  setup.options.formats = {"csv"};
  setup.options.passwords = {"geheim", ""};
  setup.options.pages = {{1, 3}, {7, 7}};
  setup.options.script = Script::traditional;
  setup.options.from_stage = "headers";
  setup.config_dir = "/somewhere";
  const Result<WorkerSetup> back = decode_setup(encode(setup));
  ASSERT_TRUE(back.ok());
  EXPECT_EQ(back.value().options.passwords, setup.options.passwords);
  EXPECT_EQ(back.value().options.pages, setup.options.pages);
  EXPECT_EQ(back.value().options.script, setup.options.script);
  EXPECT_EQ(back.value().options.from_stage, "headers");
  EXPECT_EQ(back.value().config_dir, "/somewhere");
}

TEST(Messages, EveryTruncationIsRefused) {
  DocumentOutcome outcome;
  outcome.error = Error{ErrorCode::bad_input, "why", {}};
  outcome.reason = "why";
  const std::string whole = encode(outcome);
  ASSERT_TRUE(decode_outcome(whole).ok());
  for (std::size_t size = 0; size < whole.size(); ++size) EXPECT_FALSE(decode_outcome(whole.substr(0, size)).ok()) << size;
  EXPECT_FALSE(decode_outcome(whole + "x").ok());
}

TEST(Messages, FramesAreCutOutOfPieces) {
  const std::string bytes = frame_of(MessageKind::job, "first") + frame_of(MessageKind::done, "");
  FrameBuffer buffer;
  std::vector<Frame> frames;
  for (const char byte : bytes) {
    buffer.add({&byte, 1});
    const Result<std::optional<Frame>> frame = buffer.next();
    ASSERT_TRUE(frame.ok());
    if (frame.value()) frames.push_back(*frame.value());
  }
  ASSERT_EQ(frames.size(), 2U);
  EXPECT_EQ(frames[0].payload, "first");
  EXPECT_EQ(frames[1].kind, MessageKind::done);
}

}  // namespace
}  // namespace tabularium

// nightly, watch and what people do between the nights, with the built program and real files.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <thread>

#include "pipeline/ledger/record.h"
#include "program_fixture.h"

namespace tabularium {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr const char* nightly = "nightly in -o out --settle 0 --ledger-index index.sqlite --min-free 0 --formats json,html -q";

class UnattendedProgram : public ProgramTest {
 protected:
  // Starts the program and leaves it running.
  pid_t begin(const std::vector<std::string>& words) {
    std::vector<std::string> all = {TABULARIUM_BINARY};
    all.insert(all.end(), words.begin(), words.end());
    const std::string folder = root_.string();
    const pid_t pid = ::fork();
    if (pid != 0) return pid;
    if (::chdir(folder.c_str()) != 0) ::_exit(127);
    (void)!std::freopen("said.txt", "w", stderr);
    (void)!std::freopen("/dev/null", "w", stdout);
    std::vector<char*> arguments;
    for (std::string& word : all) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    ::execv(TABULARIUM_BINARY, arguments.data());
    ::_exit(127);
  }
  static int end(pid_t pid, int signal) {
    (void)::kill(pid, signal);
    int status = 0;
    (void)::waitpid(pid, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }
  // Waits for something that another process does. The limit is for a defect alone.
  template <typename Condition>
  static bool eventually(Condition condition) {
    for (int i = 0; i < 2400; ++i) {
      if (condition()) return true;
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
    return false;
  }
};

TEST_F(UnattendedProgram, ANightConvertsReportsAndASecondDoesNothing) {
  put("a.txt", small_text);
  put("sub/b.txt", std::string(small_text) + "B|\n3|\n4|\n");
  put("twin.txt", small_text);
  put("c.docx", std::string("PK\x03\x04") + "word/document.xml");
  fs::create_symlink("/etc/passwd", root_ / "in/link.txt");
  ASSERT_EQ(::mkfifo((root_ / "in/pipe").c_str(), 0600), 0);
  EXPECT_LE(run(nightly), 4);
  EXPECT_TRUE(exists("out/a/document.json") && exists("out/b/document.json"));
  EXPECT_TRUE(fs::is_symlink(root_ / "out/twin") || fs::is_symlink(root_ / "out/a"));
  EXPECT_TRUE(exists("out/quarantine/c/reason.txt"));
  EXPECT_TRUE(exists("out/quarantine/c/c.docx"));
  EXPECT_THAT(text("out/morning.txt"), HasSubstr("link, which is not followed"));
  EXPECT_THAT(text("out/morning.html"), HasSubstr("quarantine"));
  EXPECT_THAT(text("out/metrics.prom"), HasSubstr("tabularium_documents{state=\"quarantined\"} 1"));
  EXPECT_TRUE(valid("run.schema.json", "out/run.json")) << text("checked.txt");
  const auto first = fs::last_write_time(root_ / "out/a/document.json");
  EXPECT_LE(run(nightly), 4);
  EXPECT_EQ(fs::last_write_time(root_ / "out/a/document.json"), first);
  EXPECT_THAT(text("out/run.json"), Not(HasSubstr("\"status\": \"converted")));
  EXPECT_EQ(std::distance(fs::directory_iterator(root_ / "out/runs"), fs::directory_iterator()), 6);  // json, html and text of two
}

TEST_F(UnattendedProgram, AChangedFileSupersedesAndTheOldResultIsKeptUntilPurged) {
  put("a.txt", small_text);
  put("twin.txt", small_text);
  EXPECT_LE(run(nightly), 1);
  put("a.txt", std::string(small_text) + "B|\n3|\n4|\n");
  EXPECT_LE(run(nightly), 1);
  const bool a_was_first = !fs::is_symlink(root_ / "out/twin") ? false : true;
  ASSERT_TRUE(a_was_first);
  ASSERT_TRUE(exists("out/superseded/a"));
  EXPECT_THAT(fs::read_symlink(root_ / "out/twin").string(), HasSubstr("superseded/a/"));  // its content is the old one still
  EXPECT_TRUE(exists("out/twin/document.json"));
  EXPECT_EQ(run("purge out --older-than 1h"), 0);
  EXPECT_TRUE(exists("out/twin/document.json"));
  for (const auto& entry : fs::recursive_directory_iterator(root_ / "out/superseded"))
    fs::last_write_time(entry.path(), fs::file_time_type::clock::now() - std::chrono::hours(48));
  EXPECT_EQ(run("purge out --older-than 1h"), 0);
  EXPECT_TRUE(exists("out/twin/document.json"));  // a link leads there
  fs::remove(root_ / "in/twin.txt");
  EXPECT_EQ(run("purge out"), 2);
}

TEST_F(UnattendedProgram, ABadFileIsRetriedWhenAskedForAndStatusTellsWhy) {
  put("bad.pdf", "%PDF-1.4\nthis goes nowhere");
  EXPECT_EQ(run(nightly), 4);
  EXPECT_THAT(shell("'" TABULARIUM_BINARY "' status out --ledger-index index.sqlite > said.txt"), 0);
  EXPECT_THAT(text("said.txt"), HasSubstr("failed: bad:"));
  EXPECT_EQ(run(nightly), 0);  // waits for its next try
  EXPECT_THAT(text("out/run.json"), HasSubstr("waits for its next try"));
  EXPECT_EQ(run("retry out bad"), 0);
  EXPECT_EQ(run("retry out nosuch"), 4);
  EXPECT_EQ(run(nightly), 4);
  for (int i = 0; i < 3; ++i) {
    // Each retry begins anew, so the note is made to look as after three nights.
    Result<DocumentState> state = state_from_json(text("out/.tabularium/waiting/bad.json"));
    ASSERT_TRUE(state.ok());
    DocumentState later = state.value();
    later.attempts = 3;
    later.next_try = 0;
    std::ofstream(root_ / "out/.tabularium/waiting/bad.json") << state_to_json(later);
  }
  EXPECT_EQ(run(nightly), 4);
  EXPECT_TRUE(exists("out/quarantine/bad/bad.pdf"));
  EXPECT_EQ(shell("'" TABULARIUM_BINARY "' quarantine list out > said.txt"), 0);
  EXPECT_THAT(text("said.txt"), HasSubstr("bad\t"));
  EXPECT_EQ(run("quarantine release out --all"), 0);
  EXPECT_FALSE(exists("out/quarantine/bad"));
  EXPECT_EQ(run(nightly), 4);
}

TEST_F(UnattendedProgram, OnFinishGetsTheReportAndNoPasswordIsTold) {
  put("a.txt", small_text);
  std::ofstream(root_ / "passwords") << "topsecret\n";
  EXPECT_LE(run(std::string(nightly) + " --log json --password-file passwords --on-finish 'cat > heard.json; echo \"$TABULARIUM_REPORT\" > where.txt'"), 1);
  EXPECT_THAT(text("heard.json"), HasSubstr("\"converted\": 1"));
  EXPECT_THAT(text("where.txt"), HasSubstr("/out/runs/"));
  EXPECT_EQ(shell("grep -r topsecret out index.sqlite said.txt heard.json"), 1);
  EXPECT_LE(run(std::string(nightly) + " --on-finish 'exit 3'"), 1);
  EXPECT_THAT(text("said.txt"), HasSubstr("--on-finish: ended with code 3"));
}

TEST_F(UnattendedProgram, NamesInAnyBytesAreDoneOnceAndFound) {
  put("caf\xe9 \n\"x\".txt", small_text);
  EXPECT_LE(run(nightly), 1);
  const Result<DocumentState> state = state_from_json(text("out/caf\uFFFD \n\"x\"/.tabularium.json"));
  ASSERT_TRUE(state.ok());
  EXPECT_THAT(input_path(state.value()), HasSubstr("caf\xe9 \n\"x\".txt"));
  EXPECT_LE(run(nightly), 1);
  EXPECT_THAT(text("out/run.json"), HasSubstr("unchanged"));
}

TEST_F(UnattendedProgram, WatchTakesWhatComesAndEndsWhenTold) {
  const pid_t pid = begin({"watch", "in", "-o", "out", "--settle", "0", "--poll", "1", "--ledger-index", "index.sqlite", "--min-free", "0", "--formats", "json", "-q"});
  ASSERT_GT(pid, 0);
  ASSERT_TRUE(eventually([&] { return exists("out/.tabularium/lock"); }));
  put("a.txt", small_text);
  EXPECT_TRUE(eventually([&] { return exists("out/a/document.json"); }));
  EXPECT_EQ(run(nightly), 5);  // a second run is told who holds the folder
  EXPECT_THAT(text("said.txt"), HasSubstr("process " + std::to_string(pid)));
  put("half.txt.part", small_text);
  fs::rename(root_ / "in/half.txt.part", root_ / "in/half.txt");
  EXPECT_TRUE(eventually([&] { return exists("out/half") || fs::is_symlink(root_ / "out/half"); }));
  EXPECT_EQ(end(pid, SIGTERM), 0);
  EXPECT_TRUE(exists("out/morning.html"));
  EXPECT_THAT(text("out/run.json"), HasSubstr("\"command\": \"watch\""));
}

TEST_F(UnattendedProgram, AKillInTheMiddleLosesNothingAndDoublesNothing) {
  for (int i = 0; i < 12; ++i) put("f" + std::to_string(i) + ".txt", std::string(small_text) + "Row " + std::to_string(i) + "|\n3|\n4|\n");
  for (int round = 0; round < 5; ++round) {
    const pid_t pid = begin({"nightly", "in", "-o", "out", "--settle", "0", "--ledger-index", "index.sqlite", "--min-free", "0", "--formats", "json", "-q"});
    std::this_thread::sleep_for(std::chrono::milliseconds(40 + 90 * round));
    (void)end(pid, SIGKILL);
  }
  EXPECT_LE(run(nightly), 1);
  int results = 0;
  for (const auto& entry : fs::directory_iterator(root_ / "out")) {
    const Result<DocumentState> state = state_from_json(text(entry.path().string() + "/.tabularium.json"));
    if (!state.ok()) continue;
    ++results;
    EXPECT_TRUE(is_complete(entry.path().string(), state.value())) << entry.path();
  }
  EXPECT_EQ(results, 12);
  for (const auto& entry : fs::directory_iterator(root_ / "out/.tabularium")) EXPECT_THAT(entry.path().filename().string(), Not(HasSubstr("part-")));
}

TEST_F(UnattendedProgram, WhatAPowerCutLeftShortIsMadeAgain) {
  for (const char* name : {"a.txt", "b.txt", "c.txt"}) put(name, std::string(small_text) + name + "|\n3|\n4|\n");
  ASSERT_LE(run(nightly), 1);
  const std::string sound = text("out/a/document.json");
  fs::resize_file(root_ / "out/a/document.json", 0);
  fs::resize_file(root_ / "out/b/.tabularium.json", 0);
  EXPECT_LE(run(nightly), 1);
  EXPECT_EQ(text("out/a/document.json"), sound);
  EXPECT_THAT(entry((root_ / "in/b.txt").string()), HasSubstr("\"converted"));
  EXPECT_THAT(entry((root_ / "in/c.txt").string()), HasSubstr("\"skipped\""));
  EXPECT_FALSE(exists("out/a.txt"));  // under its own name, not beside it
}

TEST_F(UnattendedProgram, ADocumentInHandIsHandedBackWhenTheRunIsTold) {
  put("a.txt", small_text);
  // A worker that never starts its work: the program stops it and the document counts as untouched.
  const pid_t pid = begin({"nightly", "in", "-o", "out", "--settle", "0", "--ledger-index", "none", "--min-free", "0", "--formats", "json", "-q"});
  ASSERT_TRUE(eventually([&] { return exists("out/.tabularium/lock"); }));
  (void)end(pid, SIGTERM);
  EXPECT_FALSE(exists("out/.tabularium/waiting/a.json"));  // no attempt is counted
  EXPECT_LE(run(nightly), 1);
  EXPECT_TRUE(exists("out/a/document.json"));
}

TEST_F(UnattendedProgram, AnOutputThatCannotBeWrittenIsSaid) {
  put("a.txt", small_text);
  std::ofstream(root_ / "out") << "a file is in the way";
  EXPECT_EQ(run(nightly), 5);
  EXPECT_THAT(text("said.txt"), HasSubstr("out"));
}

TEST_F(UnattendedProgram, AFullDiskPausesAndNothingFails) {
  put("a.txt", small_text);
  const pid_t pid = begin({"watch", "in", "-o", "out", "--settle", "0", "--poll", "1", "--ledger-index", "none", "--min-free", "1000000", "-q"});
  EXPECT_TRUE(eventually([&] { return text("said.txt").find("the disk is full") != std::string::npos; }));
  EXPECT_EQ(end(pid, SIGTERM), 0);
  EXPECT_FALSE(exists("out/a"));
  EXPECT_FALSE(exists("out/.tabularium/waiting/a.json"));
  EXPECT_THAT(text("out/morning.txt"), HasSubstr("Paused"));
}

TEST_F(UnattendedProgram, WrongUsageIsRefused) {
  EXPECT_EQ(run("nightly nosuch -o out"), 2);
  EXPECT_EQ(run("watch in"), 2);
  EXPECT_EQ(run("nightly in -o out --until 25:00"), 2);
  EXPECT_EQ(run("status nowhere"), 4);
  EXPECT_EQ(run("quarantine out"), 2);
  EXPECT_EQ(run("retry in --all"), 2);
}

}  // namespace
}  // namespace tabularium

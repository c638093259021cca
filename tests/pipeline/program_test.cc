// The built program from outside: exit codes, run.json, second runs, reruns from evidence, passwords, signals.
#include <fcntl.h>
#include <gmock/gmock.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <regex>
#include <thread>

#include "encrypted_pdf.h"
#include "program_fixture.h"

namespace tabularium {
namespace {

namespace fs = std::filesystem;
using ::testing::ContainsRegex;
using ::testing::HasSubstr;
using ::testing::Not;

TEST_F(ProgramTest, UsageAndConfigurationHaveTheirOwnCodes) {
  EXPECT_EQ(run("--version"), 0);
  EXPECT_EQ(run("convert in"), 2);
  EXPECT_EQ(run("convert in -o out --fromats csv"), 2);
  EXPECT_THAT(text("said.txt"), HasSubstr("did you mean --formats?"));
  EXPECT_EQ(run("convert in -o out --formats cvs"), 2);
  EXPECT_THAT(text("said.txt"), HasSubstr("did you mean csv?"));
  EXPECT_EQ(run("convret in -o out"), 2);
  EXPECT_THAT(text("said.txt"), HasSubstr("did you mean convert?"));
  EXPECT_EQ(run("convert in -o out --profile no-such-profile"), 3);
  EXPECT_EQ(run("convert in -o out --password-file no-such-file"), 3);
  std::ofstream(root_ / "wrong.yaml") << "formats: [csv]\npage-secnds: 3\n";
  EXPECT_EQ(run("convert in -o out --config wrong.yaml"), 3);
  EXPECT_THAT(text("said.txt"), HasSubstr("wrong.yaml:2: unknown key page-secnds; did you mean page-seconds?"));
}

TEST_F(ProgramTest, OverlaysAreDrawnInEachForm) {
  put_sample("rail-freight-two-pages.pdf", "freight.pdf");
  ASSERT_EQ(run("inspect in/freight.pdf --overlay seen.pdf"), 0);
  ASSERT_EQ(run("inspect seen.pdf"), 0) << "the overlay is a PDF that opens";
  EXPECT_THAT(text("said.txt"), HasSubstr("pages: 2 "));
  ASSERT_EQ(run("inspect in/freight.pdf --overlay seen.html"), 0);
  EXPECT_THAT(text("seen.html"), HasSubstr("data:image/jpeg;base64,"));
  EXPECT_THAT(text("seen.html"), HasSubstr("became t1"));
  ASSERT_EQ(run("inspect in/freight.pdf --overlay seen.svg"), 0);
  EXPECT_THAT(text("seen.svg"), HasSubstr("<g class=\"cells\""));
  EXPECT_EQ(run("inspect in/freight.pdf --overlay seen.png"), 4);
  EXPECT_FALSE(exists("seen.png"));
}

TEST_F(ProgramTest, CandidatesAreToldWithTheirScores) {
  put_sample("harbour-returns-1962.pdf", "harbour.pdf");
  ASSERT_EQ(run("inspect in/harbour.pdf --candidates"), 0);
  const std::string said = text("said.txt");
  EXPECT_TRUE(said.find("\"table\": \"t1\"") != std::string::npos);
  EXPECT_TRUE(said.find("\"arithmetic\": ") != std::string::npos);
}

// The report of one year, and the next one's, which prints it again: one figure slipped, one was revised.
TEST_F(ProgramTest, LastYearsColumnIsHeldAgainstLastYearsReport) {
  const auto report = [](const std::string& years, const std::vector<std::string>& numbers) {
    std::string out = "Harbour accounts\n\nTable 1. Receipts\nItem | " + years + " |\n";
    const std::vector<std::string> items = {"Dues", "Rents", "Fines", "Tolls", "Storage", "Pilots", "Lights", "Water", "Weighing", "Cranes"};
    for (std::size_t i = 0; i < items.size(); ++i) out += items[i] + " | " + numbers[i] + " |\n";
    return out;
  };
  put("accounts-2018.txt", report("2017 | 2018", {"4,127 | 4,311", "2,958 | 3,064", "187 | 246", "9,041 | 8,844", "655 | 713", "1,372 | 1,409", "318 | 327", "1,066 | 1,128", "94 | 83", "2,731 | 2,846"}));
  ASSERT_EQ(run("convert in -o earlier --formats json"), 0) << text("said.txt");
  fs::remove(root_ / "in" / "accounts-2018.txt");
  put("accounts-2019.txt", report("2018 | 2019", {"4,311 | 4,502", "3,064 | 3,190", "246 | 251", "8,344 | 8,967", "713 | 702", "1,588 | 1,630", "327 | 331", "1,128 | 1,201", "83 | 92", "2,846 | 2,955"}));
  ASSERT_EQ(run("convert in -o alone --formats json"), 0) << text("said.txt");
  EXPECT_THAT(text("alone/accounts-2019/document.json"), HasSubstr("\"verified\": 0"));
  EXPECT_EQ(run("convert in -o out --formats json --previous earlier"), 1) << text("said.txt");
  const std::string document = text("out/accounts-2019/document.json");
  EXPECT_THAT(document, HasSubstr("\"verified\": 8, \"unverified\": 11, \"contradicted\": 1"));
  EXPECT_THAT(document, ContainsRegex("\"code\": \"previous_mismatch\"[^\n]*8,344[^\n]*8,844[^\n]*accounts-2018.txt"));
  EXPECT_THAT(document, ContainsRegex("\"code\": \"restated_value\"[^\n]*1,588"));
  EXPECT_EQ(run("convert in -o out --formats json --previous in"), 3);  // no results there
}

TEST_F(ProgramTest, AFolderThatCannotBeWrittenToHasItsCode) {
  put("a.txt", small_text);
  std::ofstream(root_ / "blocked") << "a file";
  EXPECT_EQ(run("convert in -o blocked/out"), 5);
  EXPECT_EQ(run("convert in -o /proc/tabularium-out"), 5);  // refused to root, too
  EXPECT_THAT(text("said.txt"), HasSubstr("/proc/tabularium-out"));
}

TEST_F(ProgramTest, ASecondRunSkipsWhatIsUnchangedAndKeepsTheCodeOfItsFindings) {
  put_sample("municipal-accounts-1934.pdf", "wrong-total.pdf");
  EXPECT_EQ(run("convert in -o out --formats json"), 1);
  EXPECT_EQ(run("convert in -o out --formats json"), 1);
  EXPECT_THAT(entry("in/wrong-total.pdf"), HasSubstr("unchanged since the last run"));
  EXPECT_EQ(run("convert in -o out --formats json,md"), 1);  // other options: done again
  EXPECT_THAT(entry("in/wrong-total.pdf"), HasSubstr("converted_with_findings"));
  run("convert in -o out --formats json,md --force");
  EXPECT_THAT(entry("in/wrong-total.pdf"), HasSubstr("converted_with_findings"));
}

TEST_F(ProgramTest, OutdatedRedoesWhatAnotherVersionMade) {
  put("a.txt", small_text);
  ASSERT_EQ(run("convert in -o out --formats json"), 0);
  EXPECT_EQ(run("convert in -o out --formats json --outdated"), 0);
  EXPECT_THAT(entry("in/a.txt"), HasSubstr("skipped"));
  const std::string state = std::regex_replace(text("out/a/.tabularium.json"), std::regex("\"version\": \"[^\"]*\""), "\"version\": \"0.0.0\"");
  std::ofstream(root_ / "out/a/.tabularium.json") << state;
  run("convert in -o out --formats json");
  EXPECT_THAT(entry("in/a.txt"), HasSubstr("made by version 0.0.0"));
  run("convert in -o out --formats json --outdated");
  EXPECT_THAT(entry("in/a.txt"), HasSubstr("\"status\": \"converted\""));
}

TEST_F(ProgramTest, InputsOfOneNameGetTheirOwnFolders) {
  for (const char* name : {"a/x.txt", "b/x.txt", "c/x.txt", "c/x.text"}) put(name, small_text);
  EXPECT_EQ(run("convert in -o out --formats json"), 0);
  for (const char* folder : {"x", "x.txt", "x.txt-2", "x.text"}) EXPECT_TRUE(exists(std::string("out/") + folder + "/document.json")) << folder;
}

TEST_F(ProgramTest, StandardOutputGetsTheGridsAndNothingElse) {
  put_sample("school-rolls-1931.pdf", "a.pdf");
  ASSERT_EQ(run("convert in/a.pdf -o out --formats csv"), 0);
  const std::string command = "'" TABULARIUM_BINARY "' convert in/a.pdf -o - --formats csv > printed.csv 2> complaints.txt";
  ASSERT_EQ(shell(command), 0);
  EXPECT_FALSE(text("printed.csv").empty());
  EXPECT_EQ(text("printed.csv"), text("out/a/tables/t1.csv"));
  EXPECT_EQ(text("complaints.txt"), "");
  EXPECT_EQ(run("convert in/a.pdf -o - --formats csv,json"), 2);
}

// The same document whichever stage it starts from; only the options tell the difference.
TEST_F(ProgramTest, EveryStageStartsAgainFromTheEvidence) {
  put_sample("municipal-accounts-1934.pdf", "digital.pdf");
  put_sample("municipal-accounts-1902-poor-scan.jpg", "scan.jpg");
  put_sample("qingxi-petitions-flat.txt", "flat.txt");
  ASSERT_EQ(run("convert in -o out --formats json"), 1);
  const auto documents = [&] {
    std::string all;
    for (const char* name : {"digital", "scan", "flat"}) all += text(std::string("out/") + name + "/document.json");
    return std::regex_replace(all, std::regex("\"from\": (null|\"[a-z]*\")"), "");
  };
  const std::string whole = documents();
  for (const std::string stage : {"layout", "tables", "headers", "validate", "export"}) {
    EXPECT_EQ(run("convert in -o out --formats json --from " + stage), 1) << stage;
    EXPECT_TRUE(documents() == whole) << "--from " << stage << " gives another document";
  }
  put("digital.pdf", "%PDF-1.4 something else");
  EXPECT_EQ(run("convert in/digital.pdf -o out --formats json --from tables"), 4);
  EXPECT_THAT(entry("in/digital.pdf"), HasSubstr("other content"));
}

TEST_F(ProgramTest, PasswordsOpenAndAreNeverWritten) {
  put("locked.pdf", encrypted_pdf("Harvest", "gate-5531"));
  const auto password_file = [&](const char* word) { std::ofstream(root_ / "words") << "another\n" << word << "\n"; };
  EXPECT_EQ(run("convert in -o out --formats json"), 4);
  EXPECT_THAT(entry("in/locked.pdf"), HasSubstr("password"));
  password_file("gate-5532");
  EXPECT_EQ(run("convert in -o out --password-file words --log json"), 4);
  EXPECT_THAT(entry("in/locked.pdf"), HasSubstr("password"));
  password_file("gate-5531");
  EXPECT_EQ(run("convert in -o out --password-file words --log json"), 0);
  EXPECT_THAT(text("out/locked/document.json"), HasSubstr("Harvest"));
  EXPECT_THAT(text("said.txt"), Not(HasSubstr("gate-55")));
  for (const auto& file : fs::recursive_directory_iterator(root_ / "out"))
    if (file.is_regular_file()) {
      EXPECT_THAT(text(file.path()), Not(HasSubstr("gate-55"))) << file.path();
    }
}

TEST_F(ProgramTest, WhatIsWrittenFollowsTheSchemas) {
  put_sample("municipal-accounts-1951-scan.tif", "scan.tif");
  put_sample("qingxi-petitions-flat.txt", "flat.txt");
  put("broken.pdf", "%PDF-1.4\n");
  EXPECT_EQ(run("convert in -o out --formats json --profile cn-disclosure-report --pages 1-3,7-"), 4);
  EXPECT_TRUE(valid("run.schema.json", "out/run.json")) << text("checked.txt");
  EXPECT_TRUE(valid("document.schema.json", "out/scan/document.json out/flat/document.json")) << text("checked.txt");
  EXPECT_THAT(text("out/run.json"), HasSubstr("\"script\": \"simplified\""));  // the profile's
}

TEST_F(ProgramTest, DoctorAndInspectTell) {
  put_sample("qingxi-budget-2018.pdf", "a.pdf");
  EXPECT_EQ(run("doctor"), 0);
  for (const char* part : {"poppler", "tesseract", "leptonica", "libtiff", "libxlsxwriter", "poppler-data", "icu"})
    EXPECT_THAT(text("said.txt"), HasSubstr(part));
  EXPECT_THAT(text("said.txt"), Not(HasSubstr("MISSING")));
  EXPECT_EQ(run("inspect in/a.pdf"), 0);
  EXPECT_THAT(text("said.txt"), HasSubstr("1 digital"));
  EXPECT_THAT(text("said.txt"), HasSubstr("Han"));
  EXPECT_EQ(run("inspect in/missing.pdf"), 4);
}

class SignalTest : public ProgramTest, public ::testing::WithParamInterface<int> {
 protected:
  pid_t start(const std::vector<std::string>& arguments) {
    const pid_t child = ::fork();
    if (child != 0) return child;
    const std::string said = (root_ / "said.txt").string();
    const int descriptor = ::open(said.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0644);
    ::dup2(descriptor, STDOUT_FILENO);
    ::dup2(descriptor, STDERR_FILENO);
    if (::chdir(root_.c_str()) != 0) ::_exit(126);
    std::vector<char*> words;
    for (const std::string& word : arguments) words.push_back(const_cast<char*>(word.c_str()));
    words.push_back(nullptr);
    ::execv(TABULARIUM_BINARY, words.data());
    ::_exit(127);
  }
  // A worker is at work as soon as a folder for its result exists.
  bool work_has_begun() const {
    std::error_code ignored;
    const fs::path corner = root_ / "out/.tabularium";
    for (const auto& entry : fs::directory_iterator(corner, ignored))
      if (entry.is_directory(ignored)) return true;
    return false;
  }
};

TEST_P(SignalTest, EveryInputIsInRunJsonAllTheSame) {
  constexpr int documents = 8;
  for (int i = 0; i < documents; ++i) put_sample("municipal-accounts-1951-scan.tif", "scan" + std::to_string(i) + ".tif");
  const pid_t program = start({"tabularium", "convert", "in", "-o", "out", "--formats", "json", "--jobs", "1"});
  for (int tries = 0; tries < 1000 && !work_has_begun(); ++tries) std::this_thread::sleep_for(std::chrono::milliseconds(10));
  ASSERT_TRUE(work_has_begun());
  ASSERT_EQ(::kill(program, GetParam()), 0);
  int status = 0;
  ASSERT_EQ(::waitpid(program, &status, 0), program);
  ASSERT_TRUE(WIFEXITED(status));
  EXPECT_EQ(WEXITSTATUS(status), 7);
  EXPECT_TRUE(valid("run.schema.json", "out/run.json")) << text("checked.txt");
  for (int i = 0; i < documents; ++i) EXPECT_NE(entry("in/scan" + std::to_string(i) + ".tif"), "") << i;
  EXPECT_THAT(entry("in/scan7.tif"), HasSubstr("interrupted"));
  EXPECT_FALSE(work_has_begun()) << "unfinished results are left behind";
}

INSTANTIATE_TEST_SUITE_P(Signals, SignalTest, ::testing::Values(SIGTERM, SIGINT, SIGHUP));

}  // namespace
}  // namespace tabularium

// The built program, run in a folder of its own.
#pragma once

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

namespace tabularium {

class ProgramTest : public ::testing::Test {
 protected:
  void SetUp() override {
    const auto* test = ::testing::UnitTest::GetInstance()->current_test_info();
    std::string name = "program-" + std::to_string(::getpid()) + "-" + test->name();  // two suites at once do not meet
    for (char& c : name)
      if (c == '/') c = '-';
    root_ = std::filesystem::path(::testing::TempDir()) / name;
    std::filesystem::remove_all(root_);
    std::filesystem::create_directories(root_ / "in");
  }
  void TearDown() override {
    if (!HasFailure()) std::filesystem::remove_all(root_);
  }

  void put(const std::string& name, const std::string& bytes) {
    std::filesystem::create_directories((root_ / "in" / name).parent_path());
    std::ofstream(root_ / "in" / name, std::ios::binary) << bytes;
  }
  void put_sample(const std::string& sample, const std::string& name) {
    std::filesystem::copy_file(sample_path(sample), root_ / "in" / name);
  }
  static std::filesystem::path sample_path(const std::string& sample) {
    return std::filesystem::path(TABULARIUM_SOURCE_DIR) / "corpus/samples" / sample;
  }

  // Runs it in root_; keeps what it says in said.txt. Returns the exit code.
  int run(const std::string& arguments) { return shell("'" TABULARIUM_BINARY "' " + arguments + " > said.txt 2>&1 < /dev/null"); }
  int shell(const std::string& command) {
    const int status = std::system(("cd '" + root_.string() + "' && " + command).c_str());
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }
  // Checks files of root_ against a schema of models/; what is wrong stands in checked.txt.
  bool valid(const std::string& schema, const std::string& files) {
    const std::string source = TABULARIUM_SOURCE_DIR;
    return shell("python3 '" + source + "/tests/check_schema.py' '" + source + "/models/" + schema + "' " + files + " > checked.txt") == 0;
  }
  std::string text(const std::filesystem::path& name) const {
    std::ifstream file(root_ / name, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }
  bool exists(const std::string& name) const { return std::filesystem::exists(root_ / name); }

  // The line of run.json that tells of this input; empty when there is none.
  std::string entry(const std::string& input) const {
    const std::string report = text("out/run.json");
    const auto from = report.find("\"input\": \"" + input + "\"");
    return from == std::string::npos ? "" : report.substr(from, report.find('\n', from) - from);
  }

  std::filesystem::path root_;
};

inline constexpr const char* small_text = "Item|\nYear 1|\nYear 2|\nA|\n1|\n2|\n";

}  // namespace tabularium

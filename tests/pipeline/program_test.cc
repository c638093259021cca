// The built program from outside: exit codes, run.json, bad inputs.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

class ProgramTest : public ::testing::Test {
 protected:
  void SetUp() override {
    root_ = fs::path(::testing::TempDir()) / ("program-" + std::string(::testing::UnitTest::GetInstance()->current_test_info()->name()));
    fs::remove_all(root_);
    fs::create_directories(root_ / "in");
  }
  void put(const std::string& name, const std::string& bytes) { std::ofstream(root_ / "in" / name, std::ios::binary) << bytes; }
  // Runs it in root_; keeps what it says in said().
  int run(const std::string& arguments) {
    const std::string command = "cd '" + root_.string() + "' && '" TABULARIUM_BINARY "' " + arguments + " > said.txt 2>&1";
    const int status = std::system(command.c_str());
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }
  std::string text(const std::string& name) const {
    std::ifstream file(root_ / name);
    return {std::istreambuf_iterator<char>(file), {}};
  }
  fs::path root_;
};

constexpr const char* table_text = "Item|\nYear 1|\nYear 2|\nA|\n1|\n2|\n";

TEST_F(ProgramTest, UsageAndConfigurationHaveTheirOwnCodes) {
  EXPECT_EQ(run("--version"), 0);
  EXPECT_EQ(run("convert in"), 2);
  EXPECT_EQ(run("convert in -o out --fromats csv"), 2);
  EXPECT_THAT(text("said.txt"), HasSubstr("--formats"));
  EXPECT_EQ(run("convert in -o out --profile no-such-profile"), 3);
  std::ofstream(root_ / "blocked") << "a file";
  EXPECT_EQ(run("convert in -o blocked/out"), 5);
}

TEST_F(ProgramTest, EveryBadInputIsNamedAndNothingIsLost) {
  put("empty.pdf", "");
  put("cut.pdf", "%PDF-1.4\n1 0 obj\n<<");
  put("noise.txt", std::string("\x00\xff\x13\x88\x01\x00\xfe\x02", 8) + std::string(4000, '\0'));
  put("good.txt", table_text);
  EXPECT_EQ(run("convert in in/missing.pdf -o out --formats json"), 4);
  const std::string report = text("out/run.json");
  for (const char* name : {"in/empty.pdf", "in/cut.pdf", "in/noise.txt", "in/good.txt", "in/missing.pdf"})
    EXPECT_THAT(report, HasSubstr(std::string("\"input\": \"") + name + "\""));
  EXPECT_TRUE(fs::exists(root_ / "out/good/document.json"));
  EXPECT_FALSE(fs::exists(root_ / "out/empty"));
}

TEST_F(ProgramTest, ASecondRunSkipsWhatIsUnchanged) {
  put("a.txt", table_text);
  run("convert in -o out --formats json");
  run("convert in -o out --formats json");
  EXPECT_THAT(text("out/run.json"), HasSubstr("unchanged since the last run"));
  run("convert in -o out --formats json --force");
  EXPECT_THAT(text("out/run.json"), HasSubstr("\"status\": \"converted"));
}

}  // namespace

#include "stages/core/atomic_file.h"

#include <gmock/gmock.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>

namespace tabularium {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

class AtomicFilesTest : public ::testing::Test {
 protected:
  void SetUp() override {
    fs::remove_all(dir_);
    fs::create_directories(dir_);
  }
  void TearDown() override { fs::remove_all(dir_); }
  std::vector<std::string> names() const {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(dir_)) names.push_back(entry.path().filename().string());
    std::sort(names.begin(), names.end());
    return names;
  }
  fs::path dir_ = fs::temp_directory_path() / ("tabularium_atomic_" + std::to_string(::getpid()));
};

TEST_F(AtomicFilesTest, NoneIsThereBeforeTheCommitAndAllAreAfter) {
  AtomicFiles files(dir_.string());
  ASSERT_TRUE(files.write("a.csv", "1").ok());
  ASSERT_TRUE(files.write("b.csv", "2").ok());
  EXPECT_FALSE(fs::exists(dir_ / "a.csv"));
  ASSERT_TRUE(files.commit().ok());
  EXPECT_THAT(names(), ElementsAre("a.csv", "b.csv"));
  EXPECT_EQ(read_file((dir_ / "b.csv").string(), 10).value(), "2");
}

TEST_F(AtomicFilesTest, WithoutACommitNothingStaysAndWhatWasThereIsUntouched) {
  ASSERT_TRUE(write_file((dir_ / "a.csv").string(), "before").ok());
  {
    AtomicFiles files(dir_.string());
    ASSERT_TRUE(files.write("a.csv", "1").ok());
    ASSERT_TRUE(files.write("b.csv", "2").ok());
  }
  EXPECT_THAT(names(), ElementsAre("a.csv"));
  EXPECT_EQ(read_file((dir_ / "a.csv").string(), 10).value(), "before");
}

TEST_F(AtomicFilesTest, AFolderThatIsNotThereIsTold) {
  AtomicFiles files((dir_ / "none").string());
  EXPECT_TRUE(files.commit().ok());  // nothing to do
  const Status status = files.write("a.csv", "1");
  ASSERT_FALSE(status.ok());
  EXPECT_EQ(status.error().code, ErrorCode::not_found);
  EXPECT_THAT(status.error().message, ::testing::HasSubstr("none/a.csv"));
  EXPECT_THAT(names(), IsEmpty());
}

}  // namespace
}  // namespace tabularium

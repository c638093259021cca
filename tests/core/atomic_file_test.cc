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

class AtomicFolderTest : public ::testing::Test {
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

TEST_F(AtomicFolderTest, NothingIsThereBeforeTheCommitAndAllIsAfter) {
  AtomicFolder folder((dir_ / "grids").string());
  ASSERT_TRUE(folder.write("a.csv", "1").ok());
  ASSERT_TRUE(folder.write("b.csv", "2").ok());
  EXPECT_FALSE(fs::exists(dir_ / "grids"));
  ASSERT_TRUE(folder.commit().ok());
  EXPECT_THAT(names(), ElementsAre("grids"));
  EXPECT_EQ(read_file((dir_ / "grids/a.csv").string(), 10).value() + read_file((dir_ / "grids/b.csv").string(), 10).value(), "12");
}

TEST_F(AtomicFolderTest, ItTakesThePlaceOfWhatStoodThere) {
  fs::create_directories(dir_ / "grids");
  ASSERT_TRUE(write_file((dir_ / "grids/a.csv").string(), "before").ok());
  ASSERT_TRUE(write_file((dir_ / "grids/gone.csv").string(), "before").ok());
  {
    AtomicFolder folder((dir_ / "grids").string());
    ASSERT_TRUE(folder.write("a.csv", "after").ok());
    ASSERT_TRUE(folder.commit().ok());
  }
  EXPECT_THAT(names(), ElementsAre("grids"));
  EXPECT_EQ(read_file((dir_ / "grids/a.csv").string(), 10).value(), "after");
  EXPECT_FALSE(fs::exists(dir_ / "grids/gone.csv"));
}

TEST_F(AtomicFolderTest, WithoutACommitNothingStaysAndWhatWasThereIsUntouched) {
  fs::create_directories(dir_ / "grids");
  ASSERT_TRUE(write_file((dir_ / "grids/a.csv").string(), "before").ok());
  {
    AtomicFolder folder((dir_ / "grids").string());
    ASSERT_TRUE(folder.write("a.csv", "1").ok());
  }
  EXPECT_THAT(names(), ElementsAre("grids"));
  EXPECT_EQ(read_file((dir_ / "grids/a.csv").string(), 10).value(), "before");
}

TEST_F(AtomicFolderTest, AFolderThatIsNotThereIsTold) {
  AtomicFolder folder((dir_ / "none/grids").string());
  EXPECT_TRUE(folder.commit().ok());  // nothing to do
  const Status status = folder.write("a.csv", "1");
  ASSERT_FALSE(status.ok());
  EXPECT_EQ(status.error().code, ErrorCode::not_found);
  EXPECT_THAT(status.error().message, ::testing::HasSubstr("none/grids"));
  EXPECT_THAT(names(), IsEmpty());
}

}  // namespace
}  // namespace tabularium

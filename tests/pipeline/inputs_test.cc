#include "pipeline/run/inputs.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace tabularium {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr const char* png_head = "\x89PNG\r\n\x1a\n";

class InputsTest : public ::testing::Test {
 protected:
  void SetUp() override {
    root_ = fs::path(::testing::TempDir()) / ("inputs-" + std::string(::testing::UnitTest::GetInstance()->current_test_info()->name()));
    fs::remove_all(root_);
    fs::create_directories(root_);
  }
  std::string put(const std::string& name, const std::string& bytes = "text") {
    fs::create_directories((root_ / name).parent_path());
    std::ofstream(root_ / name, std::ios::binary) << bytes;
    return (root_ / name).string();
  }
  std::vector<std::string> found(const GatheredInputs& gathered) const {
    std::vector<std::string> paths;
    for (const Input& input : gathered.inputs) paths.push_back(fs::relative(input.path, root_).string());
    return paths;
  }
  static std::vector<std::string> names(const GatheredInputs& gathered) {
    std::vector<std::string> all;
    for (const Input& input : gathered.inputs) all.push_back(input.name);
    return all;
  }
  fs::path root_;
};

TEST_F(InputsTest, FoldersAreOpenedInNaturalOrder) {
  for (const char* name : {"b/page10.txt", "b/page2.txt", "a.txt", "b/.hidden", "out/old.txt"}) put(name);
  const GatheredInputs gathered = gather_inputs({root_.string()}, false, (root_ / "out").string());
  EXPECT_THAT(found(gathered), ElementsAre("a.txt", "b/page2.txt", "b/page10.txt"));
}

TEST_F(InputsTest, NothingIsTakenTwice) {
  const std::string file = put("a.txt");
  EXPECT_THAT(found(gather_inputs({file, root_.string(), (root_ / "." / "a.txt").string()}, false, "")), ElementsAre("a.txt"));
}

TEST_F(InputsTest, NamesCollideByExtensionThenByNumber) {
  const GatheredInputs gathered =
      gather_inputs({put("1/report.pdf"), put("2/report.txt"), put("3/report.txt"), put("4/report.pdf"), put("run.json.txt")}, false, "");
  EXPECT_THAT(names(gathered), ElementsAre("report", "report.txt", "report.txt-2", "report.pdf", "run.json.txt"));
}

// Twenty thousand inputs of one name: what takes the square of their number would not end here.
TEST_F(InputsTest, ManyEqualNamesAreNumberedInTurn) {
  NameGiver giver;
  std::vector<std::string> last;
  for (int i = 0; i < 20000; ++i) {
    const std::string path = std::to_string(i) + "/page.tif";
    last = {giver.name_of({path, {path}, "", {}})};
  }
  EXPECT_THAT(last, ElementsAre("page.tif-19999"));
  EXPECT_EQ(giver.name_of({"x/page.tif-7", {"x/page.tif-7"}, "", {}}), "page.tif-7-2");
}

TEST_F(InputsTest, ANameCannotLeaveTheOutputFolder) {
  const GatheredInputs gathered = gather_inputs({put("..txt"), put("...txt")}, false, "");
  EXPECT_THAT(names(gathered), ElementsAre("..txt", "...txt"));
}

TEST_F(InputsTest, APageFolderIsOneDocumentWhenAsked) {
  for (const char* name : {"scan/p10.png", "scan/p9.png", "scan/readme.txt"}) put(name, std::string(name).ends_with("png") ? png_head : "words");
  const GatheredInputs gathered = gather_inputs({(root_ / "scan").string()}, true, "");
  ASSERT_EQ(gathered.inputs.size(), 2U);
  EXPECT_EQ(gathered.inputs[0].name, "scan");
  EXPECT_THAT(gathered.inputs[0].files, ElementsAre((root_ / "scan/p9.png").string(), (root_ / "scan/p10.png").string()));
  EXPECT_EQ(gathered.inputs[1].name, "readme");
  EXPECT_THAT(gathered.hints, IsEmpty());
}

TEST_F(InputsTest, APageFolderIsHintedAtOtherwise) {
  for (const char* name : {"scan/p1.png", "scan/p2.png"}) put(name, png_head);
  const GatheredInputs gathered = gather_inputs({(root_ / "scan").string()}, false, "");
  EXPECT_EQ(gathered.inputs.size(), 2U);
  ASSERT_EQ(gathered.hints.size(), 1U);
  EXPECT_THAT(gathered.hints[0], HasSubstr("--group folder"));
}

TEST_F(InputsTest, WhatIsNotThereIsStillAnEntry) {
  const GatheredInputs gathered = gather_inputs({(root_ / "nowhere.pdf").string()}, false, "");
  ASSERT_EQ(gathered.inputs.size(), 1U);
  ASSERT_TRUE(gathered.inputs[0].error.has_value());
  EXPECT_EQ(gathered.inputs[0].error->code, ErrorCode::not_found);
}

TEST(LookLikePages, OneNumberCountsUp) {
  EXPECT_TRUE(look_like_pages({"scan_001.tif", "scan_002.tif", "scan_003.tif"}));
  EXPECT_FALSE(look_like_pages({"scan_001.tif"}));
  EXPECT_FALSE(look_like_pages({"scan_001.tif", "scan_005.tif"}));
  EXPECT_FALSE(look_like_pages({"annual.tif", "budget.tif"}));
  EXPECT_FALSE(look_like_pages({"a1.tif", "b2.tif"}));
}

}  // namespace
}  // namespace tabularium

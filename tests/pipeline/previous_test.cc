#include "pipeline/run/previous.h"

#include <gtest/gtest.h>

#include <unistd.h>

#include <filesystem>

namespace tabularium {
namespace {

TEST(Previous, TheLastOfTheSeriesBeforeTheReport) {
  const std::vector<std::string> names = {"budget-2018", "report-2009", "report-2017", "report-2018", "report-2019", "report-2020"};
  EXPECT_EQ(predecessor_of("report-2019", names), "report-2018");
  EXPECT_EQ(predecessor_of("report-2010", names), "report-2009");
  EXPECT_EQ(predecessor_of("report-2009", names), "");  // it is the first
  EXPECT_EQ(predecessor_of("minutes-2019", names), "");
}

TEST(Previous, TheOnlyResultThereIsWillDoWhateverItsName) {
  EXPECT_EQ(predecessor_of("report-2019", {"jahresbericht"}), "jahresbericht");
  EXPECT_EQ(predecessor_of("report-2019", {"report-2019"}), "");
}

TEST(Previous, AFolderWithoutResultsIsRefusedByName) {
  const std::string empty = ::testing::TempDir() + "previous_empty_" + std::to_string(::getpid());
  std::filesystem::create_directory(empty);
  const Status status = check_previous(empty);
  std::filesystem::remove(empty);
  ASSERT_FALSE(status.ok());
  EXPECT_EQ(status.error().code, ErrorCode::bad_configuration);
  EXPECT_NE(status.error().message.find(empty), std::string::npos);
  EXPECT_FALSE(previous_reports(empty + "/nowhere", "a.pdf").ok());
}

}  // namespace
}  // namespace tabularium

// An empty folder for the test that runs.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <string>

namespace tabularium {

inline std::string folder_of_test() {
  const auto* test = ::testing::UnitTest::GetInstance()->current_test_info();
  const std::filesystem::path folder = std::filesystem::path(::testing::TempDir()) / (std::string(test->test_suite_name()) + "-" + test->name());
  std::filesystem::remove_all(folder);
  std::filesystem::create_directories(folder);
  return folder.string();
}

}  // namespace tabularium

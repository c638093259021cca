// A fixture for tests that write a document in some formats and look at the files with other programs.
#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "stages/core/atomic_file.h"
#include "stages/export/formats.h"

namespace tabularium {

class WrittenFiles : public ::testing::Test {
 protected:
  void SetUp() override {
    dir_ = std::filesystem::temp_directory_path() / ("tabularium_export_" + std::to_string(::getpid()) + '_' +
                                                     ::testing::UnitTest::GetInstance()->current_test_info()->name());
    std::filesystem::remove_all(dir_);
    std::filesystem::create_directories(dir_);
  }
  void TearDown() override { std::filesystem::remove_all(dir_); }

  Status write(const Document& document, std::vector<std::string> formats, PagePictures* pictures = nullptr) const {
    Options options;
    options.formats = std::move(formats);
    return write_document({document, options, dir_.string(), pictures});
  }
  std::string path(const std::string& name) const { return (dir_ / name).string(); }
  std::string content(const std::string& name) const {
    const auto bytes = read_file(path(name), 1U << 26U);
    return bytes ? bytes.value() : "missing: " + name;
  }

  // What the command says, both streams; its exit code in `code`.
  static std::string said(const std::string& command, int& code) {
    std::string text;
    std::FILE* pipe = ::popen((command + " 2>&1").c_str(), "r");
    std::array<char, 4096> piece{};
    while (pipe != nullptr && std::fgets(piece.data(), piece.size(), pipe) != nullptr) text += piece.data();
    code = pipe == nullptr ? -1 : ::pclose(pipe);
    return text;
  }
  static std::string said(const std::string& command) {
    int code = 0;
    return said(command, code);
  }
  static bool has_program(const std::string& name) {
    int code = 0;
    said("command -v " + name, code);
    return code == 0;
  }

  std::filesystem::path dir_;
};

}  // namespace tabularium

#include "stages/export/part_files.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "tests/export/sample_document.h"
#include "tests/export/written_files.h"

namespace tabularium {
namespace {

namespace fs = std::filesystem;

using File = std::unique_ptr<std::FILE, int (*)(std::FILE*)>;

class PartFiles : public WrittenFiles {
 protected:
  File open() const { return {open_part_file(path("")), &std::fclose}; }
  std::size_t files() const { return static_cast<std::size_t>(std::distance(fs::directory_iterator(path("")), {})); }
  static std::string read(std::FILE* file) {
    std::string all(1U << 22U, '\0');
    all.resize(std::fread(all.data(), 1, all.size(), file));
    return all;
  }
};

TEST_F(PartFiles, WhatWasWrittenIsReadBackSmallAndLarge) {
  for (const std::size_t size : {std::size_t{0}, std::size_t{5}, part_in_memory, part_in_memory + 1, 3 * part_in_memory + 77}) {
    std::string text(size, ' ');
    for (std::size_t i = 0; i < size; ++i) text[i] = static_cast<char>('a' + i % 23);
    const File file = open();
    ASSERT_NE(file, nullptr);
    ASSERT_EQ(std::fwrite(text.data(), 1, size, file.get()), size);
    std::rewind(file.get());
    EXPECT_EQ(read(file.get()), text) << size;
    EXPECT_EQ(files(), 0U) << size;   // without a name, wherever it is
  }
}

TEST_F(PartFiles, WritingGoesOnAfterASeek) {
  const File file = open();
  std::fputs("0123456789", file.get());
  ASSERT_EQ(std::fseek(file.get(), 4, SEEK_SET), 0);
  std::fputs("xy", file.get());
  ASSERT_EQ(std::fseek(file.get(), 0, SEEK_END), 0);
  EXPECT_EQ(std::ftell(file.get()), 10);
  std::fputs("end", file.get());
  std::rewind(file.get());
  EXPECT_EQ(read(file.get()), "0123xy6789end");
}

TEST_F(PartFiles, AFolderThatIsNotThereIsAnErrorOnlyWhenItIsNeeded) {
  const File file(open_part_file(path("none")), &std::fclose);
  ASSERT_NE(file, nullptr);
  std::fputs("small", file.get());
  EXPECT_EQ(std::fflush(file.get()), 0);
  const std::string text(2 * part_in_memory, 'x');
  const bool written = std::fwrite(text.data(), 1, text.size(), file.get()) == text.size() && std::fflush(file.get()) == 0;
  EXPECT_FALSE(written);
}

TEST_F(PartFiles, AWorkbookOfManySheetsLeavesNothingBesideIt) {
  Document document = sample::document();
  for (int i = 0; i < 40; ++i) {
    document.tables.push_back(document.tables[0]);
    document.tables.back().id = "u" + std::to_string(i);
  }
  ASSERT_TRUE(write(document, {"xlsx"}).ok());
  int code = 0;
  const std::string names = said("unzip -l '" + path("tables.xlsx") + "'", code);
  EXPECT_EQ(code, 0);
  EXPECT_NE(names.find("xl/worksheets/sheet43.xml"), std::string::npos) << names;
  for (const auto& entry : fs::directory_iterator(path(""))) EXPECT_NE(entry.path().filename().string().substr(0, 4), "part");
}

}  // namespace
}  // namespace tabularium

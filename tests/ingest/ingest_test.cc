#include "stages/ingest/ingest.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "stages/ingest/file_kind.h"

namespace tabularium {
namespace {

namespace fs = std::filesystem;
using namespace std::string_literals;

class Ingest : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::temp_directory_path() / ("tabularium_ingest_" + std::string(testing::UnitTest::GetInstance()->current_test_info()->name()));
    fs::remove_all(folder_);
    fs::create_directories(folder_);
  }
  void TearDown() override { fs::remove_all(folder_); }

  std::string put(const std::string& name, const std::string& bytes) const {
    const fs::path path = folder_ / name;
    std::ofstream(path, std::ios::binary) << bytes;
    return path.string();
  }

  fs::path folder_;
};

TEST(FileKind, IsToldByContent) {
  EXPECT_EQ(kind_of("%PDF-1.7\n", true).kind, SourceKind::pdf);
  EXPECT_EQ(kind_of("junk before\n%PDF-1.4", true).kind, SourceKind::pdf);
  EXPECT_EQ(kind_of("\x89PNG\r\n\x1a\n rest", true).media_type, "image/png");
  EXPECT_EQ(kind_of("P5\n# made by hand\n3 4\n255\n", true).kind, SourceKind::image);
  EXPECT_EQ(kind_of("Plain words\nand lines\n", true).kind, SourceKind::text);
  EXPECT_EQ(kind_of("\xFF\xFEP\0l\0a\0i\0n\0\n\0"s, true).kind, SourceKind::text);
  EXPECT_EQ(kind_of("\xD6\xD0\xB9\xFA\xB1\xA8\xB8\xE6\n", true).kind, SourceKind::text) << "GBK";
}

TEST(FileKind, NamesWhatIsNotReadAndWhatWouldHelp) {
  const FileKind docx = kind_of("PK\3\4 [Content_Types].xml word/document.xml", true);
  EXPECT_EQ(docx.kind, SourceKind::other);
  EXPECT_EQ(docx.name, "a DOCX document");
  EXPECT_EQ(docx.remedy, "save it as PDF");
  EXPECT_EQ(kind_of("PK\3\4 notes.txt", true).name, "a ZIP archive");
  EXPECT_EQ(kind_of("<!DOCTYPE html><html>", true).media_type, "text/html");
  EXPECT_EQ(kind_of("\x1f\x8b\x08 data", true).media_type, "application/gzip");
}

TEST(FileKind, NoiseIsNoTextWhateverItsName) {
  std::string noise;
  unsigned state = 7;
  for (int i = 0; i < 4000; ++i) noise += static_cast<char>((state = state * 1664525U + 1013904223U) >> 24U);
  EXPECT_EQ(kind_of(noise, true).kind, SourceKind::other);
}

TEST_F(Ingest, SaysWhyAFileCannotBeUsed) {
  const auto empty = identify(put("empty.pdf", ""));
  ASSERT_FALSE(empty.ok());
  EXPECT_EQ(empty.error().code, ErrorCode::bad_input);
  EXPECT_NE(empty.error().message.find("empty.pdf: the file is empty"), std::string::npos);
  const auto missing = identify((folder_ / "none").string());
  ASSERT_FALSE(missing.ok());
  EXPECT_EQ(missing.error().code, ErrorCode::not_found);
  const auto archive = identify(put("report.pdf", "PK\3\4 xl/workbook.xml"));
  ASSERT_FALSE(archive.ok());
  EXPECT_EQ(archive.error().code, ErrorCode::unsupported);
  EXPECT_NE(archive.error().message.find("XLSX"), std::string::npos);
  EXPECT_FALSE(identify(folder_.string()).ok()) << "a folder without page images";
}

TEST_F(Ingest, DescribesAFile) {
  const auto source = identify(put("a.bin", "abc"));
  ASSERT_TRUE(source.ok());
  EXPECT_EQ(source.value().kind, SourceKind::text);
  EXPECT_EQ(source.value().bytes, 3);
  EXPECT_EQ(source.value().sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST_F(Ingest, PageImagesComeInNaturalOrder) {
  for (const char* name : {"page 10.pgm", "page 2.pgm", "page 1.pgm"}) put(name, "P2\n1 1\n255\n0\n");
  put("readme.txt", "no page");
  const auto source = identify(folder_.string());
  ASSERT_TRUE(source.ok());
  EXPECT_EQ(source.value().kind, SourceKind::image_folder);
  ASSERT_EQ(source.value().files.size(), 3U);
  EXPECT_TRUE(source.value().files[1].ends_with("page 2.pgm"));
  EXPECT_TRUE(source.value().files[2].ends_with("page 10.pgm"));
}

}  // namespace
}  // namespace tabularium

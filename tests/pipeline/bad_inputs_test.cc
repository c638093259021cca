// Damaged and odd files, through the built program: each comes to a named end, and the good ones beside them are done.
#include <gmock/gmock.h>

#include "program_fixture.h"
#include "tests/extract/small_pdf.h"

namespace tabularium {
namespace {

namespace fs = std::filesystem;
using ::testing::AllOf;
using ::testing::HasSubstr;

// A PNG of this size without any pixels.
std::string empty_png(unsigned width, unsigned height) {
  const auto big_endian = [](unsigned n) {
    return std::string{static_cast<char>(n >> 24U), static_cast<char>(n >> 16U), static_cast<char>(n >> 8U), static_cast<char>(n)};
  };
  const std::string head = std::string("IHDR") + big_endian(width) + big_endian(height) + std::string("\x08\x00\x00\x00\x00", 5);
  return "\x89PNG\r\n\x1a\n" + big_endian(13) + head + big_endian(0) + big_endian(0) + "IEND\xae\x42\x60\x82";
}

std::string gray_image(int width, int height) {
  return "P5\n" + std::to_string(width) + " " + std::to_string(height) + "\n255\n" + std::string(static_cast<std::size_t>(width) * height, '\xff');
}

TEST_F(ProgramTest, EveryBadInputIsNamedAndNothingIsLost) {
  std::ifstream sample(sample_path("school-rolls-1931.pdf"), std::ios::binary);
  const std::string pdf{std::istreambuf_iterator<char>(sample), {}};
  put("cut.pdf", pdf.substr(0, pdf.size() / 3));
  put("empty.pdf", "");
  put("headless.pdf", "%PDF-1.4\n1 0 obj\n<<");
  put("flat.png", empty_png(0, 0));
  put("long.png", empty_png(100000, 1));
  put("long.pgm", gray_image(100000, 1));
  put("noise.txt", std::string("\x00\xff\x13\x88\x01\x00\xfe\x02", 8) + std::string(4000, '\0'));
  put("archive.zip", std::string("PK\x03\x04\x14\x00\x00\x00", 8) + std::string(100, 'x'));
  put("good.txt", small_text);
  fs::create_symlink("/proc/self/mem", root_ / "in/unreadable.pdf");  // opens, but no byte of it can be read: not by root either
  EXPECT_EQ(run("convert in in/missing.pdf -o out --formats json"), 4);
  for (const char* name : {"empty.pdf", "headless.pdf", "flat.png", "long.png", "long.pgm", "unreadable.pdf", "missing.pdf"}) {
    const std::string path = std::string("in/") + name;
    EXPECT_THAT(entry(path), HasSubstr("\"status\": \"failed\"")) << name;
    EXPECT_THAT(text("said.txt"), HasSubstr("tabularium: " + path + ": ")) << name;
    EXPECT_FALSE(exists("out/" + fs::path(name).stem().string())) << name;
  }
  EXPECT_THAT(entry("in/archive.zip"), AllOf(HasSubstr("skipped"), HasSubstr("ZIP")));
  for (const char* name : {"cut.pdf", "noise.txt"}) EXPECT_NE(entry(std::string("in/") + name), "") << name;
  EXPECT_THAT(entry("in/good.txt"), HasSubstr("\"status\": \"converted\""));
  EXPECT_TRUE(exists("out/good/document.json"));
  EXPECT_TRUE(valid("run.schema.json", "out/run.json")) << text("checked.txt");
}

TEST_F(ProgramTest, AFolderOfPageImagesIsOneDocument) {
  for (const char* name : {"scan/page-2.pgm", "scan/page-10.pgm", "scan/page-1.pgm"}) put(name, gray_image(300, 200));
  put("note.txt", small_text);
  EXPECT_EQ(run("convert in -o out --formats json --group folder"), 0);
  EXPECT_THAT(entry("in/scan"), HasSubstr("\"pages\": 3"));
  EXPECT_NE(entry("in/note.txt"), "");
  const std::string document = text("out/scan/document.json");
  EXPECT_LT(document.find("page-2.pgm"), document.find("page-10.pgm"));
  EXPECT_TRUE(valid("document.schema.json", "out/scan/document.json")) << text("checked.txt");
}

// Four gigabytes of blanks in three layers of compression: less than a kilobyte of file.
TEST_F(ProgramTest, APageThatUnpacksWithoutEndIsGivenUp) {
  ASSERT_EQ(shell("python3 -c \"import sys, zlib; c = zlib.compressobj(9); b = b' ' * 1000000; part = lambda: c.compress(b) + c.flush(zlib.Z_FULL_FLUSH); "
                  "first = part(); sys.stdout.buffer.write(zlib.compress(zlib.compress(first + part() * 4000, 9), 9))\" > packed"), 0);
  const std::string packed = text("packed");
  ASSERT_LT(packed.size(), 4000U);
  put("bomb.pdf", testing::pdf_of({"<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
                                   "<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 4 0 R>>",
                                   testing::stream_of(packed, "/Filter[/FlateDecode/FlateDecode/FlateDecode]")}));
  put("good.txt", small_text);
  EXPECT_EQ(run("convert in -o out --formats json --page-seconds 1 --memory 1024"), 4);
  EXPECT_THAT(entry("in/bomb.pdf"), AllOf(HasSubstr("failed"), HasSubstr("a page took longer than 1 s")));
  EXPECT_THAT(entry("in/good.txt"), HasSubstr("\"status\": \"converted\""));
}

}  // namespace
}  // namespace tabularium

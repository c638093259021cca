// Pictures as they come: of every depth, packing and condition. Each has a named end: its text is found, or the error says why not.
#include <gtest/gtest.h>
#include <tiffio.h>

#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "stages/extract/exif.h"
#include "stages/extract/image_borders.h"
#include "stages/extract/image_lines.h"
#include "stages/extract/image_page.h"
#include "stages/extract/image_prepare.h"
#include "stages/extract/reader.h"
#include "tests/extract/canvas.h"

namespace tabularium {
namespace {

constexpr int kLines = 6;

Canvas few_lines() {
  Canvas canvas;
  for (int line = 0; line < kLines; ++line) canvas.text("Salaries of the district", 160, 300 + 60 * line, 10);
  return canvas;
}

class BadPicture : public ::testing::Test {
 protected:
  void SetUp() override {
    path_ = ::testing::TempDir() + "bad-picture-" + ::testing::UnitTest::GetInstance()->current_test_info()->name();
  }
  void TearDown() override { std::filesystem::remove(path_); }
  std::string path_;
};

// Lines of text that are found on the page; -1 where it cannot be loaded or prepared.
int lines_on(const Result<PageImage>& image, PreparedPage* kept = nullptr) {
  if (!image) return -1;
  Result<PreparedPage> page = prepare_page(image.value(), {}, 0);
  if (!page || page.value().glyph_height <= 0) return -1;
  const auto pieces = find_text_pieces(page.value().ink.get(), page.value().rules, page.value().glyph_height);
  if (kept != nullptr) *kept = std::move(page).value();
  return static_cast<int>(pieces.size());
}

bool was(const PreparedPage& page, const std::string& treatment) {
  const auto& done = page.quality.treatments;
  return std::find(done.begin(), done.end(), treatment) != done.end();
}

// A strip a row, rows as the photometry wants them.
void write_tiff(const std::string& path, Pix* gray, int compression, int samples, int photometric) {
  TIFF* tiff = TIFFOpen(path.c_str(), "w");
  ASSERT_NE(tiff, nullptr);
  TIFFSetField(tiff, TIFFTAG_IMAGEWIDTH, pixGetWidth(gray));
  TIFFSetField(tiff, TIFFTAG_IMAGELENGTH, pixGetHeight(gray));
  TIFFSetField(tiff, TIFFTAG_BITSPERSAMPLE, 8);
  TIFFSetField(tiff, TIFFTAG_SAMPLESPERPIXEL, samples);
  TIFFSetField(tiff, TIFFTAG_PHOTOMETRIC, photometric);
  TIFFSetField(tiff, TIFFTAG_PLANARCONFIG, PLANARCONFIG_CONTIG);
  TIFFSetField(tiff, TIFFTAG_COMPRESSION, compression);
  TIFFSetField(tiff, TIFFTAG_XRESOLUTION, 150.0);
  TIFFSetField(tiff, TIFFTAG_YRESOLUTION, 150.0);
  TIFFSetField(tiff, TIFFTAG_ROWSPERSTRIP, 64);
  std::vector<unsigned char> row(static_cast<std::size_t>(pixGetWidth(gray) * samples), 0);
  for (int y = 0; y < pixGetHeight(gray); ++y) {
    for (int x = 0; x < pixGetWidth(gray); ++x) {
      l_uint32 value = 0;
      pixGetPixel(gray, x, y, &value);
      const auto at = static_cast<std::size_t>((x + 1) * samples - 1);
      row[at] = static_cast<unsigned char>(samples == 4 ? 255 - value : value);  // of cyan, magenta, yellow and black the last
    }
    ASSERT_EQ(TIFFWriteScanline(tiff, row.data(), static_cast<std::uint32_t>(y), 0), 1);
  }
  TIFFClose(tiff);
}

TEST_F(BadPicture, EveryDepthShowsTheSameLines) {
  Canvas canvas = few_lines();
  for (const int depth : {1, 2, 4, 8, 16, 32}) {
    PixPtr pix;
    if (depth == 1) pix = canvas.ink();
    if (depth == 2) pix.reset(pixThresholdTo2bpp(canvas.get(), 4, 1));
    if (depth == 4) pix.reset(pixThresholdTo4bpp(canvas.get(), 16, 1));
    if (depth == 8) pix.reset(pixCopy(nullptr, canvas.get()));
    if (depth == 16) pix.reset(pixConvert8To16(canvas.get(), 8));
    if (depth == 32) pix.reset(pixConvertTo32(canvas.get()));
    ASSERT_TRUE(pix) << depth;
    pixSetResolution(pix.get(), 150, 150);
    ASSERT_EQ(pixWrite(path_.c_str(), pix.get(), IFF_PNG), 0) << depth;
    EXPECT_EQ(lines_on(load_image_page(path_, 0)), kLines) << depth;
  }
}

TEST_F(BadPicture, AlphaLiesOverWhite) {
  Canvas canvas = few_lines();
  PixPtr clear(pixCreate(kWidth, kHeight, 32));  // black everywhere, and clear where there is no ink
  PixPtr alpha(pixInvert(nullptr, canvas.get()));
  pixSetRGBComponent(clear.get(), alpha.get(), L_ALPHA_CHANNEL);
  pixSetSpp(clear.get(), 4);
  pixSetResolution(clear.get(), 150, 150);
  ASSERT_EQ(pixWrite(path_.c_str(), clear.get(), IFF_PNG), 0);
  EXPECT_EQ(lines_on(load_image_page(path_, 0)), kLines);
}

TEST_F(BadPicture, EveryPackingOfATiffIsRead) {
  Canvas canvas = few_lines();
  const PixPtr ink = canvas.ink();
  pixSetResolution(ink.get(), 150, 150);
  for (const int format : {IFF_TIFF, IFF_TIFF_PACKBITS, IFF_TIFF_RLE, IFF_TIFF_G3, IFF_TIFF_G4, IFF_TIFF_LZW, IFF_TIFF_ZIP}) {
    ASSERT_EQ(pixWriteTiff(path_.c_str(), ink.get(), format, "w"), 0) << format;
    EXPECT_EQ(lines_on(load_image_page(path_, 0)), kLines) << format;
  }
  ASSERT_EQ(pixWriteTiff(path_.c_str(), canvas.get(), IFF_TIFF_JPEG, "w"), 0);
  EXPECT_EQ(lines_on(load_image_page(path_, 0)), kLines);
  if (TIFFIsCODECConfigured(COMPRESSION_ZSTD) != 0) {
    write_tiff(path_, canvas.get(), COMPRESSION_ZSTD, 1, PHOTOMETRIC_MINISBLACK);
    EXPECT_EQ(lines_on(load_image_page(path_, 0)), kLines);
  }
  write_tiff(path_, canvas.get(), COMPRESSION_LZW, 4, PHOTOMETRIC_SEPARATED);
  EXPECT_EQ(lines_on(load_image_page(path_, 0)), kLines) << "CMYK";
}

TEST_F(BadPicture, AProgressiveJpegIsReadAndACutOneHasItsEnd) {
  Canvas canvas = few_lines();
  ASSERT_EQ(pixWriteJpeg(path_.c_str(), canvas.get(), 85, 1), 0);
  EXPECT_EQ(lines_on(load_image_page(path_, 0)), kLines);
  const auto whole = std::filesystem::file_size(path_);
  std::filesystem::resize_file(path_, whole / 2);
  const Result<PageImage> half = load_image_page(path_, 0);
  EXPECT_TRUE(half.ok() || half.error().code == ErrorCode::bad_input);
  std::filesystem::resize_file(path_, 40);
  const Result<PageImage> stump = load_image_page(path_, 0);
  ASSERT_FALSE(stump.ok());
  EXPECT_EQ(stump.error().code, ErrorCode::bad_input);
}

TEST_F(BadPicture, ABrokenPageOfATiffLeavesTheOthers) {
  Canvas canvas = few_lines();
  ASSERT_EQ(pixWriteTiff(path_.c_str(), canvas.get(), IFF_TIFF_ZIP, "w"), 0);
  const auto first_end = std::filesystem::file_size(path_);
  ASSERT_EQ(pixWriteTiff(path_.c_str(), canvas.get(), IFF_TIFF_ZIP, "a"), 0);
  const auto second_end = std::filesystem::file_size(path_);
  ASSERT_EQ(pixWriteTiff(path_.c_str(), canvas.get(), IFF_TIFF_ZIP, "a"), 0);
  {
    std::fstream file(path_, std::ios::binary | std::ios::in | std::ios::out);  // over the second page's packed rows
    file.seekp(static_cast<std::streamoff>(first_end + 8));
    const std::string rubbish((second_end - first_end) / 2, '\x5a');
    file.write(rubbish.data(), static_cast<std::streamsize>(rubbish.size()));
  }
  EXPECT_EQ(count_image_pages(path_).value(), 3);
  EXPECT_EQ(lines_on(load_image_page(path_, 0)), kLines);
  const Result<PageImage> broken = load_image_page(path_, 1);
  ASSERT_FALSE(broken.ok());
  EXPECT_EQ(broken.error().code, ErrorCode::bad_input);
  EXPECT_EQ(lines_on(load_image_page(path_, 2)), kLines);
}

TEST_F(BadPicture, CoarsePagesAreEnlargedAndVeryFineOnesReduced) {
  Canvas canvas = few_lines();
  PixPtr coarse(pixScaleAreaMap(canvas.get(), 0.48F, 0.48F));
  pixSetResolution(coarse.get(), 72, 72);
  PreparedPage page;
  EXPECT_EQ(lines_on(PageImage(coarse.release()), &page), kLines);
  EXPECT_TRUE(was(page, "enlarge-2"));
  const PixPtr ink = canvas.ink();
  PixPtr fine(pixExpandReplicate(ink.get(), 8));  // 1200 dpi: 139 million pixels
  pixSetResolution(fine.get(), 1200, 1200);
  ASSERT_EQ(pixWriteTiff(path_.c_str(), fine.get(), IFF_TIFF_G4, "w"), 0);
  fine.reset();
  const Result<PageImage> loaded = load_image_page(path_, 0);
  ASSERT_TRUE(loaded.ok());
  EXPECT_EQ(loaded.value().width(), 4 * kWidth);
  EXPECT_EQ(loaded.value().dpi(), 600);
}

TEST_F(BadPicture, AGrayPageOf20000PixelsASideIsRefusedByItsHeader) {
  std::ofstream(path_) << "P5\n20000 20000\n255\n";
  const Result<PageImage> image = load_image_page(path_, 0);
  ASSERT_FALSE(image.ok());
  EXPECT_EQ(image.error().code, ErrorCode::too_large);
  EXPECT_NE(image.error().message.find("20000 x 20000"), std::string::npos);
}

TEST_F(BadPicture, AMirroredNegativeIsReadUpright) {
  Canvas canvas = few_lines();
  pixInvert(canvas.get(), canvas.get());
  pixFlipLR(canvas.get(), canvas.get());
  Result<std::unique_ptr<Reader>> reader = make_tesseract_reader();
  ASSERT_TRUE(reader.ok());
  Page page;
  page.number = 1;
  ASSERT_TRUE(read_image_page(canvas.image(), {.languages = {"eng"}}, {*reader.value(), nullptr}, page).ok());
  ASSERT_FALSE(page.evidence.words.empty());
  EXPECT_EQ(page.evidence.words.front().text, "Salaries");
  const auto& done = page.quality->treatments;
  EXPECT_NE(std::find(done.begin(), done.end(), "mirror"), done.end());
  EXPECT_NE(std::find(done.begin(), done.end(), "invert"), done.end());
}

// A JPEG's head with an Exif segment that says how the picture is to be turned.
std::string with_orientation(const std::string& jpeg, char orientation) {
  const std::string tiff = std::string("MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0", 19) + orientation + std::string("\0\0\0\0\0\0", 6);
  const std::string body = std::string("Exif\0\0", 6) + tiff;
  const std::size_t length = body.size() + 2;
  std::string segment = "\xff\xe1";
  segment += static_cast<char>(length >> 8);
  segment += static_cast<char>(length & 0xff);
  return jpeg.substr(0, 2) + segment + body + jpeg.substr(2);
}

TEST_F(BadPicture, ExifSaysWhichWayUp) {
  // A mark in the upper left corner of the page as it is meant.
  PixPtr page(pixCreate(120, 80, 8));
  pixSetAllArbitrary(page.get(), 250);
  pixRasterop(page.get(), 0, 0, 40, 24, PIX_CLR, nullptr, 0, 0);
  // How the picture must lie in the file for each orientation: mirrored, then turned clockwise, undone by the reader.
  const struct { int orientation; bool mirrored; int turns; } cases[] = {{1, false, 0}, {2, true, 0}, {3, false, 2}, {4, true, 2},
                                                                         {5, true, 3}, {6, false, 1}, {7, true, 1}, {8, false, 3}};
  for (const auto& c : cases) {
    PixPtr stored(pixRotateOrth(page.get(), (4 - c.turns) % 4));
    if (c.mirrored) pixFlipLR(stored.get(), stored.get());
    ASSERT_EQ(pixWriteJpeg(path_.c_str(), stored.get(), 90, 0), 0);
    std::ifstream in(path_, std::ios::binary);
    const std::string jpeg{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
    std::ofstream(path_, std::ios::binary) << with_orientation(jpeg, static_cast<char>(c.orientation));
    const Result<PageImage> image = load_image_page(path_, 0);
    ASSERT_TRUE(image.ok()) << c.orientation;
    EXPECT_EQ(image.value().width(), 120) << c.orientation;
    l_uint32 corner = 255, opposite = 0;
    pixGetPixel(image.value().get(), 10, 8, &corner);
    pixGetPixel(image.value().get(), 110, 70, &opposite);
    EXPECT_LT(corner, 100U) << c.orientation;
    EXPECT_GT(opposite, 200U) << c.orientation;
  }
}

TEST_F(BadPicture, ExifThatIsDamagedSaysNothing) {
  const std::string whole = with_orientation("\xff\xd8\xff\xda....", 6);
  const auto bytes = std::as_bytes(std::span(whole));
  EXPECT_EQ(jpeg_orientation(bytes), 6);
  for (std::size_t cut = 0; cut < whole.size() - 6; ++cut) EXPECT_EQ(jpeg_orientation(bytes.first(cut)), 1) << cut;  // to the segment's end
}

TEST_F(BadPicture, BlackBordersAndPunchHolesAreTakenOff) {
  Canvas canvas = few_lines();
  canvas.bar(0, 0, kWidth, 60, 20);
  canvas.bar(0, 0, 50, kHeight, 20);
  for (const int y : {500, 1200})
    for (int row = -18; row <= 18; ++row) {
      const int half = static_cast<int>(std::sqrt(18.0 * 18 - row * row));
      canvas.bar(100 - half, y + row, 2 * half, 1, 30);
    }
  PreparedPage page;
  EXPECT_EQ(lines_on(canvas.image(), &page), kLines);
  EXPECT_TRUE(was(page, "borders"));
  EXPECT_TRUE(was(page, "punch-holes"));
  EXPECT_FALSE(was(page, "invert"));
  l_uint32 border = 0, hole = 0;
  pixGetPixel(page.gray.get(), kWidth / 2, 20, &border);
  pixGetPixel(page.gray.get(), 100, 500, &hole);
  EXPECT_GT(border, 200U);
  EXPECT_GT(hole, 200U);
}

TEST_F(BadPicture, ASmallSheetOnADarkGroundIsNoNegative) {
  Canvas canvas;
  canvas.bar(0, 0, kWidth, kHeight, 15);
  canvas.bar(100, 200, 700, 600, 240);
  for (int line = 0; line < kLines; ++line) canvas.text("Salaries of the district", 160, 300 + 60 * line, 10);
  PreparedPage page;
  EXPECT_EQ(lines_on(canvas.image(), &page), kLines);
  EXPECT_TRUE(was(page, "borders"));
  EXPECT_FALSE(was(page, "invert"));
}

TEST_F(BadPicture, CleanPagesNegativesAndDarkHeadingsHaveNoBorder) {
  Canvas clean = few_lines();
  EXPECT_FALSE(find_borders(clean.ink().get(), 150).mask);
  pixInvert(clean.get(), clean.get());
  EXPECT_FALSE(find_borders(clean.ink().get(), 150).mask) << "a negative";
  Canvas heading = few_lines();
  heading.bar(0, 0, kWidth, 80, 10);
  for (int letter = 0; letter < 12; ++letter) heading.bar(100 + 60 * letter, 30, 14, 24, 250);
  EXPECT_FALSE(find_borders(heading.ink().get(), 150).mask) << "light letters on a dark band";
}

TEST_F(BadPicture, BlankPagesAndPicturesWithoutTextGiveNoWords) {
  Result<std::unique_ptr<Reader>> reader = make_tesseract_reader();
  ASSERT_TRUE(reader.ok());
  Canvas shades;
  for (int y = 0; y < kHeight; ++y)
    for (int x = 0; x < kWidth; x += 2) shades.bar(x, y, 2, 1, 128 + static_cast<int>(100 * std::sin(x / 170.0) * std::cos(y / 230.0)));
  Canvas blank;
  for (Canvas* canvas : {&blank, &shades}) {
    Page page;
    page.number = 1;
    ASSERT_TRUE(read_image_page(canvas->image(), {.languages = {"eng"}}, {*reader.value(), nullptr}, page).ok());
    EXPECT_LE(page.evidence.words.size(), 2U);
  }
}

}  // namespace
}  // namespace tabularium

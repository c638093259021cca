// Pages are drawn here, so that what stands on them is known to the pixel.
#include "stages/extract/image_page.h"

#include <allheaders.h>
#include <gtest/gtest.h>

#include <cmath>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <random>

#include "stages/extract/cell_reader_factory.h"
#include "stages/extract/image_lines.h"
#include "stages/extract/image_measure.h"
#include "stages/extract/image_prepare.h"
#include "stages/extract/image_rules.h"
#include "stages/extract/reader.h"
#include "tests/extract/canvas.h"

namespace tabularium {
namespace {

class QuietReader final : public Reader {
 public:
  std::string name() const override { return "quiet"; }
  Result<std::vector<Word>> recognise(const PageImage& image, const RecogniseRequest&) override {
    if (fail) return Error{ErrorCode::internal, "reader broke", {}};
    ++calls;
    Word word;
    word.text = text;
    word.confidence = 0.9;
    word.box = {2, 2, double(image.width() - 2), double(image.height() - 2)};
    return std::vector<Word>{word};
  }
  std::string text = "x";
  bool fail = false;
  int calls = 0;
};

std::string scratch_file(const std::string& name) {
  return (std::filesystem::temp_directory_path() / ("tabularium_image_test_" + name)).string();
}

TEST(ImageRules, FindsAGridAndNoLetters) {
  Canvas canvas;
  canvas.grid(100, 300, 4, 5, 200, 60);
  canvas.text("HILTI 1111", 120, 345, 8);
  const InkRules found = find_rules(canvas.ink().get(), {.dpi = 150});
  int flat = 0;
  for (const Rule& rule : found.rules) flat += rule.orientation == Orientation::horizontal ? 1 : 0;
  EXPECT_EQ(flat, 6);
  EXPECT_EQ(found.rules.size() - static_cast<std::size_t>(flat), 5U);
  for (const Rule& rule : found.rules) EXPECT_NEAR(rule.width, 2, 0.5);
}

TEST(ImageRules, JoinsABreakButNotAGapThatWasMeant) {
  Canvas canvas;
  canvas.bar(100, 400, 300, 2);
  canvas.bar(404, 400, 300, 2);   // a fault of 4 pixels
  canvas.bar(100, 600, 300, 2);
  canvas.bar(420, 600, 300, 2);   // two spanners' rules
  const InkRules found = find_rules(canvas.ink().get(), {.dpi = 150});
  EXPECT_EQ(found.rules.size(), 3U);
}

TEST(ImageRules, ShortSidesCountOnlyBetweenOtherRules) {
  Canvas canvas;
  canvas.bar(100, 400, 600, 2);
  canvas.bar(100, 430, 600, 2);
  canvas.bar(300, 400, 2, 32);    // side of a low cell
  canvas.bar(900, 900, 2, 30);    // a stroke by itself
  const InkRules found = find_rules(canvas.ink().get(), {.dpi = 150});
  ASSERT_EQ(found.rules.size(), 3U);
  EXPECT_EQ(found.rules.back().orientation, Orientation::vertical);
  EXPECT_NEAR(found.rules.back().at, 301, 1.5);
}

TEST(ImageRules, AFilledAreaIsNoRule) {
  Canvas canvas;
  canvas.bar(100, 400, 600, 80);
  EXPECT_TRUE(find_rules(canvas.ink().get(), {.dpi = 150}).rules.empty());
}

TEST(ImageLines, NoPieceSpansTwoColumns) {
  Canvas canvas;
  canvas.text("Salt", 100, 400, 8);
  canvas.text("1234", 300, 400, 8);
  canvas.text("77", 160, 440, 8);
  const PixPtr ink = canvas.ink();
  const InkMeasures m = measure_ink(ink.get(), 150);
  const std::vector<Box> pieces = find_text_pieces(ink.get(), {}, m.glyph_height);
  ASSERT_EQ(pieces.size(), 3U);
  EXPECT_NEAR(pieces[2].x0, 160, 6);
}

TEST(ImageLines, ARuleDividesWhatStandsClose) {
  Canvas canvas;
  canvas.text("9443", 100, 400, 8);
  canvas.text("9424", 158, 400, 8);
  const PixPtr ink = canvas.ink();
  const Rule rule{Orientation::vertical, 155, 300, 500, 2, RuleSource::image};
  const double glyph = measure_ink(ink.get(), 150).glyph_height;
  EXPECT_EQ(find_text_pieces(ink.get(), {rule}, glyph).size(), 2U);
}

TEST(ImageMeasure, SkewIsMeasuredAndMended) {
  Canvas canvas = page_of_text();
  const Result<PreparedPage> page = prepare_page(canvas.turned(1.2), {}, 0);
  ASSERT_TRUE(page.ok());
  EXPECT_NEAR(page.value().quality.skew_degrees, 1.2, 0.1);
  const auto& done = page.value().quality.treatments;
  EXPECT_NE(std::find(done.begin(), done.end(), "deskew"), done.end());
  EXPECT_NEAR(measure_skew(page.value().ink.get()), 0, 0.1);
}

TEST(ImageMeasure, ACleanPageIsLeftAlone) {
  Canvas canvas = page_of_text();
  PageImage big(pixScale(canvas.get(), 2, 2));
  pixSetResolution(big.get(), 300, 300);
  const Result<PreparedPage> page = prepare_page(big, {}, 0);
  ASSERT_TRUE(page.ok());
  EXPECT_TRUE(page.value().quality.treatments.empty()) << page.value().quality.treatments.front();
  EXPECT_NEAR(page.value().width, kWidth * 72 / 150.0, 1);
}

TEST(ImageMeasure, ANegativeIsTurnedBack) {
  Canvas canvas = page_of_text();
  pixInvert(canvas.get(), canvas.get());
  const Result<PreparedPage> page = prepare_page(canvas.image(), {}, 0);
  ASSERT_TRUE(page.ok());
  EXPECT_EQ(page.value().quality.treatments.front(), "invert");
  EXPECT_GT(page.value().paper, 200);
}

TEST(ImageMeasure, SpecksAreRemovedWhereThereAreMany) {
  Canvas canvas = page_of_text();
  for (int i = 0; i < 4000; ++i) canvas.bar((i * 7919) % kWidth, (i * 104729) % kHeight, 1, 1);
  const Result<PreparedPage> page = prepare_page(canvas.image(), {}, 0);
  ASSERT_TRUE(page.ok());
  const auto& done = page.value().quality.treatments;
  EXPECT_NE(std::find(done.begin(), done.end(), "despeckle"), done.end());
  EXPECT_GT(page.value().quality.noise, 12);
}

// A table's picture of a few pixels a letter: a bold head of black strokes over rows of thin ones that are half light.
PageImage small_picture() {
  PageImage picture(pixCreate(240, 110, 8));
  pixSetAllArbitrary(picture.get(), 255);
  const auto letters = [&](int y, int width, l_uint32 gray) {
    for (int x = 10; x < 230; x += 5)
      for (int row = y; row < y + 6; ++row)
        for (int col = x; col < x + width; ++col) pixSetPixel(picture.get(), col, row, gray);
  };
  letters(10, 4, 20);
  for (int y = 25; y < 105; y += 15) letters(y, 2, 175);
  return picture;
}

TEST(ImageMeasure, ThinStrokesOfTinyTypeAreInk) {
  const Result<PreparedPage> page = prepare_page(small_picture(), {}, 0);
  ASSERT_TRUE(page.ok());
  EXPECT_EQ(page.value().quality.treatments, std::vector<std::string>{"enlarge-3"}) << "soft edges are no grain";
  for (int y = 25; y < 105; y += 15) {
    l_uint32 bit = 0;
    pixGetPixel(page.value().ink.get(), 3 * 111, 3 * (y + 3), &bit);
    EXPECT_EQ(bit, 1U) << y;
  }
}

// Paper that grows lighter down the page, with grain; one line of text at its foot.
Canvas shaded_page() {
  Canvas canvas;
  std::minstd_rand grain(1);
  for (int y = 0; y < kHeight; ++y)
    for (int x = 0; x < kWidth; ++x) {
      const int level = 192 + 46 * y / kHeight + static_cast<int>(grain() % 19) - 9;
      pixSetPixel(canvas.get(), x, y, static_cast<l_uint32>(level));
    }
  canvas.text("Salaries of the district", 120, kHeight - 160, 10);
  return canvas;
}

TEST(ImageMeasure, ShadeIsNoInkWhereAPageBearsLittleOfIt) {
  Canvas canvas = shaded_page();
  ImagePageOptions as_it_is;
  as_it_is.clean = false;
  const Result<PreparedPage> untreated = prepare_page(canvas.image(), as_it_is, 0);
  const Result<PreparedPage> page = prepare_page(canvas.image(), {}, 0);
  ASSERT_TRUE(page.ok() && untreated.ok());
  ASSERT_LT(page.value().quality.unevenness, 45) << "else it is evened in any case";
  ASSERT_GT(untreated.value().quality.noise, 20) << "shade is taken for ink";
  const auto& done = page.value().quality.treatments;
  EXPECT_NE(std::find(done.begin(), done.end(), "even-light"), done.end());
  EXPECT_LT(page.value().quality.noise, 5);
  EXPECT_EQ(find_text_pieces(page.value().ink.get(), {}, page.value().glyph_height).size(), 1U);
}

TEST(ImageMeasure, GrainIsNoTypeWhereAPageBearsLittleOfIt) {
  Canvas canvas;
  for (int line = 0; line < 4; ++line) canvas.text("Salaries of the district", 120, 300 + 60 * line, 10);
  const double alone = measure_ink(canvas.ink().get(), 150).glyph_height;
  for (int i = 0; i < 900; ++i) canvas.bar(20 + (i * 389) % (kWidth - 40), 620 + (i * 577) % (kHeight - 660), 2, 4);
  EXPECT_EQ(measure_ink(canvas.ink().get(), 150).glyph_height, alone);
}

TEST(ImagePage, WordsAndRulesComeInPoints) {
  Canvas canvas;
  canvas.grid(100, 300, 3, 3, 300, 60);
  for (int r = 0; r < 3; ++r)
    for (int c = 0; c < 3; ++c) canvas.text("4711", 150 + 300 * c, 342 + 60 * r, 8);
  QuietReader reader;
  Page page;
  page.number = 1;
  ASSERT_TRUE(read_image_page(canvas.image(), {.languages = {"eng"}}, reader, page).ok());
  EXPECT_EQ(page.origin, PageOrigin::image);
  EXPECT_NEAR(page.width, kWidth * 0.48, 1);
  EXPECT_EQ(page.evidence.words.size(), 9U);
  EXPECT_EQ(page.evidence.rules.size(), 8U);
  EXPECT_NEAR(page.evidence.words.front().box.x0, 150 * 0.48, 3);
  ASSERT_TRUE(page.quality.has_value());
  EXPECT_NEAR(page.quality->mean_confidence, 0.9, 1e-6);
}

TEST(ImagePage, ABlankPageHasNoWords) {
  Canvas canvas;
  QuietReader reader;
  Page page;
  ASSERT_TRUE(read_image_page(canvas.image(), {}, reader, page).ok());
  EXPECT_TRUE(page.evidence.words.empty());
  EXPECT_EQ(reader.calls, 0);
}

TEST(ImagePage, AReaderThatFailsFailsThePage) {
  Canvas canvas = page_of_text();
  QuietReader reader;
  reader.fail = true;
  Page page;
  const auto status = read_image_page(canvas.image(), {.languages = {"eng"}}, reader, page);
  ASSERT_FALSE(status.ok());
  EXPECT_EQ(status.error().message, "reader broke");
}

TEST(CellReaderOnImages, LooksOnlyAtTheSpot) {
  Canvas canvas = page_of_text();
  auto quiet = std::make_shared<QuietReader>();
  quiet->text = "1234";
  int asked = 0;
  auto cells = make_cell_reader([&](int) -> Result<CellPage> { ++asked; return CellPage{canvas.image(), {}}; }, quiet);
  const Result<Alternative> there = cells->read({1, {50, 85, 200, 100}, Expectation::number, ""});
  ASSERT_TRUE(there.ok());
  EXPECT_NE(there.value().text, "");
  const Result<Alternative> nothing = cells->read({1, {10, 10, 50, 40}, Expectation::number, ""});
  ASSERT_TRUE(nothing.ok());
  EXPECT_EQ(nothing.value().text, "");
  EXPECT_EQ(asked, 1) << "the prepared page is kept";
}

TEST(CellReaderOnImages, APageThatIsGoneIsAnError) {
  auto cells = make_cell_reader([](int) -> Result<CellPage> { return Error{ErrorCode::io, "gone", 1}; }, std::make_shared<QuietReader>());
  EXPECT_FALSE(cells->read({1, {0, 0, 10, 10}, Expectation::number, ""}).ok());
}

TEST(PageImageLimits, RefusesBeforeDecoding) {
  const std::string path = scratch_file("thin.png");
  PixPtr thin(pixCreate(100000, 1, 1));
  ASSERT_EQ(pixWrite(path.c_str(), thin.get(), IFF_PNG), 0);
  const Result<PageImage> image = load_image_page(path, 0);
  ASSERT_FALSE(image.ok());
  EXPECT_EQ(image.error().code, ErrorCode::too_large);
  EXPECT_NE(image.error().message.find("100000 x 1"), std::string::npos);
  std::filesystem::remove(path);
  const Result<PageImage> small = load_image_page(path, 0);
  EXPECT_EQ(small.error().code, ErrorCode::not_found);
}

TEST(PageImageLimits, RefusesManyPixelsAndNone) {
  const std::string path = scratch_file("header.pgm");
  std::ofstream(path) << "P5\n20000 20000\n255\n";  // the pixels need not even be there
  EXPECT_EQ(load_image_page(path, 0).error().code, ErrorCode::too_large);
  std::ofstream(path) << "P5\n0 0\n255\n";
  EXPECT_FALSE(load_image_page(path, 0).ok());
  std::filesystem::remove(path);
}

TEST(PageImageLimits, DamagedAndForeignFilesAreNamed) {
  const std::string path = scratch_file("damaged.png");
  std::ofstream(path, std::ios::binary) << "\x89PNG\r\n\x1a\n and then nothing of the kind";
  EXPECT_EQ(load_image_page(path, 0).error().code, ErrorCode::bad_input);
  std::ofstream(path) << "plain words, no picture";
  EXPECT_EQ(load_image_page(path, 0).error().code, ErrorCode::unsupported);
  EXPECT_FALSE(count_image_pages(path).ok());
  std::filesystem::remove(path);
}

TEST(PageImageLoad, CountsAndReadsPagesOfATiff) {
  const std::string path = scratch_file("two.tif");
  Canvas canvas;
  ASSERT_EQ(pixWriteTiff(path.c_str(), canvas.get(), IFF_TIFF_LZW, "w"), 0);
  PixPtr small(pixCreate(300, 200, 1));
  ASSERT_EQ(pixWriteTiff(path.c_str(), small.get(), IFF_TIFF_G4, "a"), 0);
  const Result<int> count = count_image_pages(path);
  ASSERT_TRUE(count.ok());
  EXPECT_EQ(count.value(), 2);
  const Result<PageImage> second = load_image_page(path, 1);
  ASSERT_TRUE(second.ok());
  EXPECT_EQ(second.value().width(), 300);
  EXPECT_FALSE(load_image_page(path, 2).ok());
  std::filesystem::remove(path);
}

TEST(ImagePage, APageOfMarksThatNobodyReadsIsGivenUpByName) {
  class Blind final : public Reader {
   public:
    std::string name() const override { return "blind"; }
    Result<std::vector<Word>> recognise(const PageImage&, const RecogniseRequest&) override { return std::vector<Word>{}; }
  };
  const auto given_up = [](int rows) {
    Canvas canvas;
    for (int row = 0; row < rows; ++row)
      for (int col = 0; col < 10; ++col) canvas.text("1930", 120 + 100 * col, 200 + 50 * row, 8);
    Blind reader;
    Page page;
    page.number = 1;
    EXPECT_TRUE(read_image_page(canvas.image(), {.languages = {"eng"}}, {reader, nullptr}, page).ok());
    const auto& done = page.quality->treatments;
    return std::find(done.begin(), done.end(), kGivenUp) != done.end();
  };
  EXPECT_TRUE(given_up(28));
  EXPECT_FALSE(given_up(3)) << "a few marks are no page of text";
}

TEST(TesseractReader, NamesThePackageOfAMissingLanguage) {
  Result<std::unique_ptr<Reader>> reader = make_tesseract_reader();
  ASSERT_TRUE(reader.ok());
  Canvas canvas;
  RecogniseRequest request;
  request.languages = "chi_nowhere";
  const auto words = reader.value()->recognise(canvas.image(), request);
  ASSERT_FALSE(words.ok());
  EXPECT_EQ(words.error().code, ErrorCode::missing_part);
  EXPECT_NE(words.error().message.find("tesseract-ocr-chi-nowhere"), std::string::npos);
}

// Sure of a page only as its mirror image: where the broad letters of each piece are at the right, the low ones hang from above.
class MirrorReader final : public Reader {
 public:
  explicit MirrorReader(bool known) : known_(known) {}
  std::string name() const override { return "mirror"; }
  Result<std::vector<Word>> recognise(const PageImage& image, const RecogniseRequest&) override {
    PixPtr ink(pixThresholdToBinary(image.get(), 128));
    Word word;
    word.text = "deed";
    word.confidence = half(ink.get(), true, false) > half(ink.get(), false, false) && half(ink.get(), false, true) > half(ink.get(), true, true) ? 0.9 : 0.3;
    word.box = {2, 2, double(image.width() - 2), double(image.height() - 2)};
    return std::vector<Word>{word};
  }
  bool knows(const std::string&, const std::string&) override { return known_; }

 private:
  static int half(Pix* ink, bool second, bool rows) {
    const int w = pixGetWidth(ink), h = pixGetHeight(ink);
    ::Box* box = rows ? boxCreate(0, second ? h / 2 : 0, w, h / 2) : boxCreate(second ? w / 2 : 0, 0, w / 2, h);
    PixPtr part(pixClipRectangle(ink, box, nullptr));
    boxDestroy(&box);
    l_int32 count = 0;
    pixCountPixels(part.get(), &count, nullptr);
    return count;
  }
  bool known_;
};

TEST(ImagePage, MirrorWritingIsBelievedOnlyWhereItMakesWords) {
  for (const bool known : {true, false}) {
    Canvas canvas;
    for (int line = 0; line < 8; ++line)
      for (int letter = 0; letter < 8; ++letter)
        canvas.bar(200 + 22 * letter, 200 + 60 * line, letter < 4 ? 16 : 8, letter % 4 == 0 ? 24 : 12);
    MirrorReader reader(known);
    Page page;
    page.number = 1;
    ASSERT_TRUE(read_image_page(canvas.image(), {.languages = {"eng"}}, {reader, nullptr}, page).ok());
    const auto& done = page.quality->treatments;
    EXPECT_EQ(std::count(done.begin(), done.end(), "mirror"), known ? 1 : 0);
  }
}

}  // namespace
}  // namespace tabularium

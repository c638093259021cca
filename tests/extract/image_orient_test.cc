// Pages that lie on their side or upside down: what a few lines say decides.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <random>

#include "stages/extract/image_measure.h"
#include "stages/extract/image_page.h"
#include "stages/extract/reader.h"
#include "tests/extract/canvas.h"

namespace tabularium {
namespace {

TEST(TurnedPage, UpsideDownIsReadUpright) {
  Canvas canvas;
  for (int line = 0; line < 4; ++line) canvas.text("Salaries of the district", 120, 300 + 60 * line, 10);
  const PageImage image(pixRotateOrth(canvas.get(), 2));
  Result<std::unique_ptr<Reader>> reader = make_tesseract_reader();
  ASSERT_TRUE(reader.ok());
  Page page;
  page.number = 1;
  ASSERT_TRUE(read_image_page(image, {.languages = {"eng"}}, {*reader.value(), nullptr}, page).ok());
  ASSERT_TRUE(page.quality.has_value());
  EXPECT_EQ(page.quality->turned, 2);
  ASSERT_FALSE(page.evidence.words.empty());
  EXPECT_EQ(page.evidence.words.front().text, "Salaries");
}

TEST(TurnedPage, OnItsSideIsReadUpright) {
  Canvas canvas;
  for (int line = 0; line < 20; ++line) canvas.text("Salaries of the district and wages of its porters", 120 + line * 37 % 90, 200 + 50 * line, 10);
  Result<std::unique_ptr<Reader>> reader = make_tesseract_reader();
  ASSERT_TRUE(reader.ok());
  for (const int quarters : {1, 3}) {
    const PageImage image(pixRotateOrth(canvas.get(), quarters));
    Page page;
    page.number = 1;
    ASSERT_TRUE(read_image_page(image, {.languages = {"eng"}}, {*reader.value(), nullptr}, page).ok());
    ASSERT_TRUE(page.quality.has_value());
    EXPECT_EQ(page.quality->turned, 4 - quarters);
    ASSERT_FALSE(page.evidence.words.empty());
    EXPECT_EQ(page.evidence.words.front().text, "Salaries");
    EXPECT_LT(page.width, page.height);
  }
}

// Words of square marks in a few columns far apart: a page with less ink along its lines than down its columns.
Canvas page_of_sparse_rows() {
  Canvas canvas;
  for (int row = 0; row < 16; ++row)
    for (int column = 0; column < 5; ++column)
      for (int mark = 0; mark < 1 + (row * 7 + column * 3) % 4; ++mark)
        canvas.bar(100 + 230 * column + 24 * mark, 200 + 46 * row, 20, 20);
  return canvas;
}

void strew_specks(Canvas& canvas, int count) {
  std::mt19937 random(7);
  for (int i = 0; i < count; ++i)
    canvas.bar(static_cast<int>(random() % (kWidth - 4)), static_cast<int>(random() % (kHeight - 4)), 2, 2);
}

TEST(ImageMeasure, SparseRowsAndSpecksDoNotHideHowLinesRun) {
  for (const int specks : {0, 4000}) {
    Canvas canvas = page_of_sparse_rows();
    strew_specks(canvas, specks);
    const PixPtr ink = canvas.ink();
    EXPECT_FALSE(lines_run_down(ink.get(), 20)) << specks;
    const PixPtr turned(pixRotateOrth(ink.get(), 1));
    EXPECT_TRUE(lines_run_down(turned.get(), 20)) << specks;
  }
}

TEST(ImageMeasure, AFewMarksTellNothing) {
  Canvas canvas;
  for (int mark = 0; mark < 10; ++mark) canvas.bar(600, 300 + 24 * mark, 20, 20);
  const PixPtr ink = canvas.ink();
  EXPECT_FALSE(lines_run_down(ink.get(), 20));
}

// Reads lines of the letter L with a certainty that depends on how they lie: upright, on the head, mirrored, both.
class CompassReader final : public Reader {
 public:
  CompassReader(std::array<double, 4> certainty, bool words, double of_long = 0) : certainty_(certainty), words_(words), of_long_(of_long) {}
  std::string name() const override { return "compass"; }
  bool knows(const std::string& /*word*/, const std::string& /*language*/) override { return words_; }
  Result<std::vector<Word>> recognise(const PageImage& image, const RecogniseRequest& /*request*/) override {
    Word word;
    word.text = "Level";
    word.box = {0, 0, double(image.width()), double(image.height())};
    const bool is_long = image.width() > 12 * image.height();
    word.confidence = is_long && of_long_ > 0 ? of_long_ : certainty_[lie_of(image.get())];
    return std::vector<Word>{word};
  }

 private:
  // The foot of the L tells top from bottom; the side on which its leg begins tells left from right.
  static std::size_t lie_of(Pix* gray) {
    const PixPtr ink(pixThresholdToBinary(gray, 128));
    const int w = pixGetWidth(ink.get()), h = pixGetHeight(ink.get());
    std::vector<int> rows(static_cast<std::size_t>(h), 0);
    int first_row = h, last_row = 0, first_column = w;
    for (int x = 0; x < w; ++x)
      for (int y = 0; y < h; ++y) {
        l_uint32 set = 0;
        pixGetPixel(ink.get(), x, y, &set);
        if (set == 0) continue;
        ++rows[static_cast<std::size_t>(y)];
        first_row = std::min(first_row, y);
        last_row = std::max(last_row, y);
        first_column = std::min(first_column, x);
      }
    if (first_row >= last_row) return 0;
    const bool foot_below = rows[static_cast<std::size_t>(last_row)] > rows[static_cast<std::size_t>(first_row)];
    l_uint32 leg = 0;
    pixGetPixel(ink.get(), first_column, (first_row + last_row) / 2, &leg);
    const bool leg_left = leg != 0;
    return foot_below ? (leg_left ? 0 : 2) : (leg_left ? 3 : 1);
  }
  std::array<double, 4> certainty_;  // upright, on its head, mirrored, mirrored on its head
  bool words_;
  double of_long_;  // certainty of long lines however they lie; 0 = as of others
};

Canvas page_of_letters() {
  Canvas canvas;
  for (int line = 0; line < 16; ++line)
    for (int letter = 0; letter < 30; ++letter) {
      canvas.bar(100 + 24 * letter, 200 + 60 * line, 5, 26);
      canvas.bar(100 + 24 * letter, 221 + 60 * line, 16, 5);
    }
  return canvas;
}

// How the page was taken: quarter turns, and whether mirrored.
std::pair<int, bool> taken(const PageImage& image, std::array<double, 4> certainty, bool words) {
  CompassReader reader(certainty, words);
  Page page;
  page.number = 1;
  EXPECT_TRUE(read_image_page(image, {.languages = {"eng"}}, {reader, nullptr}, page).ok());
  if (!page.quality) return {-1, false};
  const std::vector<std::string>& done = page.quality->treatments;
  return {page.quality->turned, std::find(done.begin(), done.end(), "mirror") != done.end()};
}

TEST(TurnedPage, APoorPageIsNotMirroredForALittleMoreCertainty) {
  Canvas canvas = page_of_letters();
  EXPECT_EQ(taken(canvas.image(), {0.17, 0.33, 0.35, 0.19}, true), (std::pair{0, false}));
  EXPECT_EQ(taken(canvas.image(), {0.17, 0.33, 0.9, 0.19}, false), (std::pair{0, false})) << "no words";
}

TEST(TurnedPage, APoorPageOnItsHeadIsTurnedWhereItIsReadMuchSurer) {
  EXPECT_EQ(taken(page_of_letters().image(), {0.05, 0.45, 0.05, 0.05}, true).first, 2);
  EXPECT_EQ(taken(page_of_letters().image(), {0.30, 0.48, 0.30, 0.30}, true).first, 0) << "noise";
}

// Six long lines of figures that are figures on their head, too, and many words that are not.
TEST(TurnedPage, LongLinesThatAreReadEitherWayDoNotKeepAPageOnItsHead) {
  Canvas canvas;
  const auto letter = [&](int x, int y) {
    canvas.bar(x, y, 5, 26);
    canvas.bar(x, y + 21, 16, 5);
  };
  for (int line = 0; line < 24; ++line)
    for (int place = 0; place < 40; ++place)
      if (line < 6 || place % 10 < 4) letter(100 + 24 * place, 200 + 60 * line);
  const auto turned = [&](std::array<double, 4> certainty, double of_long = 0.8) {
    CompassReader reader(certainty, true, of_long);
    Page page;
    page.number = 1;
    EXPECT_TRUE(read_image_page(canvas.image(), {.languages = {"eng"}}, {reader, nullptr}, page).ok());
    return page.quality ? page.quality->turned : -1;
  };
  EXPECT_EQ(turned({0.05, 0.9, 0.05, 0.05}), 2);
  EXPECT_EQ(turned({0.9, 0.05, 0.05, 0.05}), 0);
  EXPECT_EQ(turned({0.05, 0.2, 0.05, 0.05}), 0) << "poor either way";
  EXPECT_EQ(turned({0.05, 0.3, 0.05, 0.05}, 0), 0) << "surer on its head, but poor";
}

TEST(TurnedPage, AFilmTheWrongWayRoundIsMirrored) {
  Canvas canvas = page_of_letters();
  const PageImage mirrored(pixFlipLR(nullptr, canvas.get()));
  EXPECT_EQ(taken(mirrored, {0.9, 0.3, 0.35, 0.2}, true), (std::pair{0, true}));
}

TEST(TurnedPage, LinesThatRunDownAreTurnedTheSurestWayHoweverLittleSurer) {
  Canvas canvas = page_of_letters();
  for (const int quarters : {1, 3}) {
    const PageImage image(pixRotateOrth(canvas.get(), quarters));
    EXPECT_EQ(taken(image, {0.99, 0.9, 0.85, 0.85}, true), (std::pair{4 - quarters, false}));
    EXPECT_EQ(taken(image, {0.62, 0.56, 0.5, 0.5}, true), (std::pair{4 - quarters, false})) << "a poor page";
  }
}

TEST(ImageMeasure, LinesThatRunDownAreSeen) {
  Canvas canvas = page_of_text();
  const PixPtr ink = canvas.ink();
  const double glyph = measure_ink(ink.get(), 150).glyph_height;
  EXPECT_FALSE(lines_run_down(ink.get(), glyph));
  const PixPtr turned(pixRotateOrth(ink.get(), 1));
  EXPECT_TRUE(lines_run_down(turned.get(), glyph));
}

}  // namespace
}  // namespace tabularium

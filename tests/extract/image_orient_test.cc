// Pages that lie on their side or upside down: what a few lines say decides.
#include <gtest/gtest.h>

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

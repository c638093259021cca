// Pages that lie on their side or upside down, read by the real reader: what a few lines say decides.
#include <gtest/gtest.h>

#include "stages/extract/image_measure.h"
#include "stages/extract/image_page.h"
#include "stages/extract/reader.h"
#include "tests/extract/canvas.h"

namespace tabularium {
namespace {

Canvas few_lines() {
  Canvas canvas;
  for (int line = 0; line < 6; ++line) canvas.text("Salaries and wages of the district 1234", 120, 300 + 60 * line, 10);
  return canvas;
}

class TurnedPage : public testing::TestWithParam<int> {};

TEST_P(TurnedPage, IsReadUpright) {
  Canvas canvas = few_lines();
  // What came in `GetParam()` quarter turns clockwise is set upright by the rest of the full turn.
  const PageImage image(pixRotateOrth(canvas.get(), GetParam()));
  Result<std::unique_ptr<Reader>> reader = make_tesseract_reader();
  ASSERT_TRUE(reader.ok());
  Page page;
  page.number = 1;
  ASSERT_TRUE(read_image_page(image, {.languages = {"eng"}}, {*reader.value(), nullptr}, page).ok());
  ASSERT_TRUE(page.quality.has_value());
  EXPECT_EQ(page.quality->turned, (4 - GetParam()) % 4);
  ASSERT_FALSE(page.evidence.words.empty());
  EXPECT_EQ(page.evidence.words.front().text, "Salaries");
  EXPECT_GT(page.height, page.width);
}

INSTANTIATE_TEST_SUITE_P(EveryWay, TurnedPage, testing::Values(0, 1, 2, 3));

TEST(ImageMeasure, LinesThatRunDownAreSeen) {
  Canvas canvas = page_of_text();
  const PixPtr ink = canvas.ink();
  EXPECT_FALSE(lines_run_down(ink.get()));
  const PixPtr turned(pixRotateOrth(ink.get(), 1));
  EXPECT_TRUE(lines_run_down(turned.get()));
}

}  // namespace
}  // namespace tabularium

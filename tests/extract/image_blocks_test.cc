// A table that lies askew on a straight page.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "stages/extract/image_blocks.h"
#include "stages/extract/image_lines.h"
#include "stages/extract/image_prepare.h"
#include "tests/extract/canvas.h"

namespace tabularium {
namespace {

constexpr int kTop = 800, kDown = 40, kRows = 14;

// Twelve lines of text over a table of three columns, turned by so many degrees.
Canvas page_with_table(double degrees) {
  Canvas canvas, table;
  for (int row = 0; row < kRows; ++row)
    for (int column = 0; column < 3; ++column)
      table.text(column == 0 ? "Northfield" : "4791", 120 + 440 * column, kTop + kDown * row, 8);
  const PixPtr turned(pixRotateAMGray(table.get(), static_cast<float>(degrees * M_PI / 180), 250));
  pixRasterop(canvas.get(), 0, 0, kWidth, kHeight, PIX_SRC, turned.get(), 0, 0);
  for (int line = 0; line < 12; ++line) canvas.text("The quick brown fox jumps over the lazy dog while 1234 birds sing", 120, 140 + kDown * line, 8);
  return canvas;
}

bool treated(const PreparedPage& page, const std::string& how) {
  const std::vector<std::string>& done = page.quality.treatments;
  return std::find(done.begin(), done.end(), how) != done.end();
}

// Pieces of the first column that have a piece of the last column level with them.
int level_rows(const PreparedPage& page) {
  const double k = page.pixels_per_point * 72 / 150;
  const std::vector<Box> pieces = find_text_pieces(page.ink.get(), page.rules, page.glyph_height);
  int level = 0;
  for (const Box& label : pieces)
    if (label.center_x() < 400 * k && label.y0 > 700 * k)
      level += std::any_of(pieces.begin(), pieces.end(), [&](const Box& other) {
        return other.x0 > 900 * k && std::abs(other.center_y() - label.center_y()) < 0.35 * page.glyph_height;
      });
  return level;
}

TEST(BlocksAskew, ATableIsTurnedStraightWhereThePageIs) {
  for (const double degrees : {1.3, -1.8}) {
    Canvas canvas = page_with_table(degrees);
    const Result<PreparedPage> page = prepare_page(canvas.image(), {}, 0);
    ASSERT_TRUE(page.ok());
    EXPECT_LT(std::abs(page.value().quality.skew_degrees), 0.35) << "the page is straight";
    EXPECT_TRUE(treated(page.value(), "deskew-block"));
    EXPECT_GE(level_rows(page.value()), kRows - 1) << degrees;
    ImagePageOptions as_it_is;
    as_it_is.clean = false;
    const Result<PreparedPage> untreated = prepare_page(canvas.image(), as_it_is, 0);
    ASSERT_TRUE(untreated.ok());
    EXPECT_LT(level_rows(untreated.value()), kRows / 2) << "the case is one";
  }
}

TEST(BlocksAskew, AStraightTableStaysAsItIs) {
  Canvas canvas = page_with_table(0);
  const Result<PreparedPage> page = prepare_page(canvas.image(), {}, 0);
  ASSERT_TRUE(page.ok());
  EXPECT_FALSE(treated(page.value(), "deskew-block"));
  Canvas ruled = page_with_table(0);
  ruled.grid(100, 760, 3, kRows, 340, kDown);
  const PixPtr before(pixCopy(nullptr, ruled.get()));
  EXPECT_EQ(straighten_blocks(ruled.get(), 128, 250, 24), 0) << "no bare rows between ruled ones, but straight";
  l_int32 same = 0;
  pixEqual(before.get(), ruled.get(), &same);
  EXPECT_EQ(same, 1);
}

TEST(BlocksAskew, ADrawingIsNoTable) {
  Canvas canvas;
  for (int stroke = 0; stroke < 12; ++stroke)
    for (int x = 0; x < 900; ++x) canvas.bar(150 + x, 400 + 60 * stroke + x / 30, 1, 4);
  EXPECT_EQ(straighten_blocks(canvas.get(), 128, 250, 24), 0);
}

}  // namespace
}  // namespace tabularium

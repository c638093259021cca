// Ruling lines that fell into dashes, and rows of dashes that are none.
#include "stages/extract/image_dashes.h"

#include <gtest/gtest.h>

#include "tests/extract/canvas.h"

namespace tabularium {
namespace {

constexpr double kGlyph = 20;

// Dashes of one pixel's height, each a little lower than the one before: a hairline that is not quite level.
Canvas broken_line(int dash = 24, int gap = 8, int rows_down = 1) {
  Canvas canvas;
  for (int i = 0; i < 20; ++i) canvas.bar(200 + i * (dash + gap), 500 + i * rows_down, dash, 1);
  return canvas;
}

std::size_t lines_in(Canvas canvas) { return find_dashed_lines(canvas.ink().get(), kGlyph).size(); }

TEST(DashedLines, AHairlineThatABlackAndWhiteScanBrokeIsOneLine) {
  const std::vector<RuleTrack> found = find_dashed_lines(broken_line().ink().get(), kGlyph);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].orientation, Orientation::horizontal);
  EXPECT_NEAR(found[0].from(), 200, 1);
  EXPECT_NEAR(found[0].to(), 200 + 19 * 32 + 24, 1);
  EXPECT_NEAR(found[0].across_at(500), 500 + 300 / 32.0, 1.5) << "it is followed as it runs";
}

TEST(DashedLines, UprightOnesToo) {
  Canvas canvas;
  for (int i = 0; i < 12; ++i) canvas.bar(600, 300 + 30 * i, 2, 20);
  const std::vector<RuleTrack> found = find_dashed_lines(canvas.ink().get(), kGlyph);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].orientation, Orientation::vertical);
}

TEST(DashedLines, DashesFarApartOrFewAreNone) {
  EXPECT_EQ(lines_in(broken_line(24, 60, 0)), 0U) << "missing figures of a row";
  Canvas canvas;
  for (int i = 0; i < 3; ++i) canvas.bar(200 + 50 * i, 500, 40, 1);
  EXPECT_EQ(lines_in(std::move(canvas)), 0U);
}

TEST(DashedLines, LeadersAreNone) {
  Canvas canvas = broken_line(10, 10, 0);
  EXPECT_EQ(lines_in(broken_line(10, 10, 0)), 1U);
  canvas.bar(170, 485, 16, 24);  // the last letter of a label, at whose height they run
  EXPECT_EQ(lines_in(std::move(canvas)), 0U);
}

TEST(DashedLines, TextHasNone) { EXPECT_EQ(lines_in(page_of_text()), 0U); }

}  // namespace
}  // namespace tabularium

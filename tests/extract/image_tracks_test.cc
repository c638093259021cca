#include "stages/extract/image_tracks.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "stages/extract/image_ends.h"
#include "stages/extract/image_measure.h"
#include "stages/extract/image_mesh.h"
#include "stages/extract/image_points.h"
#include "stages/extract/image_rules.h"
#include "stages/extract/image_specks.h"
#include "stages/extract/image_warp.h"
#include "tests/extract/canvas.h"

namespace tabularium {
namespace {

constexpr double kGlyph = 20;

std::vector<RuleTrack> upright(const std::vector<RuleTrack>& tracks) {
  std::vector<RuleTrack> found;
  std::copy_if(tracks.begin(), tracks.end(), std::back_inserter(found),
               [](const RuleTrack& track) { return track.orientation == Orientation::vertical; });
  return found;
}

// Rows of figures that nearly touch: the white between their columns is narrower than a letter.
Canvas rows_of_figures() {
  Canvas canvas;
  for (int row = 0; row < 12; ++row)
    for (int col = 0; col < 4; ++col) canvas.text("0417", 150 + 86 * col, 320 + 38 * row, 10);
  return canvas;
}

TEST(ImageTracks, AFaintLineBetweenFiguresIsFollowed) {
  Canvas canvas = rows_of_figures();
  canvas.bar(230, 280, 2, 480, 225);  // paper is 250: fainter than any threshold of the whole page would show
  const double glyph = measure_ink(canvas.ink().get(), 150).glyph_height;
  const std::vector<RuleTrack> found = upright(find_tracks(canvas.get(), 128, glyph));
  ASSERT_EQ(found.size(), 1U) << glyph;
  EXPECT_NEAR(found[0].across_at(500), 231, 2);
  EXPECT_NEAR(found[0].from(), 280, 6);
  EXPECT_NEAR(found[0].to(), 760, 6);
}

TEST(ImageTracks, StrokesOfLettersAreNoLines) {
  Canvas canvas = page_of_text();
  for (int row = 0; row < 12; ++row) canvas.text("1", 1180, 320 + 34 * row, 10);
  EXPECT_TRUE(find_tracks(canvas.get(), 128, kGlyph).empty());
}

TEST(ImageTracks, ABentLineIsOneTrack) {
  Canvas canvas;
  for (int y = 200; y < 1400; ++y) canvas.bar(600 + static_cast<int>(8 * std::sin((y - 200) / 1200.0 * M_PI)), y, 3, 1, 60);
  const std::vector<RuleTrack> found = upright(find_tracks(canvas.get(), 128, kGlyph));
  ASSERT_EQ(found.size(), 1U);
  EXPECT_NEAR(found[0].across_at(800), 609.5, 2);
  EXPECT_NEAR(found[0].across_at(250), 602.5, 2);
}

TEST(ImageWarp, ABentPageIsLaidFlat) {
  Canvas canvas;
  const auto sag = [](int x) { return static_cast<int>(10 * std::sin((x - 100) / 1000.0 * M_PI)); };
  for (int x = 100; x < 1100; ++x)
    for (int row = 0; row < 5; ++row) canvas.bar(x, 300 + 150 * row + sag(x), 1, 3, 60);
  std::vector<RuleTrack> tracks = find_tracks(canvas.get(), 128, kGlyph);
  ASSERT_EQ(tracks.size(), 5U);
  const PageWarp warp = fit_warp(tracks, kGlyph);
  EXPECT_GT(warp.bend, 4);
  flatten(tracks, warp);
  for (const RuleTrack& track : tracks)
    for (const Point& node : track.nodes) EXPECT_NEAR(node.y, track.across_at(600), 1.2);
  const PixPtr flat = flatten(canvas.get(), warp, 250);
  ASSERT_TRUE(flat);
  const PixPtr ink(pixThresholdToBinary(flat.get(), 128));
  EXPECT_EQ(find_rules(ink.get(), {.dpi = 150}).rules.size(), 5U);
}

TEST(ImageWarp, AFlatPageStaysAsItIs) {
  Canvas canvas;
  canvas.grid(100, 300, 4, 5, 200, 60);
  const PageWarp warp = fit_warp(find_tracks(canvas.get(), 128, kGlyph), kGlyph);
  EXPECT_LT(warp.bend, 1);
}

TEST(ImageRules, BarsOfBlurredLettersAreNoRules) {
  Canvas canvas;
  for (int x = 200; x < 400; x += 12) canvas.bar(x, 400, 5, 20);   // stems
  canvas.bar(200, 408, 200, 3);                                    // what blur makes of their bars
  canvas.bar(200, 500, 200, 3);                                    // a rule
  const InkRules found = find_rules(canvas.ink().get(), {.dpi = 150, .glyph_height = kGlyph});
  ASSERT_EQ(found.rules.size(), 1U);
  EXPECT_NEAR(found.rules[0].at, 501.5, 1);
}

RuleTrack line(Orientation orientation, double at, double from, double to) {
  const auto node = [&](double along) { return orientation == Orientation::horizontal ? Point{along, at} : Point{at, along}; };
  return {orientation, {node(from), node(to)}, 2};
}

TEST(ImageMesh, ALostPieceOfAnUprightLineIsBridged) {
  Canvas canvas;
  std::vector<RuleTrack> lines = {line(Orientation::vertical, 300, 100, 300), line(Orientation::vertical, 300, 450, 700)};
  complete_lines(lines, canvas.ink().get(), kGlyph);
  EXPECT_EQ(lines.size(), 1U);
  // Level lines at both ends close two tables; the gap between them was meant.
  lines = {line(Orientation::vertical, 300, 100, 300), line(Orientation::vertical, 300, 450, 700),
           line(Orientation::horizontal, 300, 200, 500), line(Orientation::horizontal, 450, 200, 500)};
  complete_lines(lines, canvas.ink().get(), kGlyph);
  EXPECT_EQ(lines.size(), 4U);
}

TEST(ImageMesh, AnOpenEndIsDrawnOnToWhereItsNeighboursEnd) {
  Canvas canvas;
  std::vector<RuleTrack> lines = {line(Orientation::vertical, 300, 100, 700), line(Orientation::vertical, 400, 100, 700),
                                  line(Orientation::vertical, 500, 100, 450), line(Orientation::vertical, 600, 100, 450)};
  for (int row = 0; row < 6; ++row) canvas.bar(580, 460 + 40 * row, 60, 20);  // stands where the last line would go on
  complete_lines(lines, canvas.ink().get(), kGlyph);
  ASSERT_EQ(lines.size(), 4U);
  for (const RuleTrack& each : lines) EXPECT_NEAR(each.to(), each.nodes.front().x < 550 ? 700 : 450, 2);
}

// A spanner stands centred over the boundary of its columns: the rule between them ends below it.
TEST(ImageMesh, AnOpenEndIsNotDrawnBetweenTheLettersOfAWord) {
  Canvas canvas;
  std::vector<RuleTrack> lines = {line(Orientation::vertical, 300, 100, 700), line(Orientation::vertical, 400, 140, 700),
                                  line(Orientation::vertical, 500, 100, 700)};
  canvas.bar(392, 110, 4, 20);  // strokes of letters left and right of the boundary, thin as the line itself
  canvas.bar(403, 110, 4, 20);
  complete_lines(lines, canvas.ink().get(), kGlyph);
  ASSERT_EQ(lines.size(), 3U);
  for (const RuleTrack& each : lines) EXPECT_NEAR(each.from(), each.nodes.front().x == 400 ? 140 : 100, 2);
}

TEST(ImageMesh, AFigureThatTouchesALineStays) {
  Canvas canvas;
  canvas.bar(300, 200, 2, 300);   // the line
  canvas.bar(282, 300, 18, 20);   // touches it from the left
  PixPtr ink = canvas.ink();
  const RuleTrack track = line(Orientation::vertical, 301, 200, 500);
  whiten_lines(ink.get(), canvas.get(), {&track, 1}, 250, true);
  l_uint32 there = 0, on_line = 1;
  pixGetPixel(ink.get(), 297, 310, &there);
  pixGetPixel(ink.get(), 301, 250, &on_line);
  EXPECT_EQ(there, 1U);
  EXPECT_EQ(on_line, 0U);
}

// "0·4" as three bars: two figures and a point at half their height.
void raised_point(Canvas& canvas, int x, int y) {
  canvas.bar(x, y, 10, 20);
  canvas.bar(x + 13, y + 8, 4, 4);
  canvas.bar(x + 20, y, 10, 20);
}

TEST(ImagePoints, RaisedPointsAreLoweredWhereThereAreMany) {
  Canvas canvas;
  for (int i = 0; i < 10; ++i) raised_point(canvas, 200, 200 + 40 * i);
  PixPtr ink = canvas.ink();
  EXPECT_EQ(lower_points(canvas.get(), ink.get(), 250, kGlyph), 10);
  l_uint32 above = 1, below = 0;
  pixGetPixel(ink.get(), 215, 210, &above);
  pixGetPixel(ink.get(), 215, 218, &below);
  EXPECT_EQ(above, 0U);
  EXPECT_EQ(below, 1U);
}

TEST(ImagePoints, PointsOnTheLineStayWhereLinesAreSetClose) {
  Canvas canvas;
  for (int i = 0; i < 12; ++i) {
    const int y = 200 + 26 * i;  // lines of 20 rows, 6 of white between them
    canvas.bar(200, y, 10, 20);
    canvas.bar(213, y + 16, 4, 4);
    canvas.bar(220, y, 10, 20);
  }
  PixPtr ink = canvas.ink();
  EXPECT_EQ(lower_points(canvas.get(), ink.get(), 250, kGlyph), 0);
}

TEST(ImagePoints, HyphensBetweenFiguresStay) {
  Canvas canvas;
  for (int i = 0; i < 10; ++i) {
    canvas.bar(200, 200 + 40 * i, 10, 20);
    canvas.bar(213, 208 + 40 * i, i % 3 == 0 ? 4 : 6, 4);
    canvas.bar(222, 200 + 40 * i, 10, 20);
  }
  PixPtr ink = canvas.ink();
  EXPECT_EQ(lower_points(canvas.get(), ink.get(), 250, kGlyph), 0);
}

TEST(ImagePoints, AFewSpecksAndColonsStay) {
  Canvas canvas;
  for (int i = 0; i < 4; ++i) raised_point(canvas, 200, 200 + 40 * i);
  for (int i = 0; i < 10; ++i) {
    raised_point(canvas, 400, 200 + 40 * i);
    canvas.bar(413, 216 + 40 * i, 4, 4);  // the colon's other point
  }
  PixPtr ink = canvas.ink();
  EXPECT_EQ(lower_points(canvas.get(), ink.get(), 250, kGlyph), 0);
}

bool has_ink(Pix* ink, int x, int y) {
  l_uint32 value = 0;
  return ink != nullptr && pixGetPixel(ink, x, y, &value) == 0 && value != 0;
}

TEST(ImageSpecks, ADotBelongsToTheLetterOrTheRowOfDotsItStandsBy) {
  Canvas canvas;
  canvas.bar(200, 200, 10, 20);   // a letter
  canvas.bar(214, 217, 3, 3);     // and its full stop
  canvas.bar(400, 400, 3, 3);     // dirt
  for (int i = 0; i < 3; ++i) canvas.bar(600 + 8 * i, 217, 3, 3);  // an ellipsis
  PixPtr ink = canvas.ink();
  const PixPtr specks = find_specks(ink.get(), {.glyph_height = kGlyph});
  EXPECT_TRUE(has_ink(specks.get(), 401, 401));
  EXPECT_FALSE(has_ink(specks.get(), 215, 218));
  EXPECT_FALSE(has_ink(specks.get(), 609, 218));
}

TEST(ImageSpecks, WhereTheyAreEverywhereTheSmallestAreTakenFromBesideLettersToo) {
  Canvas canvas;
  canvas.bar(200, 200, 10, 20);
  canvas.bar(214, 217, 3, 3);
  canvas.bar(195, 205, 2, 1);
  PixPtr ink = canvas.ink();
  EXPECT_EQ(find_specks(ink.get(), {.glyph_height = kGlyph}).get(), nullptr);
  const PixPtr specks = find_specks(ink.get(), {.glyph_height = kGlyph, .noisy = true});
  EXPECT_TRUE(has_ink(specks.get(), 195, 205));
  EXPECT_FALSE(has_ink(specks.get(), 215, 218));
}

TEST(ImageSpecks, APointBetweenTwoFiguresStaysHoweverSmall) {
  Canvas canvas;
  canvas.bar(200, 200, 10, 20);
  canvas.bar(213, 218, 2, 2);     // a decimal point
  canvas.bar(218, 200, 10, 20);
  canvas.bar(231, 207, 2, 2);     // dirt between figures, but not at their foot
  canvas.bar(236, 200, 10, 20);
  canvas.bar(249, 218, 2, 2);     // dirt at the foot, but after the last figure
  PixPtr ink = canvas.ink();
  const PixPtr specks = find_specks(ink.get(), {.glyph_height = kGlyph, .noisy = true});
  EXPECT_FALSE(has_ink(specks.get(), 213, 218));
  EXPECT_TRUE(has_ink(specks.get(), 231, 207));
  EXPECT_TRUE(has_ink(specks.get(), 249, 218));
}

TEST(ImageEnds, ALineIsFollowedAlongItsDashesAndNotIntoLetters) {
  Canvas canvas;
  for (int i = 0; i < 6; ++i) canvas.bar(510 + 20 * i, 300, 12, 2);  // what is left of the line's end
  canvas.bar(160, 292, 10, 20);                                      // a letter before its beginning
  PixPtr ink = canvas.ink();
  std::vector<RuleTrack> lines = {line(Orientation::horizontal, 301, 200, 500)};
  const std::vector<RuleTrack> added = follow_ends(lines, ink.get(), kGlyph);
  ASSERT_EQ(added.size(), 1U);
  EXPECT_NEAR(lines[0].to(), 621, 3);
  EXPECT_EQ(lines[0].from(), 200);
}

}  // namespace
}  // namespace tabularium

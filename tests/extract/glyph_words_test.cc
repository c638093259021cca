#include "stages/extract/glyph_words.h"

#include <gtest/gtest.h>

namespace tabularium {
namespace {

constexpr double size = 10;

// Sets `text` letter by letter, each half an em wide; '_' is a gap of as much without a glyph.
void set(std::vector<Glyph>& glyphs, const std::string& text, double x, double y, double em = size) {
  for (const char c : text) {
    if (c != '_') {
      Glyph glyph;
      glyph.text = std::string(1, c);
      glyph.origin = {x, y};
      glyph.end = {x + em / 2, y};
      glyph.size = em;
      glyph.space = c == ' ';
      glyphs.push_back(glyph);
    }
    x += em / 2;
  }
}

std::vector<std::string> texts(const GlyphWords& list) {
  std::vector<std::string> out;
  for (const Word& word : list.words) out.push_back(word.text);
  return out;
}

const std::vector<GlyphFont> one_font(1);
using Texts = std::vector<std::string>;

TEST(GlyphWords, SplitAtSpacesAndAtWideGaps) {
  std::vector<Glyph> glyphs;
  set(glyphs, "total of_12", 0, 100);
  const GlyphWords list = words_from_glyphs(glyphs, one_font);
  EXPECT_EQ(texts(list), (Texts{"total", "of", "12"}));
  EXPECT_NEAR(list.words[0].box.x1, 25, 1e-9);
  EXPECT_TRUE(list.words[1].space_before);
}

TEST(GlyphWords, SeveralMarksBehindANumberAreNoneOfItsDigits) {
  std::vector<Glyph> glyphs;
  set(glyphs, "1.16", 0, 100);
  set(glyphs, "4,5", 20, 96, 6);
  EXPECT_EQ(texts(words_from_glyphs(glyphs, one_font)), (Texts{"1.16", "⁴,⁵"}));
}

TEST(GlyphWords, AnExponentIsAWordOfItsOwn) {
  std::vector<Glyph> glyphs;
  set(glyphs, "1234", 0, 100);
  set(glyphs, "2", 20, 96, 6);
  const GlyphWords list = words_from_glyphs(glyphs, one_font);
  ASSERT_EQ(texts(list), (Texts{"1234", "²"})) << "no digit of the number's own";
  EXPECT_EQ(list.words[1].raw, "2");
  EXPECT_TRUE(list.words[1].superscript);
  EXPECT_FALSE(list.words[1].space_before);
  EXPECT_FALSE(list.words[0].superscript);
}

TEST(GlyphWords, TextPaintedTwiceIsBold) {
  std::vector<Glyph> glyphs;
  set(glyphs, "Sum 7", 0, 100);
  set(glyphs, "Sum 7", 0.3, 100);
  const GlyphWords list = words_from_glyphs(glyphs, one_font);
  ASSERT_EQ(texts(list), (Texts{"Sum", "7"}));
  EXPECT_TRUE(list.words[0].bold);
}

TEST(GlyphWords, EqualNumbersInNeighbouringCellsAreNoRepetition) {
  std::vector<Glyph> glyphs;
  set(glyphs, "0", 0, 100);
  set(glyphs, "0", 40, 100);
  set(glyphs, "0", 0, 112);
  EXPECT_EQ(words_from_glyphs(glyphs, one_font).words.size(), 3U);
}

TEST(GlyphWords, UnknownCharactersAreShown) {
  std::vector<Glyph> glyphs;
  set(glyphs, "ab", 0, 100);
  glyphs[1].text.clear();
  EXPECT_EQ(words_from_glyphs(glyphs, one_font).words[0].text, "a\xEF\xBF\xBD");
}

TEST(GlyphWords, TurnedTextKeepsItsDirection) {
  std::vector<Glyph> glyphs;
  for (int i = 0; i < 3; ++i) {  // running upwards
    Glyph glyph;
    glyph.text = "x";
    glyph.origin = {50, 200.0 - 5 * i};
    glyph.end = {50, 195.0 - 5 * i};
    glyph.size = size;
    glyph.rotation = 3;
    glyphs.push_back(glyph);
  }
  const GlyphWords list = words_from_glyphs(glyphs, one_font);
  ASSERT_EQ(texts(list), (Texts{"xxx"}));
  EXPECT_EQ(list.words[0].rotation, 3);
  EXPECT_NEAR(list.words[0].box.y0, 185, 1e-9);
  EXPECT_LT(list.words[0].box.x0, 50);
}

TEST(GlyphWords, ASmallerFigureNearbyIsNoExponent) {
  std::vector<Glyph> glyphs;
  set(glyphs, "Budget", 0, 100, 20);
  set(glyphs, "2019", 64, 94, 10);  // a date beside a title
  EXPECT_EQ(texts(words_from_glyphs(glyphs, one_font)), (Texts{"Budget", "2019"}));
}

TEST(GlyphWords, LeadersStandApartFromLabelAndValue) {
  std::vector<Glyph> glyphs;
  set(glyphs, "Total......12", 0, 100);
  set(glyphs, "and so on...", 0, 120);
  const GlyphWords list = words_from_glyphs(glyphs, one_font);
  ASSERT_EQ(texts(list), (Texts{"Total", "......", "12", "and", "so", "on..."}));
  EXPECT_NEAR(list.words[0].box.x1, 25, 1e-9);
  EXPECT_NEAR(list.words[1].box.x0, 25, 1e-9);
  EXPECT_NEAR(list.words[2].box.x0, 55, 1e-9);
}

TEST(GlyphWords, RadicalsAreTheCharactersTheyStandFor) {
  std::vector<Glyph> glyphs;
  set(glyphs, "x", 0, 100);
  glyphs[0].text = "\xE2\xBC\xAF";  // U+2F2F
  const GlyphWords list = words_from_glyphs(glyphs, one_font);
  EXPECT_EQ(list.words[0].text, "工");
  EXPECT_EQ(list.words[0].raw, "\xE2\xBC\xAF");
}

TEST(GlyphWords, ThreeFullStopsSetApartAreAnEllipsisMoreLeadTheEye) {
  // As typesetting programs print them: a little white between the stops.
  const auto dotted = [](int stops, int rotation) {
    std::vector<Glyph> glyphs;
    for (int i = 0; i < stops; ++i) set(glyphs, ".", 8 * i, 100);
    for (Glyph& glyph : glyphs) {
      glyph.rotation = rotation;
      if (rotation == 0) continue;
      glyph.origin = {glyph.origin.y, -glyph.origin.x};
      glyph.end = {glyph.end.y, -glyph.end.x};
    }
    return texts(words_from_glyphs(glyphs, one_font));
  };
  EXPECT_EQ(dotted(3, 0), (Texts{"…"}));
  EXPECT_EQ(dotted(2, 0), (Texts{".", "."}));
  EXPECT_EQ(dotted(5, 0), (Texts{".", ".", ".", ".", "."}));
  EXPECT_EQ(dotted(3, 3), (Texts{"…"})) << "in a table that stands on its side";
}

}  // namespace
}  // namespace tabularium

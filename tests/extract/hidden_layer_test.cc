// Old hidden text over a scan: judged by what the picture shows.
#include "stages/extract/hidden_layer.h"

#include <gtest/gtest.h>

#include <cmath>
#include <string>

namespace tabularium {
namespace {

Word word_at(int i, const std::string& text, double confidence) {
  Word word;
  const double x = 50 + 60.0 * (i % 8), y = 100 + 20.0 * (i / 8);
  word.box = {x, y, x + 40, y + 10};
  word.text = text;
  word.confidence = confidence;
  return word;
}

// A scanned page of 40 words, of which the seventh was read with doubt and the ninth not at all.
Page scanned() {
  Page page;
  page.number = 1;
  page.width = 595;
  page.height = 842;
  page.origin = PageOrigin::image;
  page.quality.emplace();
  for (int i = 0; i < 40; ++i) {
    if (i == 9) continue;
    page.evidence.words.push_back(word_at(i, i == 7 ? "l2O7" : std::to_string(1200 + i), i == 7 ? 0.5 : 0.99));
  }
  return page;
}

std::vector<Word> layer(int wrong) {
  std::vector<Word> words;
  for (int i = 0; i < 40; ++i) words.push_back(word_at(i, i < wrong ? "zz" + std::to_string(i) : std::to_string(1200 + i), 1));
  for (Word& word : words) word.hidden = true;
  return words;
}

TEST(HiddenLayer, OneThatAgreesHelpsWhereTheReaderIsAtALoss) {
  Page page = scanned();
  const LayerVerdict verdict = weigh_layer(page, layer(0));
  EXPECT_TRUE(verdict.believed);
  EXPECT_EQ(verdict.taken, 2);
  EXPECT_EQ(page.evidence.words[7].text, "1207");
  ASSERT_EQ(page.evidence.words[7].alternatives.size(), 2U);
  EXPECT_EQ(page.evidence.words[7].alternatives[0].reader, "text-layer");
  EXPECT_EQ(page.evidence.words[7].alternatives[1].text, "l2O7");
  EXPECT_EQ(page.evidence.words.back().text, "1209");
  EXPECT_FALSE(page.evidence.words.back().hidden);
  EXPECT_LT(page.evidence.words.back().confidence, 0.9);
}

TEST(HiddenLayer, OneThatDisagreesChangesNothing) {
  Page page = scanned();
  const Page before = page;
  EXPECT_FALSE(weigh_layer(page, layer(15)).believed);
  EXPECT_EQ(page, before);
}

TEST(HiddenLayer, AFewWordsProveNothing) {
  Page page = scanned();
  page.evidence.words.resize(12);
  const Page before = page;
  EXPECT_FALSE(weigh_layer(page, layer(0)).believed);
  EXPECT_EQ(page, before);
}

TEST(HiddenLayer, AnAskewPageIsComparedWhereItsWordsStoodBefore) {
  Page page = scanned();
  page.quality->skew_degrees = 2;
  EXPECT_FALSE(weigh_layer(page, layer(0)).believed);
  std::vector<Word> askew = layer(0);
  for (Word& word : askew) {  // as the crooked picture shows them: turned clockwise about the page's middle
    const double t = 2 * 3.14159265358979 / 180, x = word.box.center_x() - 297.5, y = word.box.center_y() - 421;
    const double dx = x * std::cos(t) - y * std::sin(t) - x, dy = x * std::sin(t) + y * std::cos(t) - y;
    word.box = {word.box.x0 + dx, word.box.y0 + dy, word.box.x1 + dx, word.box.y1 + dy};
  }
  EXPECT_TRUE(weigh_layer(page, askew).believed);
}

TEST(HiddenLayer, APageThatWasReadTurnedIsLeftAlone) {
  Page page = scanned();
  page.quality->turned = 2;
  EXPECT_EQ(weigh_layer(page, layer(0)).compared, 0);
}

}  // namespace
}  // namespace tabularium

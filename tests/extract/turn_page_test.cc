#include "stages/extract/turn_page.h"

#include <gtest/gtest.h>

#include <string>

namespace tabularium {
namespace {

// A page of 200 x 300 points with text running down (rotation 1) or up (3) at x, from y on.
PdfPage sideways(int rotation) {
  PdfPage page;
  page.page.width = 200;
  page.page.height = 300;
  for (int i = 0; i < 12; ++i) {
    Word word;
    word.text = "column";
    word.rotation = rotation;
    word.box = {50, 10.0 + 20 * i, 60, 26.0 + 20 * i};
    word.baseline = rotation == 1 ? 52 : 58;
    page.page.evidence.words.push_back(word);
  }
  Word head;
  head.text = "12";
  head.box = {90, 5, 100, 15};
  head.baseline = 13;
  page.page.evidence.words.push_back(head);
  page.page.evidence.rules.push_back({Orientation::vertical, 65, 10, 250, 1, RuleSource::stroke});
  return page;
}

TEST(TurnPage, TextThatRunsDownIsSetUpright) {
  PdfPage page = sideways(1);
  ASSERT_EQ(sideways_turns(page), 1);
  turn_upright(page, 1);
  EXPECT_DOUBLE_EQ(page.page.width, 300);
  EXPECT_DOUBLE_EQ(page.page.height, 200);
  const Word& first = page.page.evidence.words.front();
  EXPECT_EQ(first.rotation, 0);
  EXPECT_EQ(first.box, (Box{10, 140, 26, 150}));
  EXPECT_DOUBLE_EQ(first.baseline, 148) << "below the middle of the letters";
  EXPECT_EQ(page.page.evidence.words.back().rotation, 3);
  const Rule& rule = page.page.evidence.rules.front();
  EXPECT_EQ(rule.orientation, Orientation::horizontal);
  EXPECT_DOUBLE_EQ(rule.at, 135);
  EXPECT_DOUBLE_EQ(rule.from, 10);
}

TEST(TurnPage, TextThatRunsUpIsSetUpright) {
  PdfPage page = sideways(3);
  ASSERT_EQ(sideways_turns(page), 3);
  turn_upright(page, 3);
  const Word& first = page.page.evidence.words.front();
  EXPECT_EQ(first.rotation, 0);
  EXPECT_EQ(first.box, (Box{274, 50, 290, 60}));
  EXPECT_DOUBLE_EQ(first.baseline, 58);
}

TEST(TurnPage, ALabelAtTheEdgeTurnsNothing) {
  PdfPage page = sideways(0);
  page.page.evidence.words.front().rotation = 3;
  EXPECT_EQ(sideways_turns(page), 0);
  page.page.evidence.words.resize(1);
  EXPECT_EQ(sideways_turns(page), 0) << "too little to tell";
}

}  // namespace
}  // namespace tabularium

#include "stages/layout/page_lines.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace tabularium {
namespace {

// Words down a line, 10 points each, as vertical writing sets them (a quarter turn clockwise).
void down(std::vector<Word>& words, double x, const std::vector<std::string>& texts) {
  double y = 50;
  for (const std::string& text : texts) {
    Word word;
    word.box = {x, y, x + 10, y + 10.0 * static_cast<double>(text.size() / 3)};
    word.text = text;
    word.font_size = 10;
    word.baseline = x + 5;
    word.rotation = 1;
    y = word.box.y1;
    words.push_back(word);
  }
}

TEST(PageLines, VerticalWritingIsReadLineByLineFromTheRight) {
  std::vector<Word> words;
  down(words, 300, {"東北", "港口"});
  down(words, 280, {"船舶", "收入"});
  const std::vector<int> all = {0, 1, 2, 3};
  const std::vector<PageLine> lines = lines_of(words, all);
  ASSERT_EQ(lines.size(), 2U);
  EXPECT_EQ(lines[0].text, "東北港口");
  EXPECT_EQ(lines[1].text, "船舶收入");
}

TEST(PageLines, TurnedWordsBesideUprightOnesMakeLinesOfTheirOwn) {
  std::vector<Word> words;
  down(words, 20, {"港口"});
  Word upright;
  upright.box = {50, 50, 90, 60};
  upright.text = "Harbour";
  upright.font_size = 10;
  upright.baseline = 58;
  words.push_back(upright);
  const std::vector<PageLine> lines = lines_of(words, std::vector<int>{0, 1});
  ASSERT_EQ(lines.size(), 2U);
  EXPECT_EQ(lines[0].text, "Harbour");
  EXPECT_EQ(lines[1].text, "港口");
}

}  // namespace
}  // namespace tabularium

#include "stages/extract/character_rules.h"

#include <gtest/gtest.h>

#include <string>

#include "stages/core/unicode.h"

namespace tabularium {
namespace {

// A word of 6 points a character and 10 points size whose baseline is y.
void put(GlyphWords& list, const std::string& text, double x, double y) {
  Word word;
  word.text = text;
  word.font_size = 10;
  word.baseline = y;
  word.box = {x, y - 8, x + 6.0 * static_cast<double>(to_code_points(text).size()), y + 2};
  list.words.push_back(word);
  list.order.push_back(static_cast<int>(list.order.size()));
  list.mark.push_back(-1);
}

TEST(CharacterRules, FramesOfBoxCharactersAreRules) {
  GlyphWords list;
  put(list, "┌────┬────┐", 10, 20);
  put(list, "│", 10, 32);
  put(list, "Coal", 16, 32);
  put(list, "│", 40, 32);
  put(list, "┴", 40, 44);
  const Ruling ruling = ruling_from_marks(take_character_rules(list), {}, {0, 0, 200, 200});
  ASSERT_EQ(list.words.size(), 1U);
  EXPECT_EQ(list.words[0].text, "Coal");
  bool across = false, down = false;
  for (const Rule& rule : ruling.rules) {
    EXPECT_EQ(rule.source, RuleSource::text);
    across = across || (rule.orientation == Orientation::horizontal && rule.from <= 10 && rule.to >= 76);
    down = down || (rule.orientation == Orientation::vertical && std::abs(rule.at - 43) < 0.1 && rule.to - rule.from > 30);
  }
  EXPECT_TRUE(across && down);
}

TEST(CharacterRules, RunsOfStrokesAreRulesButDashesAreNot) {
  GlyphWords list;
  put(list, "--------------", 10, 20);
  put(list, "________", 10, 40);
  put(list, "-----", 10, 60);
  put(list, "-12", 10, 80);
  put(list, "Name", 10, 100);
  put(list, "____________", 40, 100);  // a line to write on
  const std::vector<RuleMark> marks = take_character_rules(list);
  ASSERT_EQ(marks.size(), 2U);
  EXPECT_DOUBLE_EQ(marks[0].rule.at, 17);
  EXPECT_DOUBLE_EQ(marks[1].rule.at, 40) << "an underscore stands on the baseline";
  EXPECT_EQ(list.words.size(), 4U);
}

TEST(CharacterRules, BarsCountWhereTheyStandUnderOneAnother) {
  GlyphWords list;
  for (int line = 0; line < 3; ++line) put(list, "|", 50, 20 + 12.0 * line);
  put(list, "|", 90, 20);
  EXPECT_EQ(take_character_rules(list).size(), 3U);
  ASSERT_EQ(list.words.size(), 1U);
  EXPECT_DOUBLE_EQ(list.words[0].box.x0, 90);
}

}  // namespace
}  // namespace tabularium

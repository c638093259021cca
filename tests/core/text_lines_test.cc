#include "stages/core/text_lines.h"

#include <gtest/gtest.h>

#include "tests/tables/page_words.h"

namespace tabularium {
namespace {

using testing::all_of;
using testing::word;

TEST(PrintedLines, LeaderDotsStayWithTheirLabelAndDoNotWidenIt) {
  const std::vector<Word> words = {word(5, 5, "Total"), word(40, 5, "."), word(52, 5, "."), word(64, 5, "."), word(76, 5, "12")};
  const std::vector<PrintedLine> lines = printed_lines(words, all_of(words));
  ASSERT_EQ(lines.size(), 1U);
  ASSERT_EQ(lines[0].segments.size(), 2U);
  EXPECT_EQ(lines[0].segments[0].words, (std::vector<int>{0, 1, 2, 3}));
  EXPECT_DOUBLE_EQ(lines[0].segments[0].box.x1, 30);
  EXPECT_EQ(lines[0].segments[1].words, (std::vector<int>{4}));
}

TEST(PrintedLines, DotsThatMarkMissingValuesStandInTheirColumns) {
  const std::vector<Word> words = {word(5, 5, "Juli"), word(60, 5, "..."), word(110, 5, "."), word(160, 5, "."), word(210, 5, ".")};
  EXPECT_EQ(printed_lines(words, all_of(words)).front().segments.size(), 5U);
}

TEST(PrintedLines, SpacesGrowWithTheType) {
  std::vector<Word> words = {word(5, 5, "Table"), word(38, 5, "Ships")};   // a caption twice as high as the table's print
  for (Word& w : words) w.box.y1 = w.box.y0 + 20;
  for (int r = 0; r < 4; ++r) {
    words.push_back(word(5, 40 + 12.0 * r, "Coal"));
    words.push_back(word(33, 40 + 12.0 * r, "12"));
  }
  const std::vector<PrintedLine> lines = printed_lines(words, all_of(words));
  EXPECT_EQ(lines.front().segments.size(), 1U);
  EXPECT_EQ(lines.back().segments.size(), 2U) << "as far apart, in smaller print";
}

}  // namespace
}  // namespace tabularium

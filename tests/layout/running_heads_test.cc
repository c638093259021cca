#include "stages/layout/running_heads.h"

#include <gtest/gtest.h>

#include "tests/layout/drawn_page.h"

namespace tabularium {
namespace {

std::vector<Page> pages_with(const std::string& first, const std::string& second) {
  std::vector<Page> pages = {blank_page(1), blank_page(2)};
  for (int i = 0; i < 2; ++i) {
    Page& page = pages[static_cast<std::size_t>(i)];
    put(page, 60, 40, "Report");
    put(page, 500, 40, i == 0 ? first : second);
    put(page, 60, 62, "Item");
    put(page, 200, 62, "1950");
    for (Word& word : page.evidence.words) {
      word.baseline = word.box.y0 + 8;
      word.font_size = 10;
    }
  }
  return pages;
}

TEST(NumberedHeads, LinesThatCountThePagesAreNoTables) {
  const std::vector<std::vector<bool>> words = numbered_heads(pages_with("7", "8"));
  ASSERT_EQ(words.size(), 2U);
  EXPECT_EQ(words[0], (std::vector<bool>{true, true, false, false}));
  EXPECT_EQ(words[1], words[0]);
}

TEST(NumberedHeads, ARepeatedHeadOfATableIsNone) {
  EXPECT_EQ(numbered_heads(pages_with("1950", "1950"))[0], (std::vector<bool>(4, false)));
}

TEST(NumberedHeads, YearsThatGrowFromColumnToColumnDoNotCountThePages) {
  std::vector<Page> pages = {blank_page(1), blank_page(2)};
  for (Page& page : pages) {
    for (int year = 0; year < 4; ++year) put(page, 200 + 60 * year, 62, std::to_string(1939 + year));
    for (Word& word : page.evidence.words) word.baseline = word.box.y1, word.font_size = 10;
  }
  EXPECT_EQ(numbered_heads(pages)[1], (std::vector<bool>(4, false)));
  for (const auto& heads : find_running_heads(pages, {{}, {}})) EXPECT_TRUE(heads.empty() || heads.front().line.words.size() > 1);
}

TEST(RunningHeads, OnALonePageANumberInATopCornerIsThePages) {
  const auto found = [](double x, double y) {
    std::vector<Page> pages = {blank_page(1)};
    put(pages[0], 60, 40, "Report");
    put(pages[0], x, y, "7");
    put(pages[0], 60, 90, "Text");
    for (Word& word : pages[0].evidence.words) word.baseline = word.box.y1, word.font_size = 10;
    return find_running_heads(pages, {{}})[0].size();
  };
  EXPECT_EQ(found(530, 40), 1U);
  EXPECT_EQ(found(300, 40), 0U) << "in the middle";
  EXPECT_EQ(found(530, 70), 0U) << "not on the first line";
}

}  // namespace
}  // namespace tabularium

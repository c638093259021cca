#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "stages/layout/page_blocks.h"
#include "stages/layout/reading_order.h"
#include "stages/layout/running_heads.h"

namespace tabularium {
namespace {

// Sets a line of words, each letter half an em wide.
void set(Page& page, const std::string& text, double x, double y, double size = 10, bool bold = false) {
  std::string word;
  for (std::size_t i = 0; i <= text.size(); ++i) {
    if (i < text.size() && text[i] != ' ') {
      word += text[i];
      continue;
    }
    Word out;
    const double width = 0.5 * size * static_cast<double>(word.size());
    out.box = {x, y - 0.8 * size, x + width, y + 0.2 * size};
    out.text = word;
    out.font_size = size;
    out.baseline = y;
    out.bold = bold;
    out.space_before = true;
    page.evidence.words.push_back(out);
    x += width + 0.3 * size;
    word.clear();
  }
}

Page blank(int number = 1) {
  Page page;
  page.number = number;
  page.width = 600;
  page.height = 800;
  return page;
}

TEST(ReadingOrder, ColumnsAreReadOneAfterTheOtherBelowTheirTitle) {
  std::vector<Atom> atoms{{{100, 40, 500, 50}, 10, false}};
  for (int i = 0; i < 5; ++i) atoms.push_back({{50, 80 + 15.0 * i, 280, 90 + 15.0 * i}, 10, false});
  for (int i = 0; i < 5; ++i) atoms.push_back({{320, 80 + 15.0 * i, 550, 90 + 15.0 * i}, 10, false});
  std::vector<int> order;
  for (const auto& run : reading_order(atoms)) order.insert(order.end(), run.begin(), run.end());
  EXPECT_EQ(order, (std::vector<int>{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10}));
}

TEST(ReadingOrder, LabelsAndValuesStayInTheirRows) {
  std::vector<Atom> atoms;
  for (int i = 0; i < 5; ++i) {
    atoms.push_back({{50, 80 + 15.0 * i, 100 + 10.0 * i, 90 + 15.0 * i}, 10, false});
    atoms.push_back({{320, 80 + 15.0 * i, 340, 90 + 15.0 * i}, 10, false});
  }
  std::vector<int> order;
  for (const auto& run : reading_order(atoms)) order.insert(order.end(), run.begin(), run.end());
  EXPECT_EQ(order, (std::vector<int>{0, 1, 2, 3, 4, 5, 6, 7, 8, 9}));
}

TEST(PageBlocks, AParagraphEndsWhereTheNextWordWouldHaveFitted) {
  Page page = blank();
  set(page, "The first paragraph runs over the full width of its column and is bro-", 50, 100);
  set(page, "ken there.", 50, 112);
  set(page, "Another one begins right below without any space or any indentation", 50, 124);
  const auto blocks = blocks_of(page, {}, {});
  ASSERT_EQ(blocks.size(), 2U);
  EXPECT_EQ(blocks[0].text, "The first paragraph runs over the full width of its column and is broken there.");
}

TEST(PageBlocks, APieceThatWasReadByItselfKeepsItsSpace) {
  Page page = blank();
  set(page, "Municipal Accounts 1951 s", 50, 100, 14);
  page.evidence.words[2].space_before = false;  // begins a line of the reader's own
  page.evidence.words[3].space_before = false;  // a letter that only another fount cuts off
  page.evidence.words[3].box.x0 = page.evidence.words[2].box.x1 + 1;
  const auto blocks = blocks_of(page, {}, {});
  ASSERT_EQ(blocks.size(), 1U);
  EXPECT_EQ(blocks[0].text, "Municipal Accounts 1951s");
}

TEST(PageBlocks, ATableStandsInItsPlace) {
  Page page = blank();
  set(page, "Above", 50, 100);
  set(page, "Item 12", 50, 140);
  set(page, "Below", 50, 200);
  TableRegion region;
  region.page = 1;
  region.box = Box{45, 128, 300, 146};
  region.words = {1, 2};
  const auto blocks = blocks_of(page, std::vector<TableRegion>{region}, {});
  ASSERT_EQ(blocks.size(), 3U);
  EXPECT_EQ(blocks[1].region, 0);
  EXPECT_EQ(blocks[1].text, "Item 12");
  EXPECT_EQ(blocks[2].text, "Below");
}

TEST(RunningHeads, RepeatedTitlesAndPageNumbersButNotRepeatedSentences) {
  std::vector<Page> pages;
  for (int i = 1; i <= 3; ++i) {
    Page page = blank(i);
    set(page, "Annual Report", 50, 30);
    set(page, "Returns numbered 12 in all", 50, 80);
    set(page, "and this line follows number " + std::to_string(i * 7 % 5) + std::string(static_cast<std::size_t>(i), 'x'), 50, 92);
    set(page, std::to_string(i + 4), 300, 780);
    pages.push_back(page);
  }
  const auto heads = find_running_heads(pages, std::vector<std::vector<TableRegion>>(3));
  for (const auto& of_page : heads) {
    ASSERT_EQ(of_page.size(), 2U);
    EXPECT_EQ(of_page[0].line.text, "Annual Report");
    EXPECT_TRUE(of_page[1].footer);
  }
}

}  // namespace
}  // namespace tabularium

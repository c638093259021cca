#include "stages/core/page_rules.h"

#include <gtest/gtest.h>

#include <algorithm>

#include <string>

namespace tabularium {
namespace {

Word word(double x, double y, const std::string& text) {
  Word w;
  w.box = {x, y, x + 5.0 * static_cast<double>(text.size()), y + 10};
  w.text = text;
  return w;
}

// Three columns, rows 20 points high; rows 0, 2, 4 … are painted.
std::vector<Fill> stripes(int rows) {
  std::vector<Fill> fills;
  for (int row = 0; row < rows; row += 2)
    for (double x : {0.0, 100.0, 150.0})
      fills.push_back({{x, 20.0 * row, x == 0 ? 100 : x + 50, 20.0 * row + 20}, 0xE0E0E0});
  return fills;
}

void put_row(std::vector<Word>& words, double y) {
  words.push_back(word(5, y + 5, "Label"));
  words.push_back(word(120, y + 5, "123"));
  words.push_back(word(170, y + 5, "456"));
}

TEST(PageRules, RowsBetweenStripesAndAfterTheLastHaveTheirCells) {
  std::vector<Word> words;
  for (int row = 0; row < 4; ++row) put_row(words, 20 * row);
  const std::vector<Box> cells = unpainted_cells(stripes(4), words);
  ASSERT_EQ(cells.size(), 6U);
  EXPECT_EQ(cells[1], (Box{100, 20, 150, 40}));
  EXPECT_EQ(cells[5], (Box{150, 60, 200, 80}));  // the last row, as high as its padding says
}

TEST(PageRules, NoRowInTheProseBelowOrWithoutStripes) {
  std::vector<Word> words;
  for (int row = 0; row < 3; ++row) put_row(words, 20 * row);
  for (double x = 0; x < 190; x += 38) words.push_back(word(x, 65, "running"));
  EXPECT_EQ(unpainted_cells(stripes(3), words).size(), 3U);
  EXPECT_TRUE(unpainted_cells(stripes(1), words).empty());
}

TEST(PageRules, SectionRowAcrossTheColumnsIsOneCell) {
  std::vector<Word> words;
  put_row(words, 0);
  put_row(words, 40);
  words.push_back(word(5, 25, "Establishments of all kinds and sizes"));
  const std::vector<Box> cells = unpainted_cells(stripes(3), words);
  ASSERT_EQ(cells.size(), 1U);
  EXPECT_EQ(cells[0], (Box{0, 20, 200, 40}));
}

TEST(PageRules, TwoRowsBetweenTwoPaintedOnesAreTwo) {
  std::vector<Fill> fills = stripes(1);
  for (Fill fill : stripes(1)) fills.push_back({{fill.box.x0, 60, fill.box.x1, 80}, fill.color});
  std::vector<Word> words;
  for (int row = 0; row < 4; ++row) put_row(words, 20 * row);
  const std::vector<Box> cells = unpainted_cells(fills, words);
  ASSERT_EQ(cells.size(), 6U);
  EXPECT_EQ(cells[0], (Box{0, 20, 100, 40}));
  EXPECT_EQ(cells[3], (Box{0, 40, 100, 60}));
}

TEST(PageRules, RowUnderAPaintedSectionRowHasTheCellsOfTheNextStripe) {
  std::vector<Fill> fills{{{0, -40, 200, -20}, 0xC0C0C0}, {{0, -20, 200, 0}, 0xC0C0C0}};
  for (Fill fill : stripes(1)) fills.push_back({{fill.box.x0, 20, fill.box.x1, 40}, fill.color});
  std::vector<Word> words;
  for (int row = 0; row < 2; ++row) put_row(words, 20 * row);
  EXPECT_EQ(unpainted_cells(fills, words).size(), 3U);
}

TEST(PageRules, AnAreaPaintedInTheColourThatIsThereDividesNothing) {
  Page page;
  page.width = 600;
  page.height = 800;
  page.evidence.fills = {{{100, 100, 200, 140}, 0xDDDDDD}, {{104, 105, 196, 119}, 0xDDDDDD}, {{104, 119, 196, 133}, 0xDDDDDD}};
  EXPECT_EQ(page_rules(page).horizontal.size(), 2U);
  // On another colour it is seen.
  page.evidence.fills.insert(page.evidence.fills.begin() + 1, Fill{{102, 102, 198, 138}, 0xFFFFFF});
  EXPECT_GT(page_rules(page).horizontal.size(), 2U);
}

TEST(PageRules, BarsOfAChartDivideNothing) {
  Page page;
  page.width = 600;
  page.height = 800;
  const auto paint = [&](bool upright, std::vector<double> lengths, double step) {
    page.evidence.fills.clear();
    double at = 100;
    for (const double length : lengths) {
      page.evidence.fills.push_back({upright ? Box{at, 400 - length, at + 40, 400} : Box{100, at, 100 + length, at + 40}, 0x808080});
      at += step;
    }
    const RuleSet rules = page_rules(page);
    return rules.horizontal.size() + rules.vertical.size();
  };
  EXPECT_EQ(paint(true, {80, 20, 50, 30}, 60), 0U);
  EXPECT_EQ(paint(false, {80, 20, 50, 30}, 60), 0U);
  EXPECT_GT(paint(true, {80, 80, 80, 80}, 60), 0U) << "as long as each other: cells apart";
  EXPECT_GT(paint(true, {80, 20, 50, 30}, 40), 0U) << "touching: cells, some over several rows";
  EXPECT_GT(paint(true, {80, 20}, 60), 0U) << "two say too little";
}

TEST(PageRules, StripesOfTwoCellsUnderAStripeOfOneAreNoBars) {
  // A section's stripe runs on over both columns: longer than the first cells of the others, which go on beside them.
  Page page;
  page.width = 600;
  page.height = 800;
  for (int r = 0; r < 4; ++r) {
    const double y = 100 + 24 * r;
    if (r == 0) page.evidence.fills.push_back({{100, y, 400, y + 12}, 0xE0E0E0});
    if (r > 0) page.evidence.fills.push_back({{100, y, 260, y + 12}, 0xE0E0E0});
    if (r > 0) page.evidence.fills.push_back({{260, y, 400, y + 12}, 0xE0E0E0});
  }
  const RuleSet rules = page_rules(page);
  EXPECT_TRUE(std::any_of(rules.vertical.begin(), rules.vertical.end(), [](const Rule& rule) { return rule.at == 100; }));
}

}  // namespace
}  // namespace tabularium

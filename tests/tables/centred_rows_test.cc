#include "stages/tables/centred_rows.h"

#include <gtest/gtest.h>

#include "stages/tables/edge_grid.h"
#include "tests/tables/page_words.h"

namespace tabularium {
namespace {

using testing::all_of;
using testing::shape;
using testing::word;

// Rows one under another, labels of as many lines as given, figures at the middle (or the first line) of their label.
std::vector<Word> table_of(const std::vector<std::vector<std::string>>& labels, bool middle) {
  std::vector<Word> words = {word(5, 5, "Port"), word(120, 5, "In"), word(180, 5, "Out")};
  double y = 25;
  for (const std::vector<std::string>& label : labels) {
    for (std::size_t i = 0; i < label.size(); ++i) words.push_back(word(5, y + 12.0 * static_cast<double>(i), label[i]));
    const double at = middle ? y + 6.0 * static_cast<double>(label.size() - 1) : y;
    words.push_back(word(120, at, "17"));
    words.push_back(word(180, at, "23"));
    y += 12.0 * static_cast<double>(label.size()) + 3;
  }
  return words;
}

Table grid_of(const std::vector<Word>& words) { return build_edge_grid(words, all_of(words), {}, {0, 0, 300, 300}, 1); }

const std::vector<std::vector<std::string>> ports = {
    {"Ambleside"}, {"Northern", "Berwick-on-sea"}, {"Calder"}, {"Dunmore-upon", "Eastern-rivers", "Ferry"}, {"Glen"}};

TEST(CentredRows, LinesOfALabelStandAboveAndBelowItsFigures) {
  const Table table = grid_of(table_of(ports, true));
  EXPECT_EQ(table.rows, 6) << shape(table);
  EXPECT_NE(shape(table).find("2,0 Northern Berwick-on-sea\n2,1 17\n"), std::string::npos) << shape(table);
  EXPECT_NE(shape(table).find("4,0 Dunmore-upon Eastern-rivers Ferry\n4,1 17\n"), std::string::npos) << shape(table);
}

TEST(CentredRows, LabelsBesideWhoseFirstLineTheFiguresStandAreLeftAlone) {
  std::vector<Word> words = table_of(ports, false);
  const std::vector<PrintedLine> lines = printed_lines(words, all_of(words));
  const std::vector<ColumnBand> columns = find_columns(lines);
  std::vector<TextBlock> blocks = make_blocks(words, lines, columns);
  const std::size_t before = blocks.size();
  join_centred(words, blocks, columns, {}, 10);
  EXPECT_EQ(blocks.size(), before);
  EXPECT_TRUE(std::none_of(blocks.begin(), blocks.end(), [](const TextBlock& block) { return block.settled; }));
}

TEST(CentredRows, ASectionBetweenTwoRowsIsNoLineOfALabel) {
  std::vector<Word> words = table_of({{"Northern", "Berwick-on-sea"}, {"Calder"}, {"SECTION"}, {"Glen"}, {"Hull"}}, true);
  std::erase_if(words, [&](const Word& w) { return w.box.x0 > 100 && w.box.y0 > 65 && w.box.y0 < 78; });  // beside the section
  for (Word& w : words) w.italic = w.text == "SECTION";
  const Table table = grid_of(words);
  EXPECT_EQ(table.rows, 6) << shape(table);
  EXPECT_NE(shape(table).find("1,0 Northern Berwick-on-sea\n"), std::string::npos) << shape(table);
}

TEST(CentredRows, BoldTextGoesOnNoPlainText) {
  std::vector<Word> words = table_of({{"Ambleside"}, {"Calder"}, {"Glen"}}, true);
  words.push_back(word(5, 15, "Harbours"));  // a section, close under the head
  words.front().bold = true;
  const std::string got = shape(grid_of(words));
  EXPECT_NE(got.find("0,0 Port\n"), std::string::npos) << got;
}

}  // namespace
}  // namespace tabularium

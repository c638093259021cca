#include "stages/core/header_search.h"

#include <gtest/gtest.h>

#include <sstream>

namespace tabularium {
namespace {

std::vector<std::string> words(const std::string& line) {
  std::istringstream in(line);
  std::vector<std::string> out;
  for (std::string word; in >> word;) out.push_back(word);
  return out;
}

// "row,col+width" of every label; leaves that span rows are marked with *.
std::string shape(const HeaderTree& tree) {
  std::string out;
  for (const HeaderCell& cell : tree.cells) {
    out += std::to_string(cell.row) + "," + std::to_string(cell.col) + "+" + std::to_string(cell.col_span);
    out += cell.row_span > 1 ? "* " : " ";
  }
  return out.substr(0, out.size() - 1);
}

std::string best(const std::string& labels, int leaves, const HeaderSearchOptions& options = {}) {
  const auto trees = search_header_trees(words(labels), leaves, options);
  return trees.empty() ? "" : shape(trees.front());
}

TEST(HeaderSearch, OneLevel) {
  EXPECT_EQ(best("a b c", 3), "0,0+1 0,1+1 0,2+1");
  EXPECT_EQ(best("a b", 3), "");
  EXPECT_EQ(best("", 1), "");
}

TEST(HeaderSearch, RunsThatReturnMakeSpanners) {
  EXPECT_EQ(best("1985 1986 c t p c t p", 6), "0,0+3 0,3+3 1,0+1 1,1+1 1,2+1 1,3+1 1,4+1 1,5+1");
  EXPECT_EQ(best("2018 2019 s u s u y p y p y p y p", 8),
            "0,0+4 0,4+4 1,0+2 1,2+2 1,4+2 1,6+2 2,0+1 2,1+1 2,2+1 2,3+1 2,4+1 2,5+1 2,6+1 2,7+1");
}

TEST(HeaderSearch, LeavesStandAmongSpanners) {
  EXPECT_EQ(best("cost male total vessels tonnage", 4), "0,0+1* 0,1+2 0,3+1* 1,1+1 1,2+1");
  EXPECT_EQ(best("applicants person body total shop lab club law other", 7),
            "0,0+7 1,0+1* 1,1+5 1,6+1* 2,1+1 2,2+1 2,3+1 2,4+1 2,5+1");
}

TEST(HeaderSearch, TheSameRunAtTwoDepths) {
  EXPECT_EQ(best("review suit a b c d t direct after a b c d t a b c d t", 15),
            "0,0+5 0,5+10 1,0+1* 1,1+1* 1,2+1* 1,3+1* 1,4+1* 1,5+5 1,10+5 "
            "2,5+1 2,6+1 2,7+1 2,8+1 2,9+1 2,10+1 2,11+1 2,12+1 2,13+1 2,14+1");
}

TEST(HeaderSearch, LabelsAreComparedWithoutSpaces) {
  const auto trees = search_header_trees({"A", "B", "结果维持", "结果纠正", "结果维持", "结果 纠正"}, 4);
  ASSERT_FALSE(trees.empty());
  EXPECT_EQ(shape(trees.front()), "0,0+2 0,2+2 1,0+1 1,1+1 1,2+1 1,3+1");
}

TEST(HeaderSearch, PrintedLinesDecide) {
  HeaderSearchOptions lines;
  lines.row_of_label = {0, 1, 1, 1, 2, 2};
  EXPECT_EQ(best("all x y z u v", 4, lines), "0,0+4 1,0+1* 1,1+2 1,3+1* 2,1+1 2,2+1");
}

TEST(HeaderSearch, KeepsTheNextBestWithLowerScores) {
  const auto trees = search_header_trees(words("a b c d e"), 4);
  ASSERT_EQ(trees.size(), 3U);
  EXPECT_GT(trees[0].score, trees[1].score);
  EXPECT_GE(trees[1].score, trees[2].score);
}

TEST(HeaderSearch, EveryTreeHasTheLeavesAskedFor) {
  for (int leaves = 2; leaves <= 9; ++leaves)
    for (const HeaderTree& tree : search_header_trees(words("a b c d e f g h i"), leaves)) {
      int bottom = 0;
      for (const HeaderCell& cell : tree.cells) bottom += cell.row + cell.row_span == tree.depth ? cell.col_span : 0;
      EXPECT_EQ(bottom, leaves);
      EXPECT_EQ(tree.cells.size(), 9U);
    }
}

TEST(HeaderSearch, ARowOfUnitsStandsUnderManyHeadsThoughTheUnitsReturn) {
  const auto trees = search_header_trees(words("a b c d e f g h i km km % km t ha % t t"), 9);
  ASSERT_FALSE(trees.empty());
  EXPECT_EQ(trees.front().children, (std::vector<int>{1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0}));
}

TEST(HeaderSearch, UnitsUnderHeadsBesideASpanner) {
  const auto trees = search_header_trees(words("里程 船舶 份额 公里 帆船 汽船 机船 % 吨 万元 万元"), 5);
  ASSERT_FALSE(trees.empty());
  EXPECT_EQ(trees.front().children, (std::vector<int>{1, 3, 1, 0, 1, 1, 1, 0, 0, 0, 0}));
}

TEST(HeaderSearch, YearsCountOnFromLeftToRight) {
  EXPECT_EQ(best("sheep 1963 1964 1961 1962", 4), "0,0+2 0,2+1* 0,3+1* 1,0+1 1,1+1");
  EXPECT_EQ(best("a b 1961 1962 1961 1962", 4), "0,0+2 0,2+2 1,0+1 1,1+1 1,2+1 1,3+1");
}

}  // namespace
}  // namespace tabularium

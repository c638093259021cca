#include "stages/tables/open_stub.h"

#include <gtest/gtest.h>

#include "stages/tables/ruled_grid.h"
#include "tests/tables/page_words.h"

namespace tabularium {
namespace {

using testing::across;
using testing::all_of;
using testing::down;
using testing::shape;
using testing::word;

constexpr double pitch = 20;
const Box frame{0, 0, 200, 100};

// Five rows of a figure each in a box of its own, beside labels that no rule parts.
std::vector<Word> form() {
  std::vector<Word> words;
  const char* labels[] = {"Coal", "Iron", "Salt", "Wool", "Tin"};
  for (int r = 0; r < 5; ++r) {
    words.push_back(word(5, 5 + pitch * r, labels[r]));
    words.push_back(word(150, 5 + pitch * r, std::to_string(10 + r)));
  }
  return words;
}

RuleSet boxes() {
  std::vector<Rule> rules = {across(0, 0, 200), across(100, 0, 200), down(0, 0, 100), down(100, 0, 100), down(200, 0, 100)};
  for (int r = 1; r < 5; ++r) rules.push_back(across(pitch * r, 100, 200));
  return join_rules(rules);
}

std::vector<Rule> lines_for(const std::vector<Word>& words) {
  return open_stub_lines(build_ruled_grid(words, all_of(words), boxes(), frame, 1), words);
}

TEST(OpenStub, RulesBetweenFiguresGoOnThroughTheLabels) {
  std::vector<Word> words = form();
  words.push_back(word(5, 11, "black"));  // the first label wraps
  const std::vector<Rule> lines = lines_for(words);
  ASSERT_EQ(lines.size(), 4U);
  EXPECT_DOUBLE_EQ(lines[0].at, pitch);
  EXPECT_DOUBLE_EQ(lines[0].from, 0);
  EXPECT_DOUBLE_EQ(lines[0].to, 100);
  RuleSet rules = boxes();
  rules.horizontal.insert(rules.horizontal.end(), lines.begin(), lines.end());
  const Table table = build_ruled_grid(words, all_of(words), rules, frame, 1);
  EXPECT_EQ(shape(table), "0,0 Coal black\n0,1 10\n1,0 Iron\n1,1 11\n2,0 Salt\n2,1 12\n3,0 Wool\n3,1 13\n4,0 Tin\n4,1 14\n");
}

TEST(OpenStub, ANameOverAllRowsStaysOne) {
  std::vector<Word> words = form();
  std::erase_if(words, [](const Word& w) { return w.box.x0 < 100 && w.text != "Salt"; });
  EXPECT_TRUE(lines_for(words).empty()) << "one label beside five rows names them all";
}

TEST(OpenStub, TextAcrossALineForbidsIt) {
  std::vector<Word> words = form();
  words[2].box = {5, 15, 25, 25};  // "Iron" stands on the line between two rows
  EXPECT_TRUE(lines_for(words).empty());
}

TEST(OpenStub, FewerThanFourRowsSayTooLittle) {
  std::vector<Word> words = form();
  const std::vector<Rule> rules = {across(0, 0, 200),  across(60, 0, 200),  across(20, 100, 200), across(40, 100, 200),
                                   down(0, 0, 60), down(100, 0, 60), down(200, 0, 60)};
  words.resize(6);
  const Table table = build_ruled_grid(words, all_of(words), join_rules(rules), {0, 0, 200, 60}, 1);
  EXPECT_TRUE(open_stub_lines(table, words).empty());
}

}  // namespace
}  // namespace tabularium

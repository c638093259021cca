#include "stages/tables/unit_lines.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "stages/tables/edge_grid.h"
#include "tests/tables/page_words.h"

namespace tabularium {
namespace {

using testing::all_of;
using testing::shape;
using testing::word;

// Heads, a line closely under them, and rows.
std::vector<Word> table(const std::string& first, const std::string& second) {
  std::vector<Word> words = {word(5, 5, "Item"), word(100, 5, "Length"), word(200, 5, "Share")};
  if (!first.empty()) words.push_back(word(110, 17, first));
  words.push_back(word(210, 17, second));
  for (int r = 0; r < 3; ++r) {
    words.push_back(word(5, 35 + 15.0 * r, "Coal"));
    words.push_back(word(115, 35 + 15.0 * r, "1" + std::to_string(r)));
    words.push_back(word(213, 35 + 15.0 * r, "2" + std::to_string(r)));
  }
  return words;
}

TEST(UnitLines, UnitsUnderAllHeadsAreARowOfTheirOwn) {
  const std::vector<Word> words = table("km", "%");
  const std::string got = shape(build_edge_grid(words, all_of(words), {}, {0, 0, 300, 100}, 1));
  EXPECT_NE(got.find("1,1 km\n1,2 %\n"), std::string::npos) << got;
}

TEST(UnitLines, OneUnitAloneOrAmongWordsMayGoOnItsHead) {
  const auto found = [](const std::vector<Word>& words) {
    const std::vector<int> which = all_of(words);
    const std::vector<PrintedLine> lines = printed_lines(words, which);
    const std::vector<TextBlock> blocks = make_blocks(words, lines, find_columns(lines));
    const std::vector<char> units = find_unit_lines(words, blocks, 10);
    return std::count(units.begin(), units.end(), 1);
  };
  EXPECT_EQ(found(table("km", "%")), 2);
  EXPECT_EQ(found(table("", "km")), 0);
  EXPECT_EQ(found(table("of-all", "km")), 0);
}

}  // namespace
}  // namespace tabularium

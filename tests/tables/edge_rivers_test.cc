#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "stages/tables/edge_grid.h"
#include "tests/tables/page_words.h"

namespace tabularium {
namespace {

using testing::all_of;
using testing::word;

// Rows of two figures set to the right; thousands of the last row stand left of all others.
std::vector<Word> rows_over(const std::vector<std::string>& thousands) {
  std::vector<Word> words;
  for (int r = 0; r < 5; ++r) {
    const double y = 5 + 15.0 * r;
    words.push_back(word(5, y, "Coal"));
    const std::string& before = thousands[static_cast<std::size_t>(r)];
    if (!before.empty()) words.push_back(word(121, y, before));
    words.push_back(word(130, y, "23" + std::to_string(r)));
    words.push_back(word(230, y, "87" + std::to_string(r)));
  }
  return words;
}

TEST(EdgeRivers, ThousandsSetApartByASpaceAreNoColumn) {
  const std::vector<Word> sum = rows_over({"", "", "", "", "1"});
  EXPECT_EQ(build_edge_grid(sum, all_of(sum), {}, {0, 0, 300, 80}, 1).cols, 3);
  const std::vector<Word> column = rows_over({"-", "-", "1", "-", "-"});
  EXPECT_EQ(build_edge_grid(column, all_of(column), {}, {0, 0, 300, 80}, 1).cols, 4)
      << "marks of missing figures right before others";
}

}  // namespace
}  // namespace tabularium

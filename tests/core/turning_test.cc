#include "stages/core/turning.h"

#include <gtest/gtest.h>

#include <vector>

namespace tabularium {
namespace {

Page page_with(int rotation) {
  Page page;
  page.width = 200;
  page.height = 300;
  Word word;
  word.text = "down";
  word.rotation = rotation;
  word.box = {50, 10, 60, 26};
  word.baseline = 52;
  page.evidence.words.push_back(word);
  page.evidence.rules.push_back({Orientation::vertical, 65, 10, 250, 1, RuleSource::stroke});
  page.evidence.fills.push_back({{40, 5, 70, 260}, 0xEEEEEE});
  return page;
}

TEST(Turning, TurnedThereAndBackNothingHasMoved) {
  for (const int turns : {1, 2, 3}) {
    const Page page = page_with(turns);
    const Page upright = turned_page(page, turns);
    EXPECT_EQ(upright.evidence.words.front().rotation, 0);
    EXPECT_EQ(turned_page(upright, 4 - turns), page) << turns;
  }
}

TEST(Turning, ACellIsPutBackToItsPlaceOnThePage) {
  const Turn upright{3, 200, 300};
  Table table;
  Cell cell;
  cell.place = {1, upright(Box{50, 10, 60, 26}), {}};
  cell.parts = {cell.place};
  table.cells.push_back(cell);
  table.boxes.push_back(upright(Box{40, 5, 70, 260}));
  EXPECT_EQ(table.boxes.front(), (Box{40, 40, 295, 70}) ) << "text that ran up runs to the right";
  turn_table(table, upright.back());
  EXPECT_EQ(table.cells.front().place.box, (Box{50, 10, 60, 26}));
  EXPECT_EQ(table.cells.front().parts.front().box, (Box{50, 10, 60, 26}));
  EXPECT_EQ(table.boxes.front(), (Box{40, 5, 70, 260}));
}

TEST(Turning, WordsThatDoNotAgreeAreTakenForUpright) {
  std::vector<Word> words(3);
  words[0].rotation = words[1].rotation = 3;
  EXPECT_EQ(turns_of(words, std::vector<int>{0, 1}), 3);
  EXPECT_EQ(turns_of(words, std::vector<int>{0, 1, 2}), 0);
  EXPECT_EQ(turns_of(words, {}), 0);
}

}  // namespace
}  // namespace tabularium

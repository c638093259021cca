#include "stages/tables/shared_columns.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>

#include "stages/core/table_structure.h"
#include "stages/tables/edge_grid.h"
#include "tests/tables/page_words.h"

namespace tabularium {
namespace {

using testing::all_of;
using testing::shape;
using testing::word;

// A page's part: heads set far left of the figures under them, and rows of figures.
void add_part(Document& document, int number, double left, const std::string& head, int rows) {
  Page page;
  page.number = number;
  page.width = 600;
  page.height = 800;
  std::vector<Word>& words = page.evidence.words;
  words.push_back(word(left, 100, "Place"));
  for (int c = 0; c < 3; ++c) words.push_back(word(left + 100 + 90 * c, 100, head));
  for (int r = 0; r < rows; ++r) {
    words.push_back(word(left, 120 + 15 * r, "Ashby"));
    for (int c = 0; c < 3; ++c)
      words.push_back(r % 2 == 0 ? word(left + 145 + 90 * c, 120 + 15 * r, "1.2") : word(left + 105 + 90 * c, 120 + 15 * r, "1,234,567.8"));
  }
  TableRegion region;
  region.page = number;
  region.kind = RegionKind::unruled;
  region.box = Box{left, 100, left + 360, 130.0 + 15 * rows};
  region.words = all_of(words);
  Candidate candidate;
  candidate.method = "edges";
  candidate.table = build_edge_grid(words, region.words, {}, *region.box, number);
  region.candidates.push_back(std::move(candidate));
  document.pages.push_back(std::move(page));
  document.regions.push_back(std::move(region));
}

Table second_part(const std::string& head, int page = 2) {
  Document document;
  add_part(document, 1, 60, "Sum", 6);
  add_part(document, page, 75, head, 1);
  share_columns(document);
  return document.regions[1].candidates[0].table;
}

TEST(SharedColumns, ARowUnderHeadsThatReturnStandsInTheColumnsOfThePageBefore) {
  Document alone;
  add_part(alone, 2, 75, "Sum", 1);
  ASSERT_NE(alone.regions[0].candidates[0].table.cols, 4) << "one row alone does not show its columns";
  const Table table = second_part("Sum");
  EXPECT_EQ(structure_error(table), "");
  EXPECT_EQ(shape(table), "0,0 Place\n0,1 Sum\n0,2 Sum\n0,3 Sum\n1,0 Ashby\n1,1 1.2\n1,2 1.2\n1,3 1.2\n");
}

TEST(SharedColumns, OtherHeadsOrAPageBetweenAreAnotherTable) {
  Document alone;
  add_part(alone, 2, 75, "Net", 1);
  EXPECT_EQ(shape(second_part("Net")), shape(alone.regions[0].candidates[0].table));
  EXPECT_NE(second_part("Sum", 3).cols, 4);
}

}  // namespace
}  // namespace tabularium

#include "stages/tables/grid_spans.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "stages/core/table_structure.h"
#include "stages/tables/edge_grid.h"
#include "tests/tables/page_words.h"

namespace tabularium {
namespace {

using testing::all_of;
using testing::shape;
using testing::word;

Table table_of(const std::vector<std::vector<std::string>>& rows) {
  Table table;
  table.rows = static_cast<int>(rows.size());
  table.cols = static_cast<int>(rows.front().size());
  for (int r = 0; r < table.rows; ++r) {
    for (int c = 0; c < table.cols; ++c) {
      Cell cell;
      cell.row = r;
      cell.col = c;
      cell.text = rows[static_cast<std::size_t>(r)][static_cast<std::size_t>(c)];
      table.cells.push_back(cell);
    }
  }
  return table;
}

TEST(SpanTotals, ATotalBesideSerialNumbersSpansTheStub) {
  Table table = table_of({{"No.", "Name", "Sum"}, {"1", "Coal", "10"}, {"2", "Iron", "20"}, {"3", "Salt", "5"}, {"Total", "", "35"}});
  span_totals(table);
  EXPECT_NE(shape(table).find("4,0 Total @1x2"), std::string::npos) << shape(table);
  EXPECT_EQ(structure_error(table), "");
}

TEST(SpanTotals, WordsThatComeAgainAndAgainNameNoRows) {
  Table table = table_of({{"Year", "Place", "Sum"}, {"1926", "Hull", "10"}, {"1927", "Hull", "20"}, {"1928", "York", "5"}, {"1929", "Hull", "7"},
                          {"1930", "Hull", "8"}, {"Total", "", "50"}});
  span_totals(table);
  EXPECT_EQ(shape(table).find('@'), std::string::npos) << shape(table);
}

TEST(SpanTotals, ABlankFigureIsNoStub) {
  // The second column holds figures: the gap beside "Zinc" is a missing one.
  Table table = table_of({{"Item", "1950", "1951"}, {"Coal", "10", "11"}, {"Iron", "20", "21"}, {"Zinc", "", "31"}});
  span_totals(table);
  EXPECT_EQ(shape(table).find("@"), std::string::npos) << shape(table);
}

TEST(SpanTotals, LabelsWithoutSerialNumbersKeepTheirPlace) {
  // The first column holds names as the second does: nothing says that a lone name stands for both.
  Table table = table_of({{"District", "Port", "Ships"}, {"North", "Ashby", "3"}, {"South", "Barton", "4"}, {"East", "", "5"}});
  span_totals(table);
  EXPECT_EQ(shape(table).find("@"), std::string::npos) << shape(table);
}

TEST(SpanTotals, TwoColumnsAreNoStubAndBody) {
  Table table = table_of({{"1", "Coal"}, {"2", "Iron"}, {"Total", ""}});
  span_totals(table);
  EXPECT_EQ(shape(table).find("@"), std::string::npos);
}

TEST(HeadRows, AStubHeadAtTheMiddleDoesNotKeepWrappedHeadsApart) {
  std::vector<Word> words = {word(5, 17, "Port"), word(100, 5, "Shipping"), word(100, 16, "Tonnage"), word(180, 5, "Men"), word(103, 30, "(1)"), word(183, 30, "(2)")};
  for (int r = 0; r < 4; ++r) {
    words.push_back(word(5, 48 + 14.0 * r, "Hull"));
    for (const double x : {105.0, 185.0}) words.push_back(word(x, 48 + 14.0 * r, "10"));
  }
  const std::string got = shape(build_edge_grid(words, all_of(words), {}, {0, 0, 300, 200}, 1));
  EXPECT_NE(got.find("0,1 Shipping Tonnage"), std::string::npos) << got;
}

}  // namespace
}  // namespace tabularium

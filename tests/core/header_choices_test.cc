#include "stages/core/header_choices.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "stages/core/header_readings.h"
#include "tests/small_table.h"

namespace tabularium {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const Cell& at(const Table& table, int row, int col) {
  return *std::find_if(table.cells.begin(), table.cells.end(), [&](const Cell& cell) {
    return cell.row <= row && row < cell.row_end() && cell.col <= col && col < cell.col_end();
  });
}

std::vector<std::string> texts(const Table& table, const CellPath& path) {
  std::vector<std::string> out;
  for (const CellId id : path) out.push_back(table.cells[static_cast<std::size_t>(id)].text);
  return out;
}

// Two rows of heads over two rows of figures; "Exports" stands over the first two value columns.
Table trade() {
  Table table = small_table({{"", "Exports", "", ""}, {"Region", "1961", "1962", "Share"}, {"North", "1", "2", "3"}, {"South", "4", "5", "6"}});
  std::erase_if(table.cells, [](const Cell& cell) { return cell.row == 0 && cell.col == 2; });
  for (Cell& cell : table.cells) {
    if (cell.text == "Exports") cell.col_span = 2;
    if (cell.row == 1) cell.role = cell.col == 0 ? Role::stub_head : Role::column_header;
  }
  table.boxhead_rows = 2;
  table.stub_cols = 1;
  build_header_trees(table);
  table.header_choices = {{.boxhead_rows = 2, .stub_cols = 1, .score = 5},
                          {.boxhead_rows = 2, .stub_cols = 1, .spanner_row = 0, .spanner_from = 1, .spanner_to = 4, .score = 4.5},
                          {.boxhead_rows = 1, .stub_cols = 1, .score = 2}};
  return table;
}

TEST(HeaderChoice, AFlatterBoxheadMakesItsLastRowABodyRow) {
  Table table = trade();
  ASSERT_TRUE(choose_headers(table, table.header_choices[2]));
  EXPECT_EQ(structure_error(table), "");
  EXPECT_EQ(at(table, 1, 0).role, Role::row_header);
  EXPECT_EQ(at(table, 1, 1).role, Role::data);
  EXPECT_THAT(texts(table, at(table, 2, 1).col_path), ElementsAre("Exports"));
  EXPECT_TRUE(shows(table, table.header_choices[2]));
  EXPECT_FALSE(shows(table, table.header_choices[0]));
  // And back.
  ASSERT_TRUE(choose_headers(table, table.header_choices[0]));
  EXPECT_EQ(table, trade());
}

TEST(HeaderChoice, AWiderStubTakesTheColumnFromTheValues) {
  Table table = trade();
  ASSERT_TRUE(choose_headers(table, {.boxhead_rows = 1, .stub_cols = 1}));
  ASSERT_TRUE(choose_headers(table, {.boxhead_rows = 1, .stub_cols = 3}));
  EXPECT_EQ(at(table, 2, 2).role, Role::row_header);
  EXPECT_THAT(texts(table, at(table, 2, 3).row_path), ElementsAre("North", "1", "2"));
}

TEST(HeaderChoice, ASpannerOverOneColumnMoreStandsInThatColumnsPath) {
  Table table = trade();
  EXPECT_THAT(texts(table, at(table, 2, 3).col_path), ElementsAre("Share"));
  ASSERT_TRUE(choose_headers(table, table.header_choices[1]));
  EXPECT_EQ(structure_error(table), "");
  EXPECT_THAT(texts(table, at(table, 2, 3).col_path), ElementsAre("Exports", "Share"));
  EXPECT_TRUE(shows(table, table.header_choices[1]));
  EXPECT_FALSE(shows(table, table.header_choices[0]));
}

TEST(HeaderChoice, ASpannerOverFewerColumnsLeavesABlankHead) {
  Table table = trade();
  ASSERT_TRUE(choose_headers(table, {.boxhead_rows = 2, .stub_cols = 1, .spanner_row = 0, .spanner_from = 1, .spanner_to = 2}));
  EXPECT_EQ(structure_error(table), "");
  EXPECT_EQ(at(table, 0, 2).text, "");
  EXPECT_EQ(at(table, 0, 2).role, Role::column_header);
  EXPECT_THAT(texts(table, at(table, 2, 2).col_path), ElementsAre("1962"));
}

TEST(HeaderChoice, ASpannerTakesAColumnFromItsNeighbour) {
  Table table = trade();
  for (Cell& cell : table.cells)
    if (cell.row == 0 && cell.col == 3) cell.text = "Rates";
  build_header_trees(table);
  ASSERT_TRUE(choose_headers(table, {.boxhead_rows = 2, .stub_cols = 1, .spanner_row = 0, .spanner_from = 2, .spanner_to = 4}));
  EXPECT_THAT(texts(table, at(table, 2, 2).col_path), ElementsAre("Rates", "1962"));
  EXPECT_THAT(texts(table, at(table, 2, 1).col_path), ElementsAre("Exports", "1961"));
}

TEST(HeaderChoice, WhatDoesNotFitChangesNothing) {
  Table table = trade();
  table.cells.front().row_span = 2;   // the stub head goes over both rows
  std::erase_if(table.cells, [](const Cell& cell) { return cell.text == "Region"; });
  build_header_trees(table);
  const Table before = table;
  for (const HeaderChoice& wrong : {HeaderChoice{.boxhead_rows = 1, .stub_cols = 1},                    // cuts the stub head
                                    HeaderChoice{.boxhead_rows = 4, .stub_cols = 1}, HeaderChoice{.boxhead_rows = 2, .stub_cols = 4},
                                    HeaderChoice{.boxhead_rows = 2, .stub_cols = 1, .spanner_row = 0, .spanner_from = 3, .spanner_to = 5},
                                    HeaderChoice{.boxhead_rows = 2, .stub_cols = 1, .spanner_row = 1, .spanner_from = 0, .spanner_to = 2}}) {
    EXPECT_FALSE(choose_headers(table, wrong)) << choice_to_text(wrong);
    EXPECT_EQ(table, before);
  }
}

TEST(HeaderChoice, IsToldInOneWay) {
  const HeaderChoice plain{.boxhead_rows = 2, .stub_cols = 1}, spanner{.boxhead_rows = 2, .stub_cols = 0, .spanner_row = 0, .spanner_from = 1, .spanner_to = 3};
  EXPECT_EQ(choice_to_text(plain), "boxhead 2 stub 1");
  EXPECT_EQ(choice_to_text(spanner), "boxhead 2 stub 0 spanner 0 1 3");
  EXPECT_EQ(choice_from_text("boxhead 2 stub 1"), plain);
  EXPECT_EQ(choice_from_text("boxhead 2 stub 0 spanner 0 1 3"), spanner);
  for (const char* broken : {"", "boxhead", "boxhead x stub 1", "boxhead 2 stub", "boxhead 2 stub 1 ", "boxhead 2 stub 1 spanner 0 1", "boxhead 2 stub 1 spanner 0 1 3 4", "2 2 0 0", "stub 2 boxhead 1"})
    EXPECT_FALSE(choice_from_text(broken)) << broken;
}

TEST(HeaderChoice, TheTreeOfAReadingIsTold) {
  const Table table = trade();
  EXPECT_EQ(choice_tree_text(table, table.header_choices[0]), "Exports (1961, 1962), Share");
  EXPECT_EQ(choice_tree_text(table, table.header_choices[1]), "Exports (1961, 1962, Share)");
  EXPECT_EQ(choice_tree_text(table, table.header_choices[2]), "Exports");
  EXPECT_EQ(choice_tree_text(table, {.boxhead_rows = 0, .stub_cols = 1}), "-");
}

TEST(HeaderChoice, ItsLabelsAreListedLevelByLevel) {
  const Table table = trade();
  const LabelTree plain = label_tree(table, table.header_choices[0]), wide = label_tree(table, table.header_choices[1]);
  EXPECT_THAT(plain.labels, ElementsAre("Exports", "Share", "1961", "1962"));
  EXPECT_THAT(plain.children, ElementsAre(2, 0, 0, 0));
  EXPECT_THAT(wide.labels, ElementsAre("Exports", "1961", "1962", "Share"));
  EXPECT_THAT(wide.children, ElementsAre(3, 0, 0, 0));
}

TEST(HeaderReadings, TheChoicesOfASeenGridAreToldLikeTheTreesOfALostOne) {
  Table table = trade();
  const auto boxheads = header_readings(table);
  ASSERT_EQ(boxheads.size(), 1U);
  EXPECT_EQ(boxheads[0].chosen, 0U);
  ASSERT_EQ(boxheads[0].readings.size(), 3U);
  EXPECT_EQ(reading_text(table, boxheads[0], boxheads[0].readings[1]), "Exports (1961, 1962, Share)");
  const std::string labels = boxhead_text(table, boxheads[0]);
  ASSERT_TRUE(choose_reading(table, boxheads[0], reading_name(boxheads[0].readings[2])));
  EXPECT_EQ(header_readings(table)[0].chosen, 2U);
  EXPECT_EQ(boxhead_text(table, header_readings(table)[0]), labels);   // what a correction is anchored to stays
  EXPECT_FALSE(choose_reading(table, boxheads[0], "boxhead 9 stub 1"));
  table.header_choices.resize(1);
  EXPECT_THAT(header_readings(table), IsEmpty());
}

}  // namespace
}  // namespace tabularium

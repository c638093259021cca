// Corrections of a table's shape, on small documents made by hand.
#include "stages/core/table_corrections.h"

#include <gtest/gtest.h>

#include "stages/core/corrections.h"
#include "stages/core/table_structure.h"

namespace tabularium {
namespace {

// A page of words in a grid of 100 x 20 points a cell, and the table over it.
struct Sheet {
  Document document;

  Sheet() {
    Page page;
    page.number = 1;
    document.pages = {page};
  }
  void add_table(const std::vector<std::vector<std::string>>& rows, double top) {
    Table table;
    table.id = "t" + std::to_string(document.tables.size() + 1);
    table.pages = {1};
    table.rows = static_cast<int>(rows.size());
    table.cols = static_cast<int>(rows[0].size());
    table.boxes = {{0, top, 100.0 * table.cols, top + 20.0 * table.rows}};
    table.boxhead_rows = table.stub_cols = 1;
    for (int row = 0; row < table.rows; ++row)
      for (int col = 0; col < table.cols; ++col) table.cells.push_back(cell(row, col, rows[static_cast<std::size_t>(row)][static_cast<std::size_t>(col)], top));
    build_header_trees(table);
    Block block;
    block.kind = BlockKind::table;
    block.table = table.id;
    block.region = static_cast<int>(document.regions.size());
    TableRegion region;
    region.page = 1;
    Candidate chosen;
    chosen.method = "edges";
    chosen.table.id = table.id;
    chosen.table.rows = table.rows;
    chosen.table.cols = table.cols;
    region.candidates = {chosen};
    document.regions.push_back(region);
    document.blocks.push_back(block);
    document.tables.push_back(table);
  }
  Cell cell(int row, int col, const std::string& text, double top) {
    Cell made;
    made.row = row;
    made.col = col;
    made.role = row == 0 ? (col == 0 ? Role::stub_head : Role::column_header) : col == 0 ? Role::row_header : Role::data;
    made.raw = made.text = text;
    made.place = {1, Box{100.0 * col, top + 20.0 * row, 100.0 * col + 90, top + 20.0 * row + 12}, std::nullopt};
    double x = 100.0 * col;
    for (std::size_t from = 0; from < text.size();) {
      const std::size_t to = std::min(text.find(' ', from), text.size());
      Word word;
      word.text = word.raw = text.substr(from, to - from);
      word.box = {x, top + 20.0 * row, x + 30, top + 20.0 * row + 10};
      word.space_before = from > 0;
      made.words.push_back(static_cast<int>(document.pages[0].evidence.words.size()));
      document.pages[0].evidence.words.push_back(word);
      x += 45;
      from = to + 1;
    }
    return made;
  }
  const Cell& at(std::size_t table, int row, int col) const {
    for (const Cell& cell : document.tables[table].cells)
      if (cell.row == row && cell.col == col) return cell;
    throw std::out_of_range("no such cell");
  }
  Correction said(CorrectionKind kind, const Cell& cell, const std::string& is = "") const { return {kind, cell.place, cell.text, is, "Ann", ""}; }
};

TEST(TableCorrections, AnEdgeTakesWordsFromOneColumnToTheNext) {
  Sheet sheet;
  sheet.add_table({{"Item", "Year"}, {"Tin 12", ""}, {"Lead 30", ""}}, 0);
  const Correction edge = sheet.said(CorrectionKind::edge, sheet.at(0, 1, 0), "42");
  for (int time = 0; time < 2; ++time) {  // the second finds it done
    ASSERT_TRUE(move_edge(sheet.document, edge));
    EXPECT_EQ(sheet.at(0, 1, 0).text, "Tin");
    EXPECT_EQ(sheet.at(0, 1, 1).text, "12");
    EXPECT_EQ(sheet.at(0, 2, 1).text, "30");
    EXPECT_EQ(sheet.at(0, 2, 1).place.box->x0, 45);
    EXPECT_EQ(structure_error(sheet.document.tables[0]), "");
  }
}

TEST(TableCorrections, AnEdgeOnAPageThatChangedIsNotMoved) {
  Sheet sheet;
  sheet.add_table({{"Item", "Year"}, {"Tin 12", ""}}, 0);
  Correction edge = sheet.said(CorrectionKind::edge, sheet.at(0, 1, 0), "42");
  edge.was = "Zinc 7";
  EXPECT_FALSE(move_edge(sheet.document, edge));
  edge.is = "far";
  EXPECT_FALSE(move_edge(sheet.document, edge));
  EXPECT_EQ(sheet.at(0, 1, 0).text, "Tin 12");
}

TEST(TableCorrections, TwoTablesBecomeOneAndAreNamedAnew) {
  Sheet sheet;
  sheet.add_table({{"Item", "Year"}, {"Tin", "12"}}, 0);
  sheet.add_table({{"Zinc", "7"}, {"Lead", "30"}}, 100);
  sheet.add_table({{"Other", "Year"}, {"Coal", "1"}}, 200);
  const Correction join = sheet.said(CorrectionKind::join, sheet.at(1, 0, 0));
  for (int time = 0; time < 2; ++time) {
    ASSERT_TRUE(join_tables(sheet.document, join));
    ASSERT_EQ(sheet.document.tables.size(), 2U);
    EXPECT_EQ(sheet.document.tables[0].rows, 4);
    EXPECT_EQ(sheet.at(0, 3, 1).text, "30");
    EXPECT_EQ(sheet.document.tables[1].id, "t2");
    EXPECT_EQ(sheet.document.blocks[1].table, "t1");
    EXPECT_EQ(sheet.document.blocks[2].table, "t2");
    EXPECT_EQ(structure_error(sheet.document.tables[0]), "");
  }
}

TEST(TableCorrections, TablesOfOtherWidthsAreNotJoined) {
  Sheet sheet;
  sheet.add_table({{"Item", "Year"}, {"Tin", "12"}}, 0);
  sheet.add_table({{"Zinc"}, {"Lead"}}, 100);
  EXPECT_FALSE(join_tables(sheet.document, sheet.said(CorrectionKind::join, sheet.at(1, 0, 0))));
  EXPECT_FALSE(join_tables(sheet.document, sheet.said(CorrectionKind::join, sheet.at(0, 0, 0))));  // none stands before the first
  EXPECT_EQ(sheet.document.tables.size(), 2U);
}

TEST(TableCorrections, ATableIsDividedAndPutTogetherAgainByForgetting) {
  Sheet sheet;
  sheet.add_table({{"Item", "Year"}, {"Tin", "12"}, {"Ship", "Year"}, {"Ann", "3"}}, 0);
  for (Cell& cell : sheet.document.tables[0].cells)
    if (cell.row == 2) cell.role = cell.col == 0 ? Role::stub_head : Role::column_header;
  const Correction divide = sheet.said(CorrectionKind::divide, sheet.at(0, 2, 0));
  for (int time = 0; time < 2; ++time) {
    ASSERT_TRUE(divide_table(sheet.document, divide));
    ASSERT_EQ(sheet.document.tables.size(), 2U);
    EXPECT_EQ(sheet.document.tables[0].rows, 2);
    EXPECT_EQ(sheet.document.tables[1].boxhead_rows, 1);
    EXPECT_EQ(sheet.at(1, 1, 1).text, "3");
    ASSERT_EQ(sheet.document.blocks.size(), 2U);
    EXPECT_EQ(sheet.document.blocks[1].table, "t2");
    EXPECT_EQ(sheet.document.tables[1].boxes[0].y0, 40);
    for (const Table& table : sheet.document.tables) EXPECT_EQ(structure_error(table), "");
  }
  forget_divided_blocks(sheet.document);
  EXPECT_EQ(sheet.document.blocks.size(), 1U);
}

TEST(TableCorrections, ACellOverTheLineKeepsATableWhole) {
  Sheet sheet;
  sheet.add_table({{"Item", "Year"}, {"Tin", "12"}, {"Lead", "30"}}, 0);
  Table& table = sheet.document.tables[0];
  std::erase_if(table.cells, [](const Cell& cell) { return cell.row == 2 && cell.col == 1; });
  for (Cell& cell : table.cells)
    if (cell.row == 1 && cell.col == 1) cell.row_span = 2;
  EXPECT_FALSE(divide_table(sheet.document, sheet.said(CorrectionKind::divide, sheet.at(0, 2, 0))));
}

TEST(TableCorrections, AnotherHypothesisTakesThePlaceAndTheFirstIsKept) {
  Sheet sheet;
  sheet.add_table({{"Item", "Year"}, {"Tin", "12"}}, 0);
  Candidate other;
  other.method = "ruled";
  other.table = sheet.document.tables[0];
  for (Cell& cell : other.table.cells)
    if (cell.row == 1 && cell.col == 1) cell.text = "other";
  other.table.id.clear();
  sheet.document.regions[0].candidates.push_back(other);
  const auto choices = grid_choices(sheet.document, "t1");
  ASSERT_EQ(choices.size(), 2U);
  EXPECT_TRUE(choices[0].chosen);
  EXPECT_EQ(choices[1].name, "ruled 2x2");
  const Correction choose = sheet.said(CorrectionKind::grid, sheet.at(0, 1, 0), "ruled 2x2");
  for (int time = 0; time < 2; ++time) {
    ASSERT_TRUE(choose_grid(sheet.document, choose));
    EXPECT_EQ(sheet.at(0, 1, 1).text, "other");
    EXPECT_EQ(sheet.document.tables[0].id, "t1");
    EXPECT_TRUE(grid_choices(sheet.document, "t1")[1].chosen);
  }
  ASSERT_TRUE(choose_grid(sheet.document, sheet.said(CorrectionKind::grid, sheet.at(0, 1, 0), "edges 2x2")));
  EXPECT_EQ(sheet.at(0, 1, 1).text, "12");
  EXPECT_FALSE(choose_grid(sheet.document, sheet.said(CorrectionKind::grid, sheet.at(0, 1, 0), "flat 9x9")));
}

TEST(TableCorrections, WhatWasSaidIsDoneInItsOrderAndOnlyOnce) {
  Sheet sheet;
  sheet.add_table({{"Item", "Year"}, {"Tin 12", ""}, {"Zinc 7", ""}, {"Lead 30", ""}}, 0);
  const Correction edge = sheet.said(CorrectionKind::edge, sheet.at(0, 1, 0), "42");
  const Correction divide = sheet.said(CorrectionKind::divide, sheet.at(0, 3, 0));
  Correction text{CorrectionKind::text, {1, Box{45, 60, 75, 70}, std::nullopt}, "30", "33", "Ann", ""};  // after the edge
  for (int time = 0; time < 2; ++time) {
    CorrectionRun run({edge, divide, text});
    run.to_tables(sheet.document);
    EXPECT_EQ(run.states(), std::vector(3, CorrectionState::applied));
    ASSERT_EQ(sheet.document.tables.size(), 2U);
    EXPECT_EQ(sheet.at(0, 2, 1).text, "7");
    EXPECT_EQ(sheet.at(1, 0, 0).text, "Lead");
    EXPECT_EQ(sheet.at(1, 0, 1).text, "33");
  }
}

TEST(TableCorrections, ATextStaysInACellThatWasMergedLater) {
  Sheet sheet;
  sheet.add_table({{"Item", "Year"}, {"Tim", "12"}, {"ore", "30"}}, 0);
  const Correction text = sheet.said(CorrectionKind::text, sheet.at(0, 1, 0), "Tin");
  Correction merge = sheet.said(CorrectionKind::merge, sheet.at(0, 1, 0), "below");
  merge.place.box = unite(*merge.place.box, *sheet.at(0, 2, 0).place.box);
  for (int time = 0; time < 2; ++time) {
    CorrectionRun run({text, merge});
    run.to_tables(sheet.document);
    EXPECT_EQ(run.states(), std::vector(2, CorrectionState::applied));
    EXPECT_EQ(sheet.at(0, 1, 0).text, "Tin ore");
  }
}

}  // namespace
}  // namespace tabularium

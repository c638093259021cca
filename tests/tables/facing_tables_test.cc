#include "stages/tables/facing_tables.h"

#include <gtest/gtest.h>

#include "stages/core/table_structure.h"
#include "stages/tables/stitch.h"
#include "tests/tables/page_words.h"

namespace tabularium {
namespace {

using Rows = std::vector<std::vector<std::string>>;

// A page with one table, a word a cell, rows 20 points apart from `top` down.
void add_page(Document& document, const Rows& rows, double top, double column = 80) {
  Page page;
  page.number = static_cast<int>(document.pages.size()) + 1;
  page.width = 600;
  page.height = 800;
  Table table;
  table.rows = static_cast<int>(rows.size());
  table.cols = static_cast<int>(rows.front().size());
  table.pages = {page.number};
  table.boxes = {Box{50, top, 50 + column * table.cols, top + 20.0 * table.rows}};
  for (int r = 0; r < table.rows; ++r) {
    for (int c = 0; c < static_cast<int>(rows[static_cast<std::size_t>(r)].size()); ++c) {
      const std::string& text = rows[static_cast<std::size_t>(r)][static_cast<std::size_t>(c)];
      Cell cell;
      cell.row = r;
      cell.col = c;
      cell.text = cell.raw = text;
      if (rows[static_cast<std::size_t>(r)].size() == 1) cell.col_span = table.cols;
      cell.place.page = page.number;
      cell.place.box = Box{50 + column * c, top + 20.0 * r, 50 + column * (c + cell.col_span), top + 20.0 * (r + 1)};
      if (!text.empty()) {
        cell.words = {static_cast<int>(page.evidence.words.size())};
        page.evidence.words.push_back(testing::word(50 + column * c, top + 20.0 * r + 5, text));
      }
      table.cells.push_back(std::move(cell));
    }
  }
  TableRegion region;
  region.page = page.number;
  region.box = table.boxes.front();
  region.candidates.push_back({});
  region.candidates.back().table = std::move(table);
  region.candidates.back().method = "edges";
  Block block;
  block.kind = BlockKind::table;
  block.region = static_cast<int>(document.regions.size());
  block.place.page = page.number;
  block.place.box = region.box;
  document.blocks.push_back(block);
  document.regions.push_back(std::move(region));
  document.pages.push_back(std::move(page));
}

const Rows left = {{"Place", "Coal", "Iron"}, {"Aston", "1", "2"}, {"North"}, {"Brill", "3", "4"}, {"Corby", "5", "6"}, {"Dover", "7", "8"}};
const Rows right = {{"Salt", "Wool", "Tin"}, {"11", "12", "13"}, {"", "", ""}, {"14", "15", "16"}, {"17", "-", "18"}, {"19", "20", "21"}};

Document spread(const Rows& a, const Rows& b, double lower = 3) {
  Document document;
  add_page(document, a, 100);
  add_page(document, b, 100 + lower);
  join_facing_regions(document);
  return document;
}

bool joined(const Document& document) { return document.regions[1].continues == 0; }

TEST(FacingTables, ColumnsOnTheFacingPageAreOfTheSameRows) {
  const Document document = spread(left, right);
  ASSERT_TRUE(joined(document));
  EXPECT_TRUE(document.regions[1].candidates.empty());
  const Table& table = document.regions[0].candidates.front().table;
  EXPECT_EQ(table.rows, 6);
  EXPECT_EQ(table.cols, 6);
  EXPECT_EQ(structure_error(table), "");
  EXPECT_EQ(table.pages, (std::vector<int>{1, 2}));
  EXPECT_EQ(table.boxes.size(), 2U);
  const std::string cells = testing::shape(table);
  EXPECT_NE(cells.find("1,0 Aston\n1,1 1\n1,2 2\n1,3 11\n1,4 12\n1,5 13\n"), std::string::npos) << cells;
  EXPECT_NE(cells.find("2,0 North @1x6\n"), std::string::npos) << "a section is the whole row's";
  for (const Cell& cell : table.cells) EXPECT_EQ(cell.place.page, cell.col < 3 ? 1 : 2) << cell.text;
}

TEST(FacingTables, LabelsThatAreRepeatedStandOnce) {
  Rows repeated = {{"Place", "Salt"}, {"Aston", "11"}, {"North"}, {"Brill", "14"}, {"Corby", "17"}, {"Dover", "19"}};
  const Document document = spread(left, repeated);
  ASSERT_TRUE(joined(document));
  EXPECT_EQ(document.regions[0].candidates.front().table.cols, 4);
  repeated[3][0] = "Bristol";
  EXPECT_FALSE(joined(spread(left, repeated))) << "another row is another table";
}

TEST(FacingTables, WhatDiffersIsAnotherTable) {
  Rows fewer = right;
  fewer.pop_back();
  EXPECT_FALSE(joined(spread(left, fewer))) << "a row fewer";
  EXPECT_FALSE(joined(spread(left, right, 60))) << "at other heights";
  Rows labelled = right;
  for (std::size_t r = 1; r < labelled.size(); ++r) labelled[r][0] = "Town" + std::to_string(r);
  EXPECT_FALSE(joined(spread(left, labelled))) << "labels of its own";
  Rows headless = right;
  headless[0] = {"22", "23", "24"};
  EXPECT_FALSE(joined(spread(left, headless))) << "rows that go on below have no heads";
  EXPECT_FALSE(joined(spread(left, left))) << "the same heads begin the table's next rows";
  const Rows few_left(left.begin(), left.begin() + 3), few_right(right.begin(), right.begin() + 3);
  EXPECT_FALSE(joined(spread(few_left, few_right))) << "two rows at one height may be by chance";
}

TEST(FacingTables, ACaptionOrTextBetweenKeepsTablesApart) {
  for (const BlockKind kind : {BlockKind::paragraph, BlockKind::heading, BlockKind::footer, BlockKind::note}) {
    Document document;
    add_page(document, left, 100);
    Block between;
    between.kind = kind;
    document.blocks.push_back(between);
    add_page(document, right, 100);
    join_facing_regions(document);
    EXPECT_EQ(joined(document), kind == BlockKind::footer || kind == BlockKind::note);
  }
  Document document;
  add_page(document, left, 100);
  add_page(document, right, 100);
  document.regions[1].caption = "Table 2";
  join_facing_regions(document);
  EXPECT_FALSE(joined(document));
}

TEST(FacingTables, ASpreadGoesOnOverTheLeaf) {
  Document document;
  Rows more_left = left, more_right = right;
  for (std::size_t r = 1; r < more_left.size(); ++r) more_left[r][0] += "-Upper";
  add_page(document, left, 600);
  add_page(document, right, 600);
  add_page(document, more_left, 600);
  add_page(document, more_right, 600);
  for (std::size_t p : {2U, 3U}) {  // the second spread stands at the top of its pages
    const auto raise = [](Box& box) { box.y0 -= 500, box.y1 -= 500; };
    for (Word& word : document.pages[p].evidence.words) raise(word.box);
    raise(*document.regions[p].box);
    for (Cell& cell : document.regions[p].candidates.front().table.cells) raise(*cell.place.box);
    raise(document.regions[p].candidates.front().table.boxes.front());
  }
  join_facing_regions(document);
  stitch_regions(document);
  EXPECT_EQ(document.regions[2].continues, 0);
  const Table& table = document.regions[0].candidates.front().table;
  EXPECT_EQ(table.rows, 11);
  EXPECT_EQ(table.cols, 6);
  EXPECT_EQ(table.pages, (std::vector<int>{1, 2, 3, 4}));
  EXPECT_EQ(structure_error(table), "");
}

}  // namespace
}  // namespace tabularium

#include "stages/tables/stitch.h"

#include <gtest/gtest.h>

#include "stages/core/table_structure.h"
#include "stages/tables/repeated_heads.h"

namespace tabularium {
namespace {

Table grid(int page, const std::vector<std::vector<std::string>>& rows) {
  Table table;
  table.rows = static_cast<int>(rows.size());
  table.cols = static_cast<int>(rows.front().size());
  table.pages = {page};
  table.boxes = {Box{0, 700, 300, 800}};
  for (int r = 0; r < table.rows; ++r) {
    for (int c = 0; c < table.cols; ++c) {
      Cell cell;
      cell.row = r;
      cell.col = c;
      cell.text = cell.raw = rows[static_cast<std::size_t>(r)][static_cast<std::size_t>(c)];
      cell.place.page = page;
      cell.place.box = Box{100.0 * c, 700 + 10.0 * r, 100.0 * (c + 1), 710 + 10.0 * r};
      table.cells.push_back(cell);
    }
  }
  return table;
}

TEST(Stitch, RepeatedHeadIsDropped) {
  const Table first = grid(1, {{"Item", "Cost"}, {"Coal", "1"}});
  const Table next = grid(2, {{"Item", "Cost"}, {"Iron", "2"}, {"Salt", "3"}});
  EXPECT_EQ(repeated_head_rows(first, next), 1);
  const Table whole = stitch(first, next);
  EXPECT_EQ(whole.rows, 4);
  EXPECT_EQ(whole.pages, (std::vector<int>{1, 2}));
  EXPECT_EQ(whole.cells.back().text, "3");
  EXPECT_EQ(whole.cells.back().row, 3);
  EXPECT_EQ(whole.cells.back().place.page, 2);
  EXPECT_EQ(structure_error(whole), "");
}

TEST(Stitch, ARepeatedHeadMayBeReadWithAnErrorWhereItWasRead) {
  Table first = grid(1, {{"Item", "Total", "1961"}, {"Coal", "1", "2"}});
  Table next = grid(2, {{"Item", "Tota!", "1961"}, {"Iron", "2", "3"}});
  EXPECT_EQ(repeated_head_rows(first, next), 0) << "printed words are what they are";
  for (Table* table : {&first, &next})
    for (Cell& cell : table->cells) cell.confidence = 0.9;
  EXPECT_EQ(repeated_head_rows(first, next), 1);
  next.cells[2].text = "1962";
  EXPECT_EQ(repeated_head_rows(first, next), 0) << "another year is another column";
}

void make_read(Table& table) {
  for (Cell& cell : table.cells) cell.confidence = 0.9;
}

TEST(Stitch, AHeadThatWasReadSurerTheSecondTimeTakesThatReading) {
  Table first = grid(1, {{"Name", "Yearx", "Area"}, {"Hull", "1", "2"}});
  Table next = grid(2, {{"Name", "Year", "Aren"}, {"Goole", "3", "4"}});
  for (Table* table : {&first, &next})
    for (Cell& cell : table->cells) cell.raw = cell.text;
  for (Cell& cell : first.cells) cell.confidence = cell.text == "Yearx" ? 0.9 : 0.98;
  for (Cell& cell : next.cells) cell.confidence = cell.text == "Aren" ? 0.7 : 0.99;
  take_surer_heads(first, next, 1);
  EXPECT_EQ(first.cells[1].text, "Year");
  EXPECT_EQ(first.cells[1].raw, "Yearx") << "as it was read where the cell stands";
  ASSERT_EQ(first.cells[1].alternatives.size(), 1U);
  EXPECT_EQ(first.cells[1].alternatives.front().text, "Yearx");
  EXPECT_EQ(first.cells[2].text, "Area") << "read worse the second time";
  EXPECT_EQ(first.cells[4].text, "1") << "no head";
}

TEST(Stitch, ShortLabelsOfARepeatedHeadMayBeMisreadWhereTheOthersSayEnough) {
  Table first = grid(1, {{"江永顺", "山云", "新白安", "明长", "白河山华"}, {"一月", "1", "2", "3", "4"}});
  Table next = grid(2, {{"江永顺", "上去", "新白安", "阴长!!!", "白河山华"}, {"二月", "2", "3", "4", "5"}});
  make_read(first);
  make_read(next);
  EXPECT_EQ(repeated_head_rows(first, next), 1);
  next.cells[2].text = "东桥江";
  EXPECT_EQ(repeated_head_rows(first, next), 0) << "another label";
}

TEST(Stitch, RowsThatShareNoLabelAreNoRepeatedHead) {
  Table first = grid(1, {{"Group A", ""}, {"Coal", "1"}}), next = grid(2, {{"Group B", ""}, {"Iron", "2"}});
  make_read(first);
  make_read(next);
  EXPECT_EQ(repeated_head_rows(first, next), 0);
}

// On the second page the last head was taken for one of those below the spanner.
TEST(Stitch, ARepeatedHeadMaySpanOtherwiseWhereItWasRead) {
  const auto spanning = [](Table table, std::initializer_list<std::size_t> gone) {
    for (auto place = std::rbegin(gone); place != std::rend(gone); ++place) table.cells.erase(table.cells.begin() + static_cast<std::ptrdiff_t>(*place));
    make_read(table);
    return table;
  };
  Table first = grid(1, {{"Land", "Persons", "", "Total"}, {"", "Men", "Women", ""}, {"Baden", "1", "2", "3"}});
  first.cells[0].row_span = first.cells[3].row_span = 2;
  first.cells[1].col_span = 2;
  first = spanning(std::move(first), {2, 4, 7});
  ASSERT_EQ(structure_error(first), "");
  Table next = grid(2, {{"Land", "Persons", "", ""}, {"", "Men", "Wornen", "Total"}, {"Hessen", "4", "5", "9"}});
  next.cells[0].row_span = 2;
  next.cells[1].col_span = 3;
  next = spanning(std::move(next), {2, 3, 4});
  ASSERT_EQ(structure_error(next), "");
  EXPECT_EQ(repeated_head_rows(first, next), 2);
  const Table whole = stitch(first, next);
  EXPECT_EQ(whole.rows, 4);
  EXPECT_EQ(structure_error(whole), "");
}

TEST(Stitch, HeadCutByTheBreakIsOneCellWithTwoParts) {
  const Table whole = stitch(grid(1, {{"Item", "Persons"}}), grid(2, {{"", "Firms"}, {"Coal", "2"}}));
  ASSERT_EQ(whole.rows, 3);
  EXPECT_EQ(whole.cells.front().text, "Item");
  EXPECT_EQ(whole.cells.front().row_span, 2);
  ASSERT_EQ(whole.cells.front().parts.size(), 2U);
  EXPECT_EQ(whole.cells.front().parts[1].page, 2);
  EXPECT_EQ(structure_error(whole), "");
}

TEST(Stitch, BlankUnderAFigureStaysACellOfItsOwn) {
  const Table whole = stitch(grid(1, {{"Item", "Cost"}, {"Coal", "1"}}), grid(2, {{"Iron", ""}, {"Salt", "3"}}));
  EXPECT_EQ(whole.rows, 4);
  for (const Cell& cell : whole.cells) EXPECT_EQ(cell.row_span, 1);
}

TEST(Stitch, OtherColumnsAreAnotherTable) {
  EXPECT_FALSE(columns_agree(grid(1, {{"a", "b"}}), grid(2, {{"c", "d", "e"}})));
}

// A document of one region a table, with words where the cells' texts stand.
Document document_of(std::vector<Table> tables, const std::vector<double>& left) {
  Document document;
  for (Table& table : tables) {
    Page page;
    page.number = table.pages.front();
    page.width = 600;
    page.height = 800;
    TableRegion region;
    region.page = page.number;
    for (Cell& cell : table.cells) {
      Word word;
      word.text = cell.text;
      const double x = left[static_cast<std::size_t>(cell.col)];
      word.box = {x, cell.place.box->y0, x + 5.0 * static_cast<double>(cell.text.size()), cell.place.box->y1};
      cell.words = {static_cast<int>(page.evidence.words.size())};
      page.evidence.words.push_back(word);
    }
    region.box = table.boxes.front();
    region.candidates.emplace_back().table = std::move(table);
    document.pages.push_back(std::move(page));
    document.regions.push_back(std::move(region));
  }
  return document;
}

TEST(StitchRegions, TextSetToTheSameEdgesGoesOnThoughTheBoundsHaveMoved) {
  Table next = grid(2, {{"Iron", "2", "7"}, {"Salt", "3", "8"}, {"Zinc", "4", "9"}});
  next.boxes = {Box{0, 40, 300, 80}};
  const std::vector<double> bounds = {0, 40, 95, 300};  // without the wide head they lie elsewhere
  for (Cell& cell : next.cells) {
    cell.place.box->x0 = bounds[static_cast<std::size_t>(cell.col)];
    cell.place.box->x1 = bounds[static_cast<std::size_t>(cell.col) + 1];
  }
  const Table first = grid(1, {{"Item", "Cost", "Sum"}, {"Coal", "1", "4"}, {"Coke", "5", "5"}, {"Wood", "6", "6"}});
  EXPECT_FALSE(columns_agree(first, next));
  Document document = document_of({first, next}, {5, 150, 250});
  stitch_regions(document);
  EXPECT_EQ(document.regions[1].continues, 0);
  EXPECT_EQ(document.regions[0].candidates.front().table.rows, 7);
}

TEST(StitchRegions, DirtAtThePagesEdgeStandsBetweenNoTables) {
  const auto goes_on = [](const std::string& between, double x, PageOrigin origin) {
    Table next = grid(2, {{"Item", "Cost"}, {"Iron", "2"}});
    next.boxes = {Box{0, 40, 300, 80}};
    Document document = document_of({grid(1, {{"Item", "Cost"}, {"Coal", "1"}}), next}, {5, 150});
    for (Page& page : document.pages) page.origin = origin;
    const auto add = [&](BlockKind kind, int page, Box box, int region, const std::string& text) {
      Block block;
      block.kind = kind;
      block.place.page = page;
      block.place.box = box;
      block.region = region;
      block.text = text;
      document.blocks.push_back(block);
    };
    add(BlockKind::table, 1, {0, 700, 300, 800}, 0, "");
    add(BlockKind::heading, 1, {x, 300, x + 10, 310}, -1, between);
    add(BlockKind::table, 2, {0, 40, 300, 80}, 1, "");
    stitch_regions(document);
    return document.regions[1].continues == 0;
  };
  EXPECT_TRUE(goes_on("oe", 580, PageOrigin::image));
  EXPECT_FALSE(goes_on("oe", 580, PageOrigin::digital)) << "printed letters are no dirt";
  EXPECT_FALSE(goes_on("Imports", 580, PageOrigin::image));
}

TEST(StitchRegions, TheNextColumnOfThePageGoesOnUnderTheSameHeads) {
  const auto beside = [](const std::string& head) {
    Table next = grid(1, {{head, "Cost"}, {"Iron", "2"}});
    next.boxes = {Box{320, 40, 600, 80}};
    Document document = document_of({grid(1, {{"Item", "Cost"}, {"Coal", "1"}}), next}, {5, 150});
    document.pages.pop_back();
    stitch_regions(document);
    return document.regions[1].continues;
  };
  EXPECT_EQ(beside("Item"), 0);
  EXPECT_EQ(beside("Port"), -1);
}

TEST(StitchRegions, RowsWithoutHeadsInTheNextColumnOfThePageGoOnWhereTheyAreAsWide) {
  const auto beside = [](double width, const std::string& second) {
    Table next = grid(1, {{"Iron", second}, {"Salt", "3"}});
    for (Cell& cell : next.cells) {
      cell.place.box->x0 = 320 + width / 2 * cell.col;
      cell.place.box->x1 = cell.place.box->x0 + width / 2;
    }
    next.boxes = {Box{320, 40, 320 + width, 80}};
    Table first = grid(1, {{"Item", "Cost"}, {"Coal", "1"}});
    first.boxes = {Box{0, 700, 200, 800}};
    Document document = document_of({first, next}, {5, 150});
    document.pages.pop_back();
    stitch_regions(document);
    return document.regions[1].continues;
  };
  EXPECT_EQ(beside(200, "2"), 0);
  EXPECT_EQ(beside(140, "2"), -1) << "not as wide";
  EXPECT_EQ(beside(200, "Cost"), -1) << "heads of its own";
}

TEST(StitchRegions, OneRowUnderItsHeadsGoesOnInTheNextColumnOfThePageWhereEveryEdgeAgrees) {
  const auto beside = [](double third) {
    Table next = grid(1, {{"Iron", "2", "7"}, {"Salt", "3", "8"}, {"Zinc", "4", "9"}});
    const std::vector<double> bounds = {322, 380, 460, 520};   // no frame: as wide as its text
    for (Cell& cell : next.cells) {
      cell.place.box->x0 = bounds[static_cast<std::size_t>(cell.col)];
      cell.place.box->x1 = bounds[static_cast<std::size_t>(cell.col) + 1];
    }
    next.boxes = {Box{322, 40, 520, 80}};
    Table first = grid(1, {{"Item", "Cost", "Sum"}, {"Coal", "1", "4"}});
    first.boxes = {Box{0, 700, 210, 800}};
    Document document = document_of({first, next}, {5, 150, 200});
    document.pages.pop_back();
    Page& page = document.pages.front();
    const std::size_t own = page.evidence.words.size();
    for (Cell& cell : document.regions[1].candidates.front().table.cells) {
      Word word;
      const double x = std::vector<double>{325, 470, third}[static_cast<std::size_t>(cell.col)];
      word.text = cell.text;
      word.box = {x, cell.place.box->y0, x + 5.0 * static_cast<double>(cell.text.size()), cell.place.box->y1};
      cell.words = {static_cast<int>(page.evidence.words.size())};
      page.evidence.words.push_back(word);
    }
    EXPECT_GT(page.evidence.words.size(), own);
    stitch_regions(document);
    return document.regions[1].continues;
  };
  EXPECT_EQ(beside(520), 0);
  EXPECT_EQ(beside(535), -1) << "its last column stands elsewhere";
}

TEST(StitchRegions, ALabelCutByTheBreakIsOneCell) {
  const auto rows = [](std::vector<std::vector<std::string>> top, const std::string& rest) {
    Table next = grid(2, {{rest, "", ""}, {"Salt", "3", "8"}, {"Zinc", "4", "9"}});
    next.boxes = {Box{0, 40, 300, 80}};
    Document document = document_of({grid(1, std::move(top)), next}, {5, 150, 250});
    stitch_regions(document);
    EXPECT_EQ(document.regions[1].continues, 0);
    return document.regions[0].candidates.front().table;
  };
  const Table cut = rows({{"Item", "Cost", "Sum"}, {"Coal", "1", "4"}, {"Kingston-upon", "5", "5"}}, "Hull");
  EXPECT_EQ(cut.rows, 5);
  const auto label = std::find_if(cut.cells.begin(), cut.cells.end(), [](const Cell& cell) { return cell.row == 2 && cell.col == 0; });
  ASSERT_NE(label, cut.cells.end());
  EXPECT_EQ(label->text, "Kingston-upon Hull");
  ASSERT_EQ(label->parts.size(), 2U);
  EXPECT_EQ(label->parts[1].page, 2);
  EXPECT_EQ(rows({{"Item", "Cost", "Sum"}, {"Kingston-upon", "1", "4"}, {"Coal", "5", "5"}}, "Hull").rows, 6) << "it had room above";
  EXPECT_EQ(rows({{"Item", "Cost", "Sum"}, {"Coast", "", ""}, {"Coal", "1", "4"}, {"Kingston-upon", "5", "5"}}, "Inland").rows, 7)
      << "a table with sections, the first right under the heads";
}

}  // namespace
}  // namespace tabularium

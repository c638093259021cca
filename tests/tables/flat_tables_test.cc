#include "stages/tables/flat_tables.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>

#include "stages/core/table_structure.h"
#include "tests/text_lines.h"

namespace tabularium {
namespace {

// Cells of `labels` (words, "_" for a space within a cell), one a line.
std::string one_a_line(const std::string& labels) {
  std::istringstream in(labels);
  std::string out;
  for (std::string word; in >> word;) {
    for (char& c : word) c = c == '_' ? ' ' : c;
    out += word + " |\n";
  }
  return out;
}

Table read(const std::string& text) {
  const Document document = flat_document(text);
  std::vector<Candidate> candidates = flat_candidates(document, document.regions[0]);
  if (candidates.empty()) return {};
  Table table = std::move(candidates.front().table);
  build_header_trees(table);
  EXPECT_EQ(structure_error(table), "");
  return table;
}

// "row path / col path = value" of a data cell.
std::string fact(const Table& table, const std::string& value) {
  for (const Cell& cell : table.cells) {
    if (cell.role != Role::data || cell.text != value) continue;
    std::string out;
    for (const CellId id : cell.row_path) out += table.cells[static_cast<std::size_t>(id)].text + " > ";
    out += "| ";
    for (const CellId id : cell.col_path) out += table.cells[static_cast<std::size_t>(id)].text + " > ";
    return out;
  }
  return "none";
}

const Cell* cell_with(const Table& table, const std::string& text) {
  for (const Cell& cell : table.cells)
    if (cell.text == text) return &cell;
  return nullptr;
}

TEST(FlatTables, NumbersOfColumnsAreHeadersInEveryForm) {
  for (const std::string text : {"Port | Sail | Steam |\n| (1) | (2) |\nAber | 34 | 67 |\nBrin | 50 | 45 |\nCarl | 1 | 2 |\n", "Port\tSail\tSteam\n\t(1)\t(2)\nAber\t34\t67\nBrin\t50\t45\nCarl\t1\t2\n",
                                 "| Port | Sail | Steam |\n| | （１） | （２） |\n|---|---|---|\n| Aber | 34 | 67 |\n| Brin | 50 | 45 |\n| Carl | 1 | 2 |\n"}) {
    const Table table = read(text);
    EXPECT_EQ(table.boxhead_rows, 2) << text;
    EXPECT_TRUE(fact(table, "45").starts_with("Brin > | Steam > ")) << text << fact(table, "45");
  }
  const Table table = read(one_a_line("Port Sail Steam Motor (1) (2) (3) Aber 34 67 11 Brin 50 45 12 Carl 1 2 13"));
  EXPECT_EQ(fact(table, "12"), "Brin > | Motor > (3) > ");
  // One figure in brackets is a negative one.
  EXPECT_EQ(fact(read(one_a_line("Port Sail Steam Aber (1) 67 Brin 50 45 Carl 1 2")), "(1)"), "Aber > | Sail > ");
}

TEST(FlatTables, YearsThatCountOnBeginTheRowsThoughAValueIsLost) {
  const Table table = read(one_a_line("Year Sail Steam Motor 1946 1 2 3 1947 4 6 1948 7 8 9 1949 10 11 12 1950 13 14 15"));
  EXPECT_EQ(fact(table, "4"), "1947 > | Sail > ");
  EXPECT_EQ(cell_with(table, "4")->confidence, 0.3);   // which of them is lost is not known
  EXPECT_EQ(fact(table, "9"), "1948 > | Motor > ");
  EXPECT_EQ(cell_with(table, "9")->confidence, 1.0);
  // The only value of a month: the row stays, with a doubt in its place.
  const Table months = read(one_a_line("月份 件 1月 11 2月 12 3月 4月 14 5月 15 6月 16"));
  EXPECT_EQ(fact(months, "14"), "4月 > | 件 > ");
  const auto lost = std::find_if(months.cells.begin(), months.cells.end(), [](const Cell& cell) { return cell.role == Role::data && cell.text.empty(); });
  ASSERT_NE(lost, months.cells.end());
  EXPECT_EQ(lost->row, 3);
  EXPECT_EQ(lost->confidence, 0.3);
  // Figures of full width count on like others.
  EXPECT_EQ(fact(read(one_a_line("年 甲 乙 丙 １９４６ １ ２ ３ １９４７ ４ ６ １９４８ ７ ８ ９ １９４９ １０ １１ １２ １９５０ １３ １４ １５")), "９"), "１９４８ > | 丙 > ");
  // Serial numbers before the years begin the rows.
  EXPECT_EQ(fact(read(one_a_line("No. Year Sail Steam 1 1946 501 502 2 1947 503 504 3 1948 505 506 4 1949 507 508")), "504"), "2 > 1947 > | Steam > ");
}

TEST(FlatTables, ATotalBelowSerialNumbersHasNone) {
  const Table table = read("No.\tPort\tSail\tSteam\n1\tAber\t34\t67\n2\tBrin\t50\t45\n3\tCarl\t1\t2\n\tTotal\t85\t114\n");
  EXPECT_EQ(fact(table, "114"), "Total > | Steam > ");
  EXPECT_EQ(cell_with(table, "3")->row_span, 1);
}

TEST(FlatTables, SerialNumbersInFullWidthFiguresStandBeforeTheLabels) {
  const Table table = read("| 序号 | 港口 | 帆船 | 汽船 |\n|---|---|---|---|\n| １ | 东港 | ５ | ０ |\n| ２ | 西港 | ８ | ９ |\n| ３ | 南港 | ３ | ７ |\n");
  EXPECT_EQ(table.stub_cols, 2);
  EXPECT_EQ(fact(table, "７"), "３ > 南港 > | 汽船 > ");
}

TEST(FlatTables, ASectionOfTwoColumnsOfWords) {
  const Table table = read("Port\tCounty\nEast\t\nAber\tHills\nBrin\tPlains\nWest\t\nCarl\tMarsh\nDover\tFen\n");
  EXPECT_EQ(cell_with(table, "West")->role, Role::section_header);
  EXPECT_EQ(fact(table, "Fen"), "West > Dover > | County > ");
}

TEST(FlatTables, OneCellALine) {
  const Table table = read(one_a_line("Item 1985 1986 Tons Cost Tons Cost Salt 11 12 13 14 Sugar_cane 21 22 23 24"));
  EXPECT_EQ(table.rows, 4);
  EXPECT_EQ(table.cols, 5);
  EXPECT_EQ(fact(table, "13"), "Salt > | 1986 > Tons > ");
  EXPECT_EQ(fact(table, "22"), "Sugar cane > | 1985 > Cost > ");
}

TEST(FlatTables, YearsCanCloseAFlatBoxhead) {
  const Table table = read(one_a_line("Region Area Cost 1961 1962 North 1 2 3 4 South 5 6 7 8"));
  EXPECT_EQ(table.rows, 3);
  EXPECT_EQ(fact(table, "7"), "South > | 1961 > ");
}

TEST(FlatTables, RecordsWithSerialNumbers) {
  const Table table = read(one_a_line(
      "No. Job Firm Value Date 1 Paint A_Ltd 10.50 2001-01-02 2 Roof B_Ltd 20.50 2001-02-03 3 Road C_Ltd 30.50 2001-03-04"));
  EXPECT_EQ(table.cols, 5);
  EXPECT_EQ(fact(table, "B Ltd"), "2 > Roof > | Firm > ");
}

TEST(FlatTables, ATotalWithoutSerialNumberSpansTheStub) {
  const Table table = read(one_a_line("No. Job Cost Men 1 Paint 10 11 2 Roof 20 22 3 Road 1 2 Total 31 35"));
  ASSERT_NE(cell_with(table, "Total"), nullptr);
  EXPECT_EQ(cell_with(table, "Total")->col_span, 2);
  EXPECT_EQ(fact(table, "35"), "Total > | Men > ");
}

TEST(FlatTables, NumberedGroupsOfTheStub) {
  const Table table = read(one_a_line(
      "Head a b 一、in 1 2 二、out (一)x 3 4 (二)y 1.p 5 6 2.q 7 8 (三)z 9 10 三、rest 11 12"));
  EXPECT_EQ(table.cols, 5);
  EXPECT_EQ(fact(table, "7"), "二、out > (二)y > 2.q > | a > ");
  EXPECT_EQ(fact(table, "9"), "二、out > (三)z > | a > ");
  EXPECT_EQ(fact(table, "11"), "三、rest > | a > ");
  EXPECT_EQ(cell_with(table, "二、out")->row_span, 4);
  EXPECT_EQ(cell_with(table, "三、rest")->col_span, 3);
  EXPECT_EQ(cell_with(table, "Head")->col_span, 3);
}

TEST(FlatTables, SectionsWithBoxheadsOfTheirOwn) {
  const Table table = read(one_a_line(
      "第一条第(一)项 What Made Open All Rule 1 2 3 Norm 4 5 6 第一条第(二)项 What Last Now Done Permit 7 8 9 第一条第(三)项 What Count Sum Buy 45 99元"));
  EXPECT_EQ(table.cols, 4);
  EXPECT_EQ(fact(table, "8"), "第一条第(二)项 > Permit > | Now > ");
  EXPECT_EQ(fact(table, "99元"), "第一条第(三)项 > Buy > | Sum > ");
  EXPECT_EQ(cell_with(table, "第一条第(二)项")->col_span, 4);
}

TEST(FlatTables, ARowOfValuesWithoutStub) {
  const Table table = read(one_a_line("A B x y z p q x y z x y z 1 2 3 4 5 6 7 8 9"));
  EXPECT_EQ(table.rows, 4);
  EXPECT_EQ(table.cols, 9);
  EXPECT_EQ(fact(table, "2"), "| A > y > ");
  EXPECT_EQ(fact(table, "8"), "| B > q > y > ");
}

TEST(FlatTables, RowsKeptOnLines) {
  const Table table = read(
      "Item | 1988 | 1989 |\nCost | Men | Cost | Men |\nIncome | North | 1 | 2 | 3 | 4 |\nSouth | 5 | 6 | 7 | 8 |\n"
      "Outlay | East | 9 | 10 | 11 | 12 |\nWest | 13 | 14 | 15 | 16 |\nTotal | 28 | 32 | 36 | 40 |\n");
  EXPECT_EQ(table.cols, 6);
  EXPECT_EQ(fact(table, "7"), "Income > South > | 1989 > Cost > ");
  EXPECT_EQ(fact(table, "36"), "Total > | 1989 > Cost > ");
}

TEST(FlatTables, ALabelAloneOnItsLineIsASection) {
  const Table table = read("Item | a | b |\nFirst |\nx | 1 | 2 |\ny | 3 | 4 |\nSecond |\nz | 5 |  |\n");
  EXPECT_EQ(cell_with(table, "Second")->role, Role::section_header);
  EXPECT_EQ(fact(table, "5"), "Second > z > | a > ");
  EXPECT_EQ(table.rows, 6);
}

// Numbers that go on at another level by chance (found by fuzzing): a group beside its rows, and a heading over all columns among them.
TEST(FlatTables, AHeadingOverAllColumnsEndsTheGroupsAboveIt) {
  const Table table = read("Item\nYear 1\nYear 2\n(1) Costs\n(2) Of which\n(a) Wages\niv) Other\n(b) Fuel\n11\n12\nRent\n13\n14\nTax\n15\n16\n");
  const Cell* group = cell_with(table, "(2) Of which");
  ASSERT_NE(group, nullptr);
  EXPECT_EQ(group->role, Role::section_header);
  EXPECT_NE(cell_with(table, "iv) Other"), nullptr);
  EXPECT_EQ(fact(table, "13"), "iv) Other > Rent > | Year 1 > ");
}

// Found by fuzzing, searched for anew since the text read otherwise: "B. Oil" heads no row of its own, so it runs over all columns, and the
// group that it stands in ends there.
TEST(FlatTables, AGroupThatTurnsOutToBeAHeadingEndsTheGroupAroundIt) {
  const Table table = read("11\n12\n11\n11\nTax\nRent\nRent\n12\n11\n1. Wages\nB. Oil\nTax\n1. Wages\nB. Oil\n11\n11\n");
  ASSERT_NE(cell_with(table, "B. Oil"), nullptr);
  EXPECT_EQ(cell_with(table, "B. Oil")->role, Role::section_header);
}

TEST(FlatTables, ALostValueIsMarkedAndShiftsNothing) {
  const Table table = read(one_a_line("Item a b c Wool 1 2 3 Salt 4 5 6 Yarn 7 9 Zinc 10 11 12 Vats 13 14 15"));
  EXPECT_EQ(fact(table, "12"), "Zinc > | c > ");
  EXPECT_LT(cell_with(table, "7")->confidence, 0.5);
  EXPECT_EQ(cell_with(table, "10")->confidence, 1.0);
}

TEST(FlatTables, AnExtraValueIsMarkedAndShiftsNothing) {
  const Table table = read(one_a_line("Item a b c Wool 1 2 3 Salt 4 5 6 Yarn 7 8 9 99 Zinc 10 11 12 Vats 13 14 15"));
  EXPECT_EQ(fact(table, "12"), "Zinc > | c > ");
  EXPECT_LT(cell_with(table, "99")->confidence, 0.5);
}

TEST(FlatTables, CellsKnowTheirPlaceInTheFile) {
  const Table table = read("名 |\n数 | \n  甲 |\n 12 |\n乙 |\n13 |\n");
  const Cell* cell = cell_with(table, "12");
  ASSERT_NE(cell, nullptr);
  ASSERT_TRUE(cell->place.span);
  EXPECT_EQ(*cell->place.span, (TextSpan{4, 2, 22, 24}));
}

TEST(FlatTables, MarkdownGridWithSpansAndBlanks) {
  const Table table = read(
      "| Area | 1985 | | 1986 | |\n| | Tons | Cost | Tons | Cost |\n|---|---|---|---|---|\n"
      "| North | 11 | | 13 | 14 |\n| South | 21 | 22 | 23 | 24 |\n");
  EXPECT_EQ(table.boxhead_rows, 2);
  EXPECT_EQ(fact(table, "14"), "North > | 1986 > Cost > ");
  EXPECT_EQ(fact(table, "13"), "North > | 1986 > Tons > ");
  EXPECT_EQ(cell_with(table, "Area")->row_span, 2);
  EXPECT_EQ(cell_with(table, "1985")->col_span, 2);
}

TEST(FlatTables, GroupLabelsOverEmptyPlacesOfATabbedGrid) {
  const Table table = read("Sex\tAge\tSick\tWell\nMale\tYoung\t1\t2\n\tOld\t3\t4\nFemale\tYoung\t5\t6\n\tOld\t7\t8\n");
  EXPECT_EQ(table.stub_cols, 2);
  EXPECT_EQ(fact(table, "4"), "Male > Old > | Well > ");
  EXPECT_EQ(fact(table, "7"), "Female > Old > | Sick > ");
}

TEST(FlatTables, HeadsUnderOneSpannerAreNoBoxheadsOfTheirOwn) {
  const Table table = read(one_a_line("港口 船舶 帆船甲 汽船乙 旧船 新船 小船 大船 北方 东港 0.70 3.40 0.90 0.80 西港 0.60 0.50 0.40 0.30 南港 0.20 0.10 1.10 1.20 中港 0.3 0.2 0.5 0.1"));
  EXPECT_EQ(table.boxhead_rows, 3);
  EXPECT_EQ(fact(table, "0.40"), "北方 > 西港 > | 船舶 > 汽船乙 > 小船 > ");
}

TEST(FlatTables, AValueLostInTheFirstRowMakesItsLabelNoValue) {
  const Table table = read(one_a_line("Port Sail Steam Motor Tugs Barges Aber 8 7 946 62 Brin 4 9 1 3 91 Carl 6 4 5 31 23 Dover 4 3 3 4 838 Eastport 3 7 4 2 559"));
  EXPECT_EQ(fact(table, "946").substr(0, 9), "Aber > | ");
  EXPECT_EQ(cell_with(table, "946")->confidence, 0.3);
  EXPECT_EQ(fact(table, "559"), "Eastport > | Barges > ");
}

TEST(FlatTables, ADoubledBarIsTakenOutAndItsRowDoubted) {
  const Table bars = read("Port | Sail | Steam |\nAber | 34 | 67 |\nBrin | | 50 | 45 |\nCarl | 1 | 2 |\nDover | 3 | | 4 |\n");
  EXPECT_EQ(bars.cols, 3);
  EXPECT_EQ(fact(bars, "50"), "Brin > | Sail > ");
  EXPECT_EQ(fact(bars, "4"), "Dover > | Steam > ");
  EXPECT_EQ(cell_with(bars, "50")->confidence, 0.3);
  EXPECT_EQ(cell_with(bars, "2")->confidence, 1.0);
  const Table markdown = read("| Port | Sail | Steam |\n|---|---|---|\n| Aber | 34 | 67 |\n| Brin | | 50 | 45 |\n| Carl | 1 | 2 |\n");
  EXPECT_EQ(fact(markdown, "45"), "Brin > | Steam > ");
  // An empty cell that may stand in either place stays.
  EXPECT_EQ(read("Port | Sail | Steam |\nAber | 34 | 67 |\nBrin | | 50 | | 45 |\nCarl | 1 | 2 |\nDover | 3 | 4 |\n").cols, 5);
  // A line that has a label more than others and nothing doubled: its cells are of another kind without the empty one.
  const Table groups = read("Sea | Port | Sail | Steam |\nNorth | Aber | 34 | |\nBrin | 50 | 45 |\nCarl | 1 | 2 |\nDover | 3 | 4 |\n");
  EXPECT_NE(cell_with(groups, "34")->col, 1);
}

TEST(FlatTables, ARowWithALostValueStaysInPlaceAndIsDoubtful) {
  const Table table = read("| A | B | C |\n|---|---|---|\n| x | 1 | 2 |\n| y | 3 |\n| z | 5 | 6 |\n| v | 7 | 8 |\n| w | 9 | 10 |\n| u | 11 | 12 |\n| t | 13 | 14 |\n");
  EXPECT_LT(cell_with(table, "3")->confidence, 0.5);
  EXPECT_EQ(cell_with(table, "5")->confidence, 1.0);
  EXPECT_EQ(fact(table, "6"), "z > | C > ");
}

TEST(FlatTables, AnExtraValueMakesItsRowsLabelNoSection) {
  const Table table = read(one_a_line("Port Sail Steam Motor Tugs Aber 5 0 41 46 Brin 8 79 93 180 Carl 4 69 8 81 Dover 7 194 32 233 4711 Eastport 9 0 92 101 Fairhaven 9 54 13 76"));
  EXPECT_EQ(fact(table, "194"), "Dover > | Steam > ");
  EXPECT_LT(cell_with(table, "4711")->confidence, 0.5);
}

TEST(FlatTables, ALastValueThatIsLostMakesNoValuesSerialNumbers) {
  const Table table = read(one_a_line("Port Sail Steam Motor Tugs Aber 0,80 33,70 25,8% 4,00 Brin 0,90 0,90 66,0% 273,10 Carl 0,50 91,30 97,2% 4,90 Dover 0,30 9,80 31,7% 83,40 Eastport 9,70 0,50 82,0%"));
  EXPECT_EQ(fact(table, "273,10"), "Brin > | Tugs > ");
  EXPECT_LT(cell_with(table, "9,70")->confidence, 0.5);
}

TEST(FlatTables, AYearThatLostItsOnlyValueIsARow) {
  const Table table = read("Year | Share |\n2010 | 87.0% |\n2011 | 48.0% |\n2012 |\n2013 | 62.7% |\n2014 | 70.8% |\n");
  EXPECT_EQ(cell_with(table, "2012")->role, Role::row_header);
  EXPECT_EQ(fact(table, "62.7%"), "2013 > | Share > ");
}

TEST(FlatTables, FiguresThatReturnNameNoRows) {
  const Table table = read(one_a_line("月份 1924 1925 1926 1927 1928 1929 "
                                      "1月 1 4 3 9 9 5 2月 1 3893 1 576 5 5 3月 3 9 5 8516 0 5 4月 2 7627 5 9867 3 24 5月 9 9 3 9094 0 9 6月 9 13 1 96 9 20"));
  EXPECT_EQ(table.cols, 7);
  EXPECT_EQ(fact(table, "8516"), "3月 > | 1927 > ");
}

}  // namespace
}  // namespace tabularium

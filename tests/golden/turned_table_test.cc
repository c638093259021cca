// A table turned by a quarter on a page whose other text stands upright: the whole road, from the file to headers.
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "models/document.h"
#include "pipeline/run/sequence.h"
#include "tests/extract/small_pdf.h"

namespace tabularium {
namespace {

namespace fs = std::filesystem;

std::string number(double n) { return std::to_string(n); }

// Text at (u, v) of the sheet that lies on its side: u runs up the page from y = 20, v to the right from x = 120.
std::string turned(double u, double v, const std::string& text) {
  return "BT /F 8 Tf 0 1 -1 0 " + number(120 + v) + " " + number(20 + u) + " Tm (" + text + ") Tj ET\n";
}

std::string turned_rule(double v) { return number(120 + v) + " 15 m " + number(120 + v) + " 190 l S\n"; }

std::string upright(double x, double y, const std::string& text) { return "BT /F 8 Tf " + number(x) + " " + number(y) + " Td (" + text + ") Tj ET\n"; }

std::string page() {
  static const std::vector<std::vector<std::string>> rows = {
      {"Parish", "Wheat", "Barley"}, {"Ashby", "1,204", "310"}, {"Barton", "980", "411"}, {"Coombe", "77", "1,095"}, {"Dalby", "512", "64"}};
  std::string out = turned_rule(2) + turned_rule(14) + turned_rule(64);
  for (std::size_t row = 0; row < rows.size(); ++row)
    for (std::size_t col = 0; col < rows[row].size(); ++col)
      out += turned(60.0 * static_cast<double>(col), 11 + 12.0 * static_cast<double>(row), rows[row][col]);
  static const std::vector<std::string> prose = {"The harvest of the year", "was gathered late, as", "rain fell in most of the", "parishes. What each of", "them brought in stands",
                                                 "beside these lines, in", "quarters. None of the", "figures was estimated."};
  for (std::size_t line = 0; line < prose.size(); ++line) out += upright(10, 180 - 11.0 * static_cast<double>(line), prose[line]);
  return out;
}

Document convert(const std::string& pdf) {
  const fs::path file = fs::temp_directory_path() / ("turned-" + std::to_string(::getpid()) + ".pdf");
  std::ofstream(file, std::ios::binary) << pdf;
  Document document;
  document.source.path = file.string();
  Options options;
  options.formats = {};
  StageContext context{.options = options, .config_dir = std::string(TABULARIUM_SOURCE_DIR) + "/configs", .output_dir = ""};
  const Status status = run_sequence(make_sequence(), "", document, context);
  EXPECT_TRUE(status.ok()) << (status.ok() ? "" : status.error().message);
  fs::remove(file);
  return document;
}

TEST(TurnedTable, ItIsReadAsAnyOtherAndItsCellsStandWhereTheyArePrinted) {
  const Document document = convert(testing::pdf_with(page()));
  ASSERT_EQ(document.tables.size(), 1U);
  const Table& table = document.tables.front();
  EXPECT_EQ(table.rows, 5);
  EXPECT_EQ(table.cols, 3);
  const auto cell = std::ranges::find(table.cells, "1,095", &Cell::text);
  ASSERT_NE(cell, table.cells.end());
  ASSERT_EQ(cell->row_path.size(), 1U);
  ASSERT_EQ(cell->col_path.size(), 1U);
  EXPECT_EQ(table.cells[static_cast<std::size_t>(cell->row_path.front())].text, "Coombe");
  EXPECT_EQ(table.cells[static_cast<std::size_t>(cell->col_path.front())].text, "Barley");
  EXPECT_EQ(cell->role, Role::data);
  // Its baseline runs up the page at x = 120 + 47, from 140 points above the foot.
  ASSERT_TRUE(cell->place.box.has_value());
  EXPECT_TRUE(cell->place.box->contains({165, 200 - 150}));
  ASSERT_EQ(table.boxes.size(), 1U);
  EXPECT_GT(table.boxes.front().height(), 2 * table.boxes.front().width());
  const Block& prose = document.blocks.front();
  EXPECT_TRUE(prose.text.starts_with("The harvest of the year was gathered late, as rain fell")) << prose.text;
}

}  // namespace
}  // namespace tabularium

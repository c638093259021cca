#include "stages/export/html_table.h"

#include <gtest/gtest.h>

#include <string>

#include "models/document.h"
#include "stages/export/table_text.h"

namespace tabularium {
namespace {

TEST(HtmlTable, ACellNamesTheNotesOfItsMarks) {
  Document document;
  Table table;
  table.id = "t1";
  table.rows = 1;
  table.cols = 2;
  table.notes = {"Source: the office.", "² Estimated."};
  for (int col = 0; col < 2; ++col) {
    Cell cell;
    cell.col = col;
    cell.text = cell.raw = col == 0 ? "Coal" : "1,234²";
    table.cells.push_back(cell);
  }
  document.tables.push_back(table);
  const std::string html = html_of_table(CellFindings(document), document.tables.front());
  EXPECT_NE(html.find("title=\"² Estimated.\" aria-describedby=\"t1-note2\">1,234²</td>"), std::string::npos) << html;
  EXPECT_NE(html.find("<li id=\"t1-note2\">² Estimated.</li>"), std::string::npos) << html;
  EXPECT_EQ(html.find("t1-note1\">Coal"), std::string::npos);
}

}  // namespace
}  // namespace tabularium

#include "stages/validate/row_lengths.h"

#include <gtest/gtest.h>

namespace tabularium {
namespace {

Document document_with(PageOrigin origin) {
  Document document;
  document.pages.emplace_back();
  document.pages[0].number = 1;
  document.pages[0].origin = origin;
  Table table;
  table.id = "t1";
  table.pages = {1};
  for (int col = 0; col < 3; ++col) {
    Cell cell;
    cell.row = 4;
    cell.col = col;
    cell.role = col == 0 ? Role::row_header : Role::data;
    cell.text = std::to_string(col);
    if (col > 0) {
      cell.row_path = {0};
      cell.confidence = 0.3;
    }
    table.cells.push_back(cell);
  }
  document.tables.push_back(table);
  return document;
}

TEST(RowLengths, ARowThatDoesNotFitIsOneFinding) {
  const auto findings = check_row_lengths(document_with(PageOrigin::text));
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings[0].code, "row_length");
  EXPECT_EQ(findings[0].cells.size(), 2U);
  EXPECT_EQ(findings[0].evidence, "1 | 2");
}

TEST(RowLengths, DoubtfulReadingsOfAScanAreNoLostValues) { EXPECT_TRUE(check_row_lengths(document_with(PageOrigin::image)).empty()); }

}  // namespace
}  // namespace tabularium

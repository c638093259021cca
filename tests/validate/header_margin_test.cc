#include "stages/validate/header_margin.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "stages/core/header_choices.h"
#include "stages/core/header_search.h"
#include "stages/core/table_structure.h"
#include "tests/small_table.h"

namespace tabularium {
namespace {

// A table of flattened text whose boxhead is the best tree of the labels over `leaves` columns.
Document document_of(const std::vector<std::string>& labels, int leaves) {
  const HeaderTree tree = search_header_trees(labels, leaves).front();
  Table table;
  table.id = "t1";
  table.rows = tree.depth + 1;
  table.cols = leaves;
  for (const HeaderCell& place : tree.cells) {
    Cell cell;
    cell.row = place.row;
    cell.col = place.col;
    cell.row_span = place.row_span;
    cell.col_span = place.col_span;
    cell.role = Role::column_header;
    cell.text = cell.raw = labels[static_cast<std::size_t>(place.label)];
    cell.place.page = 1;
    cell.place.span = TextSpan{place.label + 1, 1, 10 * place.label, 10 * place.label + 5};
    table.cells.push_back(cell);
  }
  fill_gaps(table);
  build_header_trees(table);
  Document document;
  document.tables = {table};
  return document;
}

TEST(HeaderMargin, LabelsThatMakeTwoTreesAlikeAreToldWithBoth) {
  // Two spanners over five leaves: nothing says whether three or two stand under the first.
  const auto findings = check_header_margins(document_of({"Coal", "Iron", "north", "south", "east", "west", "coast"}, 5));
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings[0].code, "header_unclear");
  EXPECT_EQ(findings[0].severity, Severity::info);
  EXPECT_EQ(findings[0].table, "t1");
  EXPECT_FALSE(findings[0].cells.empty());
  EXPECT_TRUE(findings[0].place.span.has_value());
  EXPECT_NE(findings[0].message.find("Coal ("), std::string::npos) << findings[0].message;
  EXPECT_EQ(findings[0].message.find("bit"), std::string::npos) << findings[0].message;   // a score says nothing to a reader of reports
  EXPECT_NE(findings[0].evidence.find(" / "), std::string::npos);
  EXPECT_TRUE(findings[0].proposal.empty());
}

TEST(HeaderMargin, RunsThatReturnLeaveNoDoubt) {
  EXPECT_TRUE(check_header_margins(document_of({"Exports", "Imports", "1961", "1962", "1963", "1961", "1962", "1963"}, 6)).empty());
}

TEST(HeaderMargin, OneRowOfHeadsHasOneTree) { EXPECT_TRUE(check_header_margins(document_of({"a", "b", "c"}, 3)).empty()); }

// A grid that is seen, with two readings `margin` bits apart: one header row, or two.
Document printed(double margin) {
  Document document;
  Table table = small_table({{"", "1961", "1962"}, {"Region", "tons", "tons"}, {"North", "1", "2"}});
  table.id = "t1";
  table.boxhead_rows = table.stub_cols = 1;
  table.header_choices = {{.boxhead_rows = 1, .stub_cols = 1, .score = 4}, {.boxhead_rows = 2, .stub_cols = 1, .score = 4 - margin}};
  document.tables = {table};
  return document;
}

TEST(HeaderMargin, ReadingsOfASeenGridAreToldWhereTheyAreClose) {
  const auto findings = check_header_margins(printed(0.4));
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings[0].code, "header_unclear");
  EXPECT_EQ(findings[0].evidence, "boxhead 1 stub 1 / boxhead 2 stub 1");
  EXPECT_EQ(findings[0].cells, (std::vector<std::pair<int, int>>{{1, 0}, {1, 1}, {1, 2}}));
  EXPECT_TRUE(check_header_margins(printed(3)).empty());
}

TEST(HeaderMargin, WhatAPersonChoseIsNoDoubt) {
  Document document = printed(0.4);
  ASSERT_TRUE(choose_headers(document.tables[0], document.tables[0].header_choices[1]));
  EXPECT_TRUE(check_header_margins(document).empty());
}

}  // namespace
}  // namespace tabularium

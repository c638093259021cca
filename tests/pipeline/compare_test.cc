#include "pipeline/run/compare.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "stages/core/table_structure.h"

namespace tabularium {
namespace {

// Years over the columns, names at the left.
Table table(const std::string& id, const std::vector<std::vector<std::string>>& rows) {
  Table made;
  made.id = id;
  made.pages = {1};
  made.rows = static_cast<int>(rows.size());
  made.cols = static_cast<int>(rows[0].size());
  made.boxhead_rows = made.stub_cols = 1;
  for (int row = 0; row < made.rows; ++row)
    for (int col = 0; col < made.cols; ++col) {
      Cell cell;
      cell.row = row;
      cell.col = col;
      cell.text = rows[static_cast<std::size_t>(row)][static_cast<std::size_t>(col)];
      cell.role = row == 0 ? (col == 0 ? Role::stub_head : Role::column_header) : col == 0 ? Role::row_header : Role::data;
      made.cells.push_back(cell);
    }
  build_header_trees(made);
  return made;
}

Document document(std::vector<Table> tables) {
  Document made;
  made.tables = std::move(tables);
  return made;
}

TEST(Compare, ARowThatMovedIsNoChange) {
  const Document older = document({table("t1", {{"", "1961"}, {"Tin", "5"}, {"Lead", "7"}})});
  const Document newer = document({table("t1", {{"", "1961"}, {"Lead", "7"}, {"Tin", "5"}})});
  EXPECT_TRUE(compare_documents(older, newer).empty());
}

TEST(Compare, TextsAndVerdictsAreTold) {
  Document older = document({table("t1", {{"", "1961"}, {"Tin", "5"}, {"Lead", "7"}})});
  Document newer = document({table("t1", {{"", "1961"}, {"Tin", "6"}, {"Lead", "7"}, {"Zinc", "1"}})});
  older.tables[0].cells[5].verdict = Verdict::unverified;
  newer.tables[0].cells[5].verdict = Verdict::verified;
  const auto changes = compare_documents(older, newer);
  ASSERT_EQ(changes.size(), 3U);
  EXPECT_EQ(changes[0].row_path, "Lead");
  EXPECT_EQ(changes[0].is_verdict, "verified");
  EXPECT_EQ(changes[1].was, "5");
  EXPECT_EQ(changes[1].is, "6");
  EXPECT_EQ(changes[2].kind, FactChange::Kind::added);
  EXPECT_EQ(changes[2].row_path, "Zinc");
}

TEST(Compare, TablesAreFoundByTheirHeadersNotByTheirNumber) {
  const Table tin = table("t1", {{"", "1961"}, {"Tin", "5"}});
  const Table coal = table("t2", {{"", "Tons"}, {"Coal", "9"}, {"Coke", "2"}});
  Table coal_first = coal;
  coal_first.id = "t1";
  const auto changes = compare_documents(document({tin, coal}), document({coal_first}));
  ASSERT_EQ(changes.size(), 1U);
  EXPECT_EQ(changes[0].kind, FactChange::Kind::removed);
  EXPECT_EQ(changes[0].row_path, "Tin");
}

TEST(Compare, FactsOfOneNameAreToldApartByTheirOrder) {
  const Document older = document({table("t1", {{"", "1961"}, {"Other", "5"}, {"Other", "7"}})});
  const Document newer = document({table("t1", {{"", "1961"}, {"Other", "5"}, {"Other", "8"}})});
  const auto changes = compare_documents(older, newer);
  ASSERT_EQ(changes.size(), 1U);
  EXPECT_EQ(changes[0].was, "7");
}

}  // namespace
}  // namespace tabularium

#include "stages/core/compose_text.h"

#include <gtest/gtest.h>

namespace tabularium {
namespace {

Cell cell(int row, int col, const std::string& text, int col_span = 1) {
  Cell out;
  out.row = row;
  out.col = col;
  out.col_span = col_span;
  out.text = text;
  return out;
}

Block block(BlockKind kind, const std::string& text, int region = -1, const std::string& table = "") {
  Block out;
  out.kind = kind;
  out.text = text;
  out.region = region;
  out.table = table;
  return out;
}

TEST(ComposeText, TablesStandInTheirPlaceOnceRowByRow) {
  Document document;
  Table table;
  table.id = "t1";
  table.rows = 2;
  table.cols = 2;
  table.cells = {cell(0, 0, "Head", 2), cell(1, 0, "a"), cell(1, 1, "1")};
  document.tables = {table};
  document.regions.resize(3);
  document.regions[1].continues = 0;
  document.blocks = {block(BlockKind::header, "running head"), block(BlockKind::heading, "One"),
                     block(BlockKind::table, "plain", 0, "t1"),  block(BlockKind::table, "rest", 1, "t1"),
                     block(BlockKind::table, "no table", 2)};
  EXPECT_EQ(compose_text(document), "One\nHead\na\t1\nno table");
  document.blocks[3].table.clear();
  EXPECT_EQ(compose_text(document), "One\nHead\na\t1\nno table");
}

}  // namespace
}  // namespace tabularium

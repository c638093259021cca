#include "stages/core/text_cells.h"

#include <gtest/gtest.h>

namespace tabularium {
namespace {

TEST(TextCells, WhatMarksCells) {
  for (const char* line : {"Northern |", "Northern |  ", "|", "a | b | c", "行政许可 ｜", "合计│", "a｜b｜c", "--- |"})
    EXPECT_EQ(cell_mark(line), CellMark::bar) << line;
  for (const char* line : {"a\tb", "a\t\t", "\xE3\x80\x80" "a\tb"}) EXPECT_EQ(cell_mark(line), CellMark::tab) << line;
  for (const char* line : {"", "   ", "prose without a mark", "a | b and no more bars", "litter\t", "\ta", "中文没有标记", "‖ no bar", "----------", "+---+---+", "|---|---|", "├──┼──┤"})
    EXPECT_EQ(cell_mark(line), CellMark::none) << line;
}

TEST(TextCells, RulesAreDrawnOfThreeStrokes) {
  for (const char* line : {"---", "- - -", "+--+-+", "|---|", "===", "┌──┬──┐", "| :---: |", "─── |─"}) EXPECT_TRUE(is_drawn_rule(line)) << line;
  for (const char* line : {"", "--", "--- |", "|", "--- x", "- 1 -", "中---"}) EXPECT_FALSE(is_drawn_rule(line)) << line;
}

TEST(TextCells, FramedLinesBeginWithABar) {
  EXPECT_TRUE(is_framed("| a | b |"));
  EXPECT_TRUE(is_framed("  │ a │"));
  EXPECT_FALSE(is_framed("a | b |"));
  EXPECT_FALSE(is_framed("| a"));
  EXPECT_FALSE(is_framed("   "));
}

}  // namespace
}  // namespace tabularium

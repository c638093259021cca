#include "stages/layout/table_context.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace tabularium {
namespace {

// Blocks under one another, 10 points of white between them; "#" stands for a table.
struct Sheet {
  std::vector<KnownBlock> blocks;
  std::vector<int> region_of;
  std::vector<TableRegion> regions;
  double y = 50;

  KnownBlock& add(const std::string& text, BlockKind kind = BlockKind::paragraph, int lines = 1) {
    KnownBlock block;
    block.raw.text = text;
    block.raw.lines.resize(static_cast<std::size_t>(lines));
    const double height = 12.0 * lines;
    block.raw.box = {50, y, 350, y + height};
    block.kind = kind;
    y += height + 10;
    region_of.push_back(text == "#" ? static_cast<int>(regions.size()) : -1);
    if (text == "#") regions.emplace_back();
    blocks.push_back(std::move(block));
    return blocks.back();
  }
  void attach() { attach_context(blocks, region_of, regions); }
};

using Texts = std::vector<std::string>;

TEST(TableContext, ACaptionOfSeveralRowsIsTakenWholeAndTheUnitUnderIt) {
  Sheet sheet;
  sheet.add("The harbour was closed.");
  sheet.add("Table 3. Ships that entered the harbour, by the month in which they did so and by their flag", BlockKind::paragraph, 3);
  sheet.add("(in tons)");
  sheet.add("#");
  sheet.attach();
  EXPECT_EQ(sheet.regions[0].caption, "Table 3. Ships that entered the harbour, by the month in which they did so and by their flag");
  EXPECT_EQ(sheet.regions[0].unit, "(in tons)");
}

TEST(TableContext, NotesUnderTheTableAreItsOwnTheTextAfterThemIsNot) {
  Sheet sheet;
  sheet.add("#");
  sheet.add("Note: by weight.", BlockKind::note);
  sheet.add("* Without the dockyard.", BlockKind::note);
  sheet.add("The year after was better.");
  sheet.add("Note: of another matter.", BlockKind::note);
  sheet.attach();
  EXPECT_EQ(sheet.regions[0].notes, (Texts{"Note: by weight.", "* Without the dockyard."}));
}

TEST(TableContext, ACaptionBetweenTwoTablesIsTheLowerOnes) {
  Sheet sheet;
  sheet.add("#");
  sheet.add("Table 2. Coal");
  sheet.add("#");
  sheet.attach();
  EXPECT_EQ(sheet.regions[0].caption, "");
  EXPECT_EQ(sheet.regions[1].caption, "Table 2. Coal");
}

TEST(TableContext, WhatStandsFarOffOrBesideIsNoCaption) {
  Sheet sheet;
  sheet.add("Table 2. Coal");
  sheet.y += 40;
  sheet.add("#");
  sheet.attach();
  EXPECT_EQ(sheet.regions[0].caption, "");
  Sheet beside;
  beside.add("Table 2. Coal").raw.box = {400, 50, 550, 62};
  beside.add("#");
  beside.attach();
  EXPECT_EQ(beside.regions[0].caption, "");
}

TEST(TableContext, TheHeadingsInForceAreTheTablesSection) {
  Sheet sheet;
  const auto heading = [&](const char* text, int level) { sheet.add(text, BlockKind::heading).level = level; };
  heading("1 Trade", 1);
  heading("1.1 Exports", 2);
  heading("1.2 Imports", 2);
  sheet.add("#");
  sheet.attach();
  EXPECT_EQ(sheet.regions[0].section, (Texts{"1 Trade", "1.2 Imports"}));
}

}  // namespace
}  // namespace tabularium

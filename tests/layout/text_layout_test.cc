#include "stages/layout/text_layout.h"

#include <gtest/gtest.h>

#include "stages/layout/text_features.h"
#include "tests/text_lines.h"

namespace tabularium {
namespace {

Document document_of(const std::string& text) {
  Document document = text_document(text);
  layout_text_page(document, 0);
  return document;
}

std::vector<BlockKind> kinds(const Document& document) {
  std::vector<BlockKind> out;
  for (const Block& block : document.blocks) out.push_back(block.kind);
  return out;
}

TEST(TextLayout, ReportInOrder) {
  const Document document = document_of(
      "Annual Report on Ports 1935\n"
      "During the year the department received 7 returns. Two were examined in full.\n"
      "Table 1. Tonnage (in thousands)\n"
      "Port |\nTons |\nA |\n1 |\nB |\n2 |\n"
      "Note: B is provisional.\n"
      "A closing sentence stands here.\n");
  EXPECT_EQ(kinds(document), (std::vector<BlockKind>{BlockKind::title, BlockKind::paragraph, BlockKind::paragraph,
                                                     BlockKind::table, BlockKind::note, BlockKind::paragraph}));
  ASSERT_EQ(document.regions.size(), 1U);
  EXPECT_EQ(document.regions[0].caption, "Table 1. Tonnage (in thousands)");
  EXPECT_EQ(document.regions[0].notes, std::vector<std::string>{"Note: B is provisional."});
  EXPECT_EQ(document.regions[0].line_from, 3);
  EXPECT_EQ(document.regions[0].line_to, 9);
  EXPECT_EQ(document.blocks[3].region, 0);
  ASSERT_TRUE(document.metadata.title);
  EXPECT_EQ(document.metadata.title->text, "Annual Report on Ports 1935");
  EXPECT_EQ(document.metadata.period->text, "1935");
}

TEST(TextLayout, HeadingsNumberTheSectionsOfTables) {
  const Document document = document_of(
      "一、总体情况\n(一)强化领导,健全机制。一是成立了领导小组。\n二、公开情况\n(二)收到申请\n单位:万元\na |\nb |\n1 |\n2 |\n"
      "三、其他\n无。\n某某管理局\n2021年1月25日\n");
  ASSERT_EQ(document.regions.size(), 1U);
  EXPECT_EQ(document.regions[0].section, (std::vector<std::string>{"二、公开情况", "(二)收到申请"}));
  EXPECT_EQ(document.regions[0].unit, "单位:万元");
  EXPECT_EQ(document.blocks[0].kind, BlockKind::heading);
  EXPECT_EQ(document.blocks[0].level, 1);
  EXPECT_EQ(document.blocks[0].number, "一、");
  EXPECT_EQ(document.blocks[1].kind, BlockKind::list_item);
  EXPECT_EQ(document.blocks[3].level, 2);
  EXPECT_FALSE(document.metadata.title);
  EXPECT_EQ(document.metadata.date->text, "2021年1月25日");
  EXPECT_EQ(document.metadata.issuer->text, "某某管理局");
}

TEST(TextLayout, LinesBrokenForWidthAreOneParagraph) {
  const Document document = document_of(
      "The committee noted that arrears had fallen and that eighteen districts\n"
      "reported no change. A further inspection is planned before the close of\n"
      "the next period.\n\nA second paragraph.\n");
  ASSERT_EQ(document.blocks.size(), 2U);
  EXPECT_NE(document.blocks[0].text.find("eighteen districts reported no change"), std::string::npos);
}

TEST(TextLayout, ABareValueBetweenCellsStaysInTheTable) {
  const Document document = document_of("a |\nb |\nx |\n1\ny |\n2 |\n");
  ASSERT_EQ(document.regions.size(), 1U);
  EXPECT_EQ(document.regions[0].line_to, 6);
}

TEST(TextLayout, ProseWithABarIsNoTable) {
  const Document document = document_of("See a | b for details of the first kind.\nNothing else.\n");
  EXPECT_TRUE(document.regions.empty());
}

TEST(TextFeatures, CaptionsUnitsNotes) {
  for (const char* line : {"Table 1. Tonnage", "TABLE IV", "Tabelle 2: Menge", "表1 情况表", "附表一 名单", "Table A.1"})
    EXPECT_EQ(is_table_caption(line), std::string(line) != "Table A.1") << line;
  for (const char* line : {"Tables are below", "表示感谢", "Tablecloths 3"}) EXPECT_FALSE(is_table_caption(line)) << line;
  for (const char* line : {"单位:万元", "(in thousands)", "Unit: tonnes"}) EXPECT_TRUE(is_unit_line(line)) << line;
  for (const char* line : {"单位名称", "(continued)", "United we stand"}) EXPECT_FALSE(is_unit_line(line)) << line;
  for (const char* line : {"Note: provisional", "Source: returns.", "注:初步统计数", "资料来源:年报", "* estimated"}) EXPECT_TRUE(is_note_line(line)) << line;
  for (const char* line : {"Notes were taken", "注意事项"}) EXPECT_FALSE(is_note_line(line)) << line;
}

TEST(TextLayout, ASectionRowOfATabbedGridIsPartOfItsTable) {
  const Document document = document_of("Area\tTons\tCost\nCoast\t\t\nNorth\t1\t2\nInland\t\t\nEast\t3\t4\nProse ends the page.\t\n");
  ASSERT_EQ(document.regions.size(), 1U);
  EXPECT_EQ(document.regions[0].line_to, 5);
}

TEST(TextLayout, SectionsOfTwoColumnsAndThoseWithoutTabsArePartOfTheirTable) {
  for (const std::string text : {"Port\tCounty\nEast\t\nAber\tHills\nBrin\tPlains\nWest\t\nCarl\tHills\n", "Port\tSail\tSteam\nEast\nAber\t1\t2\nBrin\t3\t4\nWest\nCarl\t5\t6\n"}) {
    const Document document = document_of(text);
    ASSERT_EQ(document.regions.size(), 1U) << text;
    EXPECT_EQ(document.regions[0].line_to, 6) << text;
  }
  EXPECT_EQ(document_of("Port\tSail\nAber\t1\nBrin\t2\nTable 2. Trade\nPort\tSteam\nAber\t1\nBrin\t2\n").regions.size(), 2U);
}

TEST(TextLayout, ValuesThatLostTheirMarksStayInTheTable) {
  const Document document = document_of("Port |\nSail |\nSteam |\nAber |\n34\n67\nBrin |\n50 |\n45 |\n");
  ASSERT_EQ(document.regions.size(), 1U);
  EXPECT_EQ(document.regions[0].line_to, 9);
  // Four in a row are a list of their own.
  EXPECT_EQ(document_of("Port |\nSail |\nAber |\n34 |\n1\n2\n3\n4\nBrin |\n50 |\nCarl |\n7 |\n").regions.size(), 2U);
}

TEST(TextLayout, TheLastValueMayHaveLostItsMark) {
  EXPECT_EQ(document_of("Port |\nSail |\nSteam |\nAber |\n34 |\n67 |\nBrin |\n50 |\n45\nSo it went on.\n").regions[0].line_to, 9);
  EXPECT_EQ(document_of("Port |\nSail |\nAber |\n34 |\n\n45\n").regions[0].line_to, 4);           // a page's number
  EXPECT_EQ(document_of("Port | Sail |\nAber | 34 |\nBrin | 50 |\n45\n").regions[0].line_to, 3);
}

TEST(TextLayout, HeadsOverAnEmptyStubHeadBelongToTheTable) {
  const Document document = document_of("Shares of ports\n\n\tSail\nAber\t74\nBrin\t54\nCarl\t84\n");
  ASSERT_EQ(document.regions.size(), 1U);
  EXPECT_EQ(document.regions[0].line_from, 2);
  EXPECT_EQ(document_of("\tThe board met in May.\nAber\t74\t1\nBrin\t54\t2\nCarl\t84\t3\n").regions[0].line_from, 1);  // a paragraph
}

}  // namespace
}  // namespace tabularium

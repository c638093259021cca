// Tables of a structure tree: set into a grid, and found on the page that they speak of.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "stages/extract/pdf_document.h"
#include "stages/extract/tagged_content.h"
#include "tests/extract/small_pdf.h"

namespace tabularium {
namespace {

namespace fs = std::filesystem;

StructureCell cell(int mark, int page = 1, int row_span = 1, int col_span = 1) {
  StructureCell out;
  out.row_span = row_span;
  out.col_span = col_span;
  if (mark >= 0) out.content = {{page, ContentMark{0, mark, false}}};
  return out;
}

std::vector<ContentMark> marks(const std::vector<int>& numbers) {
  std::vector<ContentMark> out;
  for (const int number : numbers) out.push_back({0, number, false});
  return out;
}

// "row,col rows x cols: words" of each cell.
std::string shape(const TaggedTable& table) {
  std::string out;
  for (const TaggedCell& c : table.cells) {
    out += std::to_string(c.row) + "," + std::to_string(c.col) + " " + std::to_string(c.row_span) + "x" + std::to_string(c.col_span) + ":";
    for (const int word : c.words) out += " " + std::to_string(word);
    out += "\n";
  }
  return out;
}

TEST(TaggedContent, SpansPushCellsAside) {
  const SetTable set = set_table({{{cell(0, 1, 2), cell(1, 1, 1, 2)}, {cell(2), cell(3)}}});
  EXPECT_EQ(set.rows, 2);
  EXPECT_EQ(set.cols, 3);
  EXPECT_EQ(shape(part_on_page(set, 0, 1, marks({0, 1, 1, 2, 3}))), "0,0 2x1: 0\n0,1 1x2: 1 2\n1,1 1x1: 3\n1,2 1x1: 4\n");
}

TEST(TaggedContent, SpansBeyondTheTableAreCut) {
  const SetTable set = set_table({{{cell(0, 1, 999, 1), cell(1)}, {cell(2)}}});
  EXPECT_EQ(set.rows, 2);
  EXPECT_EQ(set.cells[0].row_span, 2);
  const SetTable forged = set_table({{{cell(0, 1, 1, 2'000'000'000), cell(1, 1, 1, 2'000'000'000)}}});
  EXPECT_EQ(forged.rows, 0) << "wider than any table";
}

TEST(TaggedContent, EachPageHasItsRows) {
  const SetTable set = set_table({{{cell(0, 1), cell(1, 1)}, {cell(0, 2), cell(-1)}, {cell(1, 2), cell(2, 2)}}});
  EXPECT_EQ(part_on_page(set, 7, 1, marks({0, 1})).rows, 1);
  const TaggedTable second = part_on_page(set, 7, 2, marks({0, 1, 2}));
  EXPECT_EQ(second.number, 7);
  EXPECT_EQ(shape(second), "0,0 1x1: 0\n0,1 1x1:\n1,0 1x1: 1\n1,1 1x1: 2\n");
  EXPECT_TRUE(part_on_page(set, 7, 3, marks({0, 1, 2})).cells.empty()) << "nothing of it stands there";
}

TEST(TaggedContent, AHeadThatReturnsOnThePageBringsNoBlankRows) {
  StructureCell head = cell(0, 1);
  head.content.emplace_back(2, ContentMark{0, 0, false});
  const SetTable set = set_table({{{head}, {cell(1, 1)}, {cell(2, 1)}, {cell(1, 2)}}});
  EXPECT_EQ(shape(part_on_page(set, 0, 1, marks({0, 1, 2}))), "0,0 1x1: 0\n1,0 1x1: 1\n2,0 1x1: 2\n");
  EXPECT_EQ(shape(part_on_page(set, 0, 2, marks({0, 1}))), "0,0 1x1: 0\n1,0 1x1: 1\n");
}

TEST(TaggedContent, CellsThatNameAHeaderTellItsScope) {
  StructureCell top = cell(0), side = cell(2), value = cell(3);
  top.header = side.header = true;
  top.id = "a";
  side.id = "b";
  value.headers = {"a", "b", "nowhere"};
  const SetTable set = set_table({{{cell(-1), top}, {side, value}}});
  EXPECT_EQ(set.cells[1].scope, TagScope::column);
  EXPECT_EQ(set.cells[2].scope, TagScope::row);
}

class TaggedPdf : public ::testing::Test {
 protected:
  // A page of two rows and two columns whose tree consists of `elements`, objects 6 and on; 6 is the tree's root.
  Result<PdfPage> read(const std::vector<std::string>& elements) {
    const std::string content =
        "/Artifact BMC BT /F 8 Tf 20 190 Td (running head) Tj ET EMC "
        "/TD <</MCID 0>> BDC BT /F 10 Tf 20 150 Td (Area) Tj ET EMC /TD <</MCID 1>> BDC BT /F 10 Tf 120 150 Td (km2) Tj ET EMC "
        "/TD <</MCID 2>> BDC BT /F 10 Tf 20 130 Td (North) Tj ET EMC /TD <</MCID 3>> BDC BT /F 10 Tf 120 130 Td (12) Tj ET EMC";
    std::vector<std::string> objects = {"<</Type/Catalog/Pages 2 0 R/StructTreeRoot 6 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
                                        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
                                        testing::stream_of(content), testing::helvetica};
    objects.insert(objects.end(), elements.begin(), elements.end());
    path_ = (fs::temp_directory_path() / (std::string("tabularium_") + ::testing::UnitTest::GetInstance()->current_test_info()->name() + ".pdf")).string();
    std::ofstream(path_, std::ios::binary) << testing::pdf_of(objects);
    Result<PdfDocument> document = PdfDocument::open(path_);
    if (!document) return document.error();
    return document.value().read_page(1);
  }
  void TearDown() override { fs::remove(path_); }
  std::string path_;
};

TEST_F(TaggedPdf, ATableIsRead) {
  const auto page = read({"<</K[7 0 R]/RoleMap<</Grid/Table/Line/TR>>>>",
                          "<</S/Grid/Pg 3 0 R/K[8 0 R 9 0 R]>>",
                          "<</S/Line/K[<</S/TH/K 0/A<</O/Table/Scope/Column>>>><</S/TH/K<</Type/MCR/Pg 3 0 R/MCID 1>>>>]>>",
                          "<</S/Line/K[<</S/TD/K[<</S/P/K[2]>>]>><</S/TD/K[3]>>]>>"});
  ASSERT_TRUE(page.ok()) << page.error().message;
  const PageEvidence& evidence = page.value().page.evidence;
  ASSERT_EQ(evidence.tagged_tables.size(), 1U);
  EXPECT_EQ(shape(evidence.tagged_tables[0]), "0,0 1x1: 2\n0,1 1x1: 3\n1,0 1x1: 4\n1,1 1x1: 5\n");
  EXPECT_TRUE(evidence.tagged_tables[0].cells[1].header);
  EXPECT_EQ(evidence.tagged_tables[0].cells[0].scope, TagScope::column);
  EXPECT_DOUBLE_EQ(evidence.tag_cover, 1) << "artifacts count as known";
}

TEST_F(TaggedPdf, ATableAroundATableIsALayout) {
  const auto page = read({"<</K 7 0 R>>", "<</S/Table/Pg 3 0 R/K<</S/TR/K<</S/TD/K 8 0 R>>>>>>",
                          "<</S/Table/K[<</S/TR/K[<</S/TD/K 0>><</S/TD/K 1>>]>>]>>"});
  ASSERT_TRUE(page.ok());
  ASSERT_EQ(page.value().page.evidence.tagged_tables.size(), 1U);
  EXPECT_EQ(page.value().page.evidence.tagged_tables[0].cols, 2);
}

TEST_F(TaggedPdf, TreesThatCannotBeDoNoHarm) {
  const std::vector<std::vector<std::string>> trees = {
      {"<</K 7 0 R>>", "<</S/Table/Pg 3 0 R/K[8 0 R]>>", "<</S/TR/K[7 0 R 8 0 R<</S/TD/K 0>>]>>"},      // a cycle
      {"<</K 6 0 R>>"},                                                                              // the root itself
      {"<</K 99 0 R/RoleMap<</A/B/B/A>>>>"},                                                           // nothing there
      {"<</K[7 0 R]/RoleMap<</A/B/B/A>>>>", "<</S/A/K[<</S/TD/K 0>>(text) null 3.5]>>"},                // roles in a ring
      {"<</K 7 0 R>>", "<</S/Table/Pg 4 0 R/K<</S/TR/K<</S/TD/K[0 -7 77]/A[<</O/Table/RowSpan -4/ColSpan 99999999>>]>>>>>>"}};
  for (const auto& tree : trees) {
    const auto page = read(tree);
    ASSERT_TRUE(page.ok());
    EXPECT_EQ(page.value().page.evidence.words.size(), 6U);
  }
}

}  // namespace
}  // namespace tabularium

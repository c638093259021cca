#include "stages/extract/pdf_document.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "tests/extract/small_pdf.h"

namespace tabularium {
namespace {

namespace fs = std::filesystem;
using testing::pdf_with;

class Pdf : public ::testing::Test {
 protected:
  Result<PdfPage> read(const std::string& bytes) {
    path_ = (fs::temp_directory_path() / (std::string("tabularium_") + ::testing::UnitTest::GetInstance()->current_test_info()->name() + ".pdf")).string();
    std::ofstream(path_, std::ios::binary) << bytes;
    Result<PdfDocument> document = PdfDocument::open(path_);
    if (!document) return document.error();
    return document.value().read_page(1);
  }
  void TearDown() override { fs::remove(path_); }
  std::string path_;
};

TEST_F(Pdf, WordsStandInPointsFromTheTopLeft) {
  const auto page = read(pdf_with("BT /F 10 Tf 20 150 Td (Total 12) Tj ET"));
  ASSERT_TRUE(page.ok()) << page.error().message;
  EXPECT_EQ(page.value().text_layer, TextLayer::good);
  EXPECT_DOUBLE_EQ(page.value().page.width, 300);
  const auto& words = page.value().page.evidence.words;
  ASSERT_EQ(words.size(), 2U);
  EXPECT_EQ(words[0].text, "Total");
  EXPECT_NEAR(words[0].box.x0, 20, 0.01);
  EXPECT_NEAR(words[0].baseline, 50, 0.01);
  EXPECT_DOUBLE_EQ(words[0].font_size, 10);
}

TEST_F(Pdf, StrokesAndThinFillsAreRules) {
  const auto page = read(pdf_with("20 100 m 200 100 l S 20 60 180 0.7 re f 0.8 g 20 20 100 30 re f"));
  ASSERT_TRUE(page.ok());
  const auto& evidence = page.value().page.evidence;
  ASSERT_EQ(evidence.rules.size(), 2U);
  EXPECT_EQ(evidence.rules[0].source, RuleSource::stroke);
  EXPECT_NEAR(evidence.rules[0].at, 100, 0.01);
  EXPECT_EQ(evidence.rules[1].source, RuleSource::fill);
  ASSERT_EQ(evidence.fills.size(), 1U);
  EXPECT_EQ(evidence.fills[0].color, 0xCCCCCCU);
}

TEST_F(Pdf, WhatNobodySeesIsNoEvidence) {
  const auto page = read(pdf_with("BT 3 Tr /F 10 Tf 20 150 Td (ghost) Tj ET BT 0 Tr 1 g /F 10 Tf 20 120 Td (pale) Tj ET "
                                  "q 0 0 10 10 re W n BT 0 g /F 10 Tf 100 100 Td (cut) Tj ET Q"));
  ASSERT_TRUE(page.ok());
  EXPECT_TRUE(page.value().page.evidence.words.empty());
  EXPECT_EQ(page.value().hidden_words.size(), 2U);
  EXPECT_EQ(page.value().text_layer, TextLayer::hidden);
}

TEST_F(Pdf, AnOldTextLayerUnderThePictureOfAPageIsKeptApart) {
  const auto page = read(pdf_with("BT 3 Tr /F 10 Tf 20 150 Td (Tota1 l2) Tj ET q 300 0 0 200 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x80 EI Q"));
  ASSERT_TRUE(page.ok());
  EXPECT_TRUE(page.value().page.evidence.words.empty());
  EXPECT_EQ(page.value().text_layer, TextLayer::hidden);
  ASSERT_EQ(page.value().hidden_words.size(), 2U);
  EXPECT_TRUE(page.value().hidden_words[0].hidden);
}

TEST_F(Pdf, LigaturesAreTheirLetters) {
  const std::string font = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding<</Type/Encoding/Differences[65/fi/fl/ffi]>>>>";
  const auto page = read(testing::pdf_of({"<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
                                          "<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
                                          testing::stream_of("BT /F 10 Tf 20 150 Td (Axed Bow oCce) Tj ET"), font}));
  ASSERT_TRUE(page.ok()) << page.error().message;
  const auto& words = page.value().page.evidence.words;
  ASSERT_EQ(words.size(), 3U);
  EXPECT_EQ(words[0].text, "fixed");
  EXPECT_EQ(words[1].text, "flow");
  EXPECT_EQ(words[2].text, "office");
}

TEST_F(Pdf, ATurnedPageIsSetUpright) {
  const auto page = read(pdf_with("BT 0 1 -1 0 100 50 Tm /F 10 Tf (up) Tj ET", "/Rotate 90"));
  ASSERT_TRUE(page.ok());
  EXPECT_DOUBLE_EQ(page.value().page.width, 200);
  ASSERT_EQ(page.value().page.evidence.words.size(), 1U);
  EXPECT_EQ(page.value().page.evidence.words[0].rotation, 0);
}

TEST_F(Pdf, APageOfSidewaysTextIsSetUprightAsItIsShown) {
  std::string content = "BT /F 10 Tf ";
  for (int line = 0; line < 6; ++line) content += "0 1 -1 0 " + std::to_string(40 + 20 * line) + " 20 Tm (a line that runs upwards) Tj ";
  ASSERT_TRUE(read(pdf_with(content + "ET")).ok());
  auto document = PdfDocument::open(path_);
  ASSERT_TRUE(document.ok());
  const auto page = document.value().read_page(1);
  ASSERT_TRUE(page.ok());
  EXPECT_DOUBLE_EQ(page.value().page.width, 200);
  EXPECT_EQ(page.value().page.evidence.words.front().rotation, 0);
  EXPECT_NEAR(page.value().page.evidence.words.front().box.x0, 20, 0.5);
  const auto image = document.value().render_page(1, 72);
  ASSERT_TRUE(image.ok());
  EXPECT_EQ(image.value().width(), 200);
}

TEST_F(Pdf, DamageHasANameAndAReason) {
  const auto broken = read("%PDF-1.4\nnothing that could be repaired");
  ASSERT_FALSE(broken.ok());
  EXPECT_EQ(broken.error().code, ErrorCode::bad_input);
  EXPECT_NE(broken.error().message.find("damaged PDF"), std::string::npos);
}

TEST_F(Pdf, APageIsRendered) {
  ASSERT_TRUE(read(pdf_with("0 g 0 0 300 100 re f")).ok());
  auto document = PdfDocument::open(path_);
  ASSERT_TRUE(document.ok());
  const auto image = document.value().render_page(1, 144);
  ASSERT_TRUE(image.ok()) << image.error().message;
  EXPECT_EQ(image.value().width(), 600);
  EXPECT_EQ(image.value().height(), 400);
}

// Calculated form fields, what runs on opening, links and named scripts; files in the document and pinned to the page.
TEST_F(Pdf, ScriptsAndAttachmentsAreCountedNotRun) {
  const std::string script = "<</S/JavaScript/JS(app.alert\\(1\\))>>";
  path_ = (fs::temp_directory_path() / "tabularium_extras.pdf").string();
  std::ofstream(path_, std::ios::binary) << testing::pdf_of(
      {"<</Type/Catalog/Pages 2 0 R/OpenAction " + script + "/AcroForm<</Fields[]/CO[6 0 R]>>/Names<</JavaScript<</Names[(a)" + script +
           "]>>/EmbeddedFiles<</Names[(book.xlsx)7 0 R]>>>>>>",
       "<</Type/Pages/Kids[3 0 R]/Count 1>>",
       "<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>/Annots[<</Type/Annot/Subtype/FileAttachment"
       "/Rect[0 0 9 9]/FS 7 0 R>><</Type/Annot/Subtype/Link/Rect[9 9 20 20]/A " + script + ">>]>>",
       testing::stream_of("BT /F 10 Tf 20 150 Td (seen) Tj ET"), testing::helvetica, "<</FT/Tx/T(sum)>>", "<</Type/Filespec/F(book.xlsx)>>"});
  Result<PdfDocument> document = PdfDocument::open(path_);
  ASSERT_TRUE(document.ok()) << document.error().message;
  EXPECT_EQ(document.value().extras().scripts, 3);
  EXPECT_EQ(document.value().extras().attachments, 1);
  ASSERT_TRUE(document.value().read_page(1).ok());
  EXPECT_EQ(document.value().extras().scripts, 4);
  EXPECT_EQ(document.value().extras().attachments, 2);
}

}  // namespace
}  // namespace tabularium

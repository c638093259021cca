// hOCR and ALTO, checked by xmllint: ALTO against the parts of the standard that are used here, and against the standard's own XSD where
// TABULARIUM_ALTO_XSD names it.
#include <gmock/gmock.h>

#include <cstdlib>

#include "stages/export/page_text.h"
#include "tests/export/sample_document.h"
#include "tests/export/written_files.h"

namespace tabularium {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

// Two words of which the first belongs to a cell that was read again, and one outside the table.
Document scanned() {
  Document document = sample::document();
  const auto word = [](const Box& box, const std::string& text, double confidence) {
    Word made;
    made.box = box;
    made.text = text;
    made.confidence = confidence;
    return made;
  };
  document.pages[0].evidence.words = {word({232, 142, 292, 152}, "I,234.50", 0.31), word({312, 142, 340, 152}, "-12", 0.95),
                                      word({72, 700, 140, 712}, "<foot> & note", 0.8)};
  for (Table& table : document.tables)
    for (Cell& cell : table.cells) cell.words.clear();
  document.tables[0].cells[7].words = {0};
  document.tables[0].cells[8].words = {1};
  return document;
}

TEST(PageText, AReadingThatWasChangedStandsForItsWords) {
  const Document document = scanned();
  PageText page;
  page.read(document, document.pages[0]);
  const auto blocks = page.blocks();
  ASSERT_EQ(blocks.size(), 3U);  // two tables and the line below
  ASSERT_EQ(blocks[0].table, "t1");
  std::vector<std::string> texts;
  for (const WrittenLine& line : page.lines(blocks[0]))
    for (const Word* read : page.words(line)) texts.push_back(read->text);
  EXPECT_THAT(texts, ::testing::Contains("1,234.50"));
  EXPECT_THAT(texts, Not(::testing::Contains("I,234.50")));
  EXPECT_EQ(blocks[2].table, "");
  EXPECT_EQ(page.words(page.lines(blocks[2])[0])[0]->text, "<foot> & note");
}

class OcrFormats : public WrittenFiles {
 protected:
  void expect_alto(const std::string& against) const {
    int code = 0;
    const std::string errors = said("xmllint --noout " + against + " '" + path("document.alto.xml") + "'", code);
    EXPECT_EQ(code, 0) << errors;
  }
};

TEST_F(OcrFormats, HocrIsXhtmlWithWordsAndTables) {
  ASSERT_TRUE(write(scanned(), {"hocr"}).ok());
  int code = 0;
  const std::string errors = said("xmllint --noout '" + path("document.hocr") + "'", code);
  EXPECT_EQ(code, 0) << errors;
  const std::string hocr = content("document.hocr");
  EXPECT_THAT(hocr, HasSubstr("<div class=\"ocr_table\" title=\"bbox 300 417 1667 751\">"));
  EXPECT_THAT(hocr, HasSubstr("<span class=\"ocrx_word\" title=\"bbox 1300 592 1417 633; x_wconf 95\">-12</span>"));
  EXPECT_THAT(hocr, HasSubstr("&lt;foot&gt; &amp; note"));
}

TEST_F(OcrFormats, AltoKeepsTheStandard) {
  for (const Document& document : {scanned(), sample::text_document()}) {
    ASSERT_TRUE(write(document, {"alto"}).ok());
    expect_alto("--relaxng '" TABULARIUM_SOURCE_DIR "/tests/export/alto-4.2-used.rng'");
    if (const char* schema = std::getenv("TABULARIUM_ALTO_XSD")) expect_alto("--nonet --schema '" + std::string(schema) + "'");
  }
  ASSERT_TRUE(write(scanned(), {"alto"}).ok());
  const std::string alto = content("document.alto.xml");
  EXPECT_THAT(alto, HasSubstr("TYPE=\"table\" HPOS=\"1200\" VPOS=\"1667\""));
  EXPECT_THAT(alto, HasSubstr("WC=\"0.95\" CONTENT=\"-12\"/>"));
  EXPECT_THAT(alto, HasSubstr("CONTENT=\"&lt;foot&gt; &amp; note\""));
}

}  // namespace
}  // namespace tabularium

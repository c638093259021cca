// Documents of digital and scanned pages, and digital pages that show a table as a picture.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string>
#include <vector>

#include "models/document.h"
#include "stages/core/facing_pages.h"
#include "stages/extract/extract.h"
#include "stages/extract/pictured_tables.h"
#include "tests/extract/canvas.h"
#include "tests/extract/small_pdf.h"

namespace tabularium {
namespace {

using testing::helvetica;
using testing::pdf_of;
using testing::stream_of;

constexpr int kCellWidth = 180, kCellHeight = 60;

// A ruled table of 3 columns and 4 rows, cut out of a page at 150 dpi.
PixPtr table_picture() {
  Canvas canvas;
  canvas.grid(10, 10, 3, 4, kCellWidth, kCellHeight);
  const char* const words[] = {"Place", "Area", "Yield", "Northfield", "479", "815", "Ashby", "391", "592", "Total", "870", "1407"};
  for (int i = 0; i < 12; ++i) canvas.text(words[i], 10 + kCellWidth * (i % 3) + 24, 10 + kCellHeight * (i / 3) + 42, 10);
  ::Box* box = boxCreate(0, 0, 3 * kCellWidth + 24, 4 * kCellHeight + 24);
  PixPtr part(pixClipRectangle(canvas.get(), box, nullptr));
  boxDestroy(&box);
  pixSetResolution(part.get(), 150, 150);
  return part;
}

// An image object of gray samples.
std::string image_object(Pix* gray) {
  const int w = pixGetWidth(gray), h = pixGetHeight(gray);
  std::string samples;
  for (int y = 0; y < h; ++y)
    for (int x = 0; x < w; ++x) {
      l_uint32 value = 0;
      pixGetPixel(gray, x, y, &value);
      samples += static_cast<char>(value);
    }
  return stream_of(samples, "/Type/XObject/Subtype/Image/ColorSpace/DeviceGray/BitsPerComponent 8/Width " + std::to_string(w) + "/Height " + std::to_string(h));
}

std::string page_object(int contents) {
  return "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents " + std::to_string(contents) +
         " 0 R/Resources<</Font<</F 3 0 R>>/XObject<</S 4 0 R/T 5 0 R>>>>>>";
}

// First a page of print, then a scanned one under somebody's old reading, then a printed one with a table as a picture.
std::string mixed_pdf() {
  Canvas scan;
  for (int line = 0; line < 8; ++line) scan.text("Salaries of the district", 160, 300 + 60 * line, 10);
  const PixPtr table = table_picture();
  const std::string print = "BT /F 11 Tf 60 760 Td (The council met four times during the year under review.) Tj ET ";
  return pdf_of({"<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[6 0 R 7 0 R 8 0 R]/Count 3>>", helvetica, image_object(scan.get()), image_object(table.get()),
                 page_object(9), page_object(10), page_object(11), stream_of(print),
                 stream_of("q 595 0 0 842 0 0 cm /S Do Q BT 3 Tr /F 10 Tf 60 700 Td (Sa1aries uf tbe distr1ct) Tj ET"),
                 stream_of(print + "q 271 0 0 127 100 500 cm /T Do Q")});
}

std::vector<std::string> texts_of(const Page& page) {
  std::vector<std::string> texts;
  for (const Word& word : page.evidence.words) texts.push_back(word.text);
  return texts;
}

bool holds(const Page& page, const std::string& text) {
  const std::vector<std::string> texts = texts_of(page);
  return std::find(texts.begin(), texts.end(), text) != texts.end();
}

// A PDF of one page: the picture of an open book.
std::string spread_pdf(bool title_across) {
  PixPtr book(pixCreate(1700, 1200, 8));
  pixSetAllArbitrary(book.get(), 250);
  L_BMF* font = bmfCreate(nullptr, 10);
  for (int line = 0; line < 18; ++line)
    for (const auto& [x, text] : {std::pair{120, "Salaries of the district"}, std::pair{970, "Wages of the porters"}}) {
      l_int32 width = 0, overflow = 0;
      pixSetTextline(book.get(), font, text, 10, x, 200 + 50 * line, &width, &overflow);
    }
  if (title_across) {
    l_int32 width = 0, overflow = 0;
    pixSetTextline(book.get(), font, "Accounts of the district and its porters", 10, 600, 120, &width, &overflow);
  }
  bmfDestroy(&font);
  pixRasterop(book.get(), 720, 200, 8, 8, PIX_CLR, nullptr, 0, 0);  // the right edges of both pages' print
  pixRasterop(book.get(), 1570, 200, 8, 8, PIX_CLR, nullptr, 0, 0);
  return pdf_of({"<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
                 "<</Type/Page/Parent 2 0 R/MediaBox[0 0 816 576]/Contents 4 0 R/Resources<</XObject<</S 5 0 R>>>>>>",
                 stream_of("q 816 0 0 576 0 0 cm /S Do Q"), image_object(book.get())});
}

Document extracted(const std::string& pdf) {
  // Tests run side by side: each has a file of its own.
  const std::string path = ::testing::TempDir() + ::testing::UnitTest::GetInstance()->current_test_info()->name() + ".pdf";
  std::ofstream(path, std::ios::binary) << pdf;
  Document document;
  document.source.kind = SourceKind::pdf;
  document.source.path = path;
  document.source.files = {path};
  Options options;
  options.languages = {"eng"};
  options.second_reader = false;
  StageContext context{.options = options, .config_dir = {}, .output_dir = {}};
  EXPECT_TRUE(make_extract_stage()->run(document, context).ok());
  std::filesystem::remove(path);
  return document;
}

// Where a page that shows two parts, if it does.
std::optional<double> gutter_of(const Document& document) {
  return document.pages.size() == 1 ? facing_gutter(document.pages.front()) : std::nullopt;
}

TEST(MixedDocument, AnOpenBookOnAPageKeepsItsNumberAndPartsAtItsGutter) {
  const Document document = extracted(spread_pdf(false));
  ASSERT_EQ(document.pages.size(), 1U);
  EXPECT_EQ(document.pages.front().number, 1);
  EXPECT_NEAR(document.pages.front().width, 816, 1);
  const std::optional<double> gutter = gutter_of(document);
  ASSERT_TRUE(gutter.has_value());
  EXPECT_NEAR(*gutter, 408, 40);
  for (const Word& word : document.pages.front().evidence.words) {
    const double left = word.text == "Salaries" ? 120 : word.text == "Wages" ? 970 : 0;  // pixels of the picture
    if (left > 0) {
      EXPECT_NEAR(word.box.x0, left * 72 / 150.0, 3);
    }
  }
  EXPECT_FALSE(gutter_of(extracted(spread_pdf(true))).has_value()) << "a title over both";
}

TEST(MixedDocument, EachPageIsReadForWhatItIs) {
  const Document document = extracted(mixed_pdf());
  ASSERT_EQ(document.pages.size(), 3U);
  const Page &print = document.pages[0], &scan = document.pages[1], &pictured = document.pages[2];
  EXPECT_EQ(print.origin, PageOrigin::digital);
  EXPECT_TRUE(holds(print, "council"));
  EXPECT_EQ(scan.origin, PageOrigin::image) << "the old layer does not make it digital";
  EXPECT_TRUE(holds(scan, "Salaries"));
  EXPECT_FALSE(holds(scan, "Sa1aries"));
  EXPECT_EQ(pictured.origin, PageOrigin::digital);
  EXPECT_TRUE(holds(pictured, "council"));
  EXPECT_TRUE(holds(pictured, "Total")) << ::testing::PrintToString(texts_of(pictured));
  EXPECT_TRUE(holds(pictured, "1407"));
  for (const Word& word : pictured.evidence.words)
    if (word.text == "Total") {
      EXPECT_NEAR(word.box.x0, 100 + 34 * 72 / 150.0, 4);
      EXPECT_GT(word.box.y0, 842 - 500 - 45);
      EXPECT_LT(word.box.y1, 842 - 500);
      EXPECT_LT(word.confidence, 1);
    }
}

TEST(PicturedTables, OnlyPicturesWithLinesBothWaysAreTables) {
  EXPECT_TRUE(shows_ruled_table(PageImage(table_picture().release()), 150));
  Canvas chart;  // a grid of level lines alone, with bars
  for (int line = 0; line < 5; ++line) chart.bar(100, 200 + 200 * line, 1040, 2);
  for (int bar = 0; bar < 5; ++bar) chart.bar(200 + 180 * bar, 500, 80, 500);
  EXPECT_FALSE(shows_ruled_table(chart.image(), 150));
  EXPECT_FALSE(shows_ruled_table(page_of_text().image(), 150));
}

// A frame around all and one around the plot: lines enough both ways, but no upright one meets three level ones between their ends.
TEST(PicturedTables, FramesOfChartsAreNoTable) {
  Canvas chart;
  chart.grid(20, 20, 1, 1, 1180, 1700);
  chart.grid(160, 80, 1, 1, 900, 1500);
  for (int column = 0; column < 4; ++column) chart.grid(220 + 200 * column, 180 + 300 * column, 1, 1, 120, 1400 - 300 * column);
  EXPECT_FALSE(shows_ruled_table(chart.image(), 150));
}

TEST(PicturedTables, AChartOfLinesBothWaysIsNoTable) {
  Page page;
  page.number = 1;
  page.width = kWidth * 72 / 150.0;
  page.height = kHeight * 72 / 150.0;
  page.evidence.images.push_back({{0, 0, page.width, page.height}});
  const RenderPage render = [](double dpi) -> Result<PageImage> {
    Canvas canvas;
    canvas.grid(10, 10, 8, 10, 150, 170);
    return PageImage(pixScale(canvas.get(), static_cast<float>(dpi / 150), static_cast<float>(dpi / 150)));
  };
  const auto reading = [&](int words, double confidence) {
    const ReadPicture read = [=](const PageImage&, const ImagePageOptions&, Page& seen) -> Status {
      for (int line = 0; line <= 10; ++line) seen.evidence.rules.push_back({Orientation::horizontal, 40.0 * line, 0, 320, 1, RuleSource::image});
      for (int line = 0; line <= 8; ++line) seen.evidence.rules.push_back({Orientation::vertical, 40.0 * line, 0, 400, 1, RuleSource::image});
      for (int i = 0; i < words; ++i) {
        Word word;
        word.text = "12";
        word.confidence = confidence;
        seen.evidence.words.push_back(word);
      }
      return {};
    };
    Page tried = page;
    return read_pictured_tables(tried, render, read);
  };
  EXPECT_EQ(reading(70, 0.95), 1);
  EXPECT_EQ(reading(12, 0.95), 0) << "scales of a chart";
  EXPECT_EQ(reading(70, 0.4), 0) << "scrap";
}

TEST(PicturedTables, APageThatCannotBeRenderedStaysAsItIs) {
  Page page;
  page.number = 1;
  page.width = 595;
  page.height = 842;
  page.evidence.images.push_back({{100, 100, 400, 300}});
  const Page before = page;
  const RenderPage no_picture = [](double) -> Result<PageImage> { return Error{ErrorCode::bad_input, "no", {}}; };
  const ReadPicture no_reading = [](const PageImage&, const ImagePageOptions&, Page&) -> Status { return {}; };
  EXPECT_EQ(read_pictured_tables(page, no_picture, no_reading), 0);
  EXPECT_EQ(page, before);
}

}  // namespace
}  // namespace tabularium

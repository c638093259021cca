// The searchable PDF, looked at with qpdf and Poppler's pdftotext.
#include "stages/export/searchable_pdf.h"

#include <gmock/gmock.h>

#include <cmath>
#include <regex>

#include "stages/export/affine.h"
#include "stages/export/picture_header.h"
#include "tests/export/sample_document.h"
#include "tests/export/written_files.h"

namespace tabularium {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

// A gray PNG of 2 x 1 pixels, by hand: signature, IHDR, IDAT (one stored deflate block), IEND. Sums are not looked at here.
PagePicture tiny_png() {
  const auto bytes = [](std::initializer_list<int> values) {
    std::string out;
    for (const int value : values) out += static_cast<char>(value);
    return out;
  };
  const std::string sum(4, '\0');
  const std::string header = bytes({0, 0, 0, 2, 0, 0, 0, 1, 8, 0, 0, 0, 0});
  const std::string data = bytes({0x78, 0x01, 0x01, 3, 0, 0xFC, 0xFF, 0, 0xFF, 0x80, 0x03, 0x81, 0x01, 0x80});
  return {bytes({0x89, 'P', 'N', 'G', 13, 10, 26, 10}) + bytes({0, 0, 0, 13}) + "IHDR" + header + sum +
              bytes({0, 0, 0, static_cast<int>(data.size())}) + "IDAT" + data + sum + bytes({0, 0, 0, 0}) + "IEND" + sum,
          "image/png", 2, 1};
}

class TinyPictures final : public PagePictures {
 public:
  Result<PagePicture> picture(const Page&, double) override { return tiny_png(); }
  Result<PagePicture> original(const Page&) override { return tiny_png(); }
};

Document image_document(int turned, double skew) {
  Document document;
  document.source.path = "scan.png";
  document.source.files = {"scan.png"};
  document.source.kind = SourceKind::image;
  Page page;
  page.number = 1;
  page.width = 400;
  page.height = 600;
  page.origin = PageOrigin::image;
  page.quality = PageQuality{};
  page.quality->turned = turned;
  page.quality->skew_degrees = skew;
  const auto word = [](const Box& box, const std::string& text) {
    Word made;
    made.box = box;
    made.text = text;
    return made;
  };
  page.evidence.words = {word({50, 100, 120, 112}, "Receipts"), word({200, 300, 260, 316}, "年度𠀋1,234.50")};
  document.pages = {page};
  return document;
}

TEST(Affine, UndoesWhatTheReaderTurned) {
  Page page = image_document(1, 0).pages[0];
  const Affine back = to_source_page(page);
  // The source lies on its side, 600 wide and 400 high; its left edge became the top.
  EXPECT_EQ(back({0, 0}), (Point{0, 400}));
  EXPECT_EQ(back({400, 0}), (Point{0, 0}));
  page.quality->turned = 0;
  page.quality->skew_degrees = 90;  // a whole turn, where it can be told by heart: about the middle (200, 300)
  const Point turned = to_source_page(page)({300, 300});
  EXPECT_NEAR(turned.x, 200, 1e-9);
  EXPECT_NEAR(turned.y, 400, 1e-9);
}

TEST(Affine, UserSpaceOfATurnedPage) {
  const Box crop{10, 20, 110, 220};
  EXPECT_EQ(to_user_space(crop, 0)({0, 0}), (Point{10, 220}));
  EXPECT_EQ(to_user_space(crop, 1)({0, 0}), (Point{10, 20}));
  EXPECT_EQ(to_user_space(crop, 2)({0, 0}), (Point{110, 20}));
  EXPECT_EQ(to_user_space(crop, 3)({0, 0}), (Point{110, 220}));
}

TEST(PictureHeader, TakesAPngApart) {
  const auto kept = embedded(tiny_png());
  ASSERT_TRUE(kept.ok());
  EXPECT_EQ(kept.value().width, 2);
  EXPECT_EQ(kept.value().bits, 8);
  EXPECT_EQ(kept.value().bytes.size(), 14U);
  PagePicture damaged = tiny_png();
  damaged.bytes.resize(30);
  EXPECT_FALSE(embedded(damaged).ok());
}

class SearchablePdf : public WrittenFiles {
 protected:
  void SetUp() override {
    WrittenFiles::SetUp();
    if (!searchable_pdf_ready().ok()) GTEST_SKIP() << searchable_pdf_ready().error().message;
    if (!has_program("qpdf")) GTEST_SKIP() << "qpdf is not installed";
  }
  // xMin yMin xMax yMax of the word, by pdftotext.
  Box found(const std::string& word) const {
    const std::string listing = said("pdftotext -bbox '" + path("searchable.pdf") + "' -");
    const std::regex line("xMin=\"([-0-9.]+)\" yMin=\"([-0-9.]+)\" xMax=\"([-0-9.]+)\" yMax=\"([-0-9.]+)\">" + word + "<");
    std::smatch match;
    if (!std::regex_search(listing, match, line)) return {};
    return {std::stod(match[1]), std::stod(match[2]), std::stod(match[3]), std::stod(match[4])};
  }
};

TEST_F(SearchablePdf, TextLiesWithinTwoPointsOfItsPlace) {
  TinyPictures pictures;
  ASSERT_TRUE(write(image_document(0, 0), {"pdf"}, &pictures).ok());
  int code = 0;
  const std::string check = said("qpdf --check '" + path("searchable.pdf") + "'", code);
  EXPECT_EQ(code, 0) << check;
  const Box word = found("年度𠀋1,234.50");
  EXPECT_NEAR(word.x0, 200, 2);
  EXPECT_NEAR(word.x1, 260, 2);
  EXPECT_NEAR(word.y0, 300, 2);
  EXPECT_NEAR(word.y1, 316, 2);
  EXPECT_THAT(said("pdfimages -list '" + path("searchable.pdf") + "'"), HasSubstr("image       2     1  gray    1   8"));
}

TEST_F(SearchablePdf, TextFollowsATurnedAndSkewedPage) {
  TinyPictures pictures;
  const Document document = image_document(1, 2);
  ASSERT_TRUE(write(document, {"pdf"}, &pictures).ok());
  const Box word = found("Receipts");
  const Affine place = to_source_page(document.pages[0]);
  const Point middle = place({85, 106});
  EXPECT_NEAR(word.center_x(), middle.x, 2);
  EXPECT_NEAR(word.center_y(), middle.y, 2);
}

TEST_F(SearchablePdf, AnOlderInvisibleLayerGoesAndWhatIsSeenStays) {
  const std::string content = "BT /F 12 Tf 3 Tr 50 500 Td (oldlayer) Tj ET q BT /F 12 Tf 0 Tr 50 450 Td (stamp) Tj ET Q";
  std::string pdf = "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
                    "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 600]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>endobj\n"
                    "4 0 obj<</Length " + std::to_string(content.size()) + ">>stream\n" + content +
                    "\nendstream endobj\n5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\ntrailer<</Root 1 0 R/Size 6>>\n%%EOF\n";
  ASSERT_TRUE(write_file(path("in.pdf"), pdf).ok());
  Document document = image_document(0, 0);
  document.source.kind = SourceKind::pdf;
  document.source.files = {path("in.pdf")};
  ASSERT_TRUE(write(document, {"pdf"}).ok());
  const std::string text = said("pdftotext '" + path("searchable.pdf") + "' -");
  EXPECT_THAT(text, HasSubstr("stamp"));
  EXPECT_THAT(text, HasSubstr("Receipts"));
  EXPECT_THAT(text, Not(HasSubstr("oldlayer")));
}

TEST_F(SearchablePdf, TextInputHasNoPagesToKeep) {
  ASSERT_TRUE(write(sample::text_document(), {"pdf"}).ok());
  EXPECT_FALSE(std::filesystem::exists(path("searchable.pdf")));
}

}  // namespace
}  // namespace tabularium

// Pictures of two facing pages: two pages, and nothing else is taken for them.
#include <gtest/gtest.h>

#include <filesystem>
#include <optional>

#include "stages/extract/image_places.h"
#include "stages/extract/image_spread.h"
#include "tests/extract/canvas.h"

namespace tabularium {
namespace {

constexpr int kPageWidth = 1000, kPageHeight = 1400, kTextLines = 20;

void page_lines(Pix* pix, int x, int right) {
  L_BMF* font = bmfCreate(nullptr, 8);
  for (int line = 0; line < kTextLines; ++line) {
    l_int32 width = 0, overflow = 0;
    pixSetTextline(pix, font, "Salaries of the district and wages of its porters", 10, x, 200 + 50 * line, &width, &overflow);
  }
  bmfDestroy(&font);
  pixRasterop(pix, right - 8, 200, 8, 8, PIX_CLR, nullptr, 0, 0);  // the right edge of the page's print
}

// Two pages with margins of 120 pixels.
PixPtr two_pages() {
  PixPtr pix(pixCreate(2 * kPageWidth, kPageHeight, 8));
  pixSetAllArbitrary(pix.get(), 245);
  page_lines(pix.get(), 120, kPageWidth - 120);
  page_lines(pix.get(), kPageWidth + 120, 2 * kPageWidth - 120);
  pixSetResolution(pix.get(), 150, 150);
  return pix;
}

std::optional<int> gutter_of(const PixPtr& pix) { return find_gutter(PageImage(pixCopy(nullptr, pix.get()))); }

TEST(ImageSpread, WhiteInnerMarginsPartTwoPages) {
  const std::optional<int> gutter = gutter_of(two_pages());
  ASSERT_TRUE(gutter.has_value());
  EXPECT_NEAR(*gutter, kPageWidth, 40);
}

TEST(ImageSpread, AShadowPartsPagesThatStandNear) {
  PixPtr pix(pixCreate(2 * kPageWidth, kPageHeight, 8));
  pixSetAllArbitrary(pix.get(), 245);
  page_lines(pix.get(), 120, kPageWidth - 30);
  page_lines(pix.get(), kPageWidth + 30, 2 * kPageWidth - 120);
  EXPECT_FALSE(gutter_of(pix).has_value()) << "columns of one page";
  for (int x = kPageWidth - 25; x < kPageWidth + 25; ++x)
    for (int y = 0; y < kPageHeight; ++y) pixSetPixel(pix.get(), x, y, static_cast<l_uint32>(150 + 3 * std::abs(x - kPageWidth)));
  const std::optional<int> gutter = gutter_of(pix);
  ASSERT_TRUE(gutter.has_value());
  EXPECT_NEAR(*gutter, kPageWidth, 12);
}

TEST(ImageSpread, ALineAcrossTheMiddleMakesOnePage) {
  PixPtr title = two_pages();
  L_BMF* font = bmfCreate(nullptr, 20);
  l_int32 width = 0, overflow = 0;
  pixSetTextline(title.get(), font, "Accounts of the district", 10, kPageWidth - 200, 120, &width, &overflow);
  bmfDestroy(&font);
  EXPECT_FALSE(gutter_of(title).has_value()) << "a title over both";
  PixPtr rule = two_pages();
  pixRasterop(rule.get(), 120, 150, 2 * kPageWidth - 240, 3, PIX_CLR, nullptr, 0, 0);
  EXPECT_FALSE(gutter_of(rule).has_value()) << "a rule over both";
}

TEST(ImageSpread, HighPicturesAndSmallOnesAndThoseWithoutMarginsAreOnePage) {
  const PixPtr two = two_pages();
  const PixPtr high(pixScaleToSize(two.get(), kPageWidth, kPageHeight));
  EXPECT_FALSE(gutter_of(high).has_value());
  const PixPtr small(pixScale(two.get(), 0.3F, 0.3F));
  EXPECT_FALSE(gutter_of(small).has_value());
  ::Box* print = boxCreate(118, 150, 2 * kPageWidth - 236, kPageHeight - 200);
  const PixPtr cropped(pixClipRectangle(two.get(), print, nullptr));
  boxDestroy(&print);
  EXPECT_FALSE(gutter_of(cropped).has_value()) << "a table cut out of its page";
}

TEST(ImagePlaces, APictureOfTwoPagesIsTwoPages) {
  const std::string path = ::testing::TempDir() + "spread.tif";
  const PixPtr pix = two_pages();
  ASSERT_EQ(pixWriteTiff(path.c_str(), pix.get(), IFF_TIFF_ZIP, "w"), 0);
  Canvas single;
  ASSERT_EQ(pixWriteTiff(path.c_str(), single.get(), IFF_TIFF_ZIP, "a"), 0);
  const Result<std::vector<ImagePlace>> places = image_places({path});
  ASSERT_TRUE(places.ok());
  ASSERT_EQ(places.value().size(), 3U);
  const Result<PageImage> left = load_place(places.value()[0]), right = load_place(places.value()[1]), other = load_place(places.value()[2]);
  ASSERT_TRUE(left.ok() && right.ok() && other.ok());
  EXPECT_EQ(left.value().width() + right.value().width(), 2 * kPageWidth);
  EXPECT_EQ(right.value().dpi(), 150);
  EXPECT_EQ(other.value().width(), tabularium::kWidth);
  std::filesystem::remove(path);
}

}  // namespace
}  // namespace tabularium

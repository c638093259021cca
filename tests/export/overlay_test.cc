#include "stages/export/overlay.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/export/sample_document.h"

namespace tabularium {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

int count(const OverlayPage& page, OverlayLayer layer) {
  return static_cast<int>(std::ranges::count(page.marks, layer, &OverlayMark::layer));
}

// A document with one region that became t1 and whose second hypothesis lost, and one that became nothing.
Document judged_document() {
  Document document = sample::document();
  TableRegion won;
  won.page = 1;
  won.box = Box{70, 98, 400, 190};
  won.candidates.resize(2);
  for (Candidate& candidate : won.candidates) candidate.table = document.tables[0];
  won.candidates[0].table.id.clear();
  won.candidates[0].method = "loser";
  won.candidates[0].score = 1.25;
  won.candidates[1].method = "winner";
  won.candidates[1].score = 2.5;
  won.candidates[1].table.id = "t1";
  won.candidates[1].table.cells.clear();  // they moved into the table
  won.candidates[1].features = {{"arithmetic", 0.75}};
  TableRegion lost;
  lost.page = 1;
  lost.box = Box{70, 300, 400, 320};
  document.regions = {won, lost};
  return document;
}

TEST(Overlay, MarksCellsByRoleAndContradictionsApart) {
  const std::vector<OverlayPage> pages = overlay_pages(sample::document(), nullptr);
  ASSERT_EQ(pages.size(), 1U) << "the failed page has nothing to draw on";
  EXPECT_GE(count(pages[0], OverlayLayer::cells), static_cast<int>(sample::first_table(sample::document()).cells.size()));
  ASSERT_EQ(count(pages[0], OverlayLayer::doubts), 1);
  const auto doubt = std::ranges::find(pages[0].marks, OverlayLayer::doubts, &OverlayMark::layer);
  EXPECT_EQ(doubt->hint, "contradicted: 99");
  EXPECT_TRUE(std::ranges::is_sorted(pages[0].marks, {}, &OverlayMark::layer)) << "doubts are painted last";
}

TEST(Overlay, ListsHypothesesBestFirstAndSaysWhatTheyBecame) {
  const std::vector<OverlayPage> pages = overlay_pages(judged_document(), nullptr);
  ASSERT_EQ(pages[0].hypotheses.size(), 2U);
  EXPECT_EQ(pages[0].hypotheses[0], "region 0: winner, 6x4, score 2.500, became t1; arithmetic 0.750");
  EXPECT_THAT(pages[0].hypotheses[1], HasSubstr("loser"));
  EXPECT_THAT(pages[0].hypotheses[1], Not(HasSubstr("became")));
  EXPECT_EQ(count(pages[0], OverlayLayer::regions), 2);
  EXPECT_GT(count(pages[0], OverlayLayer::rivals), 0);
  const auto rejected = std::ranges::find(pages[0].marks, std::string("no table"), &OverlayMark::label);
  EXPECT_NE(rejected, pages[0].marks.end());
}

TEST(Overlay, SvgEscapesWhatThePageSays) {
  const std::string svg = overlay_svg(overlay_pages(sample::document(), nullptr)[0]);
  EXPECT_THAT(svg, HasSubstr("Amount &lt;net&gt;"));
  EXPECT_THAT(svg, Not(HasSubstr("Amount <net>")));
  EXPECT_THAT(svg, HasSubstr("<g class=\"cells\""));
}

TEST(Overlay, RefusesTextInputAndUnknownEndings) {
  const std::string path = std::string(::testing::TempDir()) + "overlay.png";
  EXPECT_EQ(write_overlay(overlay_pages(sample::document(), nullptr), "t", path).error().code, ErrorCode::bad_configuration);
  EXPECT_EQ(write_overlay(overlay_pages(sample::text_document(), nullptr), "t", path).error().code, ErrorCode::unsupported);
}

}  // namespace
}  // namespace tabularium

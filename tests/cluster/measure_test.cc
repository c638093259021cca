#include "pipeline/run/measure.h"

#include <gtest/gtest.h>

namespace tabularium {
namespace {

Measure measured(const std::string& sample) {
  const std::string path = std::string(TABULARIUM_SOURCE_DIR) + "/corpus/samples/" + sample;
  return measure_document(path, {path}, Options{});
}

TEST(Measure, KindsAndPagesAreTold) {
  EXPECT_EQ(measured("rail-freight-two-pages.pdf").pages, 2);
  EXPECT_EQ(measured("rail-freight-two-pages.pdf").scanned, 0);
  EXPECT_EQ(measured("municipal-accounts-1951-scan.tif").scanned, 1);
  EXPECT_EQ(measured("municipal-accounts-1902-poor-scan.jpg").scanned, 1);
  EXPECT_EQ(measured("school-rolls-flat.txt").kind, Measure::Kind::text);
  EXPECT_EQ(measured("school-rolls-flat.txt").sha256.size(), 64U);
  EXPECT_EQ(measured("no-such-file.pdf").kind, Measure::Kind::unreadable);
}

TEST(Measure, ALineBringsItBack) {
  const Measure before = measured("school-rolls-1931.pdf");
  const auto back = measure_from_text(measure_to_text(before));
  ASSERT_TRUE(back.has_value());
  EXPECT_EQ(back->kind, before.kind);
  EXPECT_EQ(back->sha256, before.sha256);
  EXPECT_EQ(back->bytes, before.bytes);
  EXPECT_EQ(back->pages, before.pages);
  EXPECT_FALSE(measure_from_text("").has_value());
  EXPECT_FALSE(measure_from_text("7 1 1 1 x").has_value());
}

}  // namespace
}  // namespace tabularium

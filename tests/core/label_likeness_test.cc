// Letters and figures in which labels differ.
#include "stages/core/label_likeness.h"

#include <gtest/gtest.h>

namespace tabularium {
namespace {

TEST(LabelLikeness, EditsAreChangesAdditionsAndOmissions) {
  EXPECT_EQ(letter_edits(U"salt", U"salt"), 0U);
  EXPECT_EQ(letter_edits(U"sait", U"salt"), 1U);
  EXPECT_EQ(letter_edits(U"人金额", U"金额"), 1U);
  EXPECT_EQ(letter_edits(U"kitten", U"sitting"), 3U);
  EXPECT_EQ(letter_edits(U"", U"ton"), 3U);
}

TEST(LabelLikeness, FiguresKeepTheirOrder) { EXPECT_EQ(figures_in(U"1. Ward 20一"), U"120"); }

}  // namespace
}  // namespace tabularium

#include "stages/core/text_columns.h"

#include <gtest/gtest.h>

#include <numeric>
#include <string>
#include <vector>

#include "stages/core/text_lines.h"

namespace tabularium {
namespace {

// Words of 5 points a character, 10 points high; a text with spaces is several words.
class Sheet {
 public:
  Sheet& put(double x, double y, const std::string& text) {
    std::size_t from = 0;
    while (from < text.size()) {
      const std::size_t to = std::min(text.find(' ', from), text.size());
      Word word;
      word.text = text.substr(from, to - from);
      word.box = {x + 5.0 * static_cast<double>(from), y, x + 5.0 * static_cast<double>(to), y + 10};
      words_.push_back(word);
      from = to + 1;
    }
    return *this;
  }

  // A figure whose right edge is at `right`.
  Sheet& figure(double right, double y, const std::string& text) {
    return put(right - 5.0 * static_cast<double>(text.size()), y, text);
  }

  std::vector<ColumnBand> columns() const {
    std::vector<int> which(words_.size());
    std::iota(which.begin(), which.end(), 0);
    return find_columns(printed_lines(words_, which));
  }

 private:
  std::vector<Word> words_;
};

TEST(TextColumns, AHeadOfAsManyTextsAsColumnsHeadsEach) {
  // Heads stand far left of their short figures, none over another's column.
  Sheet sheet;
  sheet.put(20, 0, "Place").put(100, 0, "Harbours").put(180, 0, "Light houses");
  for (int r = 1; r < 6; ++r)
    sheet.put(20, 16 * r, "Label").figure(170, 16 * r, "7").figure(270, 16 * r, "9");
  const std::vector<ColumnBand> columns = sheet.columns();
  ASSERT_EQ(columns.size(), 3U);
  EXPECT_DOUBLE_EQ(columns[1].x0, 100);
  EXPECT_DOUBLE_EQ(columns[1].x1, 170);
  EXPECT_DOUBLE_EQ(columns[2].x0, 180);
}

TEST(TextColumns, ALabelMidwayBetweenItsRowsMakesNoColumnOfItsOwn) {
  Sheet sheet;
  sheet.put(0, 0, "Group").put(60, 0, "Entry").put(150, 0, "Sum");
  for (int r = 1; r < 7; ++r) sheet.put(60, 20 * r, "Entry").figure(165, 20 * r, "12");
  for (int r : {1, 3, 5}) sheet.put(0, 20 * r + 10, "North");
  EXPECT_EQ(sheet.columns().size(), 3U);
}

TEST(TextColumns, WrappedHeadsAroundAHeadSetAtTheirMiddleAreOneRow) {
  // The heads of two lines stand left of their figures; the line between them reaches into both.
  Sheet sheet;
  sheet.put(100, 0, "Upper").put(200, 0, "Upper");
  sheet.put(20, 7, "Place").put(300, 7, "Sum");
  sheet.put(100, 14, "lower").put(200, 14, "lower");
  for (int r = 0; r < 4; ++r)
    sheet.put(20, 32 + 16 * r, "Label").figure(150, 32 + 16 * r, "12").figure(250, 32 + 16 * r, "3").figure(315, 32 + 16 * r, "404");
  const std::vector<ColumnBand> columns = sheet.columns();
  ASSERT_EQ(columns.size(), 4U);
  EXPECT_DOUBLE_EQ(columns[1].x0, 100);
  EXPECT_DOUBLE_EQ(columns[1].x1, 150);
  EXPECT_DOUBLE_EQ(columns[2].x1, 250);
}

TEST(TextColumns, ASpannerAroundAHeadSetAtTheMiddleIsNoColumn) {
  Sheet sheet;
  sheet.put(155, 0, "Both");
  sheet.put(20, 7, "Place").put(300, 7, "Sum");
  sheet.put(100, 14, "Left").put(210, 14, "Right");
  for (int r = 0; r < 4; ++r)
    sheet.put(20, 32 + 16 * r, "Label").figure(115, 32 + 16 * r, "12").figure(230, 32 + 16 * r, "3").figure(315, 32 + 16 * r, "404");
  EXPECT_EQ(sheet.columns().size(), 4U);
}

TEST(FindColumns, AHeadFarFromItsColumnHeadsIt) {
  Sheet sheet;
  sheet.put(5, 5, "Year").put(250, 5, "Winner");
  for (int r = 0; r < 6; ++r) sheet.put(5, 25 + 15 * r, std::to_string(1990 + r)).put(100, 25 + 15 * r, "Norland");
  const std::vector<ColumnBand> columns = sheet.columns();
  ASSERT_EQ(columns.size(), 2U);
  EXPECT_DOUBLE_EQ(columns[1].x1, 280);
}

TEST(FindColumns, AUnitCentredOverFiguresSetToTheRightMakesNoColumnUnderASpanner) {
  Sheet sheet;
  sheet.put(140, 0, "Spanner over both").put(100, 18, "Leftmost-one").put(200, 18, "Right-head").put(300, 18, "Third").put(350, 18, "Fourth");
  sheet.put(138, 36, "$").put(215, 36, "t").put(310, 36, "km").put(365, 36, "%");
  for (int row = 0; row < 5; ++row) {
    const double y = 54 + 18.0 * row;
    sheet.put(0, y, "Label").figure(155, y, std::to_string(1200 + row)).figure(248, y, std::to_string(10 + row));
    sheet.put(300, y, "Word").figure(378, y, std::to_string(100 + row));
  }
  EXPECT_EQ(sheet.columns().size(), 5U);
}

TEST(TextColumns, ASectionUnderTheHeadsIsNoHeadOfItsColumn) {
  // The stub's head stands in the white between the stub and the first figures, whose own head is a line lower.
  Sheet sheet;
  sheet.put(105, 0, "Place").put(205, 10, "Urban").put(265, 10, "Rural").put(20, 20, "Inland");
  for (int r = 0; r < 5; ++r) sheet.put(20, 34 + 14 * r, "Ashford").figure(230, 34 + 14 * r, "17").figure(290, 34 + 14 * r, "29");
  const std::vector<ColumnBand> columns = sheet.columns();
  ASSERT_EQ(columns.size(), 3U);
  EXPECT_GE(columns[0].x1, 130);
  EXPECT_GE(columns[1].x0, 200);
}

TEST(ColumnsUnder, ATextThatJustReachesOneOfTwoColumnsIsThatOnes) {
  const std::vector<ColumnBand> columns = {{100, 150, 3}, {240, 262, 3}};
  EXPECT_EQ(columns_under({184, 0, 241.5, 10}, columns), (ColumnRange{1, 1}));
  EXPECT_EQ(columns_under({170, 0, 222, 10}, columns), (ColumnRange{0, 1})) << "white on both sides: centred over both";
}

}  // namespace
}  // namespace tabularium

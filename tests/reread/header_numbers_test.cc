// Parentheses and percent signs that a poor scan made figures of.
#include "stages/reread/header_numbers.h"

#include <gtest/gtest.h>

#include <string>

namespace tabularium {
namespace {

using Rows = std::vector<std::vector<std::string>>;

struct Scanned {
  Table table;
  std::vector<Page> pages = std::vector<Page>(1);
};

// The first row is the boxhead, the first column the stub.
Scanned scanned(const Rows& rows, PageOrigin origin = PageOrigin::image) {
  Scanned made;
  made.pages[0].number = 1;
  made.pages[0].origin = origin;
  made.table.rows = static_cast<int>(rows.size());
  made.table.cols = static_cast<int>(rows.front().size());
  for (int row = 0; row < made.table.rows; ++row)
    for (int col = 0; col < made.table.cols; ++col) {
      Cell cell;
      cell.row = row;
      cell.col = col;
      cell.role = row == 0 ? (col == 0 ? Role::stub_head : Role::column_header) : col == 0 ? Role::row_header : Role::data;
      cell.raw = cell.text = rows[static_cast<std::size_t>(row)][static_cast<std::size_t>(col)];
      cell.place = {1, Box{50.0 * col, 10.0 * row, 50.0 * col + 40, 10.0 * row + 8}, {}};
      made.table.cells.push_back(cell);
    }
  return made;
}

std::string text_of(const Scanned& made) {
  std::string text;
  for (const Cell& cell : made.table.cells) {
    EXPECT_EQ(cell.text == cell.raw, cell.alternatives.empty()) << "a change keeps both readings";
    text += (text.empty() ? "" : "|") + cell.text;
  }
  return text;
}

std::string numbers_of(const Rows& rows, PageOrigin origin = PageOrigin::image) {
  Scanned made = scanned(rows, origin);
  restore_column_numbers(made.table, made.pages);
  return text_of(made);
}

std::string percents_of(const Rows& rows) {
  Scanned made = scanned(rows);
  restore_percent_signs(made.table, made.pages);
  return text_of(made);
}

TEST(ColumnNumbers, CountUpBetweenStrokesLikeParentheses) {
  EXPECT_EQ(numbers_of({{"Area", "111", "121", "(3)"}}), "Area|(1)|(2)|(3)");
  EXPECT_EQ(numbers_of({{"Area", "411", "421", "431"}}), "Area|(1)|(2)|(3)");
  EXPECT_EQ(numbers_of({{"(1)", "121", "(3", "[4]"}}), "(1)|(2)|(3)|(4)") << "the stub has the first";
  EXPECT_EQ(numbers_of({{"Area", "Cattle 111", "Sheep (2)"}}), "Area|Cattle (1)|Sheep (2)");
  EXPECT_EQ(numbers_of({{"Area", "(D"}}), "Area|(1)");
}

TEST(ColumnNumbers, FiguresThatDoNotCountUpStay) {
  EXPECT_EQ(numbers_of({{"Area", "111", "121"}}), "Area|111|121") << "two without a parenthesis prove nothing";
  EXPECT_EQ(numbers_of({{"Area", "111", "131", "(3)"}}), "Area|111|131|(3)");
  EXPECT_EQ(numbers_of({{"Area", "1911", "1912", "1913"}}), "Area|1911|1912|1913");
  EXPECT_EQ(numbers_of({{"Area", "Cattle", "(2)"}}), "Area|Cattle|(2)");
  EXPECT_EQ(numbers_of({{"Area", "111", "121", "131"}}, PageOrigin::digital), "Area|111|121|131") << "nothing was misread there";
}

TEST(PercentSigns, ReadAsFiguresAreToldByTheirColumn) {
  EXPECT_EQ(percents_of({{"Area", "Share"}, {"a", "35.296"}, {"b", "49.6%"}, {"c", "0,596"}, {"d", "-"}}), "Area|Share|a|35.2%|b|49.6%|c|0,5%|d|-");
  EXPECT_EQ(percents_of({{"Area", "Share"}, {"a", "35.296"}, {"b", "49.613"}}), "Area|Share|a|35.296|b|49.613");
  EXPECT_EQ(percents_of({{"Area", "Share"}, {"a", "35.296"}, {"b", "49.6%"}, {"c", "12.5"}}), "Area|Share|a|35.296|b|49.6%|c|12.5")
      << "not a column of percentages alone";
}

}  // namespace
}  // namespace tabularium

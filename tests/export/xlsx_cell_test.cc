#include "stages/export/xlsx_cell.h"

#include <gtest/gtest.h>

#include "stages/core/decimal.h"

namespace tabularium {
namespace {

std::optional<SheetNumber> number(const std::string& text, const std::string& ascii, ValueKind kind = ValueKind::number) {
  Cell cell;
  cell.text = text;
  cell.value.kind = kind;
  cell.value.number = *decimal_from_ascii(ascii);
  return sheet_number(cell);
}

std::string format(const std::string& text, const std::string& ascii, ValueKind kind = ValueKind::number) {
  const auto made = number(text, ascii, kind);
  return made ? made->format : "text";
}

TEST(XlsxCell, ShowsNumbersAsPrinted) {
  EXPECT_EQ(format("1,234.50", "1234.50"), "#,##0.00");
  EXPECT_EQ(format("1.234,5", "1234.5"), "#,##0.0");
  EXPECT_EQ(format("1234", "1234"), "0");
  EXPECT_EQ(format("1,234", "1234"), "#,##0");
  EXPECT_EQ(format(".5", "0.5"), "#.0");
  EXPECT_EQ(format("-12", "-12"), "0");
  EXPECT_EQ(format("−12", "-12"), "0");
  EXPECT_EQ(format("+3", "3"), "+0;-0");
  EXPECT_EQ(format("(5)", "-5"), "0;(0)");
  EXPECT_EQ(format("45个", "45"), "0\"个\"");
  EXPECT_EQ(format("£ 7", "7", ValueKind::money), "\"£ \"0");
}

TEST(XlsxCell, PercentsAreHundredths) {
  const auto made = number("12.5%", "12.5", ValueKind::percent);
  ASSERT_TRUE(made.has_value());
  EXPECT_DOUBLE_EQ(made->value, 0.125);
  EXPECT_EQ(made->format, "0.0%");
  EXPECT_EQ(format("3 %", "3", ValueKind::percent), "0 %");
}

TEST(XlsxCell, KeepsAsTextWhatANumberWouldChange) {
  EXPECT_EQ(format("007", "7"), "text");
  EXPECT_EQ(format("1234567890123456", "1234567890123456"), "text");  // 16 digits
  EXPECT_EQ(format("12a4", "124"), "text");
  Cell words;
  words.text = "增3";
  words.value = {ValueKind::number, {3, 0}, "", 0, "", true};
  EXPECT_FALSE(sheet_number(words).has_value());
}

TEST(XlsxCell, SheetNamesKeepTheRules) {
  std::vector<std::string> taken;
  EXPECT_EQ(sheet_name("a/b:c*d?e[f]g\\h", taken), "a b c d e f g h");
  EXPECT_EQ(sheet_name("'quoted'", taken), "quoted");
  EXPECT_EQ(sheet_name("QUOTED", taken), "QUOTED (2)");
  EXPECT_EQ(sheet_name("history", taken), "Table history");
  EXPECT_EQ(sheet_name("", taken), "Table");
  EXPECT_EQ(sheet_name(std::string(40, 'x'), taken), std::string(31, 'x'));
  EXPECT_EQ(sheet_name(std::string(40, 'x'), taken), std::string(27, 'x') + " (2)");
  const std::string astral = sheet_name("𠀀𠀀𠀀𠀀𠀀𠀀𠀀𠀀𠀀𠀀𠀀𠀀𠀀𠀀𠀀𠀀", taken);
  EXPECT_EQ(astral.size(), 15 * 4U);  // two UTF-16 units each
}

TEST(XlsxCell, TextsWrapBetweenWords) {
  EXPECT_EQ(wrapped_lines("", 10), 1);
  EXPECT_EQ(wrapped_lines("ten chars.", 10), 1);
  EXPECT_EQ(wrapped_lines("ten chars. and", 10), 2);
  EXPECT_EQ(wrapped_lines("sixsix sixsix sixsix", 10), 3);   // 20 characters, but no two words share a line
  EXPECT_EQ(wrapped_lines("a longerthanone", 6), 4);   // a, longer, thanon, e
  EXPECT_EQ(wrapped_lines("五个汉字宽", 6), 2);
}

TEST(XlsxCell, LongTextIsCutVisibly) {
  EXPECT_EQ(sheet_text(std::string_view("a\0b", 3)), "a b");
  const std::string cut = sheet_text(std::string(40000, 'x'));
  EXPECT_EQ(cut.size(), 32766 + std::string_view("…").size());
  EXPECT_TRUE(cut.ends_with("…"));
}

}  // namespace
}  // namespace tabularium

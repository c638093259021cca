#include "stages/core/typed_value.h"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

#include "stages/core/decimal.h"

namespace tabularium {
namespace {

// Kind and number as one short string: "number 1234.5", "money -3 EUR", "date 2008-01-14", "number 5 x10^4 元".
std::string shown(std::string_view cell, const ValueOptions& options = {}) {
  const Value v = parse_value(cell, options);
  std::string out;
  switch (v.kind) {
    case ValueKind::blank: return "blank";
    case ValueKind::text: return "text";
    case ValueKind::date: return "date " + v.date;
    case ValueKind::number: out = "number "; break;
    case ValueKind::percent: out = "percent "; break;
    case ValueKind::money: out = "money "; break;
  }
  out += to_string(v.number);
  if (v.scale != 0) out += " e" + std::to_string(v.scale);
  if (!v.unit.empty()) out += " " + v.unit;
  if (v.in_words) out += " words";
  return out;
}

struct Case {
  const char* cell;
  const char* want;
};

class Typed : public testing::TestWithParam<Case> {};

TEST_P(Typed, MeansWhatIsPrinted) { EXPECT_EQ(shown(GetParam().cell), GetParam().want) << GetParam().cell; }

INSTANTIATE_TEST_SUITE_P(Groupings, Typed, testing::Values(
    Case{"0", "number 0"}, Case{"8195979", "number 8195979"}, Case{"1,234", "number 1234"}, Case{"1,234.5", "number 1234.5"},
    Case{"1.234,5", "number 1234.5"}, Case{"1 234,5", "number 1234.5"}, Case{"1'234.50", "number 1234.50"},
    Case{"12,34,567", "number 1234567"}, Case{"1.234.567", "number 1234567"}, Case{"12,5", "number 12.5"},
    Case{"0,123", "number 0.123"}, Case{".5", "number 0.5"}, Case{"1 234 567", "number 1234567"},
    Case{"113127,68", "number 113127.68"}, Case{"１，２３４", "number 1234"}, Case{"2·5", "number 2.5"},
    Case{"12 34", "text"}, Case{"1,23,4", "text"}, Case{"007", "text"}, Case{"1234567890123456789", "text"}));

INSTANTIATE_TEST_SUITE_P(Signs, Typed, testing::Values(
    Case{"-5", "number -5"}, Case{"−5", "number -5"}, Case{"(1,234)", "number -1234"}, Case{"5-", "number -5"},
    Case{"+3.2", "number 3.2"}, Case{"1,200 CR", "number -1200"}, Case{"1,200 DR", "number 1200"}, Case{"△12", "number -12"},
    Case{"增3", "number 3 words"}, Case{"减5", "number -5 words"}, Case{"减少12", "number -12 words"},
    Case{"持平", "number 0 words"}, Case{"无", "number 0 words"}, Case{"none", "number 0 words"}, Case{"Nil", "number 0 words"},
    Case{"up 3", "number 3 words"}, Case{"down 1.5 %", "percent -1.5 % words"}, Case{"upper 3", "text"}));

INSTANTIATE_TEST_SUITE_P(Units, Typed, testing::Values(
    Case{"12.5 %", "percent 12.5 %"}, Case{"12,5%", "percent 12.5 %"}, Case{"5‰", "percent 5 ‰"}, Case{"-1.5 per mille", "percent -1.5 ‰"}, Case{"(3%)", "percent -3 %"},
    Case{"45个", "number 45 个"}, Case{"1件次", "number 1 件次"}, Case{"13713.89元", "money 13713.89 元"},
    Case{"3万元", "money 3 e4 元"}, Case{"1.2亿", "number 1.2 e8"}, Case{"$1,234.50", "money 1234.50 USD"},
    Case{"-$5", "money -5 USD"}, Case{"EUR 12,50", "money 12.50 EUR"}, Case{"12 km", "number 12 km"}, Case{"3.5 km²", "number 3.5 km²"},
    Case{"4 million", "number 4 e6"}, Case{"£3 million", "money 3 e6 GBP"}, Case{"5 Ostermoor", "text"}, Case{"12a", "text"}));

INSTANTIATE_TEST_SUITE_P(WordsAndFractions, Typed, testing::Values(
    Case{"½", "number 0.5"}, Case{"3/8", "number 0.375"}, Case{"12 1/2", "number 12.5"}, Case{"2¾", "number 2.75"},
    Case{"1/3", "text"}, Case{"三千二百", "number 3200"}, Case{"壹仟", "number 1000"}, Case{"〇", "number 0"},
    Case{"1,234*", "number 1234"}, Case{"1,234 (a)", "number 1234"}, Case{"56¹", "number 56"}, Case{"1.16⁴,⁵", "number 1.16"}, Case{"†7", "number 7"}));

INSTANTIATE_TEST_SUITE_P(Dates, Typed, testing::Values(
    Case{"2008-01-14", "date 2008-01-14"}, Case{"14.01.2008", "date 2008-01-14"}, Case{"14/1/2008", "date 2008-01-14"},
    Case{"01/14/2008", "date 2008-01-14"}, Case{"14 January 2008", "date 2008-01-14"}, Case{"Jan. 14, 2008", "date 2008-01-14"},
    Case{"3. März 1935", "date 1935-03-03"}, Case{"1st May 1899", "date 1899-05-01"}, Case{"April 1935", "date 1935-04"},
    Case{"2008年1月14日", "date 2008-01-14"}, Case{"2008年1月", "date 2008-01"}, Case{"2008年", "date 2008"},
    Case{"二〇二一年十一月二十三日", "date 2021-11-23"}, Case{"31.02.2008", "text"}, Case{"1961", "number 1961"}));

INSTANTIATE_TEST_SUITE_P(BlanksAndTexts, Typed, testing::Values(
    Case{"", "blank"}, Case{"-", "blank"}, Case{"—", "blank"}, Case{"…", "blank"}, Case{"n.a.", "blank"}, Case{"N/A", "blank"},
    Case{". . .", "blank"}, Case{"x", "blank"}, Case{"Marlow Ltd", "text"}, Case{"A. Brown & Sons", "text"},
    Case{"3.1.4", "text"}, Case{"10-20", "text"}));

TEST(TypedValue, TheTableStyleDecidesWhatACellLeavesOpen) {
  EXPECT_EQ(shown("1,234"), "number 1234");
  EXPECT_EQ(shown("1,234", {.style = NumberStyle::comma, .unit = "", .scale = 0}), "number 1.234");
  EXPECT_EQ(shown("1.234", {.style = NumberStyle::comma, .unit = "", .scale = 0}), "number 1234");
  EXPECT_EQ(number_style_of({"113.127,68", "52.293", "2003-04-21"}), NumberStyle::comma);
  EXPECT_EQ(number_style_of({"1,234.5", "2,000"}), NumberStyle::point);
  EXPECT_EQ(number_style_of({"12", "13"}), NumberStyle::unknown);
  EXPECT_EQ(number_style_of({"39.945", "1", "8", "52.267", "24.752", "493"}), NumberStyle::comma);
  EXPECT_EQ(number_style_of({"9.093", "9.115", "9.139", "1898", "12", "13", "14"}), NumberStyle::unknown);
}

// Plain numbers take a short cut; a blank before them makes them take the long way.
TEST(TypedValue, TheShortCutForPlainNumbersChangesNothing) {
  std::mt19937 random(7);
  constexpr std::string_view marks = "0000123456789.,,.";
  for (int i = 0; i < 20000; ++i) {
    std::string cell;
    for (std::size_t size = 1 + random() % 10; cell.size() < size;) cell += marks[random() % marks.size()];
    for (const NumberStyle style : {NumberStyle::unknown, NumberStyle::point, NumberStyle::comma}) {
      const ValueOptions options{.style = style, .unit = "t", .scale = 3};
      ASSERT_EQ(parse_value(cell, options), parse_value(" " + cell, options)) << cell;
    }
    ASSERT_EQ(number_style_of({cell}), number_style_of({" " + cell})) << cell;
  }
}

// Words are told from what only begins like a label by their letters; a zero-width mark before them sends them the long way.
TEST(TypedValue, TheShortCutForWordsChangesNothing) {
  for (const char* word : {"none", "Nil", "keine", "Zero", "aucun", "unchanged", "n.a.", "x", "k. a.", "S.O.", "Northern", "Keine Angaben", "none of them", "Straße", "Süd", "up", "minus",
                           "CR", "n", "Ärzte", "a", "M", "Unchanged since", "kg", "x  y", "EUR"}) {
    const std::string text = word;
    EXPECT_EQ(shown(text), shown("\u200B" + text)) << text;
    EXPECT_EQ(looks_numeric(text), looks_numeric("\u200B" + text)) << text;
    EXPECT_EQ(is_blank_mark(text), is_blank_mark("\u200B" + text)) << text;
  }
}

TEST(TypedValue, NumbersOfAsManyDigitsAsFit) {
  EXPECT_EQ(shown("123456789012345678"), "number 123456789012345678");
  EXPECT_EQ(shown("1234567890123456789"), "text");
  EXPECT_EQ(shown("1,234,567,890,123,456,789"), "text");
  EXPECT_EQ(shown("1.2.3.4.5.6.7.8.9.1.2.3.4.5.6.7.8.9.1.2"), "text");
}

TEST(TypedValue, AUnitInTheCellOutranksTheColumns) {
  const ValueOptions column{.style = NumberStyle::unknown, .unit = "元", .scale = 4};
  EXPECT_EQ(shown("12", column), "number 12 e4 元");
  EXPECT_EQ(shown("13713.89元", column), "money 13713.89 元");
}

TEST(TypedValue, UnitLinesNameUnitAndScale) {
  const auto read = [](std::string_view text) {
    const UnitNote note = parse_unit(text);
    return note.unit + " " + std::to_string(note.scale);
  };
  EXPECT_EQ(read("单位:万元"), "元 4");
  EXPECT_EQ(read("(单位：件)"), "件 0");
  EXPECT_EQ(read("(in thousands)"), " 3");
  EXPECT_EQ(read("(тыс. руб.)"), "RUB 3");
  EXPECT_EQ(read("(км)"), "км 0");
  EXPECT_EQ(read("Table 2. Amount by Region (USD million)"), "USD 6");
  EXPECT_EQ(read("Area (km²)"), "km² 0");
  EXPECT_EQ(read("Births (‰)"), "‰ 0");
  EXPECT_EQ(read("Change in %"), "% 0");
  EXPECT_EQ(read("Table 1. Tonnage by District (revised)"), " 0");
}

// A value is one number: from 10 to 15 is neither, nor may it take part in a sum.
TEST(TypedValue, RangesStayText) {
  for (const char* range : {"10-15", "10–15", "10—15", "10～15", "10 - 15", "10 to 15", "10 bis 15", "10至15", "1,5–2,5 %", "€10–15", "10–15 kg", "1,000–1,499", "1990-95", "-5 to +5"})
    EXPECT_EQ(shown(range), "text") << range;
  EXPECT_EQ(shown("2010-12"), "date 2010-12");   // a year and a month, as ISO 8601 writes it
  EXPECT_EQ(shown("15-"), "number -15");          // a trailing minus
}

}  // namespace
}  // namespace tabularium

#include "stages/core/enumerator.h"

#include <gtest/gtest.h>

namespace tabularium {
namespace {

using F = EnumeratorFamily;

void expect_enumerator(const std::string& label, F family, int ordinal, const std::string& printed, int depth = 1) {
  const auto found = parse_enumerator(label);
  ASSERT_TRUE(found) << label;
  EXPECT_EQ(found->family, family) << label;
  EXPECT_EQ(found->ordinal, ordinal) << label;
  EXPECT_EQ(found->depth, depth) << label;
  EXPECT_EQ(label.substr(0, found->bytes), printed) << label;
}

TEST(Enumerator, ReadsEveryFamily) {
  expect_enumerator("一、总体情况", F::han_comma, 1, "一、");
  expect_enumerator("十二、其他", F::han_comma, 12, "十二、");
  expect_enumerator("(三)不予公开", F::han_paren, 3, "(三)");
  expect_enumerator("（十一）其他", F::han_paren, 11, "（十一）");
  expect_enumerator("㈣其他", F::han_paren, 4, "㈣");
  expect_enumerator("第二十条第(五)项", F::han_article, 5, "第二十条第(五)项");
  expect_enumerator("第3章 预算", F::han_article, 3, "第3章");
  expect_enumerator("1.属于国家秘密", F::arabic_dot, 1, "1.");
  expect_enumerator("12、其他", F::arabic_dot, 12, "12、");
  expect_enumerator("3. Results", F::arabic_dot, 3, "3.");
  expect_enumerator("(2) Fees", F::arabic_paren, 2, "(2)");
  expect_enumerator("2) Fees", F::arabic_paren, 2, "2)");
  expect_enumerator("1.2 Scope", F::arabic_multi, 2, "1.2", 2);
  expect_enumerator("3.4.1 scope", F::arabic_multi, 1, "3.4.1", 3);
  expect_enumerator("IV. Harbours", F::roman_upper, 4, "IV.");
  expect_enumerator("(iv) harbours", F::roman_lower, 4, "(iv)");
  expect_enumerator("B. Fees", F::alpha_upper, 2, "B.");
  expect_enumerator("(c) fees", F::alpha_lower, 3, "(c)");
  expect_enumerator("③其他", F::circled, 3, "③");
  expect_enumerator("  2. indented", F::arabic_dot, 2, "  2.");
}

// Most labels are turned away by their first letters: marks of full width and the longest runs are not.
TEST(Enumerator, WhatClosesItMayBeOfFullWidth) {
  expect_enumerator("１２．其他", F::arabic_dot, 12, "１２．");
  expect_enumerator("12．其他", F::arabic_dot, 12, "12．");
  expect_enumerator("3）Fees", F::arabic_paren, 3, "3）");
  expect_enumerator("iv）harbours", F::roman_lower, 4, "iv）");
  expect_enumerator("\tlxxvii. last", F::roman_lower, 77, "\tlxxvii.");
  for (const char* label : {"lxxviii", "lxxxviii. too long", "1234. year", "123", "abc.", "7 t"}) EXPECT_FALSE(parse_enumerator(label)) << label;
}

TEST(Enumerator, MayBeginBeyondAscii) {
  expect_enumerator("　一、总则", F::han_comma, 1, "　一、");
  expect_enumerator("１．概况", F::arabic_dot, 1, "１．");
  expect_enumerator("①概况", F::circled, 1, "①");
  for (const char* label : {"东桥", "ÄÖ. x", "\xF0\xA0\x80\x80、", "\xE4"}) EXPECT_FALSE(parse_enumerator(label)) << label;
}

TEST(Enumerator, NumbersAndWordsAreNone) {
  for (const char* label : {"1961", "3.5 tonnes", "3.5", "12345", "2020年", "一是强化", "一网通办", "U.S. imports", "e.g. this",
                            "第一", "第三方", "(in thousands)", "(1234)", "Total", "", " ", "Mix", "万元", "10.5%", "1,234"})
    EXPECT_FALSE(parse_enumerator(label)) << label;
}

TEST(Enumerator, HanNumbers) {
  EXPECT_EQ(parse_han_number("三千二百"), 3200);
  EXPECT_EQ(parse_han_number("壹仟"), 1000);
  EXPECT_EQ(parse_han_number("〇"), 0);
  EXPECT_EQ(parse_han_number("二〇二一"), 2021);
  EXPECT_EQ(parse_han_number("一百零五"), 105);
  EXPECT_EQ(parse_han_number("三万零二十"), 30020);
  EXPECT_EQ(parse_han_number("一亿二千万"), 120000000);
  EXPECT_FALSE(parse_han_number("三千元"));
  EXPECT_FALSE(parse_han_number(""));
}

TEST(Enumerator, AFamilyThatReturnsClosesTheDeeperOnes) {
  EXPECT_EQ(enumerator_levels({"一、a", "三、b", "(一)c", "(三)d", "1.e", "2.f", "(四)g", "1.h", "四、i", "plain"}),
            (std::vector<int>{1, 1, 2, 2, 3, 3, 2, 3, 1, 0}));
  EXPECT_EQ(enumerator_levels({"1. a", "1.1. b", "1.2. c", "2. d"}), (std::vector<int>{1, 2, 2, 1}));
  EXPECT_EQ(enumerator_levels({"第一章", "第一条", "第二条", "第二章"}), (std::vector<int>{1, 2, 2, 1}));
}

TEST(Enumerator, AnIAfterAnHIsALetter) {
  EXPECT_EQ(enumerator_levels({"(g) x", "(h) x", "(i) x", "(j) x"}), (std::vector<int>{1, 1, 1, 1}));
  EXPECT_EQ(enumerator_levels({"(a) x", "(i) x", "(ii) x", "(b) x"}), (std::vector<int>{1, 2, 2, 1}));
}

}  // namespace
}  // namespace tabularium

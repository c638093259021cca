#include "stages/core/unicode.h"

#include <gtest/gtest.h>

#include <string>

namespace tabularium {
namespace {

TEST(Unicode, IllFormedBytesBecomeReplacementCharacters) {
  EXPECT_EQ(to_code_points("a\xFF" "b"), U"a\uFFFDb");
  EXPECT_FALSE(is_well_formed("\xE4\xB8"));
  EXPECT_TRUE(is_well_formed("规章 ½"));
  EXPECT_EQ(to_utf8(to_code_points("规章 ½ 𠀀")), "规章 ½ 𠀀");
}

TEST(Unicode, LabelsAreComparedWithoutSpacesAndLookalikes) {
  EXPECT_EQ(fold_label("结果 维持"), fold_label("结果维持"));
  EXPECT_EQ(fold_label("1990–91"), "1990-91");
  EXPECT_EQ(fold_label("Ｔｏｔａｌ"), "Total");
  EXPECT_EQ(fold_label(" a\tb \n"), "ab");
  EXPECT_EQ(fold_label("soft\u00ADhyphen"), "softhyphen");
  EXPECT_EQ(fold_label_case("Grand Total"), "grandtotal");
  EXPECT_EQ(fold_label_case("FLÄCHE"), "fläche");
}

TEST(Unicode, SpacesCollapseAlikeInAsciiAndBeyond) {
  EXPECT_EQ(collapse_spaces("  a \t b\n"), "a b");
  EXPECT_EQ(collapse_spaces("\u3000规 \u00A0 章 "), "规 章");
  EXPECT_EQ(collapse_spaces(" \n "), "");
}

TEST(Unicode, TextWithoutSpacesToCollapseStaysAsItIs) {
  for (const char* text : {"", "a", "1 234", "東 京 都", "naïve text"}) EXPECT_EQ(collapse_spaces(text), text);
  EXPECT_EQ(collapse_spaces(" "), "");
  EXPECT_EQ(collapse_spaces("a\tb"), "a b");
  EXPECT_EQ(collapse_spaces("a  b"), "a b");
  EXPECT_EQ(collapse_spaces("a "), "a");
}

TEST(Unicode, PiecesJoinWithASpaceOnlyWhereTheScriptHasOne) {
  EXPECT_EQ(join_text("total", "cost"), "total cost");
  EXPECT_EQ(join_text("规范性", "文件"), "规范性文件");
  EXPECT_EQ(join_text("规章", "A"), "规章 A");
  EXPECT_EQ(join_text("a ", "b"), "a b");
  EXPECT_EQ(join_text("", "b"), "b");
  EXPECT_EQ(join_text("é", "𠀀"), "é 𠀀");
}

TEST(Unicode, KnowsScripts) {
  EXPECT_TRUE(is_han(U'规'));
  EXPECT_FALSE(is_han(U'あ'));
  EXPECT_TRUE(is_cjk(U'、'));
  EXPECT_FALSE(is_letter(U'5'));
  EXPECT_EQ(count_code_points("规章1"), 3);
}

TEST(Unicode, AWordBrokenAtALinesEndIsOneAgainACompoundKeepsItsHyphen) {
  EXPECT_EQ(continue_text("the harbour was bro-", "ken up"), "the harbour was broken up");
  EXPECT_EQ(continue_text("Brücken-", "öffnung"), "Brückenöffnung");
  EXPECT_EQ(continue_text("Водо-", "хранилище"), "Водохранилище");
  EXPECT_EQ(continue_text("self-", "owned", false), "self-owned");
  EXPECT_EQ(continue_text("North-", "Western trade"), "North-Western trade");
  EXPECT_EQ(continue_text("the years 1914-", "1918"), "the years 1914-1918");
  EXPECT_EQ(continue_text("e-", "mail"), "e-mail") << "no word is broken after one letter";
  EXPECT_EQ(continue_text("war -", "and peace"), "war -and peace") << "a dash is set off, and stands as it was";
  EXPECT_EQ(continue_text("the harbour", "was broken up"), "the harbour was broken up");
}

TEST(Unicode, AHyphenThatStandsForASharedPartKeepsItsPlace) {
  EXPECT_EQ(continue_text("Ein-", "und Ausfuhr"), "Ein- und Ausfuhr");
  EXPECT_EQ(continue_text("im-", "or exports"), "im- or exports");
  EXPECT_EQ(continue_text("bar-", "oder"), "bar- oder");
  EXPECT_EQ(continue_text("un-", "underlined"), "ununderlined") << "a word that merely begins so";
}

}  // namespace
}  // namespace tabularium

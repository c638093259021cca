#include "stages/core/messages.h"

#include <gtest/gtest.h>

namespace tabularium {
namespace {

const MessageArguments everything = {{"where", "North / 1962"}, {"text", "4728"}, {"so", "yes"}, {"kind", "sum"},   {"before", "1"}, {"after", "2"}, {"said", "3"},
                                     {"counter", "条"},          {"item", "i"},   {"count", "7"}, {"rule", "r"},    {"wanted", "w"}, {"least", "0"}, {"most", "9"},
                                     {"other", "o"},            {"there", "t"},  {"table", "t1"}, {"report", "a.pdf"},  {"chosen", "c"}, {"row", "1"},   {"column", "2"},
                                     {"page", "3"},             {"charset", "Big5"}, {"percent", "40"}, {"scripts", "1"}, {"files", "2"}, {"terms", "1 + 2"},
                                     {"result", "3"}, {"others", "4"}, {"change", "l → 1"}};

TEST(Messages, EveryTextIsThereInEveryLanguageWithItsArgumentsPutIn) {
  for (const std::string& key : message_keys()) {
    const std::string en = message_text("en", key, everything);
    const std::string zh = message_text("zh", key, everything);
    EXPECT_NE(en, key);
    EXPECT_NE(zh, key);
    EXPECT_NE(en, zh);
    EXPECT_EQ(en.find('{'), std::string::npos) << en;
    EXPECT_EQ(zh.find('{'), std::string::npos) << zh;
  }
}

TEST(Messages, WhatIsPutInIsNotReadAsAPattern) {
  EXPECT_EQ(message_text("en", "repaired_value", {{"before", "{x} 'it'"}, {"after", "2"}, {"where", "a"}}), "Read as {x} 'it', repaired to 2 at a");
}

TEST(Messages, TheKindOfARelationIsNamed) {
  EXPECT_EQ(message_text("en", "sum_mismatch", {{"kind", "average"}, {"where", "May"}, {"text", "9.1"}, {"so", "no"}}), "The mean does not hold at May: printed 9.1");
  EXPECT_EQ(message_text("zh", "sum_mismatch", {{"kind", "sum"}, {"where", "合计"}, {"text", "12"}, {"so", "yes"}}), "合计：合计不符，原文为12（原文如此）");
  EXPECT_EQ(message_text("fr", "place", {{"row", "1"}, {"column", "2"}}), "row 1, column 2");
}

}  // namespace
}  // namespace tabularium

#include "stages/core/text_repair.h"

#include <gtest/gtest.h>

namespace tabularium {
namespace {

TEST(TextRepair, RemovesTheReadingOfTheCharacterBeforeIt) {
  EXPECT_EQ(remove_pinyin_annotations("政務(wù)服務(wù)管理局"), "政務服務管理局");
  EXPECT_EQ(remove_pinyin_annotations("服務（wù）"), "服務");
  EXPECT_EQ(remove_pinyin_annotations("(一)強(qiáng)化"), "(一)強化");
}

TEST(TextRepair, KnowsEveryReadingOfACharacter) {
  EXPECT_EQ(remove_pinyin_annotations("重(chóng)慶"), "重慶");
  EXPECT_EQ(remove_pinyin_annotations("重(zhòng)要"), "重要");
  EXPECT_EQ(remove_pinyin_annotations("成長(zhǎng)與長(cháng)度"), "成長與長度");
}

TEST(TextRepair, TakesDecomposedAccents) { EXPECT_EQ(remove_pinyin_annotations("務(wu\u0300)"), "務"); }

TEST(TextRepair, LeavesOtherParenthesesAlone) {
  for (const char* text : {"範圍(目錄)", "第二十條第(五)項", "第(a)項", "公司(甲)", "務(wú)", "務(wù", "務 (wù)", "(wù)務", "函数f(x)",
                           "部分公开(区分处理的,只计这一情形)", "国家(China)", "长度(mm)", "務(wù了)"})
    EXPECT_EQ(remove_pinyin_annotations(text), text);
}

TEST(TextRepair, FoldsRadicals) {
  EXPECT_EQ(fold_radicals("⻓期⼯作"), "长期工作");
  EXPECT_EQ(fold_radicals("“plain” text — …"), "“plain” text — …");
}

TEST(TextRepair, ConvertsScripts) {
  EXPECT_EQ(convert_script("政務信息公開", Script::simplified).value(), "政务信息公开");
  EXPECT_EQ(convert_script("乾隆年間的答覆與慰藉", Script::simplified).value(), "乾隆年间的答复与慰藉");
  EXPECT_EQ(convert_script("政务信息公开", Script::traditional).value(), "政務信息公開");
  EXPECT_EQ(convert_script("政務", Script::keep).value(), "政務");
}

TEST(TextRepair, CleanTextIsNotChanged) {
  for (const char* text : {"", "Annual Report 1935 (in thousands)", "Straßenbau: Übersicht", "各类信息共204条(含8条)。", "№ 5 — ½ “a” …"})
    EXPECT_EQ(repair_text(text, Script::keep).value(), text);
}

TEST(TextRepair, DoesAllInOrder) { EXPECT_EQ(repair_text("⻑(zhǎng)務(wù)", Script::simplified).value(), "长务"); }

}  // namespace
}  // namespace tabularium

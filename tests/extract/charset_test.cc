#include "stages/extract/charset.h"

#include <gtest/gtest.h>

#include "stages/extract/text_input.h"

namespace tabularium {
namespace {

using namespace std::string_literals;

struct Sample {
  const char* charset;
  std::string bytes;
  const char* text;    // its first line
};

// Two or three lines of a table each: short texts are what is misread.
const Sample samples[] = {
    {"windows-1252", "\334bersicht\nGr\366\337e | Antr\344ge | Zusch\374sse |\nS\374den | 12 | 34 |\n"s, "Übersicht"},
    {"IBM850", "\232bersicht\nGr\224\341e | Antr\204ge | Zusch\201sse |\nS\201den | 12 | 34 |\n"s, "Übersicht"},
    {"IBM850", "A\244o | Poblaci\242n | Ni\244os |\nM\240laga | 12 | 3 |\nC\242rdoba | 4 | 5 |\n"s, "Año | Población | Niños |"},
    {"IBM037", "\331\205\207\211\226\225@O@\343\226\243\201\223@O@\342\210\201\231\205@O%\325\226\231\243\210@O@\361\362@O@\363\364@O%"s, "Region | Total | Share |"},
    {"windows-1250", "Ludno\234\346 | Powiat | \243\271cznie |\n\243\363d\237 | 12 | 34 |\nGda\361sk | 5 | 6 |\n"s, "Ludność | Powiat | Łącznie |"},
    {"ISO-8859-2", "Zem\354 | Po\350et | \256\341ci |\nP\370\355bram | 12 | 34 |\nT\370ebo\362 | 5 | 6 |\n"s, "Země | Počet | Žáci |"},
    {"windows-1254", "\336ehir | N\374fus | \307ocuk |\nI\360d\375r | 12 | 34 |\nMu\376 | 5 | 6 |\n"s, "Şehir | Nüfus | Çocuk |"},
    {"windows-1251", "\316\341\353\340\361\362\374 | \302\361\345\343\356 | \320\356\361\362 |\n\322\342\345\360\374 | 12 | 34 |\n"s, "Область | Всего | Рост |"},
    {"KOI8-R", "\357\302\314\301\323\324\330 | \367\323\305\307\317 | \362\317\323\324 |\n\364\327\305\322\330 | 12 | 34 |\n"s, "Область | Всего | Рост |"},
    {"IBM866", "\216\241\253\240\341\342\354 | \202\341\245\243\256 | \220\256\341\342 |\n\222\242\245\340\354 | 12 | 34 |\n"s, "Область | Всего | Рост |"},
    {"ISO-8859-5", "\276\321\333\320\341\342\354 | \262\341\325\323\336 | \300\336\341\342 |\n\302\322\325\340\354 | 12 | 34 |\n"s, "Область | Всего | Рост |"},
    {"windows-1253", "\320\374\353\347 | \323\375\355\357\353\357 |\n\301\350\336\355\341 | 12 |\n\320\334\364\361\341 | 4 |\n"s, "Πόλη | Σύνολο |"},
    {"windows-1256", "\307\341\343\317\355\344\311 | \307\341\343\314\343\346\332 |\n\317\343\324\336 | 12 |\n\315\341\310 | 4 |\n"s, "المدينة | المجموع |"},
    {"GB18030", "\265\330\307\370 | \310\313\277\332 | \272\317\274\306 |\n\266\253\263\307 | 12 | 34 |\n"s, "地区 | 人口 | 合计 |"},
    {"GB18030", "\250X\250T\250T\250T\250T\250T\250T\250j\250T\250T\250T\250T\250T\250T\250[\n\250U \270\333\277\332 \250U \266\326\312\375 \250U\n\250d\250T\250T\250T\250T\250T\250T\250p\250T\250T\250T\250T\250T\250T\250g\n\250U \266\253\270\333 \250U   12 \250U\n\250^\250T\250T\250T\250T\250T\250T\250m\250T\250T\250T\250T\250T\250T\250a\n"s, "╔══════╦══════╗"},
    {"Big5", "\246a\260\317 | \244H\244f | \246X\255p |\n\252F\253\260 | 12 | 34 |\n"s, "地區 | 人口 | 合計 |"},
    {"Shift_JIS", "\216s\222\254\221\272 | \220l\214\373 | \215\207\214v |\n\202\263\202\242\202\275\202\334 | 5 | 6 |\n"s, "市町村 | 人口 | 合計 |"},
    {"EUC-JP", "\273\324\304\256\302\274 | \277\315\270\375 | \271\347\267\327 |\n\244\265\244\244\244\277\244\336 | 5 | 6 |\n"s, "市町村 | 人口 | 合計 |"},
    {"EUC-KR", "\301\366\277\252 | \300\316\261\270 | \307\325\260\350 |\n\274\255\277\357 | 12 | 34 |\n"s, "지역 | 인구 | 합계 |"},
    {"UTF-16LE", "0W:S \000|\000 \000\272N\343S \000|\000\n\000\034N\316W \000|\000 \0001\0002\000 \000|\000\n\000"s, "地区 | 人口 |"},
    {"UTF-32BE", "\000\000\000R\000\000\000e\000\000\000g\000\000\000i\000\000\000o\000\000\000n\000\000\000 \000\000\000|\000\000\000 \000\000\000T\000\000\000o\000\000\000t\000\000\000a\000\000\000l\000\000\000 \000\000\000|\000\000\000\n\000\000\000N\000\000\000o\000\000\000r\000\000\000t\000\000\000h\000\000\000 \000\000\000|\000\000\000 \000\000\0001\000\000\0002\000\000\000 \000\000\000|\000\000\000\n"s, "Region | Total |"},
    {"IBM850", "\332\304\304\304\304\304\304\304\304\302\304\304\304\304\304\277\n\263 Gr\224\341e  \263  12 \263\n\300\304\304\304\304\304\304\304\304\301\304\304\304\304\304\331\n"s, "┌────────┬─────┐"},
    {"windows-1252", "North | 12 |\nEast | \205 |\nWest | \205 |\n"s, "North | 12 |"},
    {"ISO-2022-JP", "\033$B;TD.B<\033(B | \033$B?M8}\033(B |\n"s, "市町村 | 人口 |"},
};

TEST(Charset, ShortTablesAreReadInTheirOwn) {
  for (const Sample& sample : samples) {
    const auto text = decode_text(sample.bytes, "");
    ASSERT_TRUE(text.ok()) << sample.charset;
    EXPECT_EQ(text.value().charset, sample.charset);
    EXPECT_EQ(text.value().lines[0].text, sample.text) << sample.charset;
  }
}

TEST(Charset, AGuessNamesItsRivalAndProofNeedsNone) {
  const CharsetGuess guess = guess_charset("\317\342\353\341\363\364\370 | 12 |\n");
  EXPECT_LT(guess.confidence, 1);
  EXPECT_FALSE(guess.runner_up.empty());
  const CharsetGuess proven = guess_charset("\xEF\xBB\xBFGr\xC3\xB6\xC3\x9F" "e");
  EXPECT_EQ(proven.name, "UTF-8");
  EXPECT_EQ(proven.skip, 3U);
  EXPECT_EQ(proven.confidence, 1);
  EXPECT_TRUE(proven.runner_up.empty());
  EXPECT_EQ(guess_charset("Region | 12 |").name, "UTF-8");
}

}  // namespace
}  // namespace tabularium

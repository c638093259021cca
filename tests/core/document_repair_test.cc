#include "stages/core/document_repair.h"

#include <gtest/gtest.h>

#include "stages/core/mojibake.h"
#include "tests/text_lines.h"

namespace tabularium {
namespace {

struct Repaired {
  std::string text;
  std::vector<Finding> findings;
};

Repaired repaired(const std::string& text) {
  std::vector<TextLine> lines = lines_of_text(text);
  auto findings = repair_lines(lines, Script::keep);
  EXPECT_TRUE(findings.ok());
  Repaired out{"", std::move(findings).value()};
  for (const TextLine& line : lines) {
    EXPECT_NE(line.raw.view(), line.text);   // raw is kept only where something changed
    out.text += line.text + "\n";
  }
  return out;
}

TEST(DocumentRepair, WrongReadingsAreUndoneOnceAndTwice) {
  const Repaired once = repaired("GrÃ¶ÃŸe | AntrÃ¤ge |\nZuschÃ¼sse | 12 |\nTotal | 3 |\n");
  EXPECT_EQ(once.text, "Größe | Anträge |\nZuschüsse | 12 |\nTotal | 3 |\n");
  ASSERT_EQ(once.findings.size(), 1U);
  EXPECT_EQ(once.findings[0].code, "text_repaired");
  EXPECT_EQ(once.findings[0].evidence, "GrÃ¶ÃŸe | AntrÃ¤ge | → Größe | Anträge |");
  EXPECT_EQ(once.findings[0].place.span->line, 1);
  EXPECT_EQ(repaired("ZuschÃƒÂ¼sse, frÃƒÂ¼her\n").text, "Zuschüsse, früher\n");
  EXPECT_EQ(repaired("D\xC3\x83\xC2\xA9" "c\xC3\x83\xC2\xA8s et \xC3\x83\xC2\x80 part\n").text, "Décès et À part\n");  // with Latin-1's controls
}

TEST(DocumentRepair, WrongReadingsAsGbkAreUndone) {
  EXPECT_EQ(repaired("鍚堣\xEE\x85\xB8\n").text, "鍚堣\xEE\x85\xB8\n");   // one run alone, and cut, proves nothing
  EXPECT_EQ(repaired("涓滃煄 | 12 |\n鍖椾含 | 34 |\n").text, "东城 | 12 |\n北京 | 34 |\n");
}

TEST(DocumentRepair, SoftHyphensAccentsAndLostLetters) {
  EXPECT_EQ(repaired("Zu\u00ADschuss\n").text, "Zuschuss\n");
  EXPECT_EQ(repaired("Gro\u0308ße\n").text, "Größe\n");
  EXPECT_EQ(repaired("Zusch\uFFFDsse | Zuschüsse | Gr\uFFFD\uFFFDe | M\uFFFDhle |\n").text, "Zuschüsse | Zuschüsse | Gr\uFFFD\uFFFDe | M\uFFFDhle |\n");
}

// Sentences of many languages, and what looks like damage by chance: none of it may change.
TEST(DocumentRepair, CleanTextIsNeverChanged) {
  const char* clean[] = {
      "Die Größe der Wälder — früher „groß“ — nahm ab; Ämter, Öl und Übersee.\n",
      "Les années passées à Nîmes, où l’œuvre « naïve » coûta 12 € : ça va.\n",
      "El año pasado, según la población, ¿cuántos niños había? ¡Más!\n",
      "São João não é Évora; ações, também.\n",
      "Příliš žluťoučký kůň úpěl ďábelské ódy. Éš, Äž, Öş.\n",
      "Zażółć gęślą jaźń; ŁÓDŹ.\n",
      "Året før øl; Ærø, Ångström, naïve Æ–Ø.\n",
      "Şubat ayında İzmir'de ığdır çay içti.\n",
      "Это чистый текст, всего 12 ёлок.\n",
      "Καθαρό κείμενο: Αθήνα, 12 €.\n",
      "地区人口合计，第二十条（五）项：１２３件。联通公司与移动公司。\n",
      "東京都の人口は（推計）一三〇〇万人。カタカナ・ひらがな。\n",
      "서울특별시 인구 합계는 천만 명이다.\n",
      "מחירים בשקלים: ₪ 12. العدد الكلي ١٢.\n",
      "«Â» and Ã are letters; â€ is two. © 2001 ® ™ ½ ¾ 10° ±5 µm²\n",
      "C’est l’Â part; Ä–Z, Ö-Reg., ÄÖÜ, ÂÊÎ\n",
      "| ━━ ┌─┐ █▓▒ • ‣ → ≤ ≥ ≠ |\n",
  };
  std::string all;
  for (const char* text : clean) {
    std::vector<TextLine> lines = lines_of_text(text);
    const std::vector<TextLine> before = lines;
    const auto findings = repair_lines(lines, Script::keep);
    ASSERT_TRUE(findings.ok());
    EXPECT_EQ(lines, before) << text << lines[0].text;
    EXPECT_TRUE(findings.value().empty()) << text;
    all += text;
  }
  std::vector<TextLine> lines = lines_of_text(all);
  const std::vector<TextLine> before = lines;
  ASSERT_TRUE(repair_lines(lines, Script::keep).ok());
  EXPECT_EQ(lines, before);
}

}  // namespace
}  // namespace tabularium

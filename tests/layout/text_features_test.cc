#include "stages/layout/text_features.h"

#include <gtest/gtest.h>

namespace tabularium {
namespace {

TEST(TextFeatures, CaptionsAreKnownInEveryAlphabetHoweverTheyBegin) {
  for (const char* line : {"Table 1. Coal", "TABLE 2", "Tabelle 3: Kohle", "Таблица 2. Уголь", "ТАБЛИЦА 4", "Таблиця 1.", "Πίνακας 3. Γη", "表1 收入"})
    EXPECT_TRUE(is_table_caption(line)) << line;
  for (const char* line : {"Tables are many", "Таблица умножения", "1. Table", "Coal"}) EXPECT_FALSE(is_table_caption(line)) << line;
}

TEST(TextFeatures, NotesAreKnownInEveryAlphabet) {
  for (const char* line : {"Note: by weight", "NOTES. By weight", "Примечание: по весу", "ИСТОЧНИК: ведомство"}) EXPECT_TRUE(is_note_line(line)) << line;
  for (const char* line : {"Notably so", "Примечательно", "Источник"}) EXPECT_FALSE(is_note_line(line)) << line;
}

TEST(TextFeatures, ASentenceMayEndAmidALineOfAnyAlphabet) {
  EXPECT_TRUE(reads_as_sentence("The harbour closed. Ships waited"));
  EXPECT_TRUE(reads_as_sentence("Гавань закрылась. Суда ждали"));
  EXPECT_FALSE(reads_as_sentence("Гавань и суда"));
}

TEST(TextFeatures, ABracketedLineThatBeginsWithInNamesAUnitInSeveralLanguages) {
  for (const char* line : {"(in pounds)", "(en tonnes)", "(в тоннах)"}) EXPECT_TRUE(is_unit_line(line)) << line;
  for (const char* line : {"(enfin)", "(включая город)"}) EXPECT_FALSE(is_unit_line(line)) << line;
}

}  // namespace
}  // namespace tabularium

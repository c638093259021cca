#include "stages/validate/litter.h"

#include <gtest/gtest.h>

#include "stages/validate/repair.h"
#include "stages/validate/values.h"
#include "tests/small_table.h"

namespace tabularium {
namespace {

const FigureColumn whole{.numbers = 8, .others = 1, .places = 0, .marks = ","};
const FigureColumn tenths{.numbers = 8, .others = 1, .places = 1, .marks = "."};

std::string mended(std::string_view text, const FigureColumn& column = whole) { return without_litter(text, column).value_or("as it was"); }

TEST(Litter, LettersAmongFiguresAreFigures) {
  EXPECT_EQ(mended("1O2"), "102");
  EXPECT_EQ(mended("4l7"), "417");
  EXPECT_EQ(mended("l23"), "123");
  EXPECT_EQ(mended("12O"), "120");
  EXPECT_EQ(mended("l,O34"), "1,034");
  EXPECT_EQ(mended("3,4S6"), "3,456");
  EXPECT_EQ(mended("2,I1B,540"), "2,118,540");
  EXPECT_EQ(mended("-1|8"), "-118");
  EXPECT_EQ(mended("O.5", tenths), "0.5");
  EXPECT_EQ(mended("12.O", tenths), "12.0");
  EXPECT_EQ(mended("(1l.5)", tenths), "(11.5)");
  EXPECT_EQ(mended("1,23l"), "1,231");
}

TEST(Litter, SpecksAndGapsGo) {
  EXPECT_EQ(mended("`120"), "120");
  EXPECT_EQ(mended("98;"), "98");
  EXPECT_EQ(mended("| 45"), "45");
  EXPECT_EQ(mended(". 45 _"), "45");
  EXPECT_EQ(mended("1, 234"), "1,234");
  EXPECT_EQ(mended("12 .5", tenths), "12.5");
  EXPECT_EQ(mended("'"), "");
  EXPECT_EQ(mended("^"), "");
}

// Codes, flags, units, lists, marks that say something, and figures that would not look like their column.
TEST(Litter, WhatMayBeMeantStays) {
  for (const std::string_view text : {"I12", "O12", "B12", "S5", "12S", "3B2", "2Z1", "1o", "12I", "II", "O", "l", "S", "x1", "A1", "~120", "\"", "*", "p", "12'", "|23", ",123",
                                      "10 to 15", "10–15", "1/2", "H2O", "3l/4l", "1 OO2 kg", "12b", "lO", "1l.5", "l,23", "1, 2", "1; 2", "1. 234", "2nd", "Total", "合计"})
    EXPECT_EQ(mended(text), "as it was") << text;
  EXPECT_EQ(mended("3, 4", tenths), "as it was");
  EXPECT_EQ(mended("1O2", tenths), "as it was");
  EXPECT_EQ(mended("12,5l", {.numbers = 8, .others = 1, .places = -1, .marks = ","}), "as it was");
}

TEST(Litter, OnlyColumnsOfNumbersAreMended) {
  EXPECT_EQ(mended("1O2", {.numbers = 3, .others = 1, .places = 0, .marks = ""}), "as it was");
  EXPECT_EQ(mended("1O2", {.numbers = 8, .others = 3, .places = 0, .marks = ""}), "as it was");
}

Document document_of(Table table, PageOrigin origin) {
  Document document;
  document.pages.emplace_back();
  document.pages[0].number = 1;
  document.pages[0].origin = origin;
  table.id = "t1";
  table.pages = {1};
  for (Cell& cell : table.cells) cell.place.page = 1;
  (void)type_values(table, NumberStyle::unknown);
  document.tables.push_back(std::move(table));
  return document;
}

const std::vector<std::vector<std::string>> town_rows = {{"Town", "Houses", "Code"}, {"Arden", "1O2", "1A2"}, {"Brook", "98", "1O2"}, {"Carn", "1l4", "B3"},
                                                         {"Dale", "77", "44"},       {"Esk", "205", "45"},    {"Forth", "61", "4S"},   {"Girvan", "90", "l2"},
                                                         {"Hope", "12", "I7"}};

TEST(Litter, ATextTableIsMendedOnceAndCanBeTakenBack) {
  Document document = document_of(small_table(town_rows), PageOrigin::text);
  Table& table = document.tables[0];
  const Table before = table;
  const auto finding = mend_litter(document, table);
  ASSERT_TRUE(finding.has_value());
  EXPECT_EQ(finding->code, "litter_repaired");
  EXPECT_EQ(finding->evidence, "1O2 → 102; 1l4 → 114");
  EXPECT_EQ(finding->message, "Letters and specks among figures are read as figures: 2 cells, first 1O2 → 102 at Arden / Houses");
  EXPECT_EQ(finding->cells, (std::vector<std::pair<int, int>>{{1, 1}, {3, 1}}));
  EXPECT_EQ(table.cells[4].text, "102");
  EXPECT_EQ(table.cells[4].raw, "1O2");
  for (std::size_t i = 0; i < table.cells.size(); ++i) {
    if (table.cells[i].col == 1) continue;
    EXPECT_EQ(table.cells[i], before.cells[i]);
  }
  (void)type_values(table, NumberStyle::unknown);
  EXPECT_FALSE(mend_litter(document, table).has_value());
  revert_all(table);
  (void)type_values(table, NumberStyle::unknown);
  EXPECT_EQ(table, before);
}

// What clean tables hold beside plain numbers, each in a column of numbers of several styles: nothing of it is litter.
TEST(Litter, CleanColumnsAreNeverChanged) {
  const std::vector<std::vector<std::string>> columns = {{"12", "450", "7", "1 034"}, {"1,204", "12,300", "450", "9,001"}, {"1.204", "12.300", "450", "9.001"},
                                                         {"0.5", "12.0", "3.1", "7.9"}, {"0,5", "12,0", "3,1", "7,9"},         {"12 %", "45 %", "7 %", "3 %"},
                                                         {"(12)", "450", "-7", "34-"},  {"1,204.5", "12.3", "0.75", "9"},      {"3 l", "12 l", "7 l", "9 l"}};
  const std::vector<std::string> beside = {"-", "–", "—", "…", ".", "..", ":", "*", "n.a.", "nil", "none", "x", "/", "\"", "〃", "do.", "p", "12p",
                                           "(c)", "12*", "12 r", "1,204 b", "I", "IV", "B12", "O", "S", "A–Z", "10–15", "3/8", "½", "12:30", "1st",
                                           "1O Downing St.", "Oslo", "No. 5", "无", "暂未", "45个", "12½", "±3", "~40", "<5", ">9", "≥12"};
  for (const std::vector<std::string>& column : columns)
    for (const std::string& other : beside) {
      std::vector<std::vector<std::string>> rows = {{"Town", "Houses"}, {"Arden", other}};
      for (const std::string& number : column) rows.push_back({"Town " + number, number});
      Document document = document_of(small_table(rows), PageOrigin::text);
      const Table before = document.tables[0];
      EXPECT_FALSE(mend_litter(document, document.tables[0]).has_value()) << other << " beside " << column[0];
      EXPECT_EQ(document.tables[0], before);
    }
}

TEST(Litter, WhatAPageShowsIsNoTextExtract) {
  for (const PageOrigin origin : {PageOrigin::digital, PageOrigin::image}) {
    Document document = document_of(small_table(town_rows), origin);
    EXPECT_FALSE(mend_litter(document, document.tables[0]).has_value());
  }
}

}  // namespace
}  // namespace tabularium

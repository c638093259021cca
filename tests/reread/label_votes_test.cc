// Labels that vote, numerals that count up, figures that take the marks of their column.
#include "stages/reread/label_votes.h"

#include <gtest/gtest.h>

#include "stages/reread/column_form.h"
#include "tests/reread/scanned_labels.h"

namespace tabularium {
namespace {

struct Labels {
  std::vector<Table> tables;
  std::vector<Page> pages = one_page();
};

Labels labels_of(const LabelReadings& readings) { return {{column_of(readings)}}; }

std::vector<std::string> voted(Labels labels) {
  vote_on_labels(labels.tables, labels.pages);
  std::vector<std::string> texts;
  for (const Cell& cell : labels.tables[0].cells) {
    EXPECT_EQ(cell.text == cell.raw, cell.alternatives.empty()) << "a change keeps both readings";
    texts.push_back(cell.text);
  }
  return texts;
}

using Texts = std::vector<std::string>;

TEST(LabelVotes, MostOfThemCount) {
  EXPECT_EQ(voted(labels_of({{"Marlow Ltd", 0.9}, {"Mariow Lid", 0.95}, {"Marlow Ltd", 0.9}})), Texts({"Marlow Ltd", "Marlow Ltd", "Marlow Ltd"}));
  EXPECT_EQ(voted(labels_of({{"A. Brown & Sons", 0.9}, {"A Brown& Sons", 0.9}, {"A. Brown & Sons", 0.8}}))[1], "A. Brown & Sons");
}

TEST(LabelVotes, OfTwoTheSurerCounts) {
  EXPECT_EQ(voted(labels_of({{"road sait", 0.7}, {"road salt", 0.9}})), Texts({"road salt", "road salt"}));
  EXPECT_EQ(voted(labels_of({{"road sait", 0.9}, {"road salt", 0.9}})), Texts({"road sait", "road salt"}));
}

TEST(LabelVotes, AnEnumeratorIsNotLost) {
  EXPECT_EQ(voted(labels_of({{"1属于国家秘密", 0.99}, {"1.属于国家秘密", 0.7}})), Texts({"1.属于国家秘密", "1.属于国家秘密"}));
}

TEST(LabelVotes, DotsAboveLettersAreNotLost) {
  EXPECT_EQ(voted(labels_of({{"Gerust", 0.9}, {"Gerüst", 0.8}, {"Gerust", 0.9}})), Texts({"Gerüst", "Gerüst", "Gerüst"}));
}

TEST(LabelVotes, DifferentLabelsStay) {
  for (const Texts& texts : {Texts{"Ward 1 North", "Ward 2 North", "Ward 2 North"}, Texts{"上半年收入", "下半年收入", "下半年收入"},
                             Texts{"tin", "ton", "ton"}, Texts{"Eastmoor", "Westmoor", "Westmoor"}})
    EXPECT_EQ(voted(labels_of({{texts[0], 0.8}, {texts[1], 0.8}, {texts[2], 0.8}})), texts);
  EXPECT_EQ(voted(labels_of({{"load ore", 0.99}, {"lead ore", 0.9}, {"lead ore", 0.9}}))[0], "load ore") << "read with certainty";
}

TEST(LabelVotes, DigitalPagesHaveNoVote) {
  Labels labels = labels_of({{"road sait", 0.7}, {"road salt", 0.9}, {"road salt", 0.9}});
  labels.pages[0].origin = PageOrigin::digital;
  EXPECT_EQ(vote_on_labels(labels.tables, labels.pages), 0);
}

TEST(Enumerators, TheMissingNumeralIsTheOneBetween) {
  Labels labels = labels_of({{"一、收入", 0.9}, {"二、支出", 0.9}, {"二、结余", 0.9}, {"四、合计", 0.9}});
  EXPECT_EQ(count_up_enumerators(labels.tables[0], labels.pages), 1);
  EXPECT_EQ(labels.tables[0].cells[2].text, "三、结余");
  EXPECT_EQ(labels.tables[0].cells[2].alternatives.size(), 2U);
  Labels begun_anew = labels_of({{"一、收入", 0.9}, {"二、支出", 0.9}, {"一、收入", 0.9}, {"二、支出", 0.9}});
  EXPECT_EQ(count_up_enumerators(begun_anew.tables[0], begun_anew.pages), 0);
}

Texts counted(const std::vector<std::pair<std::string, double>>& texts) {
  Labels labels = labels_of(texts);
  count_up_enumerators(labels.tables[0], labels.pages);
  Texts after;
  for (const Cell& cell : labels.tables[0].cells) after.push_back(cell.text);
  return after;
}

TEST(Enumerators, WhatIsLeftOfOneBetweenTwoThatCountIsMended) {
  EXPECT_EQ(counted({{"一、收入", 0.9}, {"一支出", 0.6}, {"二、结余", 0.9}, {"四、合计", 0.9}}), Texts({"一、收入", "二、支出", "三、结余", "四、合计"}));
  EXPECT_EQ(counted({{"(一)收入", 0.9}, {"-~)支出", 0.6}, {"(三)结余", 0.9}})[1], "(二)支出");
  EXPECT_EQ(counted({{"一、收入", 0.9}, {"一支出", 0.9}, {"三、结余", 0.9}})[1], "一支出") << "read without doubt";
  EXPECT_EQ(counted({{"一、收入", 0.9}, {"支出", 0.6}, {"三、结余", 0.9}})[1], "支出") << "nothing is left of an enumerator";
  EXPECT_EQ(counted({{"一、收入", 0.9}, {"一支出", 0.6}, {"二、结余", 0.9}})[1], "一支出") << "there is no place for it";
}

std::string formed(const char* text, const ColumnPattern& pattern) { return in_column_form(text, pattern).value_or("as it is"); }

TEST(ColumnForm, AGapIsTheMarkThatStandsThereInTheColumn) {
  const ColumnPattern places = learn_column({"1.50", "12.25", "9876.54"});
  EXPECT_EQ(formed("959 87", places), "959.87");
  EXPECT_EQ(formed("(959,87)", places), "(959.87)");
  EXPECT_EQ(formed("95 987", places), "as it is") << "no mark stands there";
  EXPECT_EQ(formed("100", places), "as it is") << "and nothing shows one";
  EXPECT_EQ(formed("959.87", places), "as it is");
  EXPECT_EQ(formed("9S9 87", places), "as it is");
}

TEST(ColumnForm, GroupsAndDatesLikewise) {
  const ColumnPattern grouped = learn_column({"1,234,567", "2,345,678", "3,456,789"});
  EXPECT_EQ(formed("9,657252", grouped), "9,657,252");
  EXPECT_EQ(formed("9;657,252", grouped), "9,657,252");
  const ColumnPattern dates = learn_column({"1996-01-17", "2000-06-01", "2023-01-26"});
  EXPECT_EQ(formed("2003-04. 21", dates), "2003-04-21");
  EXPECT_EQ(formed("2003-4. 21", dates), "as it is") << "a figure is missing";
}

TEST(ColumnForm, ASpeckBesideAWholeNumberIsNoMark) {
  const ColumnPattern whole = learn_column({"12", "45", "70"});
  EXPECT_EQ(formed("20.", whole), "20");
  EXPECT_EQ(formed("2.0", whole), "as it is");
}

}  // namespace
}  // namespace tabularium

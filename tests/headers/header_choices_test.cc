#include "stages/headers/header_choices.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "stages/core/header_choices.h"
#include "stages/headers/roles.h"
#include "tests/headers/drawn_roles.h"

namespace tabularium {
namespace {

std::vector<HeaderChoice> choices_of(Table& table, const std::vector<Page>& pages = {}) {
  assign_roles(table, {});
  add_header_choices(table, pages);
  return table.header_choices;
}

double margin(const std::vector<HeaderChoice>& choices) { return choices.at(0).score - choices.at(1).score; }

TEST(HeaderChoices, TheReadingInForceIsFirstAndAtMostThreeAreKept) {
  Table table = grid({"Region|1961|1962|1963", "North|12|13|9", "South|7|8|11", "West|71|18|1"});
  const auto choices = choices_of(table);
  ASSERT_EQ(choices.size(), 3U);
  EXPECT_EQ(choices[0].boxhead_rows, 1);
  EXPECT_EQ(choices[0].stub_cols, 1);
  EXPECT_TRUE(shows(table, choices[0]));
  EXPECT_TRUE(std::ranges::is_sorted(choices, std::ranges::greater{}, &HeaderChoice::score));
  for (std::size_t i = 1; i < choices.size(); ++i) EXPECT_FALSE(shows(table, choices[i]));
}

TEST(HeaderChoices, WordsOverFiguresLeaveNoDoubt) {
  Table table = grid({"Region|Coal|Iron|Salt", "North|12|13|9", "South|7|8|11", "West|71|18|1", "East|3|4|5"});
  EXPECT_GT(margin(choices_of(table)), 1.0);
}

// A second row of words over columns of words: it may be a header or the first row.
TEST(HeaderChoices, ARowThatMayBeEitherHasASmallMargin) {
  Table sure = grid({"Name|Kind|Place", "Ann|cutter|harbour", "Ben|ketch|quay", "Cay|sloop|mole"});
  Table unsure = grid({"|Kind|Place", "|of ship|of mooring", "Ann|cutter|harbour", "Ben|ketch|quay", "Cay|sloop|mole"});
  const double wide = margin(choices_of(sure));
  EXPECT_GT(wide, 0.0);
  EXPECT_LT(margin(choices_of(unsure)), wide);
}

TEST(HeaderChoices, ANarrowerStubIsAReadingWhereTheColumnBeforeHardlyCounts) {
  Table few = grid({"No.|Ship|Tons|Crew", "1|Ann|12|3", "2|Ben|13|4"});
  Table many = grid({"No.|Ship|Tons|Crew", "1|Ann|12|3", "2|Ben|13|4", "3|Cay|14|5", "4|Dan|15|6", "5|Eve|16|7", "6|Fay|17|8", "7|Gil|18|9"});
  const auto narrow = [](const std::vector<HeaderChoice>& choices) {
    return std::ranges::find_if(choices, [&](const HeaderChoice& other) { return other.stub_cols == 1 && other.boxhead_rows == choices[0].boxhead_rows; });
  };
  const auto of_few = choices_of(few), of_many = choices_of(many);
  ASSERT_EQ(of_few[0].stub_cols, 2);
  ASSERT_NE(narrow(of_few), of_few.end());
  ASSERT_NE(narrow(of_many), of_many.end());
  EXPECT_GT(of_many[0].score - narrow(of_many)->score, of_few[0].score - narrow(of_few)->score);
}

TEST(HeaderChoices, NothingIsChosenWhereTheSourceTellsTheHeaders) {
  Table table = grid({"Region|1961|1962", "North|12|13", "South|7|8"});
  for (Cell& cell : table.cells)
    if (cell.row == 0) cell.role = Role::column_header;
  EXPECT_TRUE(choices_of(table).empty());
}

// ---------------------------------------------------------------- spanners

// A page with the table's texts, each column 60 points wide and each text at its middle, but "Exports" at `spanner_at`.
struct Printed {
  Table table;
  std::vector<Page> pages;
};

Printed printed(const std::vector<std::string>& rows, double spanner_at) {
  Printed out{grid(rows), std::vector<Page>(1)};
  out.pages[0].number = 1;
  for (Cell& cell : out.table.cells) {
    cell.place.page = 1;
    cell.place.box = Box{60.0 * cell.col, 12.0 * cell.row, 60.0 * cell.col_end(), 12.0 * cell.row + 12};
    if (cell.text.empty()) continue;
    const double middle = cell.text == "Exports" ? spanner_at : cell.place.box->center_x();
    Word word;
    word.text = cell.text;
    word.box = {middle - 15, 12.0 * cell.row + 2, middle + 15, 12.0 * cell.row + 11};
    cell.words = {static_cast<int>(out.pages[0].evidence.words.size())};
    out.pages[0].evidence.words.push_back(word);
  }
  out.table.boxes = {Box{0, 0, 60.0 * out.table.cols, 12.0 * out.table.rows}};
  return out;
}

const std::vector<std::string> spanned = {"|Exports|<|", "Region|1961|1962|Share", "North|12|13|9", "South|7|8|11", "West|71|18|1"};

const HeaderChoice* spanner_choice(const std::vector<HeaderChoice>& choices) {
  const auto found = std::ranges::find_if(choices, [](const HeaderChoice& choice) { return choice.spanner_row >= 0; });
  return found == choices.end() ? nullptr : &*found;
}

TEST(HeaderChoices, ASpannerBetweenTwoPlacesMayStandOverOneColumnMore) {
  // The middle of columns 1 and 2 is at 120, of 1 to 3 at 150.
  Printed page = printed(spanned, 136);
  const auto choices = choices_of(page.table, page.pages);
  const HeaderChoice* other = spanner_choice(choices);
  ASSERT_NE(other, nullptr);
  EXPECT_EQ(other->spanner_from, 1);
  EXPECT_EQ(other->spanner_to, 4);
  EXPECT_LT(choices[0].score - other->score, 1.0);
  Printed centred = printed(spanned, 120);
  const auto sure = choices_of(centred.table, centred.pages);
  if (const HeaderChoice* far = spanner_choice(sure)) {
    EXPECT_GT(sure[0].score - far->score, 3.0);
  }
}

TEST(HeaderChoices, LabelsThatReturnSpeakForTheSpannerOverThem) {
  // Both spanners stand between two places; "Sold" twice under one of them could not be told apart.
  Printed page = printed({"|Exports|<|Imports|<", "Region|Made|Sold|Made|Sold", "North|12|13|9|4", "South|7|8|11|5", "West|71|18|1|6"}, 136);
  const auto choices = choices_of(page.table, page.pages);
  if (const HeaderChoice* other = spanner_choice(choices)) {
    EXPECT_GT(choices[0].score - other->score, 2.0);
  }
}

TEST(HeaderChoices, ARuleUnderTheSpannerSettlesIt) {
  Printed page = printed(spanned, 136);
  page.pages[0].evidence.rules.push_back({.orientation = Orientation::horizontal, .at = 12, .from = 62, .to = 178, .width = 0.5});
  EXPECT_EQ(spanner_choice(choices_of(page.table, page.pages)), nullptr);
}

}  // namespace
}  // namespace tabularium

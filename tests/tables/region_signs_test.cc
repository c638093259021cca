#include "stages/tables/region_signs.h"

#include <gtest/gtest.h>

#include "tests/tables/page_words.h"

namespace tabularium {
namespace {

using testing::word;

// A table of one row, each word a cell, in the sizes given.
double uneven(const std::vector<double>& sizes, double confidence = 1) {
  std::vector<Word> words;
  Table table;
  table.rows = 1;
  table.cols = static_cast<int>(sizes.size());
  for (std::size_t i = 0; i < sizes.size(); ++i) {
    words.push_back(word(50.0 * static_cast<double>(i), 0, "word"));
    words.back().font_size = sizes[i];
    words.back().confidence = confidence;
    Cell cell;
    cell.col = static_cast<int>(i);
    cell.words = {static_cast<int>(i)};
    table.cells.push_back(cell);
  }
  return uneven_share(table, words);
}

TEST(RegionSigns, CellsOfOtherSizesAreUneven) {
  EXPECT_DOUBLE_EQ(uneven({8, 8, 8, 8}), 0);
  EXPECT_DOUBLE_EQ(uneven({8, 8, 9, 10}), 0) << "heads are set a little larger";
  EXPECT_DOUBLE_EQ(uneven({8, 8, 8, 24}), 0.25);
  EXPECT_DOUBLE_EQ(uneven({8, 8, 8, 5}), 0.25);
  EXPECT_DOUBLE_EQ(uneven({8, 8, 8, 24}, 0.9), 0) << "sizes read from pixels are guesses";
}

TEST(RegionSigns, ACellOfSeveralSizesIsUneven) {
  std::vector<Word> words = {word(0, 0, "Form"), word(30, 0, "77"), word(80, 0, "Year"), word(120, 0, "Name")};
  for (Word& w : words) w.font_size = 8;
  Table table;
  Cell cell;
  cell.words = {0, 1};
  table.cells = {cell};
  for (const int id : {2, 3}) {
    cell.words = {id};
    table.cells.push_back(cell);
  }
  EXPECT_DOUBLE_EQ(uneven_share(table, words), 0);
  words[1].font_size = 20;
  EXPECT_DOUBLE_EQ(uneven_share(table, words), 1.0 / 3);
  words[1].superscript = true;
  EXPECT_DOUBLE_EQ(uneven_share(table, words), 0) << "a mark is set in a size of its own on purpose";
}

// Lines of a listing (6 points a letter) under a running head of another fount. The region is lines 3 and 4.
struct Sheet {
  std::vector<Word> words;
  std::vector<int> region;
};

Sheet sheet(int lines) {
  Sheet out;
  const auto add = [&](double x, double y, const std::string& text, double letter) {
    out.words.push_back(word(x, y, text));
    out.words.back().font_size = 10;
    out.words.back().box.x1 = x + letter * static_cast<double>(text.size());
    return static_cast<int>(out.words.size()) - 1;
  };
  double letter = 3;
  for (const char* text : {"Manual", "of", "the", "harbour", "office"}) {
    letter += 0.5;
    add(40 * letter, 0, text, letter);
  }
  for (int i = 0; i < lines; ++i) {
    for (int k = 0; k < 3; ++k) {
      const int id = add(100.0 * k, 40 + 12.0 * i, i % 2 == 0 ? "socket" : "xfer", 6);
      if (i == 3 || i == 4) out.region.push_back(id);
    }
  }
  return out;
}

TEST(RegionSigns, LinesOfAListingAreNoTable) {
  const Sheet listing = sheet(12);
  EXPECT_EQ(listing_sign(listing.region, {}, listing.words), 1);
  const Sheet table = sheet(5);
  EXPECT_EQ(listing_sign(table.region, {}, table.words), 0) << "the region is most of what is so set";
}

// Prose around it, as many lines as are typed: words stay out of tables, figures do not.
TEST(RegionSigns, WhatIsTypedInAPrintedPageIsATableIfItHoldsFigures) {
  Sheet page = sheet(5);
  for (int i = 0; i < 12; ++i) {
    Word prose = page.words[static_cast<std::size_t>(i % 5)];
    prose.box.y0 += 200 + 12.0 * i;
    prose.box.y1 += 200 + 12.0 * i;
    page.words.push_back(prose);
  }
  EXPECT_EQ(listing_sign(page.region, {}, page.words), 1);
  for (const int id : page.region)
    if (id % 2 == 0) page.words[static_cast<std::size_t>(id)].text = page.words[static_cast<std::size_t>(id)].text.size() == 4 ? "1234" : "123456";
  EXPECT_EQ(listing_sign(page.region, {}, page.words), 0);
}

TEST(RegionSigns, IdeographsAreOfOneWidthInEveryFount) {
  Sheet page = sheet(12);
  for (Word& word : page.words) {
    if (word.box.y0 < 40) continue;
    word.text = "港口统计";
    word.box.x1 = word.box.x0 + 40;
  }
  EXPECT_EQ(listing_sign(page.region, {}, page.words), 0);
}

TEST(RegionSigns, APageSetInOneFountIsNoListing) {
  Sheet page = sheet(12);
  page.words.erase(page.words.begin(), page.words.begin() + 5);
  for (int& id : page.region) id -= 5;
  EXPECT_EQ(listing_sign(page.region, {}, page.words), 0);
}

TEST(RegionSigns, AnotherTableSetAlikeIsNoListing) {
  const Sheet page = sheet(12);
  std::vector<int> others;
  for (int id = 5 + 5 * 3; id < static_cast<int>(page.words.size()); ++id) others.push_back(id);
  EXPECT_EQ(listing_sign(page.region, others, page.words), 0);
}

TEST(RegionSigns, WhiteEndsAListing) {
  Sheet page = sheet(12);
  for (std::size_t i = 5 + 5 * 3; i < page.words.size(); ++i) page.words[i].box.y0 += 100, page.words[i].box.y1 += 100;
  EXPECT_EQ(listing_sign(page.region, {}, page.words), 0);
}

}  // namespace
}  // namespace tabularium

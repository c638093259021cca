// Quarter turns: a page on its side, a table turned on an upright page. What is turned is brought upright as a value, read
// as anything upright is, and what was found is put back to its place on the page.
#pragma once

#include <span>
#include <vector>

#include "models/page.h"
#include "models/table.h"

namespace tabularium {

// Takes what stands on a page of `width` x `height` points to its place once the page is turned counterclockwise by `turns`
// quarters. Turned twice by four quarters in all, everything stands where it stood.
struct Turn {
  int turns = 0;
  double width = 0, height = 0;

  Point operator()(Point p) const noexcept;
  Box operator()(const Box& box) const noexcept;
  Turn back() const noexcept;  // the turn that undoes this one
};

void turn_words(std::vector<Word>& words, const Turn& turn);

// Words, rules, painted areas and pictures; the order of all of them stays.
void turn_evidence(PageEvidence& evidence, const Turn& turn);

// The page turned counterclockwise by `turns` quarters: text that ran so many quarters clockwise is upright.
Page turned_page(const Page& page, int turns);

// The places of the cells, and the table's.
void turn_table(Table& table, const Turn& turn);

// Quarter turns clockwise of the text of `which` (indices into `words`); 0 where they do not all agree.
int turns_of(const std::vector<Word>& words, std::span<const int> which) noexcept;

}  // namespace tabularium

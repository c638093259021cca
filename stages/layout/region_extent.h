// Rows of a table that stand outside of what its rules and stripes show: below the last stripe, below a head that alone
// is ruled, on the next page.
#pragma once

#include <span>
#include <vector>

#include "models/geometry.h"
#include "models/layout.h"
#include "models/page.h"

namespace tabularium {

// The box, reaching down over the lines of `words` (those that no region holds) that go on right below it and fit into
// the columns of the text within it.
Box extend_below(const Page& page, std::span<const int> words, const Box& box);

// The box, reaching up over the heads that stand right above it where its first rule is drawn below them: lines cut as
// its columns are, as near to the rule as its rows are to theirs, or above a first row of figures. Captions, unit lines
// and prose stay out. `row_gap`: usual distance from a row's text to the rule below it, points; 0 = no such rules.
Box extend_above(const Page& page, std::span<const int> words, const Box& box, double row_gap);

// A row of figures stands right above `box`, cut as the lines within it are: its first rule parts rows.
bool is_row_above(const Page& page, std::span<const int> words, const Box& box);

// `box` with the last row, where rules stand between rows but none closes the table. `row_gap`: usual distance of a row's
// text to the rule below it; 0 = rows have no rules.
Box extend_last_row(const Page& page, std::span<const int> words, const Box& box, double row_gap);

// `box` with the lines below it that go on the last row's label, or name a section whose rows the next page has: alone over
// the labels, and as near as such lines stand within the box. Nothing of `words` may follow them at that distance.
Box extend_by_labels(const Page& page, std::span<const int> words, const Box& box, std::span<const int> inside);

// Gives rows at the top of a page to a new region where they go on the table that ends the page before: they repeat its
// head, or fill its columns with figures. `regions` has one list a page, in reading order.
void continue_over_pages(std::span<const Page> pages, std::vector<std::vector<TableRegion>>& regions);

}  // namespace tabularium

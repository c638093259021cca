// Rows of a table that stand outside of what its rules and stripes show: below the last stripe, below a head that alone
// is ruled, on the next page.
#pragma once

#include <span>
#include <vector>

#include "models/geometry.h"
#include "models/layout.h"
#include "models/page.h"
#include "stages/core/rule_lattice.h"
#include "stages/core/text_lines.h"

namespace tabularium {

// The box, reaching down over the lines of `words` (those that no region holds) that go on right below it and fit into
// the columns of the text within it.
Box extend_below(const Page& page, std::span<const int> words, const Box& box);

// The box, reaching up over the heads that stand right above it where its first rule is drawn below them: lines cut as
// its columns are, as near to the rule as its rows are to theirs, or above a first row of figures. Captions, unit lines
// and prose stay out. `row_gap`: usual distance from a row's text to the rule below it, points; 0 = no such rules.
Box extend_above(const Page& page, std::span<const int> words, const Box& box, double row_gap);

// Heads with the name of a section under them: how many lines right above `all`[first .. end), the table. The name stands alone over
// the labels, the heads as close to each other as lines of text are.
std::size_t heads_over_section(const Page& page, std::span<const PrintedLine> all, std::size_t first, std::size_t end, double height);

// The box, reaching up over lines between the two vertical rules that run along its sides and begin above it: a page break cut
// the frame above the name of a section. Captions, and lines further off than rows are, stay out.
Box extend_between_sides(const Page& page, const RuleSet& rules, std::span<const int> words, const Box& box);

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

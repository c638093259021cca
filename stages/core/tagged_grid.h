// How far a table of the structure tree agrees with the page it speaks of.
#pragma once

#include <span>

#include "models/evidence.h"

namespace tabularium {

// The tightest box around a tagged cell's words; all zero when it has none.
Box tagged_box(const TaggedCell& cell, std::span<const Word> words);

// Moves cells of rows that end before the table does to the columns that they stand under, as rows without gaps show them:
// some producers leave blank cells out of the tree, and what follows one would stand a column too far left. Only rows
// without spans; never past the table's last column.
void spread_short_rows(TaggedTable& table, std::span<const Word> words);

// 0..1: the product of the shares of neighbours in a row that stand left to right beside each other, of neighbours in a
// column that stand one above the other, and of cells that stand nearest to their own column's middle. 1 for a tree that
// was made from this page; a tree with a missing or a misplaced cell loses most of it. 0 for less than two rows or columns.
double tag_agreement(const TaggedTable& table, std::span<const Word> words);

// Number of different words that the table's cells hold.
int tagged_word_count(const TaggedTable& table);

}  // namespace tabularium

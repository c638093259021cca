// Marks that a poor scan makes figures of: the parentheses of numbered columns, and percent signs.
#pragma once

#include <vector>

#include "models/document.h"

namespace tabularium {

// 111 121 131, (D: the last words of a boxhead's row that count up in their middle, between strokes that look like
// parentheses, are (1) (2) (3). Without a parenthesis read anywhere three are asked for, else one that is the row's all.
// Image pages only; what is changed keeps both readings. Returns the cells changed.
int restore_column_numbers(Table& table, const std::vector<Page>& pages);

// 35.296 in a column whose other figures are 49.6%: 35.2%. Only where each of the column's figures ends in % or in what
// looks like it, behind as many places. Returns the cells changed.
int restore_percent_signs(Table& table, const std::vector<Page>& pages);

}  // namespace tabularium

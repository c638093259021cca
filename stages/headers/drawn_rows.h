// Rows of a table drawn with characters that do not stand in its columns: a mark or a value was lost, doubled or put in.
#pragma once

#include <vector>

#include "models/document.h"

namespace tabularium {

// Confidence of values whose column is in doubt; the finding `row_length` names them (validate/row_lengths).
inline constexpr double displaced_confidence = 0.3;

// For tables of pages of text with words that have places: where a row's values stand beside the edge at which their columns stand, two
// figures share a cell, a bar stands within one, or one has a column to itself, all values of the row get displaced_confidence.
// Returns those rows. Needs roles.
std::vector<int> doubt_displaced_rows(Table& table, const std::vector<Page>& pages);

}  // namespace tabularium

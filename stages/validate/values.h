// What the cells of tables mean: each typed by itself, by its column's and row's headers and by the table's unit.
#pragma once

#include <string>
#include <vector>

#include "models/finding.h"
#include "models/table.h"
#include "stages/core/typed_value.h"

namespace tabularium {

// Sets Cell::value of every data cell. `document_style` is used where the table itself shows no number style; where neither does, the
// table's sums decide. The finding "number_style_unclear" (info) where they do not and 1.234 may be either; it
// is then a decimal. 1,234 groups.
std::vector<Finding> type_values(Table& table, NumberStyle document_style, const std::string& language = "en");

// The same, where what the table itself shows is known already.
std::vector<Finding> type_values(Table& table, const StyleVotes& shown, NumberStyle document_style, const std::string& language);

// What the data cells of a table show of their number style.
StyleVotes style_votes_of(const Table& table);
// The style that the tables of a document agree on.
NumberStyle document_number_style(const std::vector<Table>& tables);

}  // namespace tabularium

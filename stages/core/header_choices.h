// Readings of the headers of a grid that is seen (Table::header_choices): told, compared with the table, and put into force.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "models/table.h"

namespace tabularium {

enum class RowRole { header, section, body, note, blank };

// What a cell is in a row of this kind, beside a stub of `stub_cols` columns.
Role role_in_row(RowRole row, const Cell& cell, int stub_cols);

// The table's headers are these. A choice without a spanner of its own is shown where no other of the table's choices is.
bool shows(const Table& table, const HeaderChoice& choice);

// "boxhead 2 stub 1"; with a spanner in row 0 over columns 1 and 2: "boxhead 2 stub 1 spanner 0 1 3".
std::string choice_to_text(const HeaderChoice& choice);
std::optional<HeaderChoice> choice_from_text(std::string_view text);

// The tree of column headers that it makes: "Exports (1961, 1962), Imports (1961, 1962)"; "-" without any.
std::string choice_tree_text(const Table& table, const HeaderChoice& choice);

// Its column headers as core/header_search lists them: level by level, with how many labels stand under each.
struct LabelTree {
  std::vector<std::string> labels;
  std::vector<int> children;
};
LabelTree label_tree(const Table& table, const HeaderChoice& choice);

// Puts it into force: roles, spans, header trees and paths. Cells whose role does not follow from the change keep theirs. False, and
// nothing changed, where a boundary would cut a cell or the spanner is not there.
bool choose_headers(Table& table, const HeaderChoice& choice);

}  // namespace tabularium

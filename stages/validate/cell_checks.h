// What a profile asks of cells, held against a document's tables.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "models/document.h"
#include "models/finding.h"
#include "stages/core/profile.h"

namespace tabularium {

// `required_value`, `type_mismatch`, `out_of_range`, `date_order`, `duplicate_value`, `unknown_code`, `reference_mismatch`. Needs
// Cell::value. Numbers that a rule declares equal, and that are, become verified (declared) where they were unverified. A rule whose
// table the document does not have asks nothing, but that a required cell be there if some table is named by it. `previous`: earlier reports,
// the last one last; without one, what refers to it asks nothing.
std::vector<Finding> check_cells(Document& document, const Profile& profile, const std::string& language, std::span<const Document> previous = {});

// True if `text` stands in the table's caption, section or headers; every table has the empty text.
bool names_table(const Table& table, const std::string& text);

}  // namespace tabularium

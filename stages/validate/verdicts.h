// From relations to verdicts of cells, status of tables and findings about sums.
#pragma once

#include <string>
#include <vector>

#include "models/finding.h"
#include "models/table.h"
#include "stages/core/relations.h"
#include "stages/validate/repair.h"

namespace tabularium {

// Sets verdict, verdict_source and covered_to of every cell that holds a number, and Table::status. The relations that
// fail become findings (`sum_mismatch`): failures that one cell would explain become one. `printed_so`: the numbers
// were not read from an image, so what is wrong is wrong in the report. `mendings` (of these relations) that might be applied say
// who is to blame; they and the others say what is proposed.
std::vector<Finding> give_verdicts(Table& table, const std::vector<Relation>& relations, bool printed_so,
                                   const std::vector<Mending>& mendings = {}, const std::string& language = "en");

// Sums that rounding may have made miss, where nothing shows that numbers are rounded (`sum_in_doubt`); verdicts stay as they are. None where a number of
// theirs is contradicted already. After give_verdicts.
std::vector<Finding> report_unsettled(const Table& table, const std::vector<Relation>& unsettled, const std::string& language = "en");

// What was done to the cells of a mending (`repaired_value`), one finding a cell. `undo` has the cells as they were.
std::vector<Finding> report_applied(const Table& table, const Mending& mending, const Undo& undo, const std::vector<Relation>& relations,
                                    const std::string& language = "en");

// How a finding calls a cell: its headers, or row and column where it has none.
std::string cell_name(const Table& table, CellId id, const std::string& language);

// Only Table::status, from its cells' verdicts.
void set_status(Table& table);

// "26 + 0 + 10 = 36, printed 26"
std::string show_relation(const Relation& relation, const Table& table, const std::string& language = "en");

}  // namespace tabularium

// Relations that a wrong number hides: what holds in too few other places is not believed once it is broken, and a sum over one column, or the
// shares of an unprinted total, hold nowhere then.
//
// Where a relation fails, its numbers are read as one figure more, less or other would have it, one number and then two; the table is searched
// anew with each. A reading under which relations appear that were not known, so that each changed number is borne out twice and nothing
// that holds is broken, shows what was hidden: it would hardly come about by a wrong reading.
#pragma once

#include <set>
#include <utility>
#include <vector>

#include "models/table.h"
#include "stages/core/relation.h"
#include "stages/core/sum_habits.h"

namespace tabularium {

// Members and how often they count, all on one side and of one sign: equal for relations that say the same.
std::set<std::pair<CellId, int>> meaning_of(const Relation& relation);

// Those that fail in the table as it is, and are not among `known`. Needs Cell::value. The number of searches is bounded by the table's size.
std::vector<Relation> hidden_relations(const Table& table, const std::vector<Relation>& known, const SumHabits* elsewhere);

}  // namespace tabularium

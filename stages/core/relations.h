// Arithmetic that a table's numbers obey, found without being told: sums over rows, columns and groups, averages, running
// totals, balances, lines carried forward, shares, rates and growth.
#pragma once

#include <vector>

#include "models/table.h"
#include "stages/core/relation.h"
#include "stages/core/sum_habits.h"

namespace tabularium {

struct RelationOptions {
  double min_evidence = 8;       // bits; below it a discovered relation is not believed
  int max_parts = 20000;
  bool sums_only = false;        // the judge of grids asks for nothing else
  bool broken_sums = true;       // totals that miss what they should be the sum of by one figure, where no other sample bears them out
  const SumHabits* elsewhere = nullptr;  // what the document's other tables show of rounding
};

struct FoundRelations {
  std::vector<Relation> relations;
  bool in_doubt = false;      // a sum may be rounded, or fails with too little evidence: what stands elsewhere could tell
  // Totals that miss their parts by what rounding may make, where no other sum shows that numbers are rounded. Exact, so
  // that they fail; they say nothing of their numbers, but are worth a look.
  std::vector<Relation> unsettled;
};

// Relations that hold too often to be chance, including single failures of a pattern that holds elsewhere
// (one wrong cell in a column of totals). Cost is linear in the number of cells for a bounded number of columns.
FoundRelations find_relations(const Table& table, const RelationOptions& options = {});
std::vector<Relation> discover_relations(const Table& table, const RelationOptions& options = {});

// Share of a candidate's numeric cells that take part in a discovered sum that holds, 0..1: evidence for the judge. A cell whose sums
// are all broken counts `broken`.
double arithmetic_support(const Table& table, double broken = 0);

}  // namespace tabularium

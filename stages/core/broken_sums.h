// Sums that a label and a place ask for, and that one wrong figure breaks where no other sample bears them out.
//
// The search for sums believes what holds. A total over a single column holds nowhere once a figure in it is wrong; but a line
// that is called a total, stands where totals stand and misses what lies open before it by just one figure is a sum, broken.
// What speaks for that is weighed in bits: how rarely a gap looks like one figure made another, the samples in which the
// same sum holds, other totals of the table that hold, another sum that fails by as much in one of the same cells; against it:
// samples in which it fails altogether, totals that lie between their parts as averages do, percentages.
#pragma once

#include <map>
#include <vector>

#include "stages/core/number_lines.h"
#include "stages/core/relation.h"
#include "stages/core/sum_habits.h"
#include "stages/core/sum_instance.h"

namespace tabularium {

// Where numbers are not rounded, a near miss is a miss: so say the table's own sums, and those of the document's other tables.
struct KnownExactness {
  std::map<NumberClass, Exactness> here;
  const SumHabits* elsewhere = nullptr;
};

struct SearchedSums {
  bool in_doubt = false;             // a sum misses by what rounding may make, or fails with too little evidence
  std::vector<Relation> unsettled;   // the only sum that is missed by what rounding may make: see FoundRelations
};

// `found`: what is believed already; totals in it are left alone. Failing relations are appended. Cost: linear in the number of cells.
SearchedSums search_broken_sums(const LineGrid& rows, const LineGrid& columns, KnownExactness exactness, std::vector<Relation>& found);

}  // namespace tabularium

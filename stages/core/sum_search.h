// The search for sums in lines × samples: which line is the sum of which others, in most samples.
//
// Runs of lines are found from prefix sums: a run that ends before the total sums to it exactly where an earlier
// prefix equals (prefix here − total), so a table of looked-up prefixes finds its start in constant time. A line that is
// accepted as a total takes the place of its parts, so that sums of subtotals are found by the same step.
// Cost: linear in lines × samples.
#pragma once

#include <cstdint>
#include <vector>

#include "stages/core/number_lines.h"

namespace tabularium {

// total = sum(parts) − sum(minus), by line.
struct SumTemplate {
  int total = 0;
  std::vector<int> parts;
  std::vector<int> minus;
  bool labelled = false;    // its label says that the total is one
  bool structural = false;  // the parts are just what stands under or beside the total, or a label says that one is the difference
  double prior = 0;         // bits for what its label and place say
  double penalty = 0;       // bits lost because so many others were tried
};

// Steps of the last printed digit that a sum of `parts` rounded numbers may be away from its rounded total.
int rounding_steps(std::size_t parts);

// Bits by which it surprises that a total of this size is met: within `steps` steps of its last digit.
double surprise(std::int64_t total, std::int64_t ulp, int steps);

std::vector<SumTemplate> search_sums(const LineGrid& grid, double min_evidence);

}  // namespace tabularium

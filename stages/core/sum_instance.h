// How a sum of lines stands in one sample: met to the digit, nearly, or missed, and by how much.
#pragma once

#include <cstdint>
#include <map>
#include <utility>
#include <vector>

#include "stages/core/relation.h"
#include "stages/core/sum_search.h"

namespace tabularium {

struct SumInstance {
  enum class State { trivial, undecided, exact, near, fails } state = State::trivial;
  std::int64_t gap = 0;       // printed total − sum of parts, units
  std::int64_t expected = 0;  // sum of parts, units
  std::int64_t coarsest = 1;  // the largest last step of a member, units
  std::int64_t grain = 1;     // where it fails: the largest power of ten that all its numbers are multiples of, units
  int steps = 0;              // tolerance in steps of the total's last digit
  int nonzero = 0;            // parts that are not zero
  double bits = 0;
  bool average_like = false;  // the total lies between its parts
  bool mixed_signs = false;   // parts on both sides of zero, between which sums lie as often as averages
  bool all_zero = false;
};

SumInstance judge_instance(const LineGrid& grid, const SumTemplate& sum, int sample);

// Whether a class of numbers (same printed places, same kind) is exact or rounded: how unlikely it would be that so many
// rounded sums met to the digit.
struct Exactness {
  double exact_bits = 0;
  int near = 0;
  bool whole = false;  // no decimals, or seven figures and more: counts and accounts, mostly
  bool is_exact() const { return exact_bits - 5.0 * near > (whole ? -5 : 2); }
};

using NumberClass = std::pair<std::int64_t, bool>;  // last printed place, percent
NumberClass number_class(const LineCell& cell);

// Bits by which it surprises that a sum of rounded numbers meets to the digit.
double exactness_bits(std::size_t parts);

// A near miss that rounding hardly makes (its size beside the spread of so many rounded parts), where all else of the class meets to the digit.
bool is_beyond_rounding(const SumInstance& instance, std::size_t parts, std::int64_t ulp, const Exactness& exactness);

// Bits by which a gap looks like a slip (one digit, or small beside the total) rather than like another quantity.
struct SlipBits {
  double digit = 0;  // the gap is what one digit made another makes; 0 where it is not
  double small = 0;  // it is small beside the total
};
SlipBits slip_bits(std::int64_t gap, std::int64_t expected, std::int64_t ulp);

// Cells of lines between the parts and their total that have no number in any sample, and no lines of their own below them: their blanks are
// members, too, of a sum that nothing else bears out.
std::vector<CellId> blank_members(const LineGrid& grid, const SumTemplate& sum, int sample);

// The sum in one sample. `evidence` as in Relation.
Relation sum_relation(const LineGrid& grid, const SumTemplate& sum, int sample, const Decimal& tolerance, double evidence);

}  // namespace tabularium

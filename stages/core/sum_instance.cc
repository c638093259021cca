#include "stages/core/sum_instance.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace tabularium {

namespace {

// Parts that are more than rounding: beside them the rest proves nothing.
int sizeable_parts(const LineGrid& grid, const SumTemplate& sum, int sample, std::int64_t rounding) {
  const auto sizeable = [&](int line) { return grid.at(line, sample).slot == Slot::number && std::abs(grid.at(line, sample).units) > rounding; };
  return static_cast<int>(std::count_if(sum.parts.begin(), sum.parts.end(), sizeable) + std::count_if(sum.minus.begin(), sum.minus.end(), sizeable));
}

// Figures that are all round to thousands differ by one of their leading figures as easily as short ones do.
std::int64_t grain_of(const LineGrid& grid, const SumTemplate& sum, int sample) {
  constexpr std::int64_t coarsest = 1'000'000'000;
  std::int64_t grain = coarsest;
  const auto ask = [&](int line) {
    const LineCell& cell = grid.at(line, sample);
    while (cell.slot == Slot::number && cell.units % grain != 0) grain /= 10;
  };
  ask(sum.total);
  std::for_each(sum.parts.begin(), sum.parts.end(), ask);
  std::for_each(sum.minus.begin(), sum.minus.end(), ask);
  return grain;
}

// All members but one end in zeros behind the point: their last digit was never counted, so what that one brings there is no rounding.
bool is_finer_than_the_rest(const LineGrid& grid, const SumTemplate& sum, int sample, std::int64_t gap) {
  constexpr int least_padded = 4;
  const std::int64_t ulp = grid.at(sum.total, sample).ulp;
  std::int64_t whole = 1;
  for (int i = 0; i < grid.places; ++i) whole *= 10;
  if (ulp >= whole || gap % (10 * ulp) == 0) return false;
  int padded = 0;
  int fine = 0;
  const auto take = [&](int line) {
    const LineCell& cell = grid.at(line, sample);
    if (cell.slot != Slot::number || cell.units == 0) return;
    ++(cell.units % (10 * ulp) == 0 ? padded : fine);
  };
  take(sum.total);
  std::for_each(sum.parts.begin(), sum.parts.end(), take);
  std::for_each(sum.minus.begin(), sum.minus.end(), take);
  return fine == 1 && padded >= least_padded;
}

}  // namespace

SumInstance judge_instance(const LineGrid& grid, const SumTemplate& sum, int sample) {
  SumInstance out;
  const LineCell& total = grid.at(sum.total, sample);
  if (total.slot == Slot::none || total.slot == Slot::blank) return out;
  out.coarsest = total.ulp;
  int numbers = 0;
  int holes = total.slot == Slot::unreadable ? 1 : 0;
  std::int64_t least = INT64_MAX;
  std::int64_t most = INT64_MIN;
  const auto take = [&](int line, int sign) {
    const LineCell& cell = grid.at(line, sample);
    if (cell.slot != Slot::number) {
      ++holes;
      return;
    }
    ++numbers;
    out.coarsest = std::max(out.coarsest, cell.ulp);
    out.expected += sign * cell.units;
    if (cell.units == 0) return;
    ++out.nonzero;
    least = std::min(least, cell.units);
    most = std::max(most, cell.units);
  };
  for (const int line : sum.parts) take(line, 1);
  for (const int line : sum.minus) take(line, -1);
  if (numbers < 1 || total.slot != Slot::number) {
    out.state = numbers < 1 ? SumInstance::State::trivial : SumInstance::State::undecided;
    return out;
  }
  out.gap = total.units - out.expected;
  out.steps = rounding_steps(sum.parts.size() + sum.minus.size());
  out.average_like = out.nonzero >= 2 && total.units >= least && total.units <= most;
  out.mixed_signs = least < 0 && most > 0;
  out.all_zero = total.units == 0 && out.nonzero == 0;
  if (out.all_zero) {
    out.state = SumInstance::State::trivial;
  } else if (out.gap == 0) {
    out.state = SumInstance::State::exact;
    out.bits = out.nonzero < 2 ? 1 : surprise(total.units, total.ulp, 0);
  } else if (holes > 0) {
    out.state = SumInstance::State::undecided;
  } else if (std::abs(out.gap) <= out.steps * total.ulp && !is_finer_than_the_rest(grid, sum, sample, out.gap)) {
    out.state = SumInstance::State::near;
    out.bits = sizeable_parts(grid, sum, sample, out.steps * total.ulp) < 2 ? 0.5 : surprise(total.units, total.ulp, out.steps);
  } else {
    out.state = SumInstance::State::fails;
    out.grain = grain_of(grid, sum, sample);
  }
  return out;
}

NumberClass number_class(const LineCell& cell) { return {cell.ulp, cell.percent}; }

double exactness_bits(std::size_t parts) {
  const double n = static_cast<double>(parts) + 1;
  return -std::log2(std::min(0.9, 1 / std::sqrt(2 * M_PI * n / 12)));
}

bool is_beyond_rounding(const SumInstance& instance, std::size_t parts, std::int64_t ulp, const Exactness& exactness) {
  constexpr double least_exact = 1;
  constexpr double least_bits = 9;
  if (exactness.near != 1 || exactness.exact_bits < least_exact) return false;
  const double steps = static_cast<double>(std::abs(instance.gap)) / static_cast<double>(ulp);
  const double variance = (static_cast<double>(parts) + 1) / 12;
  return exactness.exact_bits + steps * steps / (2 * variance) * M_LOG2E >= least_bits;
}

SlipBits slip_bits(std::int64_t gap, std::int64_t expected, std::int64_t ulp) {
  constexpr double most = 12;
  const std::int64_t larger = std::max({std::abs(expected), std::abs(expected + gap), std::int64_t{1}});
  const double size = static_cast<double>(larger) / static_cast<double>(ulp);
  const double relative = std::abs(static_cast<double>(gap)) / static_cast<double>(ulp) / size;
  SlipBits bits;
  bits.small = relative < 0.5 ? std::min(std::log2(0.5 / relative), most) : 0;
  std::int64_t digit = std::abs(gap);
  int digits = 1;
  while (digit != 0 && digit % 10 == 0) digit /= 10;
  if (digit == 0 || digit >= 10) return bits;
  for (double rest = size; rest >= 10; rest /= 10) ++digits;
  bits.digit = std::min(std::log2(std::pow(10.0, digits) / (9.0 * digits)), most);
  return bits;
}

std::vector<CellId> blank_members(const LineGrid& grid, const SumTemplate& sum, int sample) {
  std::vector<CellId> blanks;
  if (sum.parts.empty()) return blanks;
  const auto [first, last] = std::minmax_element(sum.parts.begin(), sum.parts.end());
  for (int line = std::min(*first, sum.total); line <= std::max(*last, sum.total); ++line) {
    const LineCell& cell = grid.at(line, sample);
    const LineInfo& info = grid.info[static_cast<std::size_t>(line)];
    if (cell.cell < 0 || (cell.slot != Slot::blank && cell.slot != Slot::unreadable) || info.children_end > line + 1) continue;
    bool number = false;
    for (int s = 0; s < grid.samples && !number; ++s) number = grid.at(line, s).slot == Slot::number;
    if (!number) blanks.push_back(cell.cell);
  }
  return blanks;
}

Relation sum_relation(const LineGrid& grid, const SumTemplate& sum, int sample, const Decimal& tolerance, double evidence) {
  Relation relation;
  relation.left.push_back({grid.at(sum.total, sample).cell, 1});
  for (const int line : sum.parts)
    if (grid.at(line, sample).cell >= 0) relation.right.push_back({grid.at(line, sample).cell, 1});
  for (const int line : sum.minus)
    if (grid.at(line, sample).cell >= 0) relation.right.push_back({grid.at(line, sample).cell, -1});
  relation.tolerance = tolerance;
  relation.evidence = evidence;
  return relation;
}

}  // namespace tabularium

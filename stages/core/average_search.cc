#include "stages/core/average_search.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace tabularium {
namespace {

constexpr double least_bits_labelled = 8;
constexpr double least_bits = 24;        // of a last line that is not called a mean
constexpr double max_sample_bits = 12;
constexpr double least_bits_close = 5;   // of a mean that is missed, but not by much
constexpr int least_parts = 2;

std::size_t at(int i) { return static_cast<std::size_t>(i); }

struct Sampled {
  std::vector<int> parts;  // lines with a number in this sample
  std::int64_t gap = 0;    // n × mean − sum
  std::int64_t tolerance = 0;
  double bits = 0;
  bool usable = false;
  bool holds = false;
  bool clear_miss = false;  // more than a whole step off: less was rounded by hand, and is neither right nor wrong
};

std::int64_t nearest_to_zero(std::int64_t gap, std::int64_t modulus) {
  if (modulus == 0) return gap;
  gap %= modulus;
  if (gap > modulus / 2) gap -= modulus;
  if (gap < -(modulus / 2)) gap += modulus;
  return gap;
}

Sampled sampled(const LineGrid& grid, int mean, const std::vector<int>& lines, int sample, std::int64_t modulus) {
  Sampled out;
  const LineCell& result = grid.at(mean, sample);
  if (result.slot != Slot::number) return out;
  std::int64_t sum = 0;
  std::int64_t least = INT64_MAX;
  std::int64_t most = INT64_MIN;
  for (const int line : lines) {
    const LineCell& cell = grid.at(line, sample);
    if (cell.slot == Slot::unreadable) return out;
    if (cell.slot != Slot::number) continue;
    out.parts.push_back(line);
    sum += cell.units;
    least = std::min(least, cell.units);
    most = std::max(most, cell.units);
  }
  const auto n = static_cast<std::int64_t>(out.parts.size());
  if (n < least_parts) return out;
  out.usable = true;
  out.gap = nearest_to_zero(n * result.units - sum, modulus);
  out.tolerance = n * result.ulp / 2;
  out.holds = std::abs(out.gap) <= out.tolerance;
  out.clear_miss = std::abs(out.gap) > n * result.ulp;
  // A mean lies between its parts anyhow: what surprises is where it lies.
  const double range = static_cast<double>(most - least) / static_cast<double>(result.ulp);
  out.bits = std::min(std::log2(1 + range), max_sample_bits);
  return out;
}

struct Pattern {
  std::vector<int> lines;
  std::int64_t modulus = 0;
  std::vector<Sampled> samples;
  double bits = 0;
  int holds = 0;
  int fails = 0;
  bool tells_failures = true;  // not where the numbers may wrap around: what fails may hold then
};

Pattern judge(const LineGrid& grid, int mean, std::vector<int> lines, std::int64_t modulus) {
  Pattern out;
  out.lines = std::move(lines);
  out.modulus = modulus;
  for (int s = 0; s < grid.samples; ++s) {
    out.samples.push_back(sampled(grid, mean, out.lines, s, modulus));
    const Sampled& one = out.samples.back();
    if (!one.usable) continue;
    out.bits += one.holds ? one.bits : 0;
    out.holds += one.holds && one.bits > 1 ? 1 : 0;
    out.fails += one.holds ? 0 : 1;
  }
  return out;
}

bool is_part(const LineInfo& info) { return !info.total && !info.average; }

// The lines before the mean (back to the last mean or total), and all others.
std::vector<std::vector<int>> choices(const LineGrid& grid, int mean) {
  std::vector<int> before;
  std::vector<int> all;
  const LineInfo& own = grid.info[at(mean)];
  for (int line = 0; line < grid.lines; ++line) {
    const LineInfo& info = grid.info[at(line)];
    if (line == mean) continue;
    if (line < mean && line >= own.scope_begin) {
      if (is_part(info)) before.push_back(line);
      else if (info.average) before.clear();
    }
    if (is_part(info)) all.push_back(line);
  }
  std::vector<std::vector<int>> out;
  if (before.size() >= least_parts) out.push_back(before);
  if (all.size() >= least_parts && all != before) out.push_back(all);
  return out;
}

// The power of ten above the lines' numbers, if none is negative: what readings without their first figure wrap around at. A few misread
// ones (a lost point makes 8838 of 9.838) do not hide it: two in a hundred may be larger, or negative.
std::int64_t wrap_of(const LineGrid& grid, const std::vector<int>& lines) {
  std::vector<std::int64_t> numbers;
  for (const int line : lines)
    for (int s = 0; s < grid.samples; ++s)
      if (const LineCell& cell = grid.at(line, s); cell.slot == Slot::number) numbers.push_back(cell.units);
  const std::size_t strays = numbers.size() / 50;
  if (numbers.empty()) return 0;
  std::ranges::sort(numbers);
  if (numbers[strays] < 0) return 0;
  const std::int64_t most = numbers[numbers.size() - 1 - strays];
  std::int64_t wrap = 1;
  while (wrap <= most && wrap < 1'000'000'000'000'000) wrap *= 10;
  return wrap > most ? wrap : 0;
}

bool is_believed(const Pattern& pattern, bool labelled) {
  if (pattern.bits < (labelled ? least_bits_labelled : least_bits)) return false;
  return labelled ? pattern.fails <= 2 * pattern.holds : pattern.fails * 4 <= pattern.holds;
}

// The gap is what one figure of the mean or of a part makes, where few gaps are.
bool is_slip(const Sampled& one) {
  const auto n = static_cast<std::int64_t>(one.parts.size());
  for (const std::int64_t weight : {std::int64_t{1}, n})
    for (std::int64_t place = 1; place <= std::abs(one.gap) * 2; place *= 10) {
      const std::int64_t step = weight * place;
      if (step < 4 * one.tolerance) continue;
      const std::int64_t digit = (std::abs(one.gap) + step / 2) / step;
      if (digit >= 1 && digit <= 9 && std::abs(std::abs(one.gap) - digit * step) <= one.tolerance) return true;
    }
  return false;
}

// It is missed by little beside the range of its parts, within which another quantity would lie anywhere.
bool is_close(const Sampled& one, std::int64_t ulp) {
  const double steps = static_cast<double>(std::abs(one.gap)) / static_cast<double>(ulp) / static_cast<double>(one.parts.size());
  return one.bits - std::log2(1 + 2 * steps) >= least_bits_close;
}

// One mean of a labelled line fails by what a wrong figure makes, another like it holds.
bool is_lone_miss(const LineGrid& grid, int mean, const Pattern& pattern, int sample) {
  const Sampled& one = pattern.samples[at(sample)];
  if (pattern.fails != 1 || pattern.holds < 1 || !(is_slip(one) || is_close(one, grid.at(mean, sample).ulp))) return false;
  const auto like = [&](int s) { return pattern.samples[at(s)].holds && grid.at(mean, s).ulp == grid.at(mean, sample).ulp && grid.at(mean, s).percent == grid.at(mean, sample).percent; };
  for (int s = 0; s < grid.samples; ++s)
    if (s != sample && like(s)) return true;
  return false;
}

void emit(const LineGrid& grid, int mean, const Pattern& pattern, bool labelled, std::vector<Relation>& found) {
  const bool tells_failures = pattern.tells_failures && pattern.holds >= (labelled ? 2 : 6);
  for (int s = 0; s < grid.samples; ++s) {
    const Sampled& one = pattern.samples[at(s)];
    if (!one.usable || (!one.holds && (!one.clear_miss || (!tells_failures && !(labelled && is_lone_miss(grid, mean, pattern, s)))))) continue;
    Relation relation;
    relation.kind = RelationKind::average;
    relation.left.push_back({grid.at(mean, s).cell, static_cast<int>(one.parts.size())});
    for (const int line : one.parts) relation.right.push_back({grid.at(line, s).cell, 1});
    relation.tolerance = {one.tolerance, grid.places};
    relation.modulus = {pattern.modulus, grid.places};
    relation.evidence = pattern.bits;
    found.push_back(std::move(relation));
  }
}

}  // namespace

void search_averages(const LineGrid& grid, std::vector<Relation>& found) {
  int last = -1;
  for (int line = 0; line < grid.lines; ++line)
    for (int s = 0; s < grid.samples; ++s)
      if (grid.at(line, s).slot == Slot::number) last = line;
  for (int line = 0; line < grid.lines; ++line) {
    const bool labelled = grid.info[at(line)].average;
    if (!labelled && (line != last || grid.lines > 400)) continue;
    Pattern best;
    for (const auto& lines : choices(grid, line)) {
      Pattern plain = judge(grid, line, lines, 0);
      const std::int64_t wrap = labelled || is_believed(plain, false) ? wrap_of(grid, lines) : 0;
      if (wrap > 0) {
        // Only where means of wrapped readings demand it: several hold that do not hold otherwise.
        Pattern wrapped = judge(grid, line, lines, wrap);
        const bool demanded = wrapped.holds >= plain.holds + 2;
        if (demanded && wrapped.holds * 2 >= grid.samples) plain = std::move(wrapped);
        else if (demanded) plain.tells_failures = false;
      }
      if (plain.bits > best.bits) best = std::move(plain);
    }
    if (is_believed(best, labelled)) emit(grid, line, best, labelled, found);
  }
}

}  // namespace tabularium

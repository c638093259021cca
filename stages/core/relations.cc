#include "stages/core/relations.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <set>

#include "stages/core/average_search.h"
#include "stages/core/broken_sums.h"
#include "stages/core/number_lines.h"
#include "stages/core/quotient_search.h"
#include "stages/core/running_search.h"
#include "stages/core/sum_instance.h"
#include "stages/core/typed_value.h"

namespace tabularium {
namespace {

constexpr double least_arithmetic = 4;      // bits that the numbers must bring, before what a search meets by chance
constexpr double bits_a_failure = 2;        // bits that a sample which fails takes from a pattern
constexpr double bits_a_strong_failure = 8; // likewise where as many samples fail as hold
constexpr std::int64_t long_figure = 1'000'000;  // steps: who prints as many figures does not round
constexpr double needed_to_contradict = 0;  // bits in favour of an error, after all that speaks for something else

std::size_t at(int i) { return static_cast<std::size_t>(i); }

struct Judged {
  const LineGrid* grid = nullptr;
  SumTemplate sum;
  std::vector<SumInstance> instances;  // a sample
  double evidence = 0;              // bits, label and place included
  double arithmetic = 0;            // bits of the numbers alone
  int exact = 0;                    // informative samples that hold to the digit
  int near = 0;
  int fails = 0;
};

NumberClass class_of(const Judged& judged, int sample) { return number_class(judged.grid->at(judged.sum.total, sample)); }

template <typename F>
void for_cells(const Judged& judged, int sample, F&& use) {
  use(judged.grid->at(judged.sum.total, sample).cell);
  for (const int line : judged.sum.parts) use(judged.grid->at(line, sample).cell);
  for (const int line : judged.sum.minus) use(judged.grid->at(line, sample).cell);
}

// Near misses of one class, those that one wrong cell would explain (same gap, a cell in common) counted once. Only a few:
// where there are many, the numbers are rounded.
int count_near(std::vector<std::pair<const Judged*, int>> near) {
  if (near.size() > 6) return static_cast<int>(near.size());
  std::stable_sort(near.begin(), near.end(), [](const auto& a, const auto& b) { return a.first->sum.parts.size() < b.first->sum.parts.size(); });
  std::set<std::pair<CellId, std::int64_t>> explained;
  int counted = 0;
  for (const auto& [judged, sample] : near) {
    const std::int64_t gap = std::abs(judged->instances[at(sample)].gap);
    bool known = false;
    for_cells(*judged, sample, [&](CellId cell) { known = known || explained.contains({cell, gap}); });
    if (known) continue;
    ++counted;
    for_cells(*judged, sample, [&](CellId cell) { explained.insert({cell, gap}); });
  }
  return counted;
}

// Decimals that end in zeros are printed with a digit more than was rounded to: at that digit they are exact.
bool is_padded(const LineGrid& grid, const NumberClass& of) {
  constexpr int least_numbers = 12;
  int padded = 0;
  int numbers = 0;
  for (const LineCell& cell : grid.cells) {
    if (cell.slot != Slot::number || cell.units == 0 || number_class(cell) != of) continue;
    ++numbers;
    padded += cell.units % (10 * cell.ulp) == 0 ? 1 : 0;
  }
  return numbers >= least_numbers && padded * 10 >= numbers * 9;
}

std::map<NumberClass, Exactness> exactness_by(const std::vector<Judged>& all, bool expected_only) {
  std::map<NumberClass, Exactness> classes;
  std::map<NumberClass, std::vector<std::pair<const Judged*, int>>> near;
  for (const Judged& judged : all) {
    if (expected_only && !judged.sum.labelled && !judged.sum.structural) continue;
    const double meets = exactness_bits(judged.sum.parts.size());
    for (int s = 0; s < judged.grid->samples; ++s) {
      const SumInstance& instance = judged.instances[at(s)];
      Exactness& exactness = classes[class_of(judged, s)];
      if (instance.state == SumInstance::State::exact && instance.nonzero >= 2) exactness.exact_bits += meets;
      const bool long_figures = std::abs(instance.expected) >= long_figure * judged.grid->at(judged.sum.total, s).ulp;
      exactness.whole = exactness.whole || (instance.state == SumInstance::State::exact && long_figures);
      if (instance.state == SumInstance::State::near) near[class_of(judged, s)].emplace_back(&judged, s);
    }
  }
  for (auto& [of, misses] : near) classes[of].near = count_near(std::move(misses));
  for (auto& [of, exactness] : classes) {
    std::int64_t whole = 1;
    for (int i = 0; !all.empty() && i < all.front().grid->places; ++i) whole *= 10;
    exactness.whole = exactness.whole || (of.first >= whole && !of.second) || (!all.empty() && of.first < whole && is_padded(*all.front().grid, of));
  }
  return classes;
}

// Totals that their label or place shows have the word; sums of other lines only where there are none of those: a sum
// that was merely met is as often nearly met.
std::map<NumberClass, Exactness> exactness_of(const std::vector<Judged>& all, const RelationOptions& options) {
  auto classes = exactness_by(all, true);
  for (const auto& [of, exactness] : exactness_by(all, false)) {
    Exactness& known = classes[of];
    if (known.exact_bits < 2) known = exactness;
  }
  if (options.elsewhere != nullptr)
    for (auto& [of, exactness] : classes) exactness.exact_bits += habit_for(*options.elsewhere, *all.front().grid, of).exact_bits;
  return classes;
}

void count(Judged& judged) {
  double lone = 0;
  judged.evidence = judged.exact = judged.near = judged.fails = 0;
  for (const SumInstance& instance : judged.instances) {
    (instance.nonzero < 2 ? lone : judged.evidence) += std::min(instance.bits, 20.0);
    const bool tells = instance.nonzero >= 2 || judged.sum.labelled;
    judged.exact += tells && instance.state == SumInstance::State::exact ? 1 : 0;
    judged.near += tells && instance.state == SumInstance::State::near ? 1 : 0;
    judged.fails += instance.state == SumInstance::State::fails ? 1 : 0;
  }
  judged.arithmetic = judged.evidence - judged.sum.penalty;
  judged.evidence += (judged.sum.labelled ? std::min(lone, 6.0) : 0) + judged.sum.prior - judged.sum.penalty;
}

Judged judge_template(const LineGrid& grid, SumTemplate sum) {
  Judged out;
  out.grid = &grid;
  out.sum = std::move(sum);
  for (int s = 0; s < grid.samples; ++s) out.instances.push_back(judge_instance(grid, out.sum, s));
  count(out);
  return out;
}

// Bits that a table would give by chance: every line that is called a total (or any line, where none says so) is tried
// in every sample.
double chance_of_search(const Judged& judged) {
  const LineGrid& grid = *judged.grid;
  const bool given = judged.sum.labelled && judged.sum.structural;  // nothing was chosen: label and place say what is summed
  int tried = 0;
  for (int line = 0; line < grid.lines; ++line) {
    if (given && !grid.info[at(line)].total) continue;
    for (int s = 0; s < grid.samples; ++s) tried += grid.at(line, s).slot == Slot::number && grid.at(line, s).units != 0 ? 1 : 0;
  }
  return (given ? 2.5 : least_arithmetic) + std::min(std::log2(1.0 + tried) * (given ? 1 : 0.5), 5.0);
}

bool is_believed(const Judged& judged, const RelationOptions& options) {
  const int holds = judged.exact + judged.near;
  if (judged.evidence < options.min_evidence || static_cast<int>(judged.sum.parts.size()) > options.max_parts) return false;
  const double surplus = judged.arithmetic - chance_of_search(judged);
  if (surplus < bits_a_failure * judged.fails) return false;
  if (judged.sum.labelled) return judged.fails <= 2 * holds;
  if (judged.sum.structural && surplus > bits_a_strong_failure * judged.fails) return judged.fails <= holds;
  return judged.fails <= holds / (judged.sum.structural ? 2 : 4);
}

// Strongest first; what fails too often, or is a weaker explanation of a line that is explained already, goes.
std::vector<Judged> strongest(std::vector<Judged> all, const RelationOptions& options) {
  std::stable_sort(all.begin(), all.end(), [](const Judged& a, const Judged& b) { return a.evidence > b.evidence; });
  std::vector<Judged> kept;
  std::map<std::pair<bool, int>, int> explained;  // fails of the strongest sum for a line
  for (Judged& judged : all) {
    if (!is_believed(judged, options)) continue;
    const auto [known, first] = explained.emplace(std::pair(judged.grid->rows, judged.sum.total), judged.fails);
    if (!first && judged.fails > 0 && judged.fails >= known->second) continue;
    kept.push_back(std::move(judged));
  }
  return kept;
}

// Where what is believed shows that numbers are exact, a near miss is a miss.
std::vector<Judged> believable(std::vector<Judged> all, const RelationOptions& options, bool& in_doubt) {
  all = strongest(std::move(all), options);
  in_doubt = std::any_of(all.begin(), all.end(), [](const Judged& judged) { return judged.near > 0; });
  const auto exactness = exactness_of(all, options);
  for (Judged& judged : all) {
    for (int s = 0; s < judged.grid->samples; ++s) {
      SumInstance& instance = judged.instances[at(s)];
      if (instance.state != SumInstance::State::near) continue;
      const Exactness& known = exactness.at(class_of(judged, s));
      const std::size_t parts = judged.sum.parts.size() + judged.sum.minus.size();
      if (!known.is_exact() && !is_beyond_rounding(instance, parts, judged.grid->at(judged.sum.total, s).ulp, known)) continue;
      instance.state = SumInstance::State::fails;
      instance.bits = 0;
    }
    count(judged);
  }
  return strongest(std::move(all), options);
}

// Everything that is known about the failures of a table, so that they can speak for one another.
class FailureJudge {
 public:
  FailureJudge(const std::vector<Judged>& all, const RelationOptions& options) : all_(all), exactness_(exactness_of(all, options)) {
    for (std::size_t k = 0; k < all.size(); ++k) {
      for (int s = 0; s < all[k].grid->samples; ++s) {
        const SumInstance& instance = all[k].instances[at(s)];
        if (instance.state == SumInstance::State::exact) held_[{all[k].grid->rows, s}] += std::min(instance.bits, 6.0);
        if (instance.state != SumInstance::State::fails) continue;
        for_cells(all[k], s, [&](CellId cell) { gaps_[cell].insert({all[k].grid->rows, std::abs(instance.gap)}); });
      }
    }
  }

  const std::map<NumberClass, Exactness>& exactness() const { return exactness_; }

  // A near miss there would pass for rounding, so that the sum leaves its last digits open.
  bool rounded(const Judged& judged, int sample) const {
    const auto it = exactness_.find(class_of(judged, sample));
    if (it == exactness_.end()) return true;
    Exactness other = it->second;
    other.exact_bits -= judged.instances[at(sample)].nonzero >= 2 ? exactness_bits(judged.sum.parts.size()) : 0;
    ++other.near;
    return !other.is_exact();
  }

  // A failing instance of a pattern that holds elsewhere: is it an error, or does the pattern not apply to this sample?
  bool is_error(const Judged& judged, int sample) const {
    const SumInstance& instance = judged.instances[at(sample)];
    const LineCell& total = judged.grid->at(judged.sum.total, sample);
    if (judged.evidence < 8 || judged.exact < 1) return false;
    int alike = 0;
    for (int s = 0; s < judged.grid->samples; ++s) {
      const SumInstance& other = judged.instances[at(s)];
      if (s != sample && (other.state == SumInstance::State::exact || other.state == SumInstance::State::near) && class_of(judged, s) == class_of(judged, sample))
        alike += other.bits >= 1 ? 1 : 0;
    }
    if (crossed(judged, sample) || slipped(judged, sample)) return true;
    if (hidden(judged) == instance.gap) return false;
    const bool expected = judged.sum.labelled || judged.sum.structural;
    const int fails = unexplained(judged);
    if (!expected && (alike < 12 || fails > 1 + alike / 50)) return false;
    if (alike < 1 || fails * 3 > judged.exact + judged.near + 2) return false;
    double bits = -5 - 3.0 * (fails - 1);
    bits += 1.5 * std::log2(1.0 + alike);
    const SlipBits slip = slip_bits(instance.gap, instance.expected, std::max(total.ulp, instance.grain));
    bits += std::max(slip.digit, slip.small);
    if (instance.average_like && !instance.mixed_signs) bits -= judged.grid->rows ? 4 : 1;  // a row of averages has averages in its total, too
    if (total.percent) bits -= 2;
    if (judged.sum.labelled) bits += judged.sum.structural ? 2 : 1;
    if (!judged.sum.labelled && !judged.sum.structural) bits -= 4;
    const auto held = held_.find({judged.grid->rows, sample});
    if (held != held_.end()) bits += std::min(held->second / 2, 6.0);
    return bits > needed_to_contradict;
  }

 private:
  // Failures that nothing settles yet: those that a crossing sum shows to be errors do not speak against the pattern.
  int unexplained(const Judged& judged) const {
    int fails = 0;
    for (int s = 0; s < judged.grid->samples; ++s) fails += judged.instances[at(s)].state == SumInstance::State::fails && !crossed(judged, s) ? 1 : 0;
    return fails;
  }

  // A relation of the other direction fails by as much in one of the same cells.
  bool crossed(const Judged& judged, int sample) const {
    const std::int64_t gap = std::abs(judged.instances[at(sample)].gap);
    bool found = false;
    for_cells(judged, sample, [&](CellId cell) {
      const auto it = gaps_.find(cell);
      found = found || (it != gaps_.end() && it->second.contains({!judged.grid->rows, gap}));
    });
    return found;
  }

  // What the blanks of other samples must stand for: figures that are left out, but counted in the line of totals.
  static std::int64_t hidden(const Judged& judged) {
    std::int64_t sum = 0;
    for (const SumInstance& instance : judged.instances) sum += instance.state == SumInstance::State::undecided ? instance.gap : 0;
    return sum;
  }

  // The sample beside it lacks just what this one has too much, and has a blank where it would stand.
  bool slipped(const Judged& judged, int sample) const {
    const std::int64_t gap = judged.instances[at(sample)].gap;
    for (const int beside : {sample - 1, sample + 1}) {
      if (beside < 0 || beside >= judged.grid->samples) continue;
      const SumInstance& other = judged.instances[at(beside)];
      if (other.state != SumInstance::State::undecided || other.gap != -gap) continue;
      for (const int line : judged.sum.parts) {
        const LineCell& here = judged.grid->at(line, sample);
        if (here.slot == Slot::number && std::abs(here.units) == std::abs(gap) && judged.grid->at(line, beside).slot == Slot::blank) return true;
      }
    }
    return false;
  }

  const std::vector<Judged>& all_;
  std::map<NumberClass, Exactness> exactness_;
  std::map<std::pair<bool, int>, double> held_;                     // bits of sums that hold, a sample
  std::map<CellId, std::set<std::pair<bool, std::int64_t>>> gaps_;  // failing gaps, a cell: (over rows, size)
};

// One number is blank or unreadable: undecided now, but it says what that number would be. Where no number can stand
// (a span covers the place, a header does), nothing is said.
bool has_one_hole(const Judged& judged, int sample) {
  if (judged.instances[at(sample)].state != SumInstance::State::undecided) return false;
  int holes = 0;
  bool barred = false;
  const auto ask = [&](int line) {
    const LineCell& cell = judged.grid->at(line, sample);
    holes += cell.slot == Slot::number ? 0 : 1;
    barred = barred || cell.slot == Slot::none || cell.cell < 0;
  };
  ask(judged.sum.total);
  std::for_each(judged.sum.parts.begin(), judged.sum.parts.end(), ask);
  std::for_each(judged.sum.minus.begin(), judged.sum.minus.end(), ask);
  return holes == 1 && !barred;
}

void emit(const Judged& judged, const FailureJudge& failures, std::vector<Relation>& out) {
  using State = SumInstance::State;
  const LineGrid& grid = *judged.grid;
  for (int s = 0; s < grid.samples; ++s) {
    const SumInstance& instance = judged.instances[at(s)];
    const Decimal exact{0, grid.places};
    const Decimal rounding{instance.steps * grid.at(judged.sum.total, s).ulp, grid.places};
    const bool rounded = failures.rounded(judged, s);
    if (instance.state == State::exact) {
      out.push_back(sum_relation(grid, judged.sum, s, rounded ? rounding : exact, judged.evidence));
      if (judged.exact + judged.near < 2 && judged.sum.minus.empty())
        for (const CellId blank : blank_members(grid, judged.sum, s)) out.back().right.push_back({blank, 1});
    } else if (instance.state == State::near) {
      out.push_back(sum_relation(grid, judged.sum, s, rounding, judged.evidence));
    } else if (instance.state == State::fails ? failures.is_error(judged, s) : has_one_hole(judged, s)) {
      const bool beyond = std::abs(instance.gap) > rounding.units;  // less was told for a miss, since numbers are exact
      out.push_back(sum_relation(grid, judged.sum, s, beyond && instance.state == State::fails && rounded ? rounding : exact, judged.evidence));
    }
  }
}

}  // namespace

FoundRelations find_relations(const Table& table, const RelationOptions& options) {
  LineGrid rows = row_lines(table);
  LineGrid columns = column_lines(table);
  std::vector<Judged> judged;
  for (const LineGrid* grid : {&rows, &columns})
    for (SumTemplate& sum : search_sums(*grid, options.min_evidence)) judged.push_back(judge_template(*grid, std::move(sum)));
  FoundRelations found;
  std::vector<Relation>& relations = found.relations;
  judged = believable(std::move(judged), options, found.in_doubt);
  const FailureJudge failures(judged, options);
  for (const Judged& one : judged) emit(one, failures, relations);
  if (options.broken_sums) {
    SearchedSums searched = search_broken_sums(rows, columns, {failures.exactness(), options.elsewhere}, relations);
    found.in_doubt = searched.in_doubt || found.in_doubt;
    found.unsettled = std::move(searched.unsettled);
  }
  if (options.sums_only) return found;
  for (LineGrid* grid : {&rows, &columns}) {
    read_meanings(table, *grid);
    search_averages(*grid, relations);
    search_running(*grid, relations);
    search_quotients(*grid, table, relations);
  }
  return found;
}

std::vector<Relation> discover_relations(const Table& table, const RelationOptions& options) { return find_relations(table, options).relations; }

double arithmetic_support(const Table& table, double broken) {
  Table typed;
  const Table* subject = &table;
  const bool untyped = std::none_of(table.cells.begin(), table.cells.end(), [](const Cell& c) { return c.value.kind != ValueKind::blank; });
  if (untyped) {
    typed = table;
    std::vector<std::string_view> texts;
    for (const Cell& cell : typed.cells)
      if (cell.role == Role::data) texts.push_back(cell.text);
    const ValueOptions options{.style = number_style_of(texts), .unit = {}, .scale = 0};
    for (Cell& cell : typed.cells)
      if (cell.role == Role::data) cell.value = parse_value(cell.text, options);
    subject = &typed;
  }
  std::map<CellId, double> covered;  // what its best relation is worth
  for (const Relation& relation : discover_relations(*subject, {.sums_only = true, .broken_sums = broken > 0})) {
    const Outcome outcome = evaluate(relation, *subject);
    if (outcome == Outcome::undecided) continue;
    for_members(relation, [&](CellId id, int) {
      double& known = covered[id];
      if (is_numeric(subject->cells[at(id)].value)) known = std::max(known, outcome == Outcome::holds ? 1 : broken);
    });
  }
  const auto numbers = std::count_if(subject->cells.begin(), subject->cells.end(), [](const Cell& c) { return c.role == Role::data && is_numeric(c.value); });
  const double held = std::accumulate(covered.begin(), covered.end(), 0.0, [](double sum, const auto& entry) { return sum + entry.second; });
  return numbers > 0 ? held / static_cast<double>(numbers) : 0;
}

}  // namespace tabularium

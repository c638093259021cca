#include "stages/core/broken_sums.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <map>
#include <set>
#include <utility>

#include "stages/core/sum_instance.h"

namespace tabularium {
namespace {

constexpr double least_score = 2;        // bits below which a line is not taken for a total of what lies open before it
constexpr double least_bits = 4.5;       // bits below which a failure is not told
constexpr double most_small_bits = 3;    // a gap that is small, but no single figure
constexpr double first_alike = 2.5;      // the sum holds in another sample of the same kind of number
constexpr double more_alike = 1;
constexpr double most_alike = 5;
constexpr double another_fails = 3;      // … or fails there, and is no average
constexpr double average_like = 6;
constexpr double of_percentages = 2;
constexpr double another_total = 2;      // another line that is called a total holds
constexpr double most_other_totals = 4;
constexpr double crossed = 8;            // another sum lacks as much, and shares a cell

std::size_t at(int i) { return static_cast<std::size_t>(i); }

bool meets(const SumInstance& instance) { return instance.state == SumInstance::State::exact || instance.state == SumInstance::State::near; }

double slip(const SumInstance& instance, std::int64_t ulp) {
  const SlipBits bits = slip_bits(instance.gap, instance.expected, std::max(ulp, instance.grain));
  return std::max(bits.digit, std::min(bits.small, most_small_bits));
}

// Prefix sums of the lines that still stand for themselves, a sample.
class OpenSums {
 public:
  explicit OpenSums(const LineGrid& grid) : grid_(grid) { prefix_.push_back(std::vector<Prefix>(at(grid.samples))); }

  const std::vector<int>& lines() const { return lines_; }
  int size() const { return static_cast<int>(lines_.size()); }

  void push(int line) {
    std::vector<Prefix> next = prefix_.back();
    for (int s = 0; s < grid_.samples; ++s) {
      const LineCell& cell = grid_.at(line, s);
      Prefix& prefix = next[at(s)];
      prefix.holes += cell.slot == Slot::number ? 0 : 1;
      if (cell.slot != Slot::number || cell.units == 0) continue;
      prefix.sum += cell.units;
      ++prefix.nonzero;
    }
    lines_.push_back(line);
    prefix_.push_back(std::move(next));
  }

  void pop_to(int position) {
    lines_.resize(at(position));
    prefix_.resize(at(position) + 1);
  }

  // What speaks for `line` as the sum of all that is open from `start` on.
  double score(int line, int start) const {
    double score = 0;
    for (int s = 0; s < grid_.samples; ++s) {
      const LineCell& total = grid_.at(line, s);
      const Prefix& from = prefix_[at(start)][at(s)];
      const Prefix& to = prefix_.back()[at(s)];
      if (total.slot != Slot::number || total.units == 0 || to.nonzero - from.nonzero < 2) continue;
      SumInstance instance;
      instance.expected = to.sum - from.sum;
      instance.gap = total.units - instance.expected;
      if (std::abs(instance.gap) <= rounding_steps(at(size() - start)) * total.ulp) score += std::min(surprise(total.units, total.ulp, 0), 10.0);
      else if (to.holes == from.holes) score += slip(instance, total.ulp);
    }
    return score;
  }

 private:
  struct Prefix {
    std::int64_t sum = 0;
    int nonzero = 0;
    int holes = 0;
  };

  const LineGrid& grid_;
  std::vector<int> lines_;
  std::vector<std::vector<Prefix>> prefix_;
};

struct Asked {
  const LineGrid* grid = nullptr;
  SumTemplate sum;
  std::vector<SumInstance> instances;  // a sample
};

bool has_number(const LineGrid& grid, int line) {
  for (int s = 0; s < grid.samples; ++s)
    if (grid.at(line, s).slot == Slot::number) return true;
  return false;
}

// Where the parts of a total may begin among the open lines: its group, the last total, everything.
std::set<int> starts_of(const LineGrid& grid, int line, bool below, const std::vector<int>& open, int last_total) {
  const LineInfo& info = grid.info[at(line)];
  const auto group = below ? std::lower_bound(open.begin(), open.end(), info.scope_begin)
                           : std::lower_bound(open.begin(), open.end(), info.scope_end - 1, [](int a, int b) { return a > b; });
  return {0, static_cast<int>(group - open.begin()), last_total < 0 ? 0 : std::min(last_total + 1, static_cast<int>(open.size()))};
}

// The lines that are called totals, each with what it would be the sum of, in one direction of reading.
std::vector<SumTemplate> asked_sums(const LineGrid& grid, bool below) {
  std::vector<SumTemplate> sums;
  OpenSums open(grid);
  int last_total = -1;
  for (int k = 0; k < grid.lines; ++k) {
    const int line = below ? k : grid.lines - 1 - k;
    if (!has_number(grid, line)) continue;
    double best = least_score;
    int from = -1;
    if (grid.info[at(line)].total && !grid.info[at(line)].average)
      for (const int start : starts_of(grid, line, below, open.lines(), last_total)) {
        const double score = open.size() - start < 2 ? 0 : open.score(line, start);
        if (score <= best) continue;
        best = score;
        from = start;
      }
    if (from >= 0) {
      sums.push_back({line, {open.lines().begin() + from, open.lines().end()}, {}, true, true, best, 0});
      open.pop_to(from);
      last_total = from;
    }
    open.push(line);
  }
  return sums;
}

// Below or above its parts, whichever fits a total better.
std::vector<Asked> ask(const LineGrid& grid) {
  std::map<int, SumTemplate> best;
  for (const bool below : {true, false})
    for (SumTemplate& sum : asked_sums(grid, below)) {
      const auto [known, fresh] = best.try_emplace(sum.total, sum);
      if (!fresh && sum.prior > known->second.prior) known->second = std::move(sum);
    }
  std::vector<Asked> all;
  for (auto& [line, sum] : best) {
    Asked asked{&grid, std::move(sum), {}};
    for (int s = 0; s < grid.samples; ++s) asked.instances.push_back(judge_instance(grid, asked.sum, s));
    all.push_back(std::move(asked));
  }
  return all;
}

template <typename F>
void for_cells(const Asked& asked, int sample, F&& use) {
  use(asked.grid->at(asked.sum.total, sample).cell);
  for (const int line : asked.sum.parts) use(asked.grid->at(line, sample).cell);
}

// Between its parts, even if the largest of many were wrong; where they stand on both sides of zero, sums lie there as often.
bool is_average_like(const Asked& asked, int sample) {
  std::vector<std::int64_t> parts;
  for (const int line : asked.sum.parts) {
    const LineCell& cell = asked.grid->at(line, sample);
    if (cell.slot == Slot::number && cell.units != 0) parts.push_back(cell.units);
  }
  if (parts.size() < 2) return false;
  std::sort(parts.begin(), parts.end());
  if (parts.front() < 0 && parts.back() > 0) return false;
  const std::int64_t total = asked.grid->at(asked.sum.total, sample).units;
  return total >= parts.front() && total <= parts[parts.size() - (parts.size() > 3 ? 2 : 1)];
}

using Key = std::pair<std::size_t, int>;  // one of the sums, a sample

class BrokenSums {
 public:
  BrokenSums(const LineGrid& rows, const LineGrid& columns, KnownExactness exactness, const std::vector<Relation>& found)
      : exactness_(std::move(exactness.here)), elsewhere_(exactness.elsewhere) {
    for (int i = 0; i < rows.places; ++i) whole_ *= 10;
    for (const LineGrid* grid : {&rows, &columns})
      for (Asked& asked : ask(*grid)) all_.push_back(std::move(asked));
    learn_exactness();
    for (std::size_t k = 0; k < all_.size(); ++k) miss_where_exact(k);
    for (const Relation& relation : found)
      if (relation.left.size() == 1) known_.insert(relation.left.front().cell);
    for (std::size_t k = 0; k < all_.size(); ++k)
      for (int s = 0; s < all_[k].grid->samples; ++s)
        if (all_[k].instances[at(s)].state == SumInstance::State::fails)
          for_cells(all_[k], s, [&](CellId cell) { gaps_[{cell, std::abs(all_[k].instances[at(s)].gap)}].emplace(k, s); });
  }

  bool in_doubt() const { return in_doubt_; }

  // The sum that rounding may have made miss, where it is the only one: a table that rounds does so again. Two are one where they share what makes the gap.
  std::vector<Relation> unsettled() const {
    std::vector<Key> near;
    for (std::size_t k = 0; k < all_.size(); ++k)
      for (int s = 0; s < all_[k].grid->samples; ++s)
        if (all_[k].instances[at(s)].state == SumInstance::State::near) near.emplace_back(k, s);
    std::vector<Relation> relations;
    if (near.size() > 2 || (near.size() == 2 && !have_one_cause(near.front(), near.back()))) return relations;
    for (const auto& [k, s] : near)
      if (is_open_question(k, s)) relations.push_back(sum_relation(*all_[k].grid, all_[k].sum, s, {0, all_[k].grid->places}, 0));
    return relations;
  }

  void emit(std::vector<Relation>& found) {
    for (std::size_t k = 0; k < all_.size(); ++k)
      for (int s = 0; s < all_[k].grid->samples; ++s) {
        const LineGrid& grid = *all_[k].grid;
        const SumInstance& instance = all_[k].instances[at(s)];
        if (instance.state != SumInstance::State::fails || known_.contains(grid.at(all_[k].sum.total, s).cell)) continue;
        if (is_rounding(instance, grid.at(all_[k].sum.total, s)) || leaves_out_blanks(all_[k], s)) continue;
        const double bits = bits_of(k, s);
        in_doubt_ = in_doubt_ || (bits < least_bits && bits + most_other_totals >= least_bits);
        if (bits >= least_bits) found.push_back(sum_relation(grid, all_[k].sum, s, {rounding_of(k, s), grid.places}, bits));
      }
  }

 private:
  bool have_one_cause(const Key& a, const Key& b) const {
    if (std::abs(all_[a.first].instances[at(a.second)].gap) != std::abs(all_[b.first].instances[at(b.second)].gap)) return false;
    std::set<CellId> cells;
    bool shared = false;
    for_cells(all_[a.first], a.second, [&](CellId cell) { cells.insert(cell); });
    for_cells(all_[b.first], b.second, [&](CellId cell) { shared = shared || cells.contains(cell); });
    return shared;
  }

  // Shares of a hundred or a thousand are rounded, and so are sums of numbers that are printed with fewer places than their total.
  bool is_open_question(std::size_t k, int sample) const {
    const SumInstance& instance = all_[k].instances[at(sample)];
    const LineCell& total = all_[k].grid->at(all_[k].sum.total, sample);
    const auto is_whole = [&](std::int64_t of) { return std::abs(total.units - of * whole_) <= instance.steps * total.ulp; };
    const bool shares = is_whole(100) || is_whole(1000);
    const bool rounded_elsewhere = elsewhere_ != nullptr && rounds_elsewhere(*elsewhere_, *all_[k].grid, number_class(total));
    return !total.percent && instance.nonzero >= 2 && instance.coarsest <= total.ulp && !shares && !rounded_elsewhere && !leaves_out_blanks(all_[k], sample);
  }

  // A class of numbers of which no sum is believed: what the sums that are asked for say of it, here and elsewhere.
  void learn_exactness() {
    std::map<NumberClass, Exactness> asked_for;
    for (const Asked& asked : all_)
      for (int s = 0; s < asked.grid->samples; ++s) {
        const SumInstance& instance = asked.instances[at(s)];
        const bool near = instance.state == SumInstance::State::near;
        in_doubt_ = in_doubt_ || near;
        if ((instance.state != SumInstance::State::exact && !near) || instance.nonzero < 2) continue;
        const NumberClass of = number_class(asked.grid->at(asked.sum.total, s));
        const double elsewhere = elsewhere_ == nullptr ? 0 : habit_for(*elsewhere_, *asked.grid, of).exact_bits;
        if (near && elsewhere == 0) continue;
        const auto [known, fresh] = asked_for.try_emplace(of);
        if (fresh) known->second.exact_bits = elsewhere;
        known->second.exact_bits += near ? 0 : exactness_bits(asked.sum.parts.size());
        known->second.whole = of.first >= whole_ && !of.second;
      }
    exactness_.merge(asked_for);
  }

  void miss_where_exact(std::size_t k) {
    Asked& asked = all_[k];
    for (int s = 0; s < asked.grid->samples; ++s) {
      SumInstance& instance = asked.instances[at(s)];
      const auto it = exactness_.find(number_class(asked.grid->at(asked.sum.total, s)));
      if (instance.state != SumInstance::State::near || it == exactness_.end() || instance.nonzero < 2) continue;
      Exactness exactness = it->second;
      ++exactness.near;
      if (!exactness.is_exact()) continue;
      instance.state = SumInstance::State::fails;
      near_.insert({k, s});
    }
  }

  // What the sum may miss once its wrong figure is right: nothing, where numbers are exact.
  std::int64_t rounding_of(std::size_t k, int sample) const {
    const LineCell& total = all_[k].grid->at(all_[k].sum.total, sample);
    const auto known = exactness_.find(number_class(total));
    const std::int64_t rounding = all_[k].instances[at(sample)].steps * total.ulp;
    const bool exact = near_.contains({k, sample}) || (known == exactness_.end() ? number_class(total).first >= whole_ : known->second.is_exact());
    return exact || std::abs(all_[k].instances[at(sample)].gap) <= rounding ? 0 : rounding;
  }

  bool is_rounding(const SumInstance& instance, const LineCell& total) const {
    return instance.coarsest > total.ulp && std::abs(instance.gap) <= instance.steps * instance.coarsest;
  }

  // Between the parts stand lines without any number: blanks, that decide nothing unless the sum holds elsewhere without them.
  static bool leaves_out_blanks(const Asked& asked, int sample) {
    return !blank_members(*asked.grid, asked.sum, sample).empty() && std::none_of(asked.instances.begin(), asked.instances.end(), [](const SumInstance& other) { return meets(other) && other.nonzero >= 2; });
  }

  double bits_of(std::size_t k, int sample) const {
    const Asked& asked = all_[k];
    const LineCell& total = asked.grid->at(asked.sum.total, sample);
    double bits = slip(asked.instances[at(sample)], total.ulp) + of_other_samples(asked, sample) + of_other_totals(k, sample) + of_other_tables(k, sample);
    if (is_average_like(asked, sample)) bits -= average_like;
    if (total.percent) bits -= of_percentages;
    if (is_crossed(k, sample)) bits += crossed;
    return bits;
  }

  static double of_other_samples(const Asked& asked, int sample) {
    const LineCell& total = asked.grid->at(asked.sum.total, sample);
    double alike = 0;
    double against = 0;
    for (int s = 0; s < asked.grid->samples; ++s) {
      const SumInstance& instance = asked.instances[at(s)];
      const LineCell& other = asked.grid->at(asked.sum.total, s);
      if (s == sample) continue;
      if (meets(instance) && instance.nonzero >= 2 && instance.bits >= 1)
        alike += alike == 0 && other.percent == total.percent && other.ulp == total.ulp ? first_alike : more_alike;
      if (instance.state == SumInstance::State::fails && !is_average_like(asked, s)) against += another_fails;
    }
    return std::min(alike, most_alike) - against;
  }

  double of_other_totals(std::size_t k, int sample) const {
    double bits = 0;
    for (std::size_t other = 0; other < all_.size(); ++other)
      if (other != k && all_[other].grid == all_[k].grid && meets(all_[other].instances[at(sample)]) && all_[other].instances[at(sample)].nonzero >= 2) bits += another_total;
    return std::min(bits, most_other_totals);
  }

  // In a report whose other sums are met, what comes near or is one figure away is hardly anything but a sum.
  double of_other_tables(std::size_t k, int sample) const {
    const LineGrid& grid = *all_[k].grid;
    const SumInstance& instance = all_[k].instances[at(sample)];
    const bool slips = slip_bits(instance.gap, instance.expected, std::max(grid.at(all_[k].sum.total, sample).ulp, instance.grain)).digit > 0;
    if (elsewhere_ == nullptr || (!slips && !near_.contains({k, sample}))) return 0;
    return std::min(another_total * habit_for(*elsewhere_, grid, number_class(grid.at(all_[k].sum.total, sample))).exact, most_other_totals);
  }

  bool is_crossed(std::size_t k, int sample) const {
    const std::int64_t gap = std::abs(all_[k].instances[at(sample)].gap);
    bool found = false;
    for_cells(all_[k], sample, [&](CellId cell) {
      const auto it = gaps_.find({cell, gap});
      found = found || (it != gaps_.end() && it->second.size() > 1);
    });
    return found;
  }

  std::map<NumberClass, Exactness> exactness_;
  const SumHabits* elsewhere_;
  std::int64_t whole_ = 1;  // units
  bool in_doubt_ = false;
  std::set<Key> near_;                                                // failures that rounding might have made
  std::vector<Asked> all_;
  std::set<CellId> known_;                                            // totals of what is believed
  std::map<std::pair<CellId, std::int64_t>, std::set<Key>> gaps_;     // who fails, a cell and size
};

}  // namespace

SearchedSums search_broken_sums(const LineGrid& rows, const LineGrid& columns, KnownExactness exactness, std::vector<Relation>& found) {
  BrokenSums broken(rows, columns, std::move(exactness), found);
  broken.emit(found);
  return {broken.in_doubt(), broken.unsettled()};
}

}  // namespace tabularium

#include "stages/core/sum_search.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "stages/core/remembered.h"

namespace tabularium {
namespace {

constexpr double label_prior = 10;      // bits: a line that is called a total mostly is one
constexpr double structure_prior = 4;   // bits: the parts are what stands under it
constexpr double lone_bits = 1.5;       // a total that repeats its only part proves little
constexpr double max_lone_bits = 6;
constexpr double max_sample_bits = 20;
constexpr std::size_t max_hits = 8;     // starts looked at for one sample: zeros repeat a prefix without end
constexpr std::size_t max_scan = 64;
constexpr std::int64_t bucket_steps = 8;
constexpr int max_lines_for_triples = 40;
constexpr std::size_t max_proposers = 16;  // samples that propose where a sum may begin; all are then asked whether it holds

std::size_t at(int i) { return static_cast<std::size_t>(i); }

// What a candidate run gives over all samples.
struct Support {
  double bits = 0;
  double lone = 0;
  int holds = 0;
  int fails = 0;
  double total_bits(bool labelled) const { return bits + (labelled ? std::min(lone, max_lone_bits) : 0); }
};

// Positions by (sample, bucket of their prefix), the last one first: one flat hash table, earlier positions chained, so that
// millions of prefixes need no allocation each.
class PrefixIndex {
 public:
  // Room for as many positions, so that nothing grows in a table of common size.
  PrefixIndex(int samples, int positions) : samples_(at(samples)), entries_(std::bit_ceil(std::clamp<std::size_t>(samples_ * at(positions) * 2, 64, most_room))) {
    previous_.reserve(samples_ * at(positions));
  }

  // The last position of a bucket, -1 when there is none; `previous` leads on to earlier ones.
  int last(int sample, std::int64_t bucket) const {
    const Entry& entry = entries_[slot_of(entries_, sample, bucket)];
    return entry.sample == sample ? entry.last : -1;
  }
  int previous(int sample, int position) const { return previous_[at(position) * samples_ + at(sample)]; }

  void push(int sample, std::int64_t bucket, int position) {
    if (used_ * 10 >= entries_.size() * 6) grow();
    Entry& entry = entries_[slot_of(entries_, sample, bucket)];
    if (entry.sample < 0) {
      entry = {bucket, sample, -1};
      ++used_;
    }
    previous_.resize((at(position) + 1) * samples_, -1);
    previous_[at(position) * samples_ + at(sample)] = entry.last;
    entry.last = position;
  }

  // Takes back the last push of the bucket.
  void pop(int sample, std::int64_t bucket) {
    Entry& entry = entries_[slot_of(entries_, sample, bucket)];
    if (entry.last >= 0) entry.last = previous(sample, entry.last);
  }

 private:
  static constexpr std::size_t most_room = 4096;  // entries before any is used

  struct Entry {
    std::int64_t bucket = 0;
    int sample = -1;
    int last = -1;
  };

  static std::size_t slot_of(const std::vector<Entry>& entries, int sample, std::int64_t bucket) {
    std::uint64_t hash = (static_cast<std::uint64_t>(bucket) * 0x9E3779B97F4A7C15U) ^ (static_cast<std::uint64_t>(sample) * 0xC2B2AE3D27D4EB4FU);
    hash ^= hash >> 29U;
    std::size_t slot = static_cast<std::size_t>(hash) & (entries.size() - 1);
    while (entries[slot].sample >= 0 && (entries[slot].sample != sample || entries[slot].bucket != bucket)) slot = (slot + 1) & (entries.size() - 1);
    return slot;
  }

  void grow() {
    std::vector<Entry> larger(entries_.size() * 2);
    for (const Entry& entry : entries_)
      if (entry.sample >= 0) larger[slot_of(larger, entry.sample, entry.bucket)] = entry;
    entries_ = std::move(larger);
  }

  std::size_t samples_;
  std::vector<Entry> entries_;  // a power of two
  std::vector<int> previous_;   // position-major
  std::size_t used_ = 0;
};

// Samples with the most numbers, evenly spread where there are many: a sum that holds in a table holds in some of these.
std::vector<int> proposers_of(const LineGrid& grid) {
  std::vector<int> numbers(at(grid.samples), 0);
  for (int line = 0; line < grid.lines; ++line)
    for (int s = 0; s < grid.samples; ++s) numbers[at(s)] += grid.at(line, s).slot == Slot::number ? 1 : 0;
  const int most = numbers.empty() ? 0 : *std::max_element(numbers.begin(), numbers.end());
  std::vector<int> full;
  for (int s = 0; s < grid.samples; ++s)
    if (numbers[at(s)] > 0 && (grid.samples <= static_cast<int>(max_proposers) || numbers[at(s)] * 2 >= most)) full.push_back(s);
  if (full.size() <= max_proposers) return full;
  std::vector<int> spread;
  for (std::size_t k = 0; k < max_proposers; ++k) spread.push_back(full[k * full.size() / max_proposers]);
  return spread;
}

// Stack of the lines that still stand for themselves, with prefix sums a sample; those of `proposers` can be looked up by their sum.
class OpenLines {
 public:
  OpenLines(const LineGrid& grid, const std::vector<int>& proposers, int most_lines)
      : grid_(grid), proposers_(proposers), index_(static_cast<int>(proposers.size()), most_lines + 1) {
    sums_.reserve(at(grid.samples) * at(most_lines + 1));
    counts_.reserve(at(grid.samples) * at(most_lines + 1));
    sums_.resize(at(grid.samples), 0);
    counts_.resize(at(grid.samples));
    for (std::size_t p = 0; p < proposers_.size(); ++p) {
      std::int64_t coarsest = 1;
      for (int line = 0; line < grid.lines; ++line)
        if (const LineCell& cell = grid.at(line, proposers_[p]); cell.slot == Slot::number) coarsest = std::max(coarsest, cell.ulp);
      bucket_bits_.push_back(std::bit_width(static_cast<std::uint64_t>(2 * bucket_steps * coarsest - 1)));
      note(p, 0);
    }
  }

  int size() const { return static_cast<int>(lines_.size()); }
  const std::vector<int>& lines() const { return lines_; }

  void push(int line) {
    lines_.push_back(line);
    const std::size_t base = sums_.size() - at(grid_.samples);
    for (int s = 0; s < grid_.samples; ++s) {
      const LineCell& cell = grid_.at(line, s);
      const bool number = cell.slot == Slot::number;
      sums_.push_back(sums_[base + at(s)] + (number ? cell.units : 0));
      Counts counts = counts_[base + at(s)];
      counts.nonzero += number && cell.units != 0 ? 1 : 0;
      counts.holes += number ? 0 : 1;
      counts_.push_back(counts);
    }
    for (std::size_t p = 0; p < proposers_.size(); ++p) note(p, size());
  }

  void pop_to(int position) {
    while (size() > position) {
      for (std::size_t p = 0; p < proposers_.size(); ++p) index_.pop(static_cast<int>(p), bucket_of(p, sum(proposers_[p], size())));
      sums_.resize(sums_.size() - at(grid_.samples));
      counts_.resize(sums_.size());
      lines_.pop_back();
    }
  }

  // Positions whose prefix, in the sample of proposer `p`, is within a few printed steps of `wanted`.
  void find(std::size_t p, std::int64_t wanted, std::int64_t ulp, std::vector<int>& out) const {
    out.clear();
    const std::int64_t reach = bucket_steps * ulp;
    const int of = static_cast<int>(p);
    for (std::int64_t key = bucket_of(p, wanted - reach); key <= bucket_of(p, wanted + reach); ++key) {
      std::size_t taken = 0;
      std::size_t scanned = 0;
      for (int position = index_.last(of, key); position >= 0 && scanned < max_scan && taken < max_hits; position = index_.previous(of, position), ++scanned) {
        if (std::abs(sum(proposers_[p], position) - wanted) > reach) continue;
        out.push_back(position);
        ++taken;
      }
    }
  }

  std::int64_t sum(int s, int position) const { return sums_[at(position) * at(grid_.samples) + at(s)]; }
  int nonzero(int s, int from) const { return count(s, size()).nonzero - count(s, from).nonzero; }
  int holes(int s, int from) const { return count(s, size()).holes - count(s, from).holes; }

 private:
  struct Counts {
    int nonzero = 0;
    int holes = 0;
  };

  std::int64_t bucket_of(std::size_t p, std::int64_t units) const { return units >> bucket_bits_[p]; }
  const Counts& count(int s, int position) const { return counts_[at(position) * at(grid_.samples) + at(s)]; }
  void note(std::size_t p, int position) { index_.push(static_cast<int>(p), bucket_of(p, sum(proposers_[p], position)), position); }

  const LineGrid& grid_;
  const std::vector<int>& proposers_;
  std::vector<int> bucket_bits_;  // a proposer: its buckets are 2^bits units wide, twice what is reached for at least
  std::vector<int> lines_;
  PrefixIndex index_;
  std::vector<std::int64_t> sums_;
  std::vector<Counts> counts_;
};

// One sample's word on "line = sum of the open lines from `start` on". `steps`: rounding_steps() of them.
void add_sample(const LineCell& total, std::int64_t sum, int nonzero, int holes, int steps, Support& support) {
  if (total.slot != Slot::number) return;
  const std::int64_t gap = std::abs(total.units - sum);
  const bool exact = gap == 0;
  if (!exact && gap > steps * total.ulp) {
    if (holes == 0) ++support.fails;
    return;
  }
  if (total.units == 0) return;
  const double bits = std::min(surprise(total.units, total.ulp, exact ? 0 : steps), max_sample_bits);
  if (nonzero < 2) {
    support.lone += std::min(bits, lone_bits);
  } else {
    support.bits += bits;
    ++support.holds;
  }
}

class RunSearch {
 public:
  RunSearch(const LineGrid& grid, const std::vector<int>& proposers, int most_lines, bool totals_below, double min_evidence, std::vector<SumTemplate>& found)
      : grid_(grid), proposers_(proposers), totals_below_(totals_below), min_evidence_(min_evidence), found_(found), open_(grid, proposers, most_lines) {}

  // Lines in the order of reading towards the totals. What is left open goes back.
  std::vector<int> run(const std::vector<int>& order) {
    lines_tried_ = static_cast<double>(std::max<std::size_t>(order.size(), 2));
    last_line_ = order.empty() ? -1 : order.back();
    for (const int line : order) {
      take(line);
      open_.push(line);
    }
    return open_.lines();
  }

 private:
  Support support_of(int line, int start) const {
    Support support;
    const int steps = rounding_steps(at(open_.size() - start));
    for (int s = 0; s < grid_.samples; ++s)
      add_sample(grid_.at(line, s), open_.sum(s, open_.size()) - open_.sum(s, start), open_.nonzero(s, start), open_.holes(s, start), steps, support);
    return support;
  }

  // The last line that is read, and all that is open: the place of a total, whatever it is called.
  bool takes_all(int line, int start) const { return start == 0 && line == last_line_; }

  // Where the open lines that belong to `line` by structure begin.
  void collect_structural_starts(int line, std::vector<int>& starts) const {
    const LineInfo& info = grid_.info[at(line)];
    starts.clear();
    const auto position_of = [&](int first) {  // first open position whose line is at or past `first` in reading order
      const auto& lines = open_.lines();
      const auto it = totals_below_ ? std::lower_bound(lines.begin(), lines.end(), first)
                                    : std::lower_bound(lines.begin(), lines.end(), first, [](int a, int b) { return a > b; });
      return static_cast<int>(it - lines.begin());
    };
    if (totals_below_) {
      if (info.total) starts.push_back(position_of(info.scope_begin));
    } else if (info.children_end > line + 1) {
      starts.push_back(position_of(info.children_end - 1));
    }
    if (!info.total) return;
    if (!totals_below_) starts.push_back(position_of(info.scope_end - 1));
    starts.push_back(last_total_ < 0 ? 0 : std::min(last_total_ + 1, open_.size()));
    starts.push_back(0);
  }

  // Starts with the number of samples that speak for them, ascending.
  using Votes = std::vector<std::pair<int, int>>;

  void collect_arithmetic_starts(int line, Votes& votes) {
    votes.clear();
    for (std::size_t p = 0; p < proposers_.size(); ++p) {
      const int s = proposers_[p];
      const LineCell& cell = grid_.at(line, s);
      if (cell.slot != Slot::number || cell.units == 0) continue;
      open_.find(p, open_.sum(s, open_.size()) - cell.units, cell.ulp, hits_);
      for (const int start : hits_)
        if (open_.size() - start >= 2) vote(start, votes);
    }
  }

  static void vote(int start, Votes& votes) {
    const auto place = std::lower_bound(votes.begin(), votes.end(), std::pair(start, 0));
    if (place != votes.end() && place->first == start) ++place->second;
    else votes.insert(place, {start, 1});
  }

  void take(int line) {
    if (open_.size() < 2) return;
    std::vector<int>& starts = starts_;
    collect_arithmetic_starts(line, votes_);
    collect_structural_starts(line, starts);
    const std::size_t structural = starts.size();
    if (votes_.empty() && structural == 0) return;
    std::sort(votes_.begin(), votes_.end(), [](const auto& a, const auto& b) { return std::pair(-a.second, a.first) < std::pair(-b.second, b.first); });
    for (std::size_t k = 0; k < votes_.size() && k < max_hits; ++k) starts.push_back(votes_[k].first);

    const bool labelled = grid_.info[at(line)].total;
    double best = 0;
    int best_start = -1;
    SumTemplate chosen;
    for (std::size_t k = 0; k < starts.size(); ++k) {
      const int start = starts[k];
      const int parts = open_.size() - start;
      if (parts < 2) continue;
      const Support support = support_of(line, start);
      const bool by_structure = k < structural;
      double evidence = support.total_bits(labelled);
      if (evidence < 3 || support.fails > 2 * std::max(support.holds, 1) + 1) continue;
      const double penalty = by_structure ? (labelled ? 0 : std::log2(lines_tried_) / 2) : std::log2(lines_tried_) + std::log2(static_cast<double>(parts));
      const double prior = (labelled ? label_prior : 0) + (by_structure ? structure_prior : 0);
      evidence += prior - penalty - 2.0 * support.fails;
      if (evidence < min_evidence_ || evidence <= best) continue;
      best = evidence;
      best_start = start;
      chosen = {line, {}, {}, labelled, by_structure || takes_all(line, start), prior, penalty};
    }
    if (best_start < 0) return;
    chosen.parts.assign(open_.lines().begin() + best_start, open_.lines().end());
    found_.push_back(std::move(chosen));
    open_.pop_to(best_start);
    last_total_ = best_start;
  }

  const LineGrid& grid_;
  const std::vector<int>& proposers_;
  bool totals_below_;
  double min_evidence_;
  std::vector<SumTemplate>& found_;
  OpenLines open_;
  std::vector<int> hits_;     // these three: room that serves line after line
  std::vector<int> starts_;
  Votes votes_;
  double lines_tried_ = 2;
  int last_line_ = -1;
  int last_total_ = -1;
};

bool has_numbers(const LineGrid& grid, int line) {
  for (int s = 0; s < grid.samples; ++s)
    if (grid.at(line, s).slot == Slot::number) return true;
  return false;
}

// Totals below (or right), then what is left with totals above (or left); and the other way round.
void search_order(const LineGrid& grid, const std::vector<int>& proposers, const std::vector<int>& ascending, double min_evidence, std::vector<SumTemplate>& found) {
  if (ascending.size() < 3) return;
  for (const bool below_first : {true, false}) {
    std::vector<int> order = ascending;
    bool below = below_first;
    bool first_found_any = true;
    for (int round = 0; round < 4; ++round) {
      if (!below) std::reverse(order.begin(), order.end());
      const std::size_t before = order.size();
      order = RunSearch(grid, proposers, static_cast<int>(before), below, min_evidence, found).run(order);
      if (!below) std::reverse(order.begin(), order.end());
      const bool found_any = order.size() != before;
      if (round == 0) first_found_any = found_any;
      else if (!found_any) break;
      below = !below;
    }
    if (!first_found_any) break;  // the second round has been the other direction's first
  }
}

// Both samples have the parts' numbers and the total's, and in both it is no sum of them.
bool misses_both(const LineGrid& grid, int first, int second, int total, const std::array<int, 2>& samples, int steps) {
  return std::all_of(samples.begin(), samples.end(), [&](int s) {
    const LineCell& t = grid.at(total, s);
    return t.slot == Slot::number && std::abs(t.units - grid.at(first, s).units - grid.at(second, s).units) > steps * t.ulp;
  });
}

// The first two samples in which both lines have numbers, if there are two.
std::optional<std::array<int, 2>> first_samples(const LineGrid& grid, int first, int second) {
  int s = -1;
  const auto next = [&] {
    do ++s;
    while (s < grid.samples && (grid.at(first, s).slot != Slot::number || grid.at(second, s).slot != Slot::number));
    return s;
  };
  const int one = next();
  const int two = one < grid.samples ? next() : one;
  return two < grid.samples ? std::optional(std::array{one, two}) : std::nullopt;
}

// a = b + c over any three lines, for what stands apart: differences, a total between its parts.
void search_triples(const LineGrid& grid, const std::vector<int>& lines, double min_evidence, std::vector<SumTemplate>& found) {
  if (lines.size() < 3 || lines.size() > max_lines_for_triples) return;
  const double n = static_cast<double>(lines.size());
  const double penalty = std::log2(n * n * n / 2) + 4;
  const int steps = rounding_steps(2);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    for (std::size_t j = i + 1; j < lines.size(); ++j) {
      const auto samples = first_samples(grid, lines[i], lines[j]);
      if (!samples) continue;
      for (const int total : lines) {
        if (total == lines[i] || total == lines[j] || misses_both(grid, lines[i], lines[j], total, *samples, steps)) continue;
        Support support;
        int misses = 0;
        for (int s = 0; s < grid.samples && misses <= 1 + support.holds / 8; ++s) {
          const LineCell& a = grid.at(lines[i], s);
          const LineCell& b = grid.at(lines[j], s);
          const LineCell& t = grid.at(total, s);
          if (a.slot != Slot::number || b.slot != Slot::number || t.slot != Slot::number) continue;
          const int fails = support.fails;
          add_sample(t, a.units + b.units, (a.units != 0) + (b.units != 0), 0, steps, support);
          misses += support.fails - fails;
        }
        if (support.holds < 2 || misses > 1 + support.holds / 8 || support.fails * 4 > support.holds) continue;
        if (support.total_bits(false) - penalty - 2.0 * support.fails < min_evidence) continue;
        const bool says_so = grid.info[at(total)].difference || grid.info[at(lines[i])].difference || grid.info[at(lines[j])].difference;
        found.push_back({total, {lines[i], lines[j]}, {}, grid.info[at(total)].total, says_so, 0, penalty});
      }
    }
  }
}

// Lines of one label under several groups are a series of their own: each spanner's first column, every group's "male".
std::vector<std::vector<int>> series_of(const LineGrid& grid, const std::vector<int>& lines) {
  std::map<std::string, std::vector<int>> by_label;
  for (const int line : lines)
    if (!grid.info[at(line)].label.empty()) by_label[grid.info[at(line)].label].push_back(line);
  std::vector<std::vector<int>> series;
  for (auto& [label, members] : by_label)
    if (members.size() >= 3 && members.size() < lines.size()) series.push_back(std::move(members));
  return series;
}

}  // namespace

int rounding_steps(std::size_t parts) {
  const double n = static_cast<double>(parts) + 1;
  return static_cast<int>(std::min(n / 2, 4 * std::sqrt(n / 12)));
}

double surprise(std::int64_t total, std::int64_t ulp, int steps) {
  std::int64_t size = std::abs(total) / std::max<std::int64_t>(ulp, 1);
  while (size >= 100 && size % 10 == 0) size /= 10;  // round figures meet more easily
  return std::log2(1 + static_cast<double>(size) / (2 * steps + 1));
}

namespace {

std::vector<SumTemplate> searched(const LineGrid& grid, double min_evidence) {
  std::vector<int> lines;
  for (int line = 0; line < grid.lines; ++line)
    if (has_numbers(grid, line)) lines.push_back(line);
  const std::vector<int> proposers = proposers_of(grid);
  std::vector<SumTemplate> found;
  search_order(grid, proposers, lines, min_evidence, found);
  std::set<int> levels;
  for (const int line : lines) levels.insert(grid.info[at(line)].level);
  for (const int level : levels) {
    if (level == *levels.rbegin() || levels.size() > 6) break;
    std::vector<int> upper;
    for (const int line : lines)
      if (grid.info[at(line)].level <= level) upper.push_back(line);
    search_order(grid, proposers, upper, min_evidence, found);
  }
  for (const auto& series : series_of(grid, lines)) search_order(grid, proposers, series, min_evidence, found);
  search_triples(grid, lines, min_evidence, found);

  std::set<std::pair<int, std::vector<int>>> seen;
  std::vector<SumTemplate> unique;
  for (SumTemplate& sum : found) {
    std::sort(sum.parts.begin(), sum.parts.end());
    if (seen.emplace(sum.total, sum.parts).second) unique.push_back(std::move(sum));
  }
  return unique;
}

// All that the search looks at, so that equal keys have equal sums.
std::string key_of(const LineGrid& grid, double min_evidence) {
  std::string key;
  key.reserve(grid.cells.size() * 17 + grid.info.size() * 48);
  const auto put = [&key](const auto& value) { key.append(reinterpret_cast<const char*>(&value), sizeof value); };
  put(min_evidence);
  put(grid.lines);
  put(grid.samples);
  for (const LineCell& cell : grid.cells) {
    put(cell.slot);
    put(cell.units);
    put(cell.ulp);
  }
  for (const LineInfo& line : grid.info) {
    put(line.label.size());
    key += line.label;
    put(line.total);
    put(line.difference);
    for (const int number : {line.level, line.scope_begin, line.scope_end, line.children_end}) put(number);
  }
  return key;
}

}  // namespace

std::vector<SumTemplate> search_sums(const LineGrid& grid, double min_evidence) {
  constexpr std::size_t largest = 2048;   // cells
  constexpr std::size_t most = 64;        // grids
  if (grid.cells.size() > largest) return searched(grid, min_evidence);
  // The judge asks about a table's sums, and a while later validation asks again, for tens of tables in turn.
  thread_local Remembered<std::vector<SumTemplate>> remembered(most);
  return remembered.ask(key_of(grid, min_evidence), [&](const std::string&) { return searched(grid, min_evidence); });
}

}  // namespace tabularium

#include "stages/core/running_search.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <initializer_list>
#include <optional>
#include <span>

#include "stages/core/sum_instance.h"
#include "stages/core/sum_search.h"

namespace tabularium {
namespace {

constexpr int max_lines_for_pairs = 40;
constexpr int max_lines_for_balances = 14;
constexpr double least_bits = 12;      // after what the search could have met elsewhere
constexpr double least_bits_labelled = 6;
constexpr double said_cumulative = 8;  // bits: a line that is called a running total mostly is one
constexpr int holds_for_a_failure = 6;
constexpr int holds_for_a_labelled_failure = 2;

std::size_t at(int i) { return static_cast<std::size_t>(i); }

// A member by line and by how many samples before (−1) or after (1) the one in question it stands.
struct Member {
  int line = 0;
  int shift = 0;
  int times = 1;
};

struct Statement {
  RelationKind kind = RelationKind::sum;
  Member result;
  std::array<Member, 3> members = {};
  std::size_t count = 0;  // of them

  Statement(RelationKind of, const Member& sum, std::initializer_list<Member> of_parts) : kind(of), result(sum), count(of_parts.size()) {
    std::copy(of_parts.begin(), of_parts.end(), members.begin());
  }
  std::span<const Member> parts() const { return std::span(members).first(count); }
};

const LineCell* member_at(const LineGrid& grid, const Member& member, int sample) {
  const int s = sample + member.shift;
  return s >= 0 && s < grid.samples ? &grid.at(member.line, s) : nullptr;
}

// A wrong running figure fails twice, once either way, and counts once.
bool is_another_miss(std::int64_t gap, std::int64_t last_gap) { return gap != 0 && gap != -last_gap; }

// More by so many samples end the search.
int most_fails(int samples) { return 2 + samples / 4; }

// Gap of one sample in steps of the result's last digit; nullopt where a member has no number.
struct Met {
  std::int64_t gap = 0;
  std::int64_t ulp = 1;
  double bits = 0;         // where the gap is 0
};

std::optional<Met> met(const LineGrid& grid, const Statement& statement, int sample) {
  const LineCell* result = member_at(grid, statement.result, sample);
  if (result == nullptr || result->slot != Slot::number) return std::nullopt;
  std::int64_t sum = 0;
  int nonzero = 0;
  for (const Member& part : statement.parts()) {
    const LineCell* cell = member_at(grid, part, sample);
    if (cell == nullptr || cell->slot != Slot::number) return std::nullopt;
    sum += part.times * cell->units;
    nonzero += cell->units != 0 ? 1 : 0;
  }
  Met out{result->units - sum, result->ulp, 0};
  if (out.gap == 0 && nonzero >= static_cast<int>(statement.count) && result->units != 0) out.bits = std::min(surprise(result->units, result->ulp, 0), 16.0);
  return out;
}

// Whether a sample holds, and not so many fail, that a closer look may pay: most statements fail in their first samples.
template <std::size_t count>
bool may_hold(const LineGrid& grid, const Statement& statement) {
  int from = std::max(0, -statement.result.shift);
  int to = grid.samples - std::max(0, statement.result.shift);
  for (const Member& part : statement.parts()) {
    from = std::max(from, -part.shift);
    to = std::min(to, grid.samples - part.shift);
  }
  if (from >= to) return false;
  const auto cells_of = [&](const Member& member) { return &grid.at(member.line, 0) + member.shift; };
  const LineCell* result = cells_of(statement.result);
  std::array<const LineCell*, count> parts;  // NOLINT: filled below
  for (std::size_t p = 0; p < count; ++p) parts[p] = cells_of(statement.members[p]);
  bool held = false;
  int fails = 0;
  std::int64_t last_gap = 0;
  for (int s = from; s < to; ++s) {
    bool known = result[s].slot == Slot::number;
    std::int64_t gap = result[s].units;
    for (std::size_t p = 0; p < count; ++p) {
      known = known && parts[p][s].slot == Slot::number;
      gap -= statement.members[p].times * parts[p][s].units;
    }
    if (!known) continue;
    held = held || gap == 0;
    fails += is_another_miss(gap, last_gap) ? 1 : 0;
    last_gap = gap == -last_gap ? 0 : gap;
    if (fails > most_fails(s)) return false;
  }
  return held;
}

bool may_hold(const LineGrid& grid, const Statement& statement) {
  switch (statement.count) {
    case 1: return may_hold<1>(grid, statement);
    case 2: return may_hold<2>(grid, statement);
    default: return may_hold<3>(grid, statement);
  }
}

// A running total begins with its first figure: nothing stands before it, and what is new is what is.
struct First {
  bool begins = false;
  std::int64_t gap = 0;
  double bits = 0;         // where the gap is 0
};

First first_of(const LineGrid& grid, const Statement& statement, int sample) {
  if (statement.kind != RelationKind::running || statement.count != 2) return {};
  const LineCell* before = member_at(grid, statement.members[0], sample);
  const LineCell* now = member_at(grid, statement.result, sample);
  const LineCell* added = member_at(grid, statement.members[1], sample);
  if ((before != nullptr && before->slot != Slot::none) || now->slot != Slot::number || added->slot != Slot::number || now->units == 0) return {};
  First first{true, now->units - added->units, 0};
  if (first.gap == 0) first.bits = std::min(surprise(now->units, now->ulp, 0), 16.0);
  return first;
}

// Where all that follows runs on from it, a first figure that is one figure away from what is new is broken, no opening balance.
bool is_broken_first(const LineGrid& grid, const Statement& statement, int sample, const First& first) {
  const LineCell& now = *member_at(grid, statement.result, sample);
  return first.begins && first.gap != 0 && slip_bits(first.gap, now.units, now.ulp).digit > 0;
}

// Adds the relations of a statement that holds to the digit too often to be chance; `price` is what the search could have met.
bool state(const LineGrid& grid, const Statement& statement, double price, double least, std::vector<Relation>& found) {
  if (!may_hold(grid, statement)) return false;
  std::vector<int> firsts;
  std::vector<int> broken_firsts;
  std::int64_t first_gap = 0;
  bool runs_on_from_what_is_new = false;  // the running figure itself is wrong: the next one misses as much the other way
  double first_figure = 0;
  double bits = 0;
  int holds = 0;
  int fails = 0;
  std::int64_t last_gap = 0;
  for (int s = 0; s < grid.samples; ++s) {
    const auto one = met(grid, statement, s);
    if (!one) {
      const First first = first_of(grid, statement, s);
      first_figure += first.bits;
      if (first.bits > 0) firsts.push_back(s);
      if (is_broken_first(grid, statement, s, first)) {
        broken_firsts.push_back(s);
        first_gap = first.gap;
      }
      continue;
    }
    holds += one->gap == 0 && one->bits > 0 ? 1 : 0;
    runs_on_from_what_is_new = runs_on_from_what_is_new || (!broken_firsts.empty() && one->gap == -first_gap);
    fails += is_another_miss(one->gap, last_gap) ? 1 : 0;
    last_gap = one->gap == -last_gap ? 0 : one->gap;
    bits += one->gap == 0 ? one->bits : 0;
    if (fails > most_fails(s)) return false;
  }
  if (holds > 0) {  // where nothing runs on, nothing begins
    bits += first_figure;
    holds += static_cast<int>(firsts.size());
  }
  if (firsts.size() > 1) return false;
  const bool labelled = statement.kind == RelationKind::equality || (statement.kind == RelationKind::running && grid.info[at(statement.result.line)].cumulative);
  if (labelled) least = std::min(least, least_bits_labelled);
  if (bits - price - 3.0 * fails < least || fails * (labelled ? 1 : 5) > holds) return false;
  const int least_held = labelled ? holds_for_a_labelled_failure : holds_for_a_failure;
  if (firsts.empty() && broken_firsts.size() == 1 && holds >= least_held && (fails == 0 || runs_on_from_what_is_new)) firsts = broken_firsts;
  for (const int sample : firsts) {
    Relation relation;
    relation.kind = RelationKind::equality;
    relation.left.push_back({member_at(grid, statement.result, sample)->cell, 1});
    relation.right.push_back({member_at(grid, statement.members[1], sample)->cell, 1});
    relation.tolerance = {0, grid.places};
    relation.evidence = bits - price;
    found.push_back(std::move(relation));
  }
  for (int sample = 0; sample < grid.samples; ++sample) {
    const auto one = met(grid, statement, sample);
    if (!one) continue;
    const bool held = one->gap == 0;
    if (!held && holds < least_held) continue;
    Relation relation;
    relation.kind = statement.kind;
    relation.left.push_back({member_at(grid, statement.result, sample)->cell, statement.result.times});
    for (const Member& part : statement.parts()) relation.right.push_back({member_at(grid, part, sample)->cell, part.times});
    relation.tolerance = {0, grid.places};
    relation.evidence = bits - price;
    found.push_back(std::move(relation));
  }
  return true;
}

std::vector<int> number_lines(const LineGrid& grid) {
  std::vector<int> lines;
  for (int line = 0; line < grid.lines; ++line) {
    int numbers = 0;
    for (int s = 0; s < grid.samples; ++s) numbers += grid.at(line, s).slot == Slot::number ? 1 : 0;
    if (numbers >= 2) lines.push_back(line);
  }
  return lines;
}

// Cumulative figures: each is the one before plus what is new; a balance that takes something away as well.
void search_running_totals(const LineGrid& grid, const std::vector<int>& lines, std::vector<Relation>& found) {
  if (grid.samples < 4 || static_cast<int>(lines.size()) > max_lines_for_pairs) return;
  const double n = static_cast<double>(lines.size());
  const double price_of_pairs = std::log2(2 * n * n) + 4;
  const double price_of_balances = std::log2(n * n * n) + 4;
  for (const int total : lines) {
    bool stated = false;
    const double price = price_of_pairs - (grid.info[at(total)].cumulative ? said_cumulative : 0);
    for (const int flow : lines) {
      if (flow == total || stated) continue;
      for (const int before : {-1, 1})
        stated = stated || state(grid, {RelationKind::running, {total, 0, 1}, {{total, before, 1}, {flow, 0, 1}}}, price, least_bits, found);
    }
    if (stated || static_cast<int>(lines.size()) > max_lines_for_balances) continue;
    for (const int in : lines)
      for (const int out : lines) {
        if (in == out || in == total || out == total || stated) continue;
        stated = state(grid, {RelationKind::running, {total, 0, 1}, {{total, -1, 1}, {in, 0, 1}, {out, 0, -1}}}, price_of_balances, least_bits, found);
      }
  }
}

// closing = opening + in − out, in any order of the four.
void search_balances(const LineGrid& grid, const std::vector<int>& lines, std::vector<Relation>& found) {
  const int n = static_cast<int>(lines.size());
  if (n < 4 || n > max_lines_for_balances) return;
  const double price = 4 * std::log2(n) - 1 + 4;
  for (int a = 0; a < n; ++a)
    for (int b = a + 1; b < n; ++b)
      for (int c = a + 1; c < n; ++c)
        for (int d = c + 1; d < n; ++d) {
          if (c == b || d == b) continue;
          // a + b = c + d: the last of them is the closing one.
          const bool left_last = std::max(a, b) > std::max(c, d);
          const int result = left_last ? b : d;
          const int other = left_last ? a : c;
          const int p = left_last ? c : a;
          const int q = left_last ? d : b;
          state(grid, {RelationKind::sum, {lines[at(result)], 0, 1}, {{lines[at(p)], 0, 1}, {lines[at(q)], 0, 1}, {lines[at(other)], 0, -1}}}, price, least_bits, found);
        }
}

void search_carried(const LineGrid& grid, std::vector<Relation>& found) {
  for (int line = 0; line < grid.lines; ++line) {
    if (!grid.info[at(line)].carried) continue;
    for (int next = line + 1; next < grid.lines; ++next) {
      if (!grid.info[at(next)].brought) continue;
      state(grid, {RelationKind::equality, {next, 0, 1}, {{line, 0, 1}}}, 0, least_bits_labelled, found);
      break;
    }
  }
}

}  // namespace

void search_running(const LineGrid& grid, std::vector<Relation>& found) {
  search_carried(grid, found);
  const std::vector<int> lines = number_lines(grid);
  search_running_totals(grid, lines, found);
  search_balances(grid, lines, found);
}

}  // namespace tabularium

#include "stages/validate/blame.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <map>
#include <utility>

#include "stages/core/decimal.h"
#include "stages/core/typed_value.h"

namespace tabularium {
namespace {

const Cell& cell_at(const Table& table, CellId id) { return table.cells[static_cast<std::size_t>(id)]; }

template <typename F>
void for_terms(const Relation& relation, F&& use) {  // use(cell, sign with which it counts in left − right)
  for (const Term& term : relation.left) use(term.cell, term.sign);
  for (const Term& term : relation.right) use(term.cell, -term.sign);
}

int least_scale(const Relation& relation, const Table& table) {
  int scale = INT32_MAX;
  for_terms(relation, [&](CellId id, int) {
    if (is_numeric(cell_at(table, id).value)) scale = std::min(scale, cell_at(table, id).value.scale);
  });
  return scale;
}

// What is to be added to the cell so that the gap closes, when its printed places allow it.
std::optional<Decimal> mending_change(const Value& value, int sign, Decimal gap, int gap_scale) {
  gap.places += value.scale - gap_scale;
  return rescale(sign > 0 ? negate(gap) : gap, value.number.places);
}

bool within_covered(const Decimal& change, int exponent) { return std::abs(to_double(change)) * (1 + 1e-12) < std::pow(10.0, exponent); }

bool same_change(const Suspect& a, const Suspect& b) { return a.change && b.change && compare(*a.change, *b.change) == std::strong_ordering::equal; }

// One digit made another one: what misreadings and misprints mostly are.
bool changes_one_digit(const Value& value, const Decimal& change) {
  const auto mended = changed_number(value, change);
  if (!mended) return false;
  std::string before = std::to_string(std::llabs(value.number.units));
  std::string after = std::to_string(std::llabs(mended->units));
  const std::size_t width = std::max(before.size(), after.size());
  before.insert(0, width - before.size(), '0');
  after.insert(0, width - after.size(), '0');
  int differing = 0;
  for (std::size_t i = 0; i < width; ++i) differing += before[i] != after[i] ? 1 : 0;
  return differing == 1;
}

// A cell with one change, and the failures that it mends.
struct Explanation {
  Suspect suspect;
  std::vector<std::size_t> failures;
  bool one_digit = false;
};

std::vector<Explanation> explanations_of(const Table& table, const std::vector<Failure>& failures) {
  std::map<CellId, std::vector<Explanation>> by_cell;
  for (std::size_t f = 0; f < failures.size(); ++f) {
    for (const Suspect& suspect : failures[f].suspects) {
      if (!suspect.change) continue;
      auto& known = by_cell[suspect.cell];
      const auto it = std::find_if(known.begin(), known.end(), [&](const Explanation& e) { return same_change(e.suspect, suspect); });
      if (it != known.end()) it->failures.push_back(f);
      else known.push_back({suspect, {f}, changes_one_digit(cell_at(table, suspect.cell).value, *suspect.change)});
    }
  }
  std::vector<Explanation> all;
  for (auto& [cell, known] : by_cell) all.insert(all.end(), known.begin(), known.end());
  return all;
}

void remove_failures(std::vector<Failure>& failures, const std::vector<std::size_t>& which) {
  for (auto it = which.rbegin(); it != which.rend(); ++it) failures.erase(failures.begin() + static_cast<std::ptrdiff_t>(*it));
}

// The change that mends the most failures, two at least; those that mend just the same ones stand beside it.
std::optional<Blame> common_blame(const Table& table, std::vector<Failure>& failures) {
  const std::vector<Explanation> all = explanations_of(table, failures);
  const Explanation* best = nullptr;
  const auto rank = [](const Explanation& e) { return std::pair(e.failures.size(), e.one_digit); };
  for (const Explanation& one : all)
    if (one.failures.size() > 1 && (best == nullptr || rank(one) > rank(*best))) best = &one;
  if (best == nullptr) return std::nullopt;
  Blame blame;
  blame.certain = true;
  for (const Explanation& one : all)
    if (one.failures == best->failures && one.one_digit == best->one_digit) blame.suspects.push_back(one.suspect);
  for (const std::size_t f : best->failures) blame.relations.push_back(failures[f].relation);
  const std::vector<std::size_t> explained = best->failures;
  remove_failures(failures, explained);
  return blame;
}

int sign_in(const Relation& relation, CellId cell) {
  int sign = 0;
  for_terms(relation, [&](CellId id, int s) {
    if (id == cell) sign = s;
  });
  return sign;
}

// Two wrong numbers in one relation, each with a failure of its own as well: the relation's gap is what both make of it.
struct Pair {
  std::size_t shared = 0, first = 0, second = 0;
  Suspect a, b;
};

bool closes(const Table& table, const Failure& shared, const Suspect& a, const Suspect& b) {
  const int scale = cell_at(table, a.cell).value.scale;
  if (cell_at(table, b.cell).value.scale != scale || !a.change || !b.change || least_scale(*shared.relation, table) != scale) return false;
  const int sign_a = sign_in(*shared.relation, a.cell);
  const int sign_b = sign_in(*shared.relation, b.cell);
  if (sign_a == 0 || sign_b == 0) return false;
  const auto moved = add(sign_a > 0 ? *a.change : negate(*a.change), sign_b > 0 ? *b.change : negate(*b.change));
  return moved && compare(*moved, negate(shared.gap)) == std::strong_ordering::equal;
}

std::vector<Pair> pairs_of(const Table& table, const std::vector<Failure>& failures) {
  std::vector<Pair> pairs;
  constexpr std::size_t too_many = 24;  // failures: then the table has other troubles than two wrong digits
  if (failures.size() > too_many) return pairs;
  const auto shares = [&](std::size_t shared, CellId cell) {
    const auto& suspects = failures[shared].suspects;
    return std::any_of(suspects.begin(), suspects.end(), [&](const Suspect& s) { return s.cell == cell; });
  };
  for (std::size_t shared = 0; shared < failures.size(); ++shared)
    for (std::size_t f = 0; f < failures.size(); ++f)
      for (std::size_t g = f + 1; g < failures.size(); ++g) {
        if (f == shared || g == shared) continue;
        for (const Suspect& a : failures[f].suspects) {
          if (!shares(shared, a.cell)) continue;
          for (const Suspect& b : failures[g].suspects)
            if (a.cell != b.cell && shares(shared, b.cell) && closes(table, failures[shared], a, b)) pairs.push_back({shared, f, g, a, b});
        }
      }
  return pairs;
}

// Taken only where no other pair would do.
std::vector<Blame> pair_blame(const Table& table, std::vector<Failure>& failures) {
  const std::vector<Pair> pairs = pairs_of(table, failures);
  if (pairs.size() != 1) return {};
  const Pair& pair = pairs.front();
  std::vector<Blame> blames;
  blames.push_back({{failures[pair.first].relation, failures[pair.shared].relation}, {pair.a}, true});
  blames.push_back({{failures[pair.second].relation, failures[pair.shared].relation}, {pair.b}, true});
  std::vector<std::size_t> explained = {pair.shared, pair.first, pair.second};
  std::sort(explained.begin(), explained.end());
  remove_failures(failures, explained);
  return blames;
}

}  // namespace

int covered_exponent(const Relation& relation, const Table& table, CellId id) {
  const Cell& cell = cell_at(table, id);
  const auto gap = relation_gap(relation, table);
  const double slack = to_double(relation.tolerance) + (gap ? std::abs(to_double(gap->gap)) : 0);  // in units of 10^least scale
  const int shift = cell.value.scale - least_scale(relation, table);
  int exponent = -cell.value.number.places;
  while (std::pow(10.0, exponent + shift) <= slack * (1 + 1e-12) && exponent < 18) ++exponent;
  return exponent;
}

std::optional<Decimal> changed_number(const Value& value, const Decimal& change) { return add(value.number, change); }

std::vector<Failure> failures_of(const Table& table, const std::vector<Relation>& relations, const std::vector<std::optional<int>>& covered) {
  std::vector<Failure> failures;
  for (const Relation& relation : relations) {
    if (evaluate(relation, table) != Outcome::fails) continue;
    const auto gap = relation_gap(relation, table);
    Failure failure{&relation, gap->gap, {}};
    const int scale = least_scale(relation, table);
    for_terms(relation, [&](CellId id, int sign) {
      const Value& value = cell_at(table, id).value;
      if (!is_numeric(value)) return;
      const auto change = mending_change(value, sign, gap->gap, scale);
      const auto& exponent = covered[static_cast<std::size_t>(id)];
      if (exponent && (!change || !within_covered(*change, *exponent))) return;  // it holds elsewhere, and would not with this change
      failure.suspects.push_back({id, change});
    });
    if (failure.suspects.empty() && !relation.left.empty()) failure.suspects.push_back({relation.left.front().cell, std::nullopt});
    failures.push_back(std::move(failure));
  }
  return failures;
}

std::vector<Blame> assign_blame(const Table& table, std::vector<Failure> failures) {
  std::vector<Blame> blames;
  while (auto blame = common_blame(table, failures)) blames.push_back(std::move(*blame));
  for (Blame& blame : pair_blame(table, failures)) blames.push_back(std::move(blame));
  for (Failure& failure : failures) blames.push_back({{failure.relation}, std::move(failure.suspects), false});
  return blames;
}

}  // namespace tabularium

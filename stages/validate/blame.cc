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

// What is to be added to the cell so that the relation holds, when its printed places allow it.
Suspect mending_suspect(const Relation& relation, const Table& table, CellId id) {
  Suspect suspect{id, std::nullopt, 0};
  const Value& value = cell_at(table, id).value;
  const double tolerance = to_double(relation.tolerance);
  const auto one = number_for_gap(relation, table, id, tolerance);
  const auto other = number_for_gap(relation, table, id, -tolerance);
  if (!one || !other) return suspect;
  const double places = std::pow(10.0, value.number.places);
  const double middle = (*one + *other) / 2 * places - static_cast<double>(value.number.units);
  const double reach = std::abs(*one - *other) / 2 * places + 1e-6;
  const double least = std::ceil(middle - reach);
  const double most = std::floor(middle + reach);
  if (least > most || !(std::abs(middle) < 9e15) || !(reach < 9e15)) return suspect;
  const double slack = std::floor((most - least) / 2);
  suspect.change = Decimal{std::llround(std::clamp(std::round(middle), least + slack, most - slack)), value.number.places};
  suspect.slack = static_cast<std::int64_t>(slack);
  return suspect;
}

bool within_covered(const Decimal& change, int exponent) { return std::abs(to_double(change)) * (1 + 1e-12) < std::pow(10.0, exponent); }

// The changes that mend both: nullopt where there are none.
std::optional<Suspect> common_change(const Suspect& a, const Suspect& b) {
  if (!a.change || !b.change) return std::nullopt;
  const std::int64_t least = std::max(a.change->units - a.slack, b.change->units - b.slack);
  const std::int64_t most = std::min(a.change->units + a.slack, b.change->units + b.slack);
  if (least > most) return std::nullopt;
  return Suspect{a.cell, Decimal{least + (most - least) / 2, a.change->places}, (most - least) / 2};
}

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

// Within its slack, the change of one digit that is nearest to the middle, if there is any.
std::optional<Decimal> one_digit_change(const Value& value, const Suspect& suspect) {
  if (changes_one_digit(value, *suspect.change)) return suspect.change;
  std::optional<Decimal> nearest;
  if (suspect.slack == 0 || value.number.units == 0) return nearest;
  const auto away = [&](const Decimal& change) { return std::llabs(change.units - suspect.change->units); };
  std::int64_t place = 1;
  for (std::int64_t rest = std::llabs(value.number.units); rest > 0; rest /= 10, place *= 10)
    for (std::int64_t digit = 0; digit < 10; ++digit) {
      const std::int64_t change = (digit - rest % 10) * place * (value.number.units < 0 ? -1 : 1);
      const Decimal candidate{change, suspect.change->places};
      if (change != 0 && away(candidate) <= suspect.slack && (!nearest || away(candidate) < away(*nearest))) nearest = candidate;
    }
  return nearest;
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
      const auto it = std::find_if(known.begin(), known.end(), [&](const Explanation& e) { return common_change(e.suspect, suspect).has_value(); });
      if (it == known.end()) {
        known.push_back({suspect, {f}, false});
        continue;
      }
      it->suspect = *common_change(it->suspect, suspect);
      it->failures.push_back(f);
    }
  }
  std::vector<Explanation> all;
  for (auto& [cell, known] : by_cell)
    for (Explanation& one : known) {
      const auto digit = one_digit_change(cell_at(table, cell).value, one.suspect);
      one.one_digit = digit.has_value();
      if (digit) one.suspect.change = digit;
      all.push_back(std::move(one));
    }
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
  for_members(relation, [&](CellId id, int times) {
    if (id == cell) sign = times;
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
  if (cell_at(table, b.cell).value.scale != scale || !a.change || !b.change || gap_scale(*shared.relation, table) != scale) return false;
  const int sign_a = sign_in(*shared.relation, a.cell);
  const int sign_b = sign_in(*shared.relation, b.cell);
  if (std::abs(sign_a) != 1 || std::abs(sign_b) != 1) return false;
  const auto moved = add(sign_a > 0 ? *a.change : negate(*a.change), sign_b > 0 ? *b.change : negate(*b.change));
  const auto left = moved ? add(*moved, shared.gap) : std::nullopt;
  return left && compare(left->units < 0 ? negate(*left) : *left, shared.relation->tolerance) != std::strong_ordering::greater;
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

// Numbers that are known modulo: whether every change of one digit at 10^exponent would show.
bool shows_modulo(double step, double slack, double modulus) {
  for (int digit = 1; digit < 10; ++digit) {
    const double rest = std::abs(std::remainder(digit * step, modulus));
    if (rest <= slack * (1 + 1e-12)) return false;
  }
  return true;
}

Coverage::Coverage(const Relation& relation, const Table& table) : relation_(relation), table_(table), scale_(gap_scale(relation, table)) {
  const auto gap = relation_gap(relation, table);
  slack_ = to_double(relation.tolerance) + (gap ? std::abs(to_double(gap->gap)) : 0);
}

int Coverage::exponent(CellId id) const {
  constexpr int none = 18;
  const Value& value = cell_at(table_, id).value;
  const double unit = std::abs(leverage(relation_, table_, id, scale_));
  int exponent = -value.number.places;
  while (unit * std::pow(10.0, exponent) <= slack_ * (1 + 1e-12) && exponent < none) ++exponent;
  if (relation_.modulus.units == 0) return exponent;
  const double modulus = to_double(relation_.modulus);
  while (exponent < none && !shows_modulo(unit * std::pow(10.0, exponent), slack_, modulus)) ++exponent;
  for (int above = exponent; std::pow(10.0, above) < modulus && above < none; ++above)
    if (!shows_modulo(unit * std::pow(10.0, above), slack_, modulus)) return none;
  return exponent;
}

std::optional<Decimal> changed_number(const Value& value, const Decimal& change) { return add(value.number, change); }

std::vector<Failure> failures_of(const Table& table, const std::vector<Relation>& relations, const std::vector<std::optional<int>>& covered) {
  std::vector<Failure> failures;
  for (const Relation& relation : relations) {
    if (evaluate(relation, table) != Outcome::fails) continue;
    const auto gap = relation_gap(relation, table);
    Failure failure{&relation, gap->gap, {}};
    for_members(relation, [&](CellId id, int) {
      if (!is_numeric(cell_at(table, id).value)) return;
      const Suspect suspect = mending_suspect(relation, table, id);
      const auto& exponent = covered[static_cast<std::size_t>(id)];
      if (exponent && (!suspect.change || !within_covered(*suspect.change, *exponent))) return;  // it holds elsewhere, and would not with this change
      failure.suspects.push_back(suspect);
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

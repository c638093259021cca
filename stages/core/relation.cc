#include "stages/core/relation.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "stages/core/decimal.h"
#include "stages/core/typed_value.h"

namespace tabularium {
namespace {

constexpr int quotient_places = 3;  // beyond the printed ones, so that its rounding is nothing beside the tolerance

const Cell& cell_of(const Table& table, CellId id) { return table.cells[static_cast<std::size_t>(id)]; }

struct Weighed {
  Decimal sum;
  int scale = 0;
  bool holes = false;
  bool nonzero = false;
};

// Value brought to `scale`; nullopt when it cannot be.
std::optional<Decimal> at_scale(const Value& value, int scale) {
  Decimal number = value.number;
  number.places -= value.scale - scale;
  if (number.places >= 0) return number;
  const int missing = -number.places;
  if (missing > 18) return std::nullopt;
  number.places = 0;
  for (int i = 0; i < missing; ++i)
    if (__builtin_mul_overflow(number.units, std::int64_t{10}, &number.units)) return std::nullopt;
  return number;
}

bool weigh(const std::vector<Term>& terms, const Table& table, Weighed& out) {
  for (const Term& term : terms) {
    const Value& value = cell_of(table, term.cell).value;
    if (!is_numeric(value)) {
      out.holes = true;
      continue;
    }
    auto number = at_scale(value, out.scale);
    if (!number || __builtin_mul_overflow(number->units, std::int64_t{term.times}, &number->units)) return false;
    const auto next = add(out.sum, *number);
    if (!next) return false;
    out.sum = *next;
    out.nonzero = out.nonzero || number->units != 0;
  }
  return true;
}

// The gap's remainder nearest to zero.
Decimal reduced(const Decimal& gap, const Decimal& modulus) {
  const int places = std::max(gap.places, modulus.places);
  const auto units = rescale(gap, places);
  const auto whole = rescale(modulus, places);
  if (!units || !whole || whole->units <= 0) return gap;
  std::int64_t rest = units->units % whole->units;
  if (rest > whole->units / 2) rest -= whole->units;
  if (rest < -(whole->units / 2)) rest += whole->units;
  return {rest, places};
}

// Σ of the terms' meant values, scales counted in; what is no number leaves it open.
std::optional<long double> meant(const std::vector<Term>& terms, const Table& table) {
  long double sum = 0;
  for (const Term& term : terms) {
    const Value& value = cell_of(table, term.cell).value;
    if (!is_numeric(value)) return std::nullopt;
    sum += term.times * static_cast<long double>(value.number.units) * std::pow(10.0L, value.scale - value.number.places);
  }
  return sum;
}

std::optional<RelationGap> quotient_gap(const Relation& relation, const Table& table) {
  if (relation.left.size() != 1) return std::nullopt;
  const Value& left = cell_of(table, relation.left.front().cell).value;
  const auto above = meant(relation.right, table);
  const auto below = meant(relation.over, table);
  if (!is_numeric(left) || !above || !below) return RelationGap{{}, {}, {}, true, true};
  if (*below == 0) return std::nullopt;
  const int places = left.number.places + quotient_places;
  const long double expected = *above / *below * std::pow(10.0L, relation.power - left.scale + places);
  if (!(std::abs(expected) < 9e17L)) return std::nullopt;
  const Decimal right{static_cast<std::int64_t>(std::llround(expected)), places};
  const auto gap = subtract(left.number, right);
  if (!gap) return std::nullopt;
  return RelationGap{left.number, right, *gap, false, *above != 0 || left.number.units != 0};
}

}  // namespace

int gap_scale(const Relation& relation, const Table& table) {
  if (relation.kind == RelationKind::quotient) return relation.left.empty() ? 0 : cell_of(table, relation.left.front().cell).value.scale;
  int scale = INT32_MAX;
  for_members(relation, [&](CellId id, int) {
    if (is_numeric(cell_of(table, id).value)) scale = std::min(scale, cell_of(table, id).value.scale);
  });
  return scale == INT32_MAX ? 0 : scale;
}

std::optional<RelationGap> relation_gap(const Relation& relation, const Table& table) {
  if (relation.kind == RelationKind::quotient) return quotient_gap(relation, table);
  Weighed left;
  Weighed right;
  left.scale = right.scale = gap_scale(relation, table);
  if (!weigh(relation.left, table, left) || !weigh(relation.right, table, right)) return std::nullopt;
  const auto gap = subtract(left.sum, right.sum);
  if (!gap) return std::nullopt;
  return RelationGap{left.sum, right.sum, relation.modulus.units != 0 ? reduced(*gap, relation.modulus) : *gap, left.holes || right.holes,
                     left.nonzero || right.nonzero};
}

Outcome evaluate(const Relation& relation, const Table& table) {
  const auto gap = relation_gap(relation, table);
  if (!gap) return Outcome::undecided;
  const Decimal size = gap->gap.units < 0 ? negate(gap->gap) : gap->gap;
  const bool meets = compare(size, relation.tolerance) != std::strong_ordering::greater;
  if (gap->holes) return relation.kind != RelationKind::quotient && meets && gap->nonzero && is_zero(gap->gap) ? Outcome::holds : Outcome::undecided;
  return meets ? Outcome::holds : Outcome::fails;
}

double leverage(const Relation& relation, const Table& table, CellId id) { return leverage(relation, table, id, gap_scale(relation, table)); }

double leverage(const Relation& relation, const Table& table, CellId id, int scale) {
  const Value& value = cell_of(table, id).value;
  double sum = 0;
  if (relation.kind != RelationKind::quotient) {
    for_members(relation, [&](CellId member, int times) { sum += member == id ? times : 0; });
    return value.scale == scale ? sum : sum * std::pow(10.0, value.scale - scale);
  }
  for (const Term& term : relation.left) sum += term.cell == id ? 1 : 0;
  const auto above = meant(relation.right, table);
  const auto below = meant(relation.over, table);
  if (!above || !below || *below == 0) return sum;
  const double unit = std::pow(10.0, relation.power - scale + value.scale) / static_cast<double>(*below);
  for (const Term& term : relation.right) sum -= term.cell == id ? term.times * unit : 0;
  for (const Term& term : relation.over) sum += term.cell == id ? term.times * unit * static_cast<double>(*above / *below) : 0;
  return sum;
}

std::optional<double> number_for_gap(const Relation& relation, const Table& table, CellId id, double gap) {
  const Value& value = cell_of(table, id).value;
  const double now = is_numeric(value) ? to_double(value.number) : 0;
  const auto times_in = [&](const std::vector<Term>& terms) { return std::accumulate(terms.begin(), terms.end(), 0, [&](int sum, const Term& term) { return sum + (term.cell == id ? term.times : 0); }); };
  const int above = times_in(relation.right);
  const int below = times_in(relation.over);
  if (relation.kind != RelationKind::quotient || (above == 0 && below == 0)) {
    const auto known = relation_gap(relation, table);
    const double step = leverage(relation, table, id);
    if (!known || step == 0 || !std::isfinite(step)) return std::nullopt;
    return now + (gap - to_double(known->gap)) / step;
  }
  const auto top = meant(relation.right, table);
  const auto base = meant(relation.over, table);
  const Value& left = cell_of(table, relation.left.front().cell).value;
  if (!top || !base || !is_numeric(left)) return std::nullopt;
  // (rest + above · x) / (others + below · x) = share
  const long double unit = std::pow(10.0L, value.scale);
  const long double share = (static_cast<long double>(to_double(left.number)) - gap) / std::pow(10.0L, relation.power - left.scale);
  const long double rest = *top - above * now * unit;
  const long double others = *base - below * now * unit;
  const long double slope = above - share * below;
  if (slope == 0) return std::nullopt;
  return static_cast<double>((share * others - rest) / slope / unit);
}

}  // namespace tabularium

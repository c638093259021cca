#include "stages/core/relations.h"

#include "stages/core/decimal.h"

namespace tabularium {
namespace {

std::optional<Decimal> weigh(const std::vector<Term>& terms, const Table& table) {
  Decimal sum;
  for (const Term& term : terms) {
    const Value& value = table.cells[static_cast<std::size_t>(term.cell)].value;
    if (value.kind != ValueKind::number && value.kind != ValueKind::money && value.kind != ValueKind::percent) return std::nullopt;
    const auto next = term.sign < 0 ? subtract(sum, value.number) : add(sum, value.number);
    if (!next) return std::nullopt;
    sum = *next;
  }
  return sum;
}

}  // namespace

Outcome evaluate(const Relation& relation, const Table& table) {
  const auto left = weigh(relation.left, table);
  const auto right = weigh(relation.right, table);
  if (!left || !right) return Outcome::undecided;
  auto gap = subtract(*left, *right);
  if (!gap) return Outcome::undecided;
  if (gap->units < 0) gap = negate(*gap);
  return compare(*gap, relation.tolerance) == std::strong_ordering::greater ? Outcome::fails : Outcome::holds;
}

std::vector<Relation> discover_relations(const Table& /*table*/, const RelationOptions& /*options*/) { return {}; }

double arithmetic_support(const Table& /*table*/) { return 0; }

}  // namespace tabularium

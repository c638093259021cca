#include "stages/validate/table_relations.h"

#include <iterator>
#include <set>
#include <utility>

#include "stages/validate/printed_rules.h"

namespace tabularium {
namespace {

// Members and how often they count, the whole brought to one side and one sign: equal for relations that say the same.
std::set<std::pair<CellId, int>> meaning_of(const Relation& relation) {
  std::set<std::pair<CellId, int>> terms;
  for_members(relation, [&](CellId id, int times) { terms.emplace(id, times); });
  if (relation.kind == RelationKind::quotient) return terms;
  if (!terms.empty() && terms.begin()->second < 0) {
    std::set<std::pair<CellId, int>> turned;
    for (const auto& [cell, times] : terms) turned.emplace(cell, -times);
    return turned;
  }
  return terms;
}

}  // namespace

std::vector<Relation> table_relations(const Table& table, const Profile* profile) {
  std::vector<Relation> all = printed_relations(table);
  const auto append = [&](std::vector<Relation> more) { all.insert(all.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end())); };
  if (profile != nullptr) append(declared_relations(table, *profile));
  append(discover_relations(table));
  std::set<std::set<std::pair<CellId, int>>> known;
  std::vector<Relation> distinct;
  for (Relation& relation : all)
    if (known.insert(meaning_of(relation)).second) distinct.push_back(std::move(relation));
  return distinct;
}

}  // namespace tabularium

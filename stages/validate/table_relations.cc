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

FoundRelations table_relations(const Table& table, const Profile* profile, const SumHabits* elsewhere) {
  std::vector<Relation> all = printed_relations(table);
  const auto append = [&](std::vector<Relation> more) { all.insert(all.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end())); };
  if (profile != nullptr) append(declared_relations(table, *profile));
  FoundRelations found = find_relations(table, {.elsewhere = elsewhere});
  append(std::move(found.relations));
  std::set<std::set<std::pair<CellId, int>>> known;
  std::vector<Relation> distinct;
  for (Relation& relation : all)
    if (known.insert(meaning_of(relation)).second) distinct.push_back(std::move(relation));
  return {std::move(distinct), found.in_doubt};
}

std::vector<Relation> relations_among(const Table& table, const Profile* profile, const SumHabits& elsewhere) {
  FoundRelations found = table_relations(table, profile);
  return found.in_doubt ? table_relations(table, profile, &elsewhere).relations : std::move(found.relations);
}

DocumentRelations document_relations(std::span<const Table> tables, const Profile* profile, const std::function<bool()>& cancelled) {
  DocumentRelations all;
  std::vector<SumHabits> habits;
  std::vector<std::size_t> open;  // tables with a sum that may be rounded or wrong
  for (const Table& table : tables) {
    const bool stopped = cancelled && cancelled();
    FoundRelations found = stopped ? FoundRelations{} : table_relations(table, profile);
    habits.push_back(habits_of(table, found.relations));
    if (found.in_doubt) open.push_back(all.of_table.size());
    all.of_table.push_back(std::move(found.relations));
  }
  all.elsewhere = habits_elsewhere(habits);
  for (const std::size_t t : open) all.of_table[t] = table_relations(tables[t], profile, &all.elsewhere[t]).relations;
  return all;
}

}  // namespace tabularium

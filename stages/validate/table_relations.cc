#include "stages/validate/table_relations.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <utility>

#include "stages/validate/hidden_relations.h"
#include "stages/validate/printed_rules.h"

namespace tabularium {
namespace {

void add_hidden(const Table& table, std::vector<Relation>& relations, const SumHabits* elsewhere) {
  std::vector<Relation> hidden = hidden_relations(table, relations, elsewhere);
  relations.insert(relations.end(), std::make_move_iterator(hidden.begin()), std::make_move_iterator(hidden.end()));
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
  return {std::move(distinct), found.in_doubt, std::move(found.unsettled)};
}

FoundRelations relations_among(const Table& table, const Profile* profile, const SumHabits& elsewhere) {
  FoundRelations found = table_relations(table, profile);
  const SumHabits* asked = found.in_doubt ? &elsewhere : nullptr;
  if (asked != nullptr) found = table_relations(table, profile, asked);
  add_hidden(table, found.relations, asked);
  return found;
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
    all.of_table.push_back(std::move(found));
  }
  all.elsewhere = habits_elsewhere(habits);
  for (const std::size_t t : open) all.of_table[t] = table_relations(tables[t], profile, &all.elsewhere[t]);
  for (std::size_t t = 0; t < all.of_table.size(); ++t) {
    if (cancelled && cancelled()) break;
    add_hidden(tables[t], all.of_table[t].relations, std::ranges::binary_search(open, t) ? &all.elsewhere[t] : nullptr);
  }
  return all;
}

}  // namespace tabularium

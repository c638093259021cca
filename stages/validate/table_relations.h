// Every relation that is known of a table, each said once.
#pragma once

#include <functional>
#include <span>
#include <vector>

#include "models/table.h"
#include "stages/core/profile.h"
#include "stages/core/relations.h"

namespace tabularium {

// Printed before declared before discovered; of two that say the same the first stays. Needs Cell::value.
FoundRelations table_relations(const Table& table, const Profile* profile, const SumHabits* elsewhere = nullptr);

// The relations of a table among others: what those show (`elsewhere`) is asked where the table itself leaves a sum in doubt.
FoundRelations relations_among(const Table& table, const Profile* profile, const SumHabits& elsewhere);

// Each table's relations, in the light of what the others show of rounding (`elsewhere`, a table).
struct DocumentRelations {
  std::vector<FoundRelations> of_table;
  std::vector<SumHabits> elsewhere;
};
// Where `cancelled` says so, the tables that are left have none.
DocumentRelations document_relations(std::span<const Table> tables, const Profile* profile, const std::function<bool()>& cancelled = {});

}  // namespace tabularium

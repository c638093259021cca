// Every relation that is known of a table, each said once.
#pragma once

#include <vector>

#include "models/table.h"
#include "stages/core/profile.h"
#include "stages/core/relations.h"

namespace tabularium {

// Printed before declared before discovered; of two that say the same the first stays. Needs Cell::value.
std::vector<Relation> table_relations(const Table& table, const Profile* profile);

}  // namespace tabularium

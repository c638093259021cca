// Who is to blame where relations fail: the failures of a table judged together, over rows and columns.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "models/table.h"
#include "stages/core/relations.h"

namespace tabularium {

// A number that may be wrong, and what added to it (in its own printed units) would mend the relation. Where the relation has a
// tolerance, any change within `slack` of that would.
struct Suspect {
  CellId cell = -1;
  std::optional<Decimal> change;  // nullopt: its printed places cannot express the change
  std::int64_t slack = 0;         // steps of the last place of `change`
};

struct Failure {
  const Relation* relation = nullptr;
  Decimal gap;                    // left − right
  std::vector<Suspect> suspects;  // the total first; numbers that hold elsewhere are not among them
};

// Failures that the same numbers explain. One suspect: it alone mends all of them. More: any of them might.
// `certain`: at least two relations agree on the suspect and on the change.
struct Blame {
  std::vector<const Relation*> relations;
  std::vector<Suspect> suspects;
  bool certain = false;
};

// What a relation that holds covers of its members' digits. Relation and table are borrowed.
class Coverage {
 public:
  Coverage(const Relation& relation, const Table& table);

  // Smallest power of ten, in the cell's printed units, by which a digit could not be other without the relation failing.
  int exponent(CellId id) const;

 private:
  const Relation& relation_;
  const Table& table_;
  double slack_ = 0;   // by how much the relation could still change, in units of its gap
  int scale_ = 0;      // of its gap
};

// `covered`: Coverage's exponent by cell; absent where no relation that holds covers the cell.
std::vector<Failure> failures_of(const Table& table, const std::vector<Relation>& relations, const std::vector<std::optional<int>>& covered);

// The number of wrong cells is kept as small as the failures allow; where two numbers explain as much, both are named.
std::vector<Blame> assign_blame(const Table& table, std::vector<Failure> failures);

// The number with `change` added, at its printed places.
std::optional<Decimal> changed_number(const Value& value, const Decimal& change);

}  // namespace tabularium

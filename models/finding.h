#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "models/place.h"

namespace tabularium {

enum class Severity { info, warning, error };

// Done, but doubtful. Codes are stable and documented in docs/validation.md.
struct Finding {
  std::string code;                         // "sum_mismatch", "unit_conflict", "missing_value", …
  Severity severity = Severity::warning;
  std::string message;                      // one line for a person
  std::string table;                        // Table::id; empty = none
  std::vector<std::pair<int, int>> cells;   // (row, col); for a relation the total first, then its suspects
  Place place;
  std::string evidence;                     // the relation or sentence that shows it: "12 + 30 = 42, printed 43"
  std::string proposal;                     // what would mend it; empty = nothing proposed
  std::optional<double> probability;        // 0..1 that the proposal is right; only where it was weighed against others
  bool operator==(const Finding&) const = default;
};

}  // namespace tabularium

// How many numbers have which verdict.
#pragma once

#include "models/document.h"

namespace tabularium {

struct VerdictCounts {
  int verified = 0;
  int unverified = 0;
  int contradicted = 0;
  int numbers() const noexcept { return verified + unverified + contradicted; }
  VerdictCounts& operator+=(const VerdictCounts& other) noexcept;
};

VerdictCounts count_verdicts(const Table& table) noexcept;
VerdictCounts count_verdicts(const Document& document) noexcept;   // packed tables among them

}  // namespace tabularium

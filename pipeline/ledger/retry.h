// When a document that failed is tried again, and when it is given up.
#pragma once

#include <cstdint>

#include "models/result.h"
#include "pipeline/ledger/record.h"

namespace tabularium {

struct RetryRules {
  int attempts = 4;                        // then quarantine
  std::int64_t first_wait = 600;           // seconds after the first failure; four times as long after each further one
  std::int64_t longest_wait = 24 * 3600;   // seconds
};

// What is to be noted of a failure. `before`: what was noted last; it counts while content and options are the same.
// A kind that is not read is quarantined at once: trying again changes nothing.
DocumentState after_failure(const DocumentState* before, DocumentState now, const Error& error, const RetryRules& rules, std::int64_t wall);

// Whether it is time. A clock that was set back does not put a document off for longer than the longest wait.
bool is_due(const DocumentState& state, const RetryRules& rules, std::int64_t wall);

}  // namespace tabularium

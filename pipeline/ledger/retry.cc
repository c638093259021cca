#include "pipeline/ledger/retry.h"

#include <algorithm>

#include "stages/core/utc_time.h"

namespace tabularium {

DocumentState after_failure(const DocumentState* before, DocumentState now, const Error& error, const RetryRules& rules, std::int64_t wall) {
  const bool again = before != nullptr && before->sha256 == now.sha256 && before->options == now.options;
  now.attempts = (again ? before->attempts : 0) + 1;
  now.since = utc_text(wall);
  const bool hopeless = error.code == ErrorCode::unsupported || now.attempts >= rules.attempts;
  now.state = hopeless ? LedgerState::quarantined : LedgerState::failed;
  std::int64_t wait = rules.first_wait;
  for (int i = 1; i < now.attempts && wait < rules.longest_wait; ++i) wait *= 4;
  now.next_try = hopeless ? 0 : wall + std::min(wait, rules.longest_wait);
  return now;
}

bool is_due(const DocumentState& state, const RetryRules& rules, std::int64_t wall) {
  return state.next_try <= wall || state.next_try > wall + rules.longest_wait;
}

}  // namespace tabularium

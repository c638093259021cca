// What is to be done with each file that came, as the ledger knows it.
#pragma once

#include <cstddef>
#include <functional>
#include <set>
#include <string>
#include <vector>

#include "pipeline/ledger/ledger.h"
#include "pipeline/ledger/retry.h"
#include "pipeline/watch/intake.h"

namespace tabularium {

struct PlanOptions {
  std::string options_key;      // of this run (record.h)
  std::string version;
  bool outdated = false;        // redo what another version made
  bool newest_first = false;
  std::size_t most = 256;       // documents in one batch
  RetryRules retry;
};

struct PlannedFile {
  IncomingFile file;
  std::string name;             // of its folder among the results
};

struct NightPlan {
  std::vector<PlannedFile> convert;
  std::vector<PlannedFile> same;         // content that another has: `name` is new, `of` in the same place whose result it is
  std::vector<std::string> of;
  std::size_t known = 0;                 // done already
  std::size_t put_off = 0;               // failed; their time has not come
  std::size_t quarantined = 0;
  std::size_t left_over = 0;             // for the next batch
};

// The digest of a file's content; empty when it cannot be read.
using Digest = std::function<std::string(const std::string& path)>;

// `held`: files that this run does not touch again (they were handed out and came to no end).
NightPlan plan_batch(const std::vector<IncomingFile>& ready, const Ledger& ledger, const PlanOptions& options, const Digest& digest,
                const std::set<std::string>& held, std::int64_t wall);

// Whether what the ledger notes of an input is still so: the same file, by size and time, under the same options.
bool is_as_noted(const DocumentState& state, const IncomingFile& file, const PlanOptions& options);

}  // namespace tabularium

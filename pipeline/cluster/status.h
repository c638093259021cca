// How a cluster run stands, told from its files and, where there is a scheduler, from its queue.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "models/result.h"
#include "pipeline/cluster/plan.h"
#include "pipeline/cluster/slurm.h"

namespace tabularium {

struct RunningShard {
  std::int64_t shard = 0;
  std::string host;
  double elapsed = 0;            // seconds since its attempt began
  double expected = 0;           // seconds that it should take, by the estimates and by how they held so far
  std::int64_t settled = 0;      // documents
  std::int64_t documents = 0;
  bool straggler = false;        // longer than twice what is expected
};

struct RunStatus {
  std::int64_t shards = 0;       // isolated ones too
  std::int64_t closed = 0;
  std::int64_t waiting = 0;      // never begun, or handed back by a signal; in the queue or not
  std::int64_t queued = 0;       // of the waiting ones: known to the scheduler
  std::vector<RunningShard> running;
  std::vector<std::int64_t> lost;         // begun, not closed, and nobody works on them: `cluster retry`
  std::int64_t documents = 0;
  std::int64_t converted = 0;
  std::int64_t with_findings = 0;         // of the converted
  std::int64_t failed = 0;
  std::int64_t skipped = 0;
  std::int64_t pages = 0;                 // of all that are settled
  std::int64_t isolated = 0;              // documents with shards of their own
  double elapsed = 0;                     // seconds since the first attempt began
  double estimate_ratio = 1;              // seconds that documents took, to those estimated
  double pages_per_second = 0;
  std::optional<double> seconds_left;     // nothing while there is nothing to judge by
};

// `queued`: nothing when no scheduler can be asked; then an attempt that was not heard of for `silence` seconds counts as lost.
// `now`: seconds since 1970. Memory grows with the shards that run, not with those of the run.
Result<RunStatus> run_status(const std::string& run, const Plan& plan, const std::optional<std::map<std::int64_t, TaskState>>& queued,
                             std::int64_t now, double silence = 1800);

std::string status_text(const RunStatus& status);

}  // namespace tabularium

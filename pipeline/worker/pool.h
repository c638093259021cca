// Documents over worker processes. Whatever a worker does (crash, hang, grow, talk nonsense), it costs one document.
#pragma once

#include <cstddef>
#include <functional>
#include <vector>

#include "pipeline/worker/child.h"
#include "pipeline/worker/messages.h"

namespace tabularium {

struct PoolOptions {
  int jobs = 1;               // worker processes at most
  int page_seconds = 120;     // of the worker's CPU time, without a page being finished, while pages are read
  int document_seconds = 0;   // likewise; 0 = 300, and 30 more for each page
  int patience = 10;          // times as long by the clock: for a worker that waits, or has little of a busy machine
  int memory_mb = 3072;       // resident, of one worker
  int interrupt = -1;         // descriptor that becomes readable when the run is to stop; -1 = none
  WorkerSetup setup;
  ChildOptions child;
};

struct PoolEvents {
  // Before a job is handed out; may complete it (its output folder). False: it is settled already, and no done follows.
  std::function<bool(std::size_t index, ConvertJob& job)> start;
  std::function<void(std::size_t index, const ProgressMessage& progress)> progress;
  std::function<void(std::size_t index, const ConvertJob& job, const DocumentOutcome& outcome, double seconds)> done;
};

// Every job that was started gets exactly one done, in the order in which they end, unless the run is interrupted: then false is
// returned, and jobs without a done were not finished.
bool run_pool(std::vector<ConvertJob> jobs, const PoolOptions& options, const PoolEvents& events);

}  // namespace tabularium

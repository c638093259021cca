// Slurm behind one wrapper: what is asked of it and how its answers are read. Any other scheduler can run the same shards
// (docs/cluster.md); nothing but this file knows Slurm's words.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "models/result.h"

namespace tabularium {

// One job array: tasks of equal needs. Its task i works on shard base + i.
struct ArrayJob {
  std::int64_t base = 0;
  std::vector<std::int64_t> tasks = {};  // rising
  int minutes = 0;
  int memory_mb = 0;                // of the task
  int cpus = 1;

  bool operator==(const ArrayJob&) const = default;
};

// "0-99,105": how sbatch wants the tasks of an array.
std::string task_ranges(const std::vector<std::int64_t>& tasks);

struct SlurmLimits {
  std::string version;
  std::int64_t max_array = 1001;    // MaxArraySize: one more than the highest task number
};

enum class TaskState { waiting, running };
struct QueuedTask {
  std::string job;                  // number of the array
  std::int64_t task = 0;
  TaskState state = TaskState::waiting;
};

struct EndedTask {
  std::string job;
  std::int64_t task = 0;
  std::string state;                // Slurm's word: COMPLETED, TIMEOUT, OUT_OF_MEMORY, NODE_FAIL …
};

// Every function: missing_part when the program is not installed, io when Slurm says no (its own words are passed on), internal
// when its answer cannot be read, timed_out when it gives none.
Result<SlurmLimits> probe_slurm();

// The number of the new job. `extra`: words for sbatch, which come last and win.
Result<std::string> submit_array(const ArrayJob& job, const std::string& log_folder, const std::string& script,
                                 const std::vector<std::string>& extra);

// What waits or runs, of this user.
Result<std::vector<QueuedTask>> queued_tasks();

// How tasks of these jobs ended, where the site keeps accounts; unsupported where it does not.
Result<std::vector<EndedTask>> ended_tasks(const std::vector<std::string>& jobs);

}  // namespace tabularium

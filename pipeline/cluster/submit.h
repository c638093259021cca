// From shards to job arrays: what is missing, what it needs, how it is asked for.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "models/result.h"
#include "pipeline/cluster/plan.h"
#include "pipeline/cluster/shard.h"
#include "pipeline/cluster/slurm.h"

namespace tabularium {

struct ShardNeed {
  std::int64_t shard = 0;
  double seconds = 0;     // of the task, all workers busy: estimated
  int memory_mb = 0;      // of one worker
  int killed = 0;         // attempts that were killed: each doubles time and memory, twice at most
};

// Arrays of equal needs whose task numbers stay below `limits.max_array`. Time is three times the estimate and ten minutes more,
// in steps that double, so that a few arrays serve all; memory a quarter more than estimated.
std::vector<ArrayJob> array_jobs(std::vector<ShardNeed> needs, const SlurmLimits& limits, int workers);

// RUN/jobs: what was submitted, one array a line.
struct SubmittedJob {
  std::string job;        // the scheduler's number
  ArrayJob array;
};
std::vector<SubmittedJob> read_jobs(const std::string& run);
Status note_job(const std::string& run, const SubmittedJob& job);

// Shards whose tasks wait or run.
std::map<std::int64_t, TaskState> queued_shards(const std::vector<SubmittedJob>& jobs, const std::vector<QueuedTask>& tasks);

// Documents that killed two attempts and are recorded nowhere get shards of their own: RUN/manifest.isolated grows by them.
// How many there are new.
Result<std::size_t> isolate_killers(const std::string& run, std::int64_t planned_shards);

// Every shard, isolated ones too, that has no closing record and does not wait or run.
Result<std::vector<ShardNeed>> missing_shards(const std::string& run, const Plan& plan, const std::map<std::int64_t, TaskState>& queued);

// The shell script of a task: runs its shard; a program that is killed is begun again twice; a signal from the scheduler is
// handed on. `program` and `config_dir` are seen by all nodes.
std::string task_script(const std::string& run, std::int64_t base, const std::string& program, const std::string& config_dir);

}  // namespace tabularium

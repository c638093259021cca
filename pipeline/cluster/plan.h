// The plan of a cluster run: every document measured once, cut into shards that take about equally long.
#pragma once

#include <cstdint>
#include <functional>
#include <utility>
#include <string>
#include <vector>

#include "models/options.h"
#include "models/result.h"
#include "pipeline/cluster/estimate.h"
#include "pipeline/run/inputs.h"

namespace tabularium {

// RUN/plan.json: what all nodes have in common.
struct Plan {
  std::string version;               // of the program; a node with another one refuses
  std::string options;               // options_key, for the same reason
  std::string directory;             // that relative paths start from
  std::vector<std::string> command;  // the words after `tabularium` that made this plan: a node reads its options from them
  int workers = 1;                   // of one task
  std::int64_t documents = 0;
  std::int64_t pages = 0;
  std::int64_t scanned = 0;
  std::int64_t bytes = 0;
  double seconds = 0;                // of one core, estimated
  std::int64_t shards = 0;
  std::vector<std::string> hints;    // of the walk
};

struct PlanRequest {
  std::vector<std::string> inputs;
  std::string run;                   // folder to make
  std::string scratch;               // folder on a local disk, for sorting
  bool group_folders = false;
  std::int64_t shards = 0;           // 0 = from shard_seconds
  double shard_seconds = 1800;       // that a task is to take, all workers busy
};

// As many measures as inputs, in their order.
using MeasureInputs = std::function<std::vector<Measure>(const std::vector<Input>& inputs)>;

// Writes manifest, index and plan.json, the last one last. The same inputs give the same files. Memory does not grow with the
// documents but for a few bytes each (walk_inputs, NameGiver) and with the shards. The counts of `plan` are filled in.
// unsupported: the folder holds a plan already; bad_input: no documents.
Status make_plan(const PlanRequest& request, const CostModel& model, const MeasureInputs& measure, Plan& plan);

Result<Plan> read_plan(const std::string& run);

// Longest documents first, each to the shard with the least so far (the first of these): Graham's LPT rule, whose longest shard
// is at most 4/3 of the best possible one (R. L. Graham, Bounds on multiprocessing timing anomalies, 1969).
class Balancer {
 public:
  explicit Balancer(std::int64_t shards);
  std::int64_t place(double seconds);  // the shard; calls come with falling seconds

 private:
  std::vector<std::pair<double, std::int64_t>> heap_;
};

}  // namespace tabularium

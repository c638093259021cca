// What the commands on a cluster run have in common.
#pragma once

#include <string>
#include <vector>

#include "models/result.h"
#include "pipeline/cli/options.h"
#include "pipeline/cluster/plan.h"

namespace tabularium {

// A planned run as every node sees it. The process works in the plan's directory from then on.
struct PlannedRun {
  std::string folder;   // absolute
  Plan plan;
  Settings settings;    // how to convert: from the words that made the plan, and the configuration
};

// bad_configuration: another version, configuration or profile than the plan's. Of `asked` only how loud to be counts.
Result<PlannedRun> open_run(const std::string& folder, const Settings& asked, const std::string& config_dir);

// A folder on a local disk: $TMPDIR, else /tmp.
std::string scratch_base();

// Pages and kinds of all inputs, looked at by worker processes: what kills one costs its own measure alone.
std::vector<Measure> measure_in_workers(const Settings& settings, const std::vector<Input>& inputs);

}  // namespace tabularium

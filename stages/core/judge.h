// Which of several grids explains a region best: scored by what a reader would check.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "models/layout.h"
#include "models/result.h"

namespace tabularium {

// Weights by feature name; fitted, kept in configs/judge.yaml, explained in docs/.
struct JudgeWeights {
  std::vector<std::pair<std::string, double>> weights;
  double accept = 0;   // a region whose best candidate scores less is no table
};

Result<JudgeWeights> load_judge_weights(const std::string& config_dir);

// Fills candidate.features and candidate.score. Roles and paths must have been set. `first`: the stage that made the
// candidates of the region holds this one for the likeliest.
void judge(Candidate& candidate, const JudgeWeights& weights, bool first);

}  // namespace tabularium

// What the judge weighs, and how much: configs/judge.yaml, explained in docs/judge.md.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "models/result.h"

namespace tabularium {

using Features = std::vector<std::pair<std::string, double>>;   // by name; also weights by feature name

// A feature without a weight counts nothing.
struct JudgeWeights {
  Features grid;         // of two grids of a region, which is the printed one: log-odds
  Features table;        // is it a table: log-odds
  Features confidence;   // is every cell of the chosen grid right: log-odds
  double accept = 0;     // table odds below this are no table
};

Result<JudgeWeights> load_judge_weights(const std::string& config_dir);

// The sum of the features, each times its weight.
double weighed(const Features& features, const Features& weights);

}  // namespace tabularium

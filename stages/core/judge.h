// Which of several grids explains a region best, and whether there is a table at all: by what a reader would check.
#pragma once

#include "models/layout.h"
#include "stages/core/judge_weights.h"

namespace tabularium {

// Fills candidate.features, score and table_odds. Roles and paths must have been set. `first`: the stage that made the
// candidates of the region holds this one for the likeliest.
void judge(Candidate& candidate, const JudgeWeights& weights, bool first);

// The probability that the chosen grid is the printed one in every cell and span. `next`: the grid that came second,
// or null.
double table_confidence(const Candidate& best, const Candidate* next, const JudgeWeights& weights);

}  // namespace tabularium

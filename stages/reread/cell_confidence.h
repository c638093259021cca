// How likely a cell that was read from pixels is right to the letter. A recogniser's own confidence is a measure of its
// own; what it is worth is learnt from documents whose text is known (logistic regression; Platt 1999), by bench/calibrate.
#pragma once

#include <string>

#include "models/page.h"
#include "models/result.h"
#include "models/table.h"

namespace tabularium {

// Log-odds, added up; kept in configs/confidence.yaml. The names are those of the signs there.
struct ConfidenceWeights {
  double bias = 0;
  double reading = 1;    // of the log-odds of the recogniser's own confidence
  double page = 0;       // of the log-odds of its mean confidence on the page
  double letters = 0;    // of the logarithm of the letters in the cell
  double figures = 0;    // the cell holds figures alone
  double han = 0;        // it holds Chinese characters
  double disputed = 0;   // two readings differed
};

Result<ConfidenceWeights> load_confidence_weights(const std::string& config_dir);

// 0.001..0.999. `own`: the recogniser's confidence in `cell`; `page`: its mean confidence on the page.
double calibrated(const Cell& cell, double own, double page, const ConfidenceWeights& weights);

}  // namespace tabularium

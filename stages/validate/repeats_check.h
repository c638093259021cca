// What numbers that are printed more than once say of each other.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "models/document.h"
#include "models/finding.h"

namespace tabularium {

// Numbers that are repeated elsewhere in the document or in an earlier report become verified, where nothing contradicted them. Those that differ:
// `repeat_mismatch` (two tables), `previous_mismatch` (an earlier report, one figure apart: a slip), `restated_value` (an earlier report,
// anything else, or this report's own sums hold). Needs verdicts of sums.
std::vector<Finding> check_repeated(Document& document, std::span<const Document> previous, const std::string& language = "en");

}  // namespace tabularium

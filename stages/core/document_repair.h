// Damage that shows only over a whole text: wrong readings, lost letters, soft hyphens. Every change is told; clean text has none.
#pragma once

#include <string>
#include <vector>

#include "models/evidence.h"
#include "models/finding.h"
#include "models/options.h"
#include "models/result.h"

namespace tabularium {

// Repairs the lines: `text` is mended, `raw` keeps what stood there. One finding "text_repaired" (info) for each kind of damage, with
// the first change before and after, its place, and how many lines it touched:
// wrong readings undone (core/mojibake; up to three, one over the other), soft hyphens taken out, letters joined with the accents that
// stand behind them, letters lost to U+FFFD taken from the same word elsewhere, then repair_text (annotations, radicals, script).
Result<std::vector<Finding>> repair_lines(std::vector<TextLine>& lines, Script script, const std::string& language = "en");

}  // namespace tabularium

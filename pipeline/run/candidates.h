// What the judge had to choose from, for people and for the fit of its weights (bench/fit_judge).
#pragma once

#include <string>
#include <vector>

#include "models/document.h"
#include "models/options.h"
#include "models/result.h"

namespace tabularium {

// One JSON object a candidate of every region: region, order, page, method, score, table (id of the accepted table that
// it became, else null), features, rows, cols, cells. The document must have been through headers.
std::vector<std::string> candidate_lines(const Document& document);

// Converts the file as far as the stage headers and returns the lines above; nothing is written.
Result<std::vector<std::string>> inspect_candidates(const std::string& path, const Options& options,
                                                    const std::string& config_dir);

// Converts the file as far as the stage validate and draws what was found over its pages (stages/export/overlay.h); nothing
// else is written. Returns a line that says what was drawn.
Result<std::vector<std::string>> inspect_overlay(const std::string& path, const Options& options,
                                                 const std::string& config_dir, const std::string& overlay);

}  // namespace tabularium

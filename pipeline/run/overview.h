// What lies beside run.json: index.html and facts.csv over all documents of the run.
#pragma once

#include <string>
#include <vector>

#include "models/options.h"
#include "models/result.h"
#include "stages/export/run_outputs.h"

namespace tabularium {

// Those that options.formats ask for.
Status write_overview(const std::string& output, const Options& options, const std::vector<RunDocument>& documents);

}  // namespace tabularium

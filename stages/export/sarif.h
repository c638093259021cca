// findings.sarif: findings as a static-analysis log (SARIF 2.1.0), for pipelines that read such logs.
#pragma once

#include <string>

#include "models/document.h"
#include "models/options.h"
#include "models/result.h"

namespace tabularium {

// One result a finding: rule id = code, level, message, file, and as logical location the table and its cells ("t1[4,2]",
// counted from 0). Page, box, evidence, proposal and probability are properties.
Status write_sarif(const Document& document, const Options& options, const std::string& dir);

}  // namespace tabularium

// findings.sarif: findings as a static-analysis log (SARIF 2.1.0), for pipelines that read such logs.
#pragma once

#include "models/result.h"
#include "stages/export/export_job.h"

namespace tabularium {

// One result a finding: rule id = code, level, message, file, and as logical location the table and its cells ("t1[4,2]",
// counted from 0). Page, box, evidence, proposal and probability are properties.
Status write_sarif(const ExportJob& job);

}  // namespace tabularium

// facts.parquet: the facts as typed columns, compressed with zstd (docs/formats.md).
#pragma once

#include <string>
#include <vector>

#include "models/result.h"
#include "stages/export/export_job.h"
#include "stages/export/run_outputs.h"

namespace tabularium {

Status write_parquet(const ExportJob& job);

// Of all documents; there `document` is the name of the document's folder. A document without a file of this version gets one, out of
// its kept evidence.
Status write_run_parquet(const std::string& out_dir, const RunInfo& run);

// Files of facts, in order, as one.
Status merge_parquet(const std::vector<std::string>& files, const std::string& path);

}  // namespace tabularium

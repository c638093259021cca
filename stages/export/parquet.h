// facts.parquet: the facts as typed columns, compressed with zstd. Written by DuckDB's library, which is looked for while
// the program runs: $TABULARIUM_DUCKDB, else libduckdb.so where the system finds libraries.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "models/result.h"
#include "stages/export/run_taker.h"

namespace tabularium {

Status parquet_ready();  // missing_part without the library

// facts.parquet of each document that has none yet, and that of the run. All are written by the one process that writes the run: what it
// costs to start the library is as much as to convert ten pages, and each worker would pay it. It is started when there is something to write.
Result<std::unique_ptr<RunTaker>> parquet_taker(const std::string& out_dir, const RunInfo& run);

// Files of facts, in order, as one.
Status merge_parquet(const std::vector<std::string>& files, const std::string& path);

}  // namespace tabularium

// Every run is kept: runs/<time>.json; run.json is the latest.
#pragma once

#include <string>
#include <vector>

#include "models/result.h"
#include "pipeline/ledger/record.h"

namespace tabularium {

// Writes both; gives the path of the kept one, without its ending.
Result<std::string> keep_run(const std::string& output, const RunRecord& run);

// Paths of the kept runs, oldest first.
std::vector<std::string> kept_runs(const std::string& output);

// A run in numbers, as reports compare them.
struct RunTotals {
  std::string started;
  std::string command;        // convert, nightly, watch
  double seconds = 0;
  int documents = 0;          // converted, with findings or without
  int with_findings = 0;
  int failed = 0;
  int skipped = 0;
  int pages = 0;              // of the converted
  int tables = 0;
  int verified = 0;
  int unverified = 0;
  int contradicted = 0;
};

RunTotals totals_of(const RunRecord& run);
Result<RunTotals> totals_from_run_json(const std::string& json, const std::string& path);  // `path` for messages

}  // namespace tabularium

// What a run leaves behind over all its documents: OUT/index.html, OUT/facts.csv with its metadata.
#pragma once

#include <string>
#include <vector>

#include "models/options.h"
#include "models/result.h"

namespace tabularium {

// One input of the run, as run.json tells it.
struct RunDocument {
  std::string input;       // path as given
  std::string status;      // converted | converted_with_findings | failed | skipped
  std::string reason;      // one line; empty where all went well
  std::string output;      // folder in OUT; empty = none
  int pages = 0;
  int tables = 0;
  int verified = 0;        // numbers by verdict
  int unverified = 0;
  int contradicted = 0;
  int findings = 0;
  double seconds = 0;
};

struct RunInfo {
  std::string version;     // of the program
  std::string started;     // ISO 8601, UTC
  double seconds = 0;
  Options options;
  std::vector<RunDocument> documents;
};

// A page with a line for each input, linked to its own index.html where there is one.
Status write_run_index(const std::string& out_dir, const RunInfo& run);

// All facts.csv of the documents in one; there the field `document` is the name of the document's folder. Read and
// written piece by piece, so memory does not grow with them. Documents without a facts.csv are passed over.
Status write_run_facts(const std::string& out_dir, const RunInfo& run);

// findings.jsonl: one finding a line, with the name of its document's folder; out of the kept evidence, a document at a time.
Status write_run_findings(const std::string& out_dir, const RunInfo& run);

}  // namespace tabularium

// One result out of all shards: RUN/run.json, facts.csv, findings.jsonl, facts.parquet, and a database. Everything is read once,
// shard after shard in the order of the manifest, so the result does not depend on which shard was done when, or where.
#pragma once

#include <cstdint>
#include <string>

#include "models/options.h"
#include "models/result.h"
#include "pipeline/cluster/plan.h"
#include "pipeline/ledger/record.h"
#include "pipeline/run/overview.h"

namespace tabularium {

struct MergeRequest {
  std::string run;
  std::string scratch;      // folder on a local disk: for sorting, and for building the database
  Options options;          // of the run, for run.json; formats name what is merged
  std::string database;     // --to as in convert; empty = none but what the formats ask for
  bool partial = false;     // documents that are missing become skipped ones, instead of an error
};

struct MergeSummary {
  std::int64_t documents = 0;
  std::int64_t converted = 0;
  std::int64_t with_findings = 0;
  std::int64_t failed = 0;
  std::int64_t skipped = 0;
  std::int64_t missing = 0;   // counted among the skipped
};

// A record as the export stage knows it.
RunDocument run_document(const DocumentRecord& record);

// unsupported: shards are missing (and `partial` is not set); bad_input: a document stands in two closing records, or a record is
// damaged. Memory does not grow with the documents.
Result<MergeSummary> merge_run(const MergeRequest& request, const Plan& plan);

}  // namespace tabularium

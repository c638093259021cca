// A shard as a node works on it: what is left to do, what must be done with care, and the closing record.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "models/result.h"
#include "pipeline/cluster/attempts.h"
#include "pipeline/cluster/manifest.h"

namespace tabularium {

// A document that has killed two attempts gets a shard of its own: the shards after those of the manifest, in the order of
// RUN/manifest.isolated, which only ever grows.
struct IsolatedDocument {
  std::int64_t shard = 0;      // where the manifest has it
  std::size_t position = 0;    // in that shard
  auto operator<=>(const IsolatedDocument&) const = default;
};
std::vector<IsolatedDocument> read_isolated(const std::string& run);
Status write_isolated(const std::string& run, const std::vector<IsolatedDocument>& documents);

// Shard `index` of the manifest, or one of an isolated document.
struct Shard {
  std::int64_t index = 0;
  bool isolated = false;
  std::vector<ManifestEntry> entries;
};
Result<Shard> open_shard(const std::string& run, std::int64_t index);

// Positions in the shard. What is settled keeps its record and is not looked at again.
struct ShardWork {
  std::map<std::size_t, DocumentRecord> settled;
  std::vector<std::size_t> at_ease;       // several at a time
  std::vector<std::size_t> with_care;     // in hand when an attempt was killed: one at a time, after the others
  std::vector<std::size_t> to_isolate;    // in hand twice: not here
};
// `in_place` says whether the result that a record names is still there.
ShardWork work_of(const Shard& shard, const ShardHistory& history, const std::function<bool(const DocumentRecord&)>& in_place);

struct ShardSummary {
  std::int64_t documents = 0;
  std::int64_t converted = 0;       // with_findings among them
  std::int64_t with_findings = 0;
  std::int64_t failed = 0;
  std::int64_t skipped = 0;
  std::int64_t isolated = 0;        // left to shards of their own
  std::int64_t pages = 0;
  double seconds = 0;               // of the documents, together
  std::int64_t started = 0;         // the first attempt, seconds since 1970
  double wall = 0;                  // of the last attempt
};

struct ShardTimes {
  std::int64_t started = 0;
  double wall = 0;
};

// The closing record appears when everything in the shard is settled or isolated; with it the shard is done for good.
// Records are by position.
Status close_shard(const std::string& run, const Shard& shard, const std::map<std::size_t, DocumentRecord>& records, ShardTimes times);
std::optional<ShardSummary> read_summary(const std::string& run, std::int64_t index);
// Each record with the document's place among all documents. bad_input: damaged.
Status each_record(const std::string& run, std::int64_t index,
                   const std::function<Status(std::int64_t order, DocumentRecord record)>& take);

}  // namespace tabularium

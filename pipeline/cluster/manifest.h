// RUN/manifest: every document of a cluster run with its shard, and RUN/manifest.index: where each shard begins, so that a node
// reads its own part and no more. Both are written once; nothing of a run ever changes them.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "models/result.h"
#include "stages/core/atomic_file.h"

namespace tabularium {

struct ManifestEntry {
  std::int64_t order = 0;          // among all documents, as `convert` would take them
  std::string name = {};           // of its folder among the results
  std::string sha256 = {};         // of its content; empty when it could not be read
  std::int64_t bytes = 0;
  int pages = 0;                   // 0 = unknown
  int scanned = 0;                 // how many of them are pictures, an estimate
  double seconds = 0;              // of one core, an estimate
  int memory_mb = 0;               // of one worker, an estimate
  std::string input = {};          // path as given, or as found in a folder
  std::vector<std::string> files = {};  // the same, or a folder's page images
};

std::string manifest_line(const ManifestEntry& entry);
Result<ManifestEntry> manifest_entry(std::string_view line);  // bad_input

// What the index says of a shard.
struct ShardExtent {
  std::int64_t offset = 0;     // in the manifest, bytes
  std::int64_t bytes = 0;
  std::int64_t documents = 0;
  double seconds = 0;          // of one core, the sum of its documents'
  double longest = 0;          // of its documents
  int memory_mb = 0;           // of one worker, the largest of its documents'
};

// Writes both files; shards come in order, each with all its documents.
class ManifestWriter {
 public:
  explicit ManifestWriter(const std::string& run);
  void add(std::int64_t shard, const ManifestEntry& entry);
  Status commit();

 private:
  void end_shard();

  AtomicFile manifest_;
  AtomicFile index_;
  ShardExtent extent_;
  std::int64_t shard_ = 0;
};

// Folder `run` of the cluster run everywhere.
Result<std::int64_t> count_shards(const std::string& run);
Result<ShardExtent> shard_extent(const std::string& run, std::int64_t shard);
Result<std::vector<ManifestEntry>> read_shard(const std::string& run, std::int64_t shard);

// All extents in order, one at a time.
Status each_extent(const std::string& run, const std::function<Status(std::int64_t shard, const ShardExtent& extent)>& take);

}  // namespace tabularium

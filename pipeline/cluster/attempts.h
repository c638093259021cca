// What became of a shard, told by append-only logs on the shared file system: each attempt at a shard writes a file of its own,
// so that no two writers ever meet, and a document that kills its node leaves its name there.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "models/result.h"
#include "pipeline/ledger/record.h"

namespace tabularium {

// Where things lie in a run. Shards are spread over folders of a thousand.
std::string shard_folder(const std::string& run, std::int64_t shard);  // results of its documents
std::string state_folder(const std::string& run, std::int64_t shard);  // logs of its attempts, and its closing record

// Who tries: told in the log.
struct AttemptOwner {
  std::string host;
  std::string job;          // the scheduler's name of it; empty = none
  std::int64_t started = 0; // seconds since 1970, UTC
};

// A log that is being written. Each line is synced when it matters: before a document starts.
class AttemptLog {
 public:
  // io or permission_denied: the folder cannot be written to.
  static Result<AttemptLog> open(const std::string& state_folder, const AttemptOwner& owner);
  AttemptLog(AttemptLog&& other) noexcept;
  AttemptLog& operator=(AttemptLog&&) = delete;
  ~AttemptLog();

  Status begin(std::size_t position);                           // on the disk when this returns
  Status end(std::size_t position, const DocumentRecord& record);
  Status stopped();   // by a signal: what is unfinished did not kill anything
  Status finished();

 private:
  explicit AttemptLog(int descriptor) : descriptor_(descriptor) {}
  Status append(const std::string& line, bool sync);

  int descriptor_ = -1;
};

enum class AttemptEnd { none, stopped, finished };

struct Attempt {
  AttemptOwner owner;
  AttemptEnd end = AttemptEnd::none;       // none: it runs still, or it was killed
  std::int64_t last_heard = 0;             // seconds since 1970: when the log grew last
  std::set<std::size_t> unfinished;        // positions of documents that were begun and not ended
};

// All logs of a shard. A line that was cut off in the middle of being written is passed over.
struct ShardHistory {
  std::vector<Attempt> attempts;                     // in the order in which they began
  std::map<std::size_t, DocumentRecord> records;     // by position in the shard: the last word on each
  std::map<std::size_t, int> kills;                  // attempts that were killed while this document was in hand
};
ShardHistory read_history(const std::string& state_folder);

// The fields of a record as a line of text and back.
std::string record_fields(const DocumentRecord& record);
Result<DocumentRecord> record_from_fields(std::string_view fields);  // bad_input

}  // namespace tabularium

// An index of the ledger in SQLite, on a local disk: what stood in which state file when. It spares reading thousands of small files
// over a network and answers questions in SQL. The state files are the truth: a row counts only while its file has the same size
// and time, so an index that is lost, locked or old loses nothing.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <utility>

#include "models/result.h"
#include "pipeline/ledger/record.h"
#include "stages/core/sql_connection.h"

namespace tabularium {

// Which state file: of a result's folder, or of an input that has none.
struct StatePlace {
  std::string name;
  bool waiting = false;
  auto operator<=>(const StatePlace&) const = default;
};

struct IndexRow {
  std::int64_t size = 0;  // of the state file
  std::int64_t time = 0;  // its time of change, nanoseconds since 1970
  std::string json;       // what stood in it
};

class LedgerIndex {
 public:
  // Opened, or made with its folder. io: it cannot be used (locked, damaged, no place).
  static Result<LedgerIndex> open(const std::string& path);

  Result<std::map<StatePlace, IndexRow>> rows() const;
  Status begin();
  Status commit();
  Status put(const StatePlace& place, const IndexRow& row, const DocumentState& state);
  Status drop(const StatePlace& place);

  // What only the run at work knows, for `status`: a text by its key.
  Status tell(const std::string& key, const std::string& value);
  Result<std::map<std::string, std::string>> told() const;

 private:
  explicit LedgerIndex(std::unique_ptr<SqlConnection> database) : database_(std::move(database)) {}

  std::unique_ptr<SqlConnection> database_;
};

// $STATE_DIRECTORY, $XDG_STATE_HOME/tabularium or ~/.local/state/tabularium, then a name made from the output folder's path;
// within the output folder where none of them is known.
std::string index_path_of(const std::string& output);

}  // namespace tabularium

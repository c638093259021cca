#include "pipeline/ledger/index.h"

#include <charconv>
#include <cstdlib>
#include <filesystem>

#include "stages/core/sha256.h"

namespace tabularium {
namespace {

namespace fs = std::filesystem;

constexpr const char* tables = R"(
PRAGMA busy_timeout = 2000;
PRAGMA journal_mode = WAL;
PRAGMA synchronous = NORMAL;
CREATE TABLE IF NOT EXISTS documents (
  name TEXT NOT NULL, waiting INTEGER NOT NULL, file_size INTEGER NOT NULL, file_time INTEGER NOT NULL, json TEXT NOT NULL,
  input TEXT NOT NULL, sha256 TEXT NOT NULL, state TEXT NOT NULL, since TEXT NOT NULL, attempts INTEGER NOT NULL, reason TEXT NOT NULL,
  tables INTEGER NOT NULL, contradicted INTEGER NOT NULL, findings INTEGER NOT NULL, PRIMARY KEY (name, waiting));
CREATE TABLE IF NOT EXISTS live (name TEXT PRIMARY KEY, said TEXT NOT NULL);
)";

std::int64_t number_of(const std::optional<std::string>& text) {
  std::int64_t value = 0;
  if (text) std::from_chars(text->data(), text->data() + text->size(), value);
  return value;
}

}  // namespace

Result<LedgerIndex> LedgerIndex::open(const std::string& path) {
  std::error_code failed;
  if (const fs::path folder = fs::path(path).parent_path(); !folder.empty()) fs::create_directories(folder, failed);
  if (failed) return Error{ErrorCode::io, path + ": " + failed.message(), {}};
  Result<std::unique_ptr<SqlConnection>> database = open_sqlite(path);
  if (!database.ok()) return database.error();
  if (Status status = database.value()->execute(tables); !status.ok()) return status.error();
  return LedgerIndex(std::move(database).value());
}

Result<std::map<StatePlace, IndexRow>> LedgerIndex::rows() const {
  const auto answer = database_->query("SELECT name, waiting, file_size, file_time, json FROM documents", {});
  if (!answer.ok()) return answer.error();
  std::map<StatePlace, IndexRow> rows;
  for (const auto& row : answer.value())
    rows[{row[0].value_or(""), number_of(row[1]) != 0}] = {number_of(row[2]), number_of(row[3]), row[4].value_or("")};
  return rows;
}

Status LedgerIndex::begin() { return database_->execute("BEGIN IMMEDIATE"); }
Status LedgerIndex::commit() { return database_->execute("COMMIT"); }

Status LedgerIndex::put(const StatePlace& place, const IndexRow& row, const DocumentState& state) {
  const DocumentRecord& record = state.record;
  const auto answer = database_->query(
      "INSERT OR REPLACE INTO documents VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
      {place.name, std::int64_t{place.waiting}, row.size, row.time, row.json, input_path(state), state.sha256, state_name(state.state),
       state.since, std::int64_t{state.attempts}, record.reason, std::int64_t{record.tables}, std::int64_t{record.contradicted},
       std::int64_t{record.findings}});
  return answer.ok() ? Status() : answer.error();
}

Status LedgerIndex::drop(const StatePlace& place) {
  const auto answer = database_->query("DELETE FROM documents WHERE name = $1 AND waiting = $2", {place.name, std::int64_t{place.waiting}});
  return answer.ok() ? Status() : answer.error();
}

Status LedgerIndex::tell(const std::string& key, const std::string& value) {
  const auto answer = database_->query("INSERT OR REPLACE INTO live VALUES ($1, $2)", {key, value});
  return answer.ok() ? Status() : answer.error();
}

Result<std::map<std::string, std::string>> LedgerIndex::told() const {
  const auto answer = database_->query("SELECT name, said FROM live", {});
  if (!answer.ok()) return answer.error();
  std::map<std::string, std::string> told;
  for (const auto& row : answer.value()) told[row[0].value_or("")] = row[1].value_or("");
  return told;
}

std::string index_path_of(const std::string& output) {
  std::error_code failed;
  const std::string whole = fs::weakly_canonical(output, failed).string();
  const std::string file = "/index-" + sha256_of(whole).substr(0, 16) + ".sqlite";
  for (const auto& [variable, below] : {std::pair{"STATE_DIRECTORY", ""}, std::pair{"XDG_STATE_HOME", "/tabularium"}, std::pair{"HOME", "/.local/state/tabularium"}})
    if (const char* base = std::getenv(variable); base != nullptr && *base == '/') return base + std::string(below) + file;
  return output + "/.tabularium" + file;
}

}  // namespace tabularium

#include "stages/export/run_database.h"

#include "stages/core/evidence_codec.h"
#include "stages/core/sha256.h"
#include "stages/export/database.h"
#include "stages/export/kept_document.h"

namespace tabularium {
namespace {

bool is_postgres(const std::string& target) { return target.starts_with("postgresql://") || target.starts_with("postgres://"); }

Result<std::unique_ptr<SqlConnection>> open_target(const std::string& target) {
  return is_postgres(target) ? open_postgres(target) : open_sqlite(target);
}

Status store_kept(SqlConnection& database, const std::string& out_dir, const RunDocument& record, std::int64_t run_id) {
  const Result<std::string> bytes = kept_bytes(out_dir + '/' + record.output);
  if (!bytes.ok()) return bytes.error();
  const std::string result = sha256_of(bytes.value());
  const Result<bool> known = holds_result(database, record, result);
  if (!known.ok()) return known.error();
  if (known.value()) return {};
  const auto read = [&bytes](const TakeTable& take) { return decode_result(bytes.value(), take); };
  return store_document(database, read, record, result, run_id);
}

}  // namespace

Status check_database_target(const std::string& target) {
  if (target.find("://") == std::string::npos || is_postgres(target)) return {};
  return Error{ErrorCode::bad_configuration, "--to takes postgresql://… or the path of an SQLite file", {}};
}

Status write_run_database(const std::string& out_dir, const RunInfo& run, const std::string& target) {
  auto at = run.documents.begin();
  return write_run_database(out_dir, run, [&]() -> std::optional<RunDocument> {
    if (at == run.documents.end()) return std::nullopt;
    return *at++;
  }, target);
}

Status write_run_database(const std::string& out_dir, const RunInfo& run, const NextDocument& next, const std::string& target) {
  if (Status status = check_database_target(target); !status.ok()) return status;
  const auto database = open_target(target);
  if (!database.ok()) return database.error();
  if (Status status = prepare_database(*database.value()); !status.ok()) return status;
  const auto run_id = store_run(*database.value(), run);
  if (!run_id.ok()) return run_id.error();
  while (const std::optional<RunDocument> record = next()) {
    if (record->output.empty()) continue;
    if (Status status = store_kept(*database.value(), out_dir, *record, run_id.value()); !status.ok()) return status;
  }
  return {};
}

Status write_run_sqlite(const std::string& out_dir, const RunInfo& run) {
  return write_run_database(out_dir, run, out_dir + "/tabularium.sqlite");
}

}  // namespace tabularium

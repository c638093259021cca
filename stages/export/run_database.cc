#include "stages/export/run_database.h"

#include <filesystem>
#include <utility>

#include "stages/core/atomic_file.h"
#include "stages/core/sql_connection.h"
#include "stages/export/database.h"

namespace tabularium {
namespace {

bool is_postgres(const std::string& target) { return target.starts_with("postgresql://") || target.starts_with("postgres://"); }

// Documents go into a database one by one, each in a transaction of its own.
class DatabaseTaker final : public RunTaker {
 public:
  // With `file` the database is its temporary one, and comes under its name at the end.
  DatabaseTaker(std::unique_ptr<SqlConnection> database, std::unique_ptr<AtomicFile> file) : file_(std::move(file)), database_(std::move(database)) {}
  ~DatabaseTaker() override {
    if (within_ && !file_) (void)database_->execute("ROLLBACK");
  }

  Status prepare(const RunInfo& run) {
    if (Status status = prepare_database(*database_); !status.ok()) return status;
    const Result<std::int64_t> id = store_run(*database_, run);
    if (!id.ok()) return id.error();
    run_id_ = id.value();
    return {};
  }

  Result<bool> begin(const RunDocument& record, KeptResult& result) override {
    const Result<std::string> hash = result.hash();
    if (!hash.ok()) return hash.error();
    const Result<bool> known = holds_result(*database_, record, hash.value());
    if (!known.ok()) return known.error();
    if (known.value()) return false;
    if (Status status = database_->execute("BEGIN"); !status.ok()) return status.error();
    within_ = true;
    record_ = record;
    hash_ = hash.value();
    document_id_.reset();
    return true;
  }

  Status take(const Document& head, const Table& table) override {
    if (Status status = ensure_head(head); !status.ok()) return status;
    return store_table(*database_, table, *document_id_);
  }

  Status end(const Document& rest) override {
    if (Status status = ensure_head(rest); !status.ok()) return status;
    if (Status status = store_findings(*database_, rest, *document_id_); !status.ok()) return status;
    Status status = database_->execute("COMMIT");
    within_ = !status.ok();
    return status;
  }

  Status finish() override {
    if (!file_) return {};
    database_.reset();
    return file_->commit();
  }

 private:
  Status ensure_head(const Document& head) {
    if (document_id_) return {};
    const Result<std::int64_t> id = store_head(*database_, head, record_, hash_, run_id_);
    if (!id.ok()) return id.error();
    document_id_ = id.value();
    return {};
  }

  std::unique_ptr<AtomicFile> file_;        // goes after the connection into it
  std::unique_ptr<SqlConnection> database_;
  std::int64_t run_id_ = 0;
  RunDocument record_;
  std::string hash_;
  std::optional<std::int64_t> document_id_;
  bool within_ = false;                     // a transaction
};

using MadeTaker = Result<std::unique_ptr<RunTaker>>;

MadeTaker prepared(Result<std::unique_ptr<SqlConnection>> database, std::unique_ptr<AtomicFile> file, const RunInfo& run) {
  if (!database.ok()) return database.error();
  auto taker = std::make_unique<DatabaseTaker>(std::move(database).value(), std::move(file));
  if (Status status = taker->prepare(run); !status.ok()) return status.error();
  return MadeTaker(std::move(taker));
}

}  // namespace

Status check_database_target(const std::string& target) {
  if (target.find("://") == std::string::npos || is_postgres(target)) return {};
  return Error{ErrorCode::bad_configuration, "--to takes postgresql://… or the path of an SQLite file", {}};
}

MadeTaker database_taker(const RunInfo& run, const std::string& target) {
  if (Status status = check_database_target(target); !status.ok()) return status.error();
  return prepared(is_postgres(target) ? open_postgres(target) : open_sqlite(target), nullptr, run);
}

MadeTaker sqlite_taker(const std::string& out_dir, const RunInfo& run) {
  const std::string path = out_dir + "/tabularium.sqlite";
  if (std::filesystem::exists(path)) return database_taker(run, path);
  auto file = std::make_unique<AtomicFile>(path);
  file->close_for_library();
  auto database = open_sqlite(file->temporary_path(), SqliteFile::ours_alone);
  return prepared(std::move(database), std::move(file), run);
}

}  // namespace tabularium

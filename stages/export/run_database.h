// The documents of a run in a database.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "models/result.h"
#include "stages/export/run_outputs.h"

namespace tabularium {

// OUT/tabularium.sqlite.
Status write_run_sqlite(const std::string& out_dir, const RunInfo& run);
// `target` is postgresql://… (or postgres://…), or the path of an SQLite file. Documents that the database holds as they
// are stay untouched; one document is in memory at a time.
Status write_run_database(const std::string& out_dir, const RunInfo& run, const std::string& target);

// The same with documents that come one by one, until `next` has no more; those of `run` are not looked at.
using NextDocument = std::function<std::optional<RunDocument>()>;
Status write_run_database(const std::string& out_dir, const RunInfo& run, const NextDocument& next, const std::string& target);

// bad_configuration when `target` is an address that no database here understands.
Status check_database_target(const std::string& target);

}  // namespace tabularium

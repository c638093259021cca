// The documents of a run in a database.
#pragma once

#include <memory>
#include <string>

#include "models/result.h"
#include "stages/export/run_taker.h"

namespace tabularium {

// `target` is postgresql://… (or postgres://…), or the path of an SQLite file. Documents that the database holds as they
// are stay untouched.
Result<std::unique_ptr<RunTaker>> database_taker(const RunInfo& run, const std::string& target);

// OUT/tabularium.sqlite. A new one appears when it is whole.
Result<std::unique_ptr<RunTaker>> sqlite_taker(const std::string& out_dir, const RunInfo& run);

// bad_configuration when `target` is an address that no database here understands.
Status check_database_target(const std::string& target);

}  // namespace tabularium

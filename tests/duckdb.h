// As much of DuckDB as tests need to read Parquet back, found at run time by the names of its C interface
// (https://duckdb.org/docs/api/c): $TABULARIUM_DUCKDB, else libduckdb.so where the system finds libraries.
#pragma once

#include <memory>
#include <string>

#include "models/result.h"

namespace tabularium {

// A database in memory.
class DuckDatabase {
 public:
  static Result<DuckDatabase> open();  // missing_part when the library is not there
  DuckDatabase(DuckDatabase&&) noexcept;
  ~DuckDatabase();

  Status run(const std::string& sql);

 private:
  struct State;
  explicit DuckDatabase(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace tabularium

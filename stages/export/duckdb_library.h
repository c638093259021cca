// As much of DuckDB as is needed here, found at run time by the names of its C interface (https://duckdb.org/docs/api/c).
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "models/result.h"

namespace tabularium {

// A database in memory.
class DuckDatabase {
 public:
  static Status loaded();              // missing_part when the library is not there; opens nothing, which would cost more than loading
  static Result<DuckDatabase> open();  // fails as loaded() does
  DuckDatabase(DuckDatabase&&) noexcept;
  ~DuckDatabase();

  Status run(const std::string& sql);
  std::string version() const;

  // Appends to one table, row by row; a failure is told at the end.
  class Rows {
   public:
    void text(std::string_view value);
    void text_or_null(std::string_view value) { value.empty() ? null() : text(value); }
    void real(double value);
    void integer(std::int64_t value);
    void null();
    void end_row();

   private:
    friend class DuckDatabase;
    void* appender_ = nullptr;
    bool sound_ = true;
    const DuckDatabase* database_ = nullptr;
  };
  Result<Rows> append_to(const char* table) const;
  Status finish(Rows& rows) const;

 private:
  struct State;
  explicit DuckDatabase(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace tabularium

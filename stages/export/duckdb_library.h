// As much of DuckDB as is needed here, found at run time by the names of its C interface (https://duckdb.org/docs/api/c).
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "models/result.h"

namespace tabularium {

enum class DuckType { text, texts, integer, real };

struct DuckColumn {
  const char* name;
  DuckType type;
};

// Rows that a query wants: each column of each row is to be set, once.
class DuckChunk {
 public:
  void text(std::size_t column, std::size_t row, std::string_view value);
  void text_or_null(std::size_t column, std::size_t row, std::string_view value) { value.empty() ? null(column, row) : text(column, row, value); }
  // Rows of one column in their order.
  void texts(std::size_t column, std::size_t row, std::span<const std::string_view> values);
  void integer(std::size_t column, std::size_t row, int value);
  void real(std::size_t column, std::size_t row, double value);
  void null(std::size_t column, std::size_t row);

 private:
  friend struct DuckSource;
  struct Column;
  std::vector<Column> columns_;
};

// Fills rows of the chunk from 0, at most `room`, and tells how many. `first` in the first piece of a query.
using DuckRows = std::function<std::size_t(DuckChunk& chunk, std::size_t room, bool first)>;

// A database in memory.
class DuckDatabase {
 public:
  static Status loaded();              // missing_part when the library is not there; opens nothing, which would cost more than loading
  static Result<DuckDatabase> open();  // fails as loaded() does
  DuckDatabase(DuckDatabase&&) noexcept;
  ~DuckDatabase();

  Status run(const std::string& sql);
  std::string version() const;

  // `SELECT … FROM name()` asks `rows` for rows, in pieces of some thousand, until none comes. `columns` and `rows` as long as the database.
  Status add_source(const std::string& name, std::vector<DuckColumn> columns, DuckRows rows);

 private:
  struct State;
  explicit DuckDatabase(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace tabularium

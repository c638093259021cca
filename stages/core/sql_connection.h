// What the database formats and the ledger need of a database. SQLite and PostgreSQL each stand behind one file.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "models/result.h"

namespace tabularium {

using SqlValue = std::variant<std::monostate, std::int64_t, double, std::string>;  // monostate = NULL
using SqlRow = std::vector<SqlValue>;

class SqlConnection {
 public:
  virtual ~SqlConnection() = default;
  // Statements without parameters. {id} stands for an integer key that counts by itself, {decimal} for an exact number.
  virtual Status execute(std::string_view sql) = 0;
  // One statement with parameters $1, $2 …, each used once and in order. Rows of the answer; NULL = nullopt.
  virtual Result<std::vector<std::vector<std::optional<std::string>>>> query(const std::string& sql, const SqlRow& parameters) = 0;
  // Many rows at once. Texts lose what the database cannot hold: a NUL becomes a space.
  virtual Status insert(std::string_view table, std::span<const std::string_view> columns, std::span<const SqlRow> rows) = 0;
};

// Opened or made. A file that nobody else knows yet, and that is thrown away when anything fails, needs neither journal nor locks; nothing can
// be rolled back in it.
enum class SqliteFile { shared, ours_alone };
Result<std::unique_ptr<SqlConnection>> open_sqlite(const std::string& path, SqliteFile file = SqliteFile::shared);
// missing_part when this was built without libpq. No message ever holds the address, which may hold a password.
Result<std::unique_ptr<SqlConnection>> open_postgres(const std::string& url);

// Well-formed UTF-8, NULs replaced by spaces.
std::string sql_text(std::string_view text);

}  // namespace tabularium

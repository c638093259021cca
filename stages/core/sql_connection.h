// What the database formats and the ledger need of a database. SQLite and PostgreSQL each stand behind one file.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "models/result.h"

namespace tabularium {

using SqlValue = std::variant<std::monostate, std::int64_t, double, std::string, std::string_view>;  // monostate = NULL; a view is lent
using SqlRow = std::vector<SqlValue>;
// Gives the row of an index its values, all of them: it is the same one each time.
using FillRow = std::function<void(std::size_t index, SqlRow& row)>;

// The text that the value is; null when it is none.
inline std::optional<std::string_view> text_in(const SqlValue& value) {
  if (const auto* text = std::get_if<std::string>(&value)) return *text;
  if (const auto* text = std::get_if<std::string_view>(&value)) return *text;
  return std::nullopt;
}

class SqlConnection {
 public:
  virtual ~SqlConnection() = default;
  // Statements without parameters. {id} stands for an integer key that counts by itself, {decimal} for an exact number.
  virtual Status execute(std::string_view sql) = 0;
  // One statement with parameters $1, $2 …, each used once and in order. Rows of the answer; NULL = nullopt.
  virtual Result<std::vector<std::vector<std::optional<std::string>>>> query(const std::string& sql, const SqlRow& parameters) = 0;
  // `count` rows, which are asked for one by one. Texts lose what the database cannot hold: a NUL becomes a space.
  virtual Status insert(std::string_view table, std::span<const std::string_view> columns, std::size_t count, const FillRow& fill) = 0;
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

#include <sqlite3.h>

#include <algorithm>
#include <map>

#include "stages/core/json_writer.h"
#include "stages/core/sql_connection.h"

namespace tabularium {
namespace {

struct CloseStatement {
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using Statement = std::unique_ptr<sqlite3_stmt, CloseStatement>;

std::string in_dialect(std::string_view sql) {
  std::string out(sql);
  const auto replace = [&out](std::string_view mark, std::string_view with) {
    for (std::size_t at = 0; (at = out.find(mark, at)) != std::string::npos; at += with.size()) out.replace(at, mark.size(), with);
  };
  replace("{id}", "INTEGER");   // an INTEGER PRIMARY KEY counts by itself
  replace("{decimal}", "TEXT"); // SQLite's numbers are binary
  return out;
}

class SqliteConnection final : public SqlConnection {
 public:
  SqliteConnection(sqlite3* database, std::string path) : database_(database), path_(std::move(path)) {}
  ~SqliteConnection() override {
    statements_.clear();
    sqlite3_close(database_);
  }

  Status execute(std::string_view sql) override {
    const std::string text = in_dialect(sql);
    return sqlite3_exec(database_, text.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK ? Status() : failure();
  }

  Result<std::vector<std::vector<std::optional<std::string>>>> query(const std::string& sql, const SqlRow& parameters) override {
    sqlite3_stmt* statement = prepared(sql);
    if (statement == nullptr || !bind(statement, parameters)) return failure().error();
    std::vector<std::vector<std::optional<std::string>>> rows;
    int state = SQLITE_ROW;
    while ((state = sqlite3_step(statement)) == SQLITE_ROW) rows.push_back(row_of(statement));
    if (state == SQLITE_DONE) return rows;
    const Error error = failure().error();
    sqlite3_reset(statement);
    return error;
  }

  Status insert(std::string_view table, std::span<const std::string_view> columns, std::size_t count, const FillRow& fill) override {
    std::string sql = "INSERT INTO " + std::string(table) + " (";
    std::string marks;
    for (std::size_t i = 0; i < columns.size(); ++i) {
      sql += (i > 0 ? ", " : "") + std::string(columns[i]);
      marks += i > 0 ? ", ?" : "?";
    }
    sqlite3_stmt* statement = prepared(sql + ") VALUES (" + marks + ")");
    if (statement == nullptr) return failure();
    SqlRow row(columns.size());
    for (std::size_t i = 0; i < count; ++i) {
      fill(i, row);
      if (!bind(statement, row) || sqlite3_step(statement) != SQLITE_DONE) return failure();
    }
    sqlite3_reset(statement);
    return {};
  }

 private:
  Status failure() const { return Error{ErrorCode::io, path_ + ": " + sqlite3_errmsg(database_), {}}; }

  sqlite3_stmt* prepared(const std::string& sql) {
    Statement& kept = statements_[sql];
    if (!kept) {
      sqlite3_stmt* made = nullptr;
      if (sqlite3_prepare_v2(database_, in_dialect(sql).c_str(), -1, &made, nullptr) != SQLITE_OK) return nullptr;
      kept.reset(made);
    }
    return kept.get();
  }

  static bool bind(sqlite3_stmt* statement, const SqlRow& row) {
    sqlite3_reset(statement);
    for (int i = 0; i < static_cast<int>(row.size()); ++i) {
      const SqlValue& value = row[static_cast<std::size_t>(i)];
      int state = SQLITE_OK;
      if (const auto* integer = std::get_if<std::int64_t>(&value)) state = sqlite3_bind_int64(statement, i + 1, *integer);
      else if (const auto* real = std::get_if<double>(&value)) state = sqlite3_bind_double(statement, i + 1, *real);
      else if (const auto text = text_in(value)) state = bind_text(statement, i + 1, *text);
      else state = sqlite3_bind_null(statement, i + 1);
      if (state != SQLITE_OK) return false;
    }
    return true;
  }

  // Every statement is stepped while its row is there, so a text that is sound need not be copied.
  static int bind_text(sqlite3_stmt* statement, int at, std::string_view text) {
    if (text.empty()) return sqlite3_bind_text64(statement, at, "", 0, SQLITE_STATIC, SQLITE_UTF8);   // no pointer would be a NULL
    const auto is_plain = [](char c) { return c > 0; };
    if (std::all_of(text.begin(), text.end(), is_plain)) return sqlite3_bind_text64(statement, at, text.data(), text.size(), SQLITE_STATIC, SQLITE_UTF8);
    const std::string sound = sql_text(text);
    return sqlite3_bind_text64(statement, at, sound.data(), sound.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
  }

  static std::vector<std::optional<std::string>> row_of(sqlite3_stmt* statement) {
    std::vector<std::optional<std::string>> row;
    for (int i = 0; i < sqlite3_column_count(statement); ++i) {
      const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement, i));
      row.push_back(text == nullptr ? std::nullopt : std::optional<std::string>(text));
    }
    return row;
  }

  sqlite3* database_;
  std::string path_;
  std::map<std::string, Statement> statements_;
};

}  // namespace

std::string sql_text(std::string_view text) {
  std::string clean = well_formed(text);
  std::replace(clean.begin(), clean.end(), '\0', ' ');
  return clean;
}

Result<std::unique_ptr<SqlConnection>> open_sqlite(const std::string& path, SqliteFile file) {
  constexpr int patience_ms = 10000;  // another program may be writing
  sqlite3* database = nullptr;
  const int state = sqlite3_open_v2(path.c_str(), &database, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, nullptr);
  auto connection = std::make_unique<SqliteConnection>(database, path);
  if (state != SQLITE_OK) return Error{ErrorCode::io, path + ": cannot open: " + sqlite3_errstr(state), {}};
  sqlite3_busy_timeout(database, patience_ms);
  if (Status status = connection->execute("PRAGMA foreign_keys = ON"); !status.ok()) return status.error();
  if (file == SqliteFile::ours_alone)
    // Rows come at the ends of their trees, so a page that has left the cache is seldom wanted again; memory touched for the first time costs more.
    if (Status status = connection->execute("PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -512"); !status.ok())
      return status.error();
  return std::unique_ptr<SqlConnection>(std::move(connection));
}

}  // namespace tabularium

#include "stages/export/duckdb_library.h"

#include <dlfcn.h>

#include <array>
#include <cstdlib>
#include <utility>

namespace tabularium {
namespace {

using State = int;  // 0 = done
// Larger than the library's result record, which only the library looks into.
struct ResultRecord {
  std::array<std::uint64_t, 32> space{};
};

struct Functions {
  State (*create_config)(void**) = nullptr;
  State (*set_config)(void*, const char*, const char*) = nullptr;
  void (*destroy_config)(void**) = nullptr;
  State (*open)(const char*, void**, void*, char**) = nullptr;
  void (*free)(void*) = nullptr;
  void (*close)(void**) = nullptr;
  State (*connect)(void*, void**) = nullptr;
  void (*disconnect)(void**) = nullptr;
  State (*query)(void*, const char*, ResultRecord*) = nullptr;
  const char* (*result_error)(ResultRecord*) = nullptr;
  void (*destroy_result)(ResultRecord*) = nullptr;
  State (*appender_create)(void*, const char*, const char*, void**) = nullptr;
  State (*appender_end_row)(void*) = nullptr;
  State (*appender_destroy)(void**) = nullptr;
  State (*append_varchar_length)(void*, const char*, std::uint64_t) = nullptr;
  State (*append_double)(void*, double) = nullptr;
  State (*append_int64)(void*, std::int64_t) = nullptr;
  State (*append_null)(void*) = nullptr;
  const char* (*library_version)() = nullptr;
};

template <typename Function>
bool find(void* library, const char* name, Function& function) {
  function = reinterpret_cast<Function>(::dlsym(library, name));
  return function != nullptr;
}

bool find_all(void* library, Functions& f) {
  return find(library, "duckdb_create_config", f.create_config) && find(library, "duckdb_set_config", f.set_config) &&
         find(library, "duckdb_destroy_config", f.destroy_config) && find(library, "duckdb_open_ext", f.open) &&
         find(library, "duckdb_free", f.free) && find(library, "duckdb_close", f.close) &&
         find(library, "duckdb_connect", f.connect) && find(library, "duckdb_disconnect", f.disconnect) &&
         find(library, "duckdb_query", f.query) && find(library, "duckdb_result_error", f.result_error) &&
         find(library, "duckdb_destroy_result", f.destroy_result) && find(library, "duckdb_appender_create", f.appender_create) &&
         find(library, "duckdb_appender_end_row", f.appender_end_row) &&
         find(library, "duckdb_appender_destroy", f.appender_destroy) &&
         find(library, "duckdb_append_varchar_length", f.append_varchar_length) &&
         find(library, "duckdb_append_double", f.append_double) && find(library, "duckdb_append_int64", f.append_int64) &&
         find(library, "duckdb_append_null", f.append_null) && find(library, "duckdb_library_version", f.library_version);
}

// Bound as they are called, and within the library first: it exports hundreds of thousands of names, and each would be looked for in
// every library of the program before. A build with a sanitizer must see its names in place of the library's.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr int loading = RTLD_LAZY | RTLD_LOCAL;
#else
constexpr int loading = RTLD_LAZY | RTLD_LOCAL | RTLD_DEEPBIND;
#endif

// Loaded once and kept: taking it away again would gain nothing.
Result<const Functions*> loaded_functions() {
  static Functions functions;
  static const std::string trouble = []() -> std::string {
    const char* named = std::getenv("TABULARIUM_DUCKDB");
    void* library = ::dlopen(named != nullptr ? named : "libduckdb.so", loading);
    if (library == nullptr) return "DuckDB's library is not here; put libduckdb.so where libraries are found, or name it in TABULARIUM_DUCKDB";
    return find_all(library, functions) ? "" : "DuckDB's library lacks functions that are needed; version 1.0 or newer is";
  }();
  if (!trouble.empty()) return Error{ErrorCode::missing_part, trouble, {}};
  return static_cast<const Functions*>(&functions);
}

// What went wrong; empty when the database is open. Threads and memory are named, as a worker's isolation lets nobody look
// up what the machine has (that would end the opening); the worker has a limit of memory of its own.
std::string open_in_memory(const Functions& functions, void** database) {
  void* config = nullptr;
  if (functions.create_config(&config) != 0 || functions.set_config(config, "threads", "1") != 0 ||
      functions.set_config(config, "memory_limit", "8GB") != 0)
    return "no configuration";
  char* message = nullptr;
  const bool opened = functions.open(nullptr, database, config, &message) == 0;
  functions.destroy_config(&config);
  std::string trouble = opened ? "" : message != nullptr ? message : "unknown error";
  functions.free(message);
  return trouble;
}

}  // namespace

struct DuckDatabase::State {
  const Functions* functions = nullptr;
  void* database = nullptr;
  void* connection = nullptr;
  ~State() {
    if (connection != nullptr) functions->disconnect(&connection);
    if (database != nullptr) functions->close(&database);
  }
};

DuckDatabase::DuckDatabase(std::unique_ptr<State> state) : state_(std::move(state)) {}
DuckDatabase::DuckDatabase(DuckDatabase&&) noexcept = default;
DuckDatabase::~DuckDatabase() = default;

Status DuckDatabase::loaded() {
  const auto functions = loaded_functions();
  return functions.ok() ? Status() : Status(functions.error());
}

Result<DuckDatabase> DuckDatabase::open() {
  const auto functions = loaded_functions();
  if (!functions.ok()) return functions.error();
  auto state = std::make_unique<State>();
  state->functions = functions.value();
  std::string trouble = open_in_memory(*state->functions, &state->database);
  if (trouble.empty() && state->functions->connect(state->database, &state->connection) != 0) trouble = "no connection";
  if (!trouble.empty()) return Error{ErrorCode::internal, "DuckDB cannot make a database in memory: " + trouble, {}};
  return DuckDatabase(std::move(state));
}

Status DuckDatabase::run(const std::string& sql) {
  ResultRecord result;
  const bool done = state_->functions->query(state_->connection, sql.c_str(), &result) == 0;
  const char* message = done ? nullptr : state_->functions->result_error(&result);
  Status status;
  if (!done) status = Error{ErrorCode::io, std::string("DuckDB: ") + (message != nullptr ? message : "unknown error"), {}};
  state_->functions->destroy_result(&result);
  return status;
}

std::string DuckDatabase::version() const { return state_->functions->library_version(); }

Result<DuckDatabase::Rows> DuckDatabase::append_to(const char* table) const {
  Rows rows;
  rows.database_ = this;
  if (state_->functions->appender_create(state_->connection, nullptr, table, &rows.appender_) == 0) return rows;
  return Error{ErrorCode::internal, "DuckDB: cannot append", {}};
}

Status DuckDatabase::finish(Rows& rows) const {
  const bool flushed = state_->functions->appender_destroy(&rows.appender_) == 0;
  return flushed && rows.sound_ ? Status() : Status(Error{ErrorCode::internal, "DuckDB: a row was refused", {}});
}

void DuckDatabase::Rows::text(std::string_view value) {
  sound_ = database_->state_->functions->append_varchar_length(appender_, value.data(), value.size()) == 0 && sound_;
}
void DuckDatabase::Rows::real(double value) {
  sound_ = database_->state_->functions->append_double(appender_, value) == 0 && sound_;
}
void DuckDatabase::Rows::integer(std::int64_t value) {
  sound_ = database_->state_->functions->append_int64(appender_, value) == 0 && sound_;
}
void DuckDatabase::Rows::null() { sound_ = database_->state_->functions->append_null(appender_) == 0 && sound_; }
void DuckDatabase::Rows::end_row() { sound_ = database_->state_->functions->appender_end_row(appender_) == 0 && sound_; }

}  // namespace tabularium

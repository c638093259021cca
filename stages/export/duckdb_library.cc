#include "stages/export/duckdb_library.h"

#include <dlfcn.h>

#include <array>
#include <cstdint>
#include <cstdlib>
#include <exception>
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
  void* (*create_table_function)() = nullptr;
  void (*destroy_table_function)(void**) = nullptr;
  void (*table_function_set_name)(void*, const char*) = nullptr;
  void (*table_function_set_extra_info)(void*, void*, void (*)(void*)) = nullptr;
  void (*table_function_set_bind)(void*, void (*)(void*)) = nullptr;
  void (*table_function_set_init)(void*, void (*)(void*)) = nullptr;
  void (*table_function_set_function)(void*, void (*)(void*, void*)) = nullptr;
  State (*register_table_function)(void*, void*) = nullptr;
  void* (*bind_get_extra_info)(void*) = nullptr;
  void (*bind_add_result_column)(void*, const char*, void*) = nullptr;
  void* (*init_get_extra_info)(void*) = nullptr;
  void* (*function_get_extra_info)(void*) = nullptr;
  void (*function_set_error)(void*, const char*) = nullptr;
  void* (*create_logical_type)(int) = nullptr;
  void* (*create_list_type)(void*) = nullptr;
  void (*destroy_logical_type)(void**) = nullptr;
  std::uint64_t (*vector_size)() = nullptr;
  void* (*data_chunk_get_vector)(void*, std::uint64_t) = nullptr;
  void (*data_chunk_set_size)(void*, std::uint64_t) = nullptr;
  void* (*vector_get_data)(void*) = nullptr;
  void (*vector_ensure_validity_writable)(void*) = nullptr;
  std::uint64_t* (*vector_get_validity)(void*) = nullptr;
  void (*validity_set_row_invalid)(std::uint64_t*, std::uint64_t) = nullptr;
  void (*vector_assign_string_element_len)(void*, std::uint64_t, const char*, std::uint64_t) = nullptr;
  void* (*list_vector_get_child)(void*) = nullptr;
  State (*list_vector_reserve)(void*, std::uint64_t) = nullptr;
  State (*list_vector_set_size)(void*, std::uint64_t) = nullptr;
  const char* (*library_version)() = nullptr;
};

template <typename Function>
bool find(void* library, const char* name, Function& function) {
  function = reinterpret_cast<Function>(::dlsym(library, name));
  return function != nullptr;
}

bool find_queries(void* library, Functions& f) {
  return find(library, "duckdb_create_config", f.create_config) &&
         find(library, "duckdb_set_config", f.set_config) &&
         find(library, "duckdb_destroy_config", f.destroy_config) &&
         find(library, "duckdb_open_ext", f.open) &&
         find(library, "duckdb_free", f.free) &&
         find(library, "duckdb_close", f.close) &&
         find(library, "duckdb_connect", f.connect) &&
         find(library, "duckdb_disconnect", f.disconnect) &&
         find(library, "duckdb_query", f.query) &&
         find(library, "duckdb_result_error", f.result_error) &&
         find(library, "duckdb_destroy_result", f.destroy_result) &&
         find(library, "duckdb_library_version", f.library_version);
}
bool find_sources(void* library, Functions& f) {
  return find(library, "duckdb_create_table_function", f.create_table_function) &&
         find(library, "duckdb_destroy_table_function", f.destroy_table_function) &&
         find(library, "duckdb_table_function_set_name", f.table_function_set_name) &&
         find(library, "duckdb_table_function_set_extra_info", f.table_function_set_extra_info) &&
         find(library, "duckdb_table_function_set_bind", f.table_function_set_bind) &&
         find(library, "duckdb_table_function_set_init", f.table_function_set_init) &&
         find(library, "duckdb_table_function_set_function", f.table_function_set_function) &&
         find(library, "duckdb_register_table_function", f.register_table_function) &&
         find(library, "duckdb_bind_get_extra_info", f.bind_get_extra_info) &&
         find(library, "duckdb_bind_add_result_column", f.bind_add_result_column) &&
         find(library, "duckdb_init_get_extra_info", f.init_get_extra_info) &&
         find(library, "duckdb_function_get_extra_info", f.function_get_extra_info) &&
         find(library, "duckdb_function_set_error", f.function_set_error) &&
         find(library, "duckdb_create_logical_type", f.create_logical_type) &&
         find(library, "duckdb_create_list_type", f.create_list_type) &&
         find(library, "duckdb_destroy_logical_type", f.destroy_logical_type);
}
bool find_rows(void* library, Functions& f) {
  return find(library, "duckdb_vector_size", f.vector_size) &&
         find(library, "duckdb_data_chunk_get_vector", f.data_chunk_get_vector) &&
         find(library, "duckdb_data_chunk_set_size", f.data_chunk_set_size) &&
         find(library, "duckdb_vector_get_data", f.vector_get_data) &&
         find(library, "duckdb_vector_ensure_validity_writable", f.vector_ensure_validity_writable) &&
         find(library, "duckdb_vector_get_validity", f.vector_get_validity) &&
         find(library, "duckdb_validity_set_row_invalid", f.validity_set_row_invalid) &&
         find(library, "duckdb_vector_assign_string_element_len", f.vector_assign_string_element_len) &&
         find(library, "duckdb_list_vector_get_child", f.list_vector_get_child) &&
         find(library, "duckdb_list_vector_reserve", f.list_vector_reserve) &&
         find(library, "duckdb_list_vector_set_size", f.list_vector_set_size);
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
    return find_queries(library, functions) && find_sources(library, functions) && find_rows(library, functions) ? "" : "DuckDB's library lacks functions that are needed; version 1.0 or newer is";
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

struct DuckChunk::Column {
  const Functions* functions;
  void* vector;
  void* data;
  std::uint64_t* valid = nullptr;   // made when the first row is null
  void* child = nullptr;            // of lists
  std::uint64_t children = 0;
};

void DuckChunk::text(std::size_t column, std::size_t row, std::string_view value) {
  const Column& into = columns_[column];
  into.functions->vector_assign_string_element_len(into.vector, row, value.data(), value.size());
}

void DuckChunk::texts(std::size_t column, std::size_t row, std::span<const std::string_view> values) {
  Column& into = columns_[column];
  struct Entry {
    std::uint64_t from;
    std::uint64_t size;
  };
  static_cast<Entry*>(into.data)[row] = {into.children, values.size()};
  const std::uint64_t size = into.children + values.size();
  (void)into.functions->list_vector_reserve(into.vector, size);
  (void)into.functions->list_vector_set_size(into.vector, size);
  for (const std::string_view value : values)
    into.functions->vector_assign_string_element_len(into.child, into.children++, value.data(), value.size());
}

void DuckChunk::integer(std::size_t column, std::size_t row, int value) { static_cast<std::int32_t*>(columns_[column].data)[row] = value; }
void DuckChunk::real(std::size_t column, std::size_t row, double value) { static_cast<double*>(columns_[column].data)[row] = value; }

void DuckChunk::null(std::size_t column, std::size_t row) {
  Column& into = columns_[column];
  if (into.valid == nullptr) {
    into.functions->vector_ensure_validity_writable(into.vector);
    into.valid = into.functions->vector_get_validity(into.vector);
  }
  into.functions->validity_set_row_invalid(into.valid, row);
}

// What the library is given to call.
struct DuckSource {
  const Functions* functions;
  std::vector<DuckColumn> columns;
  DuckRows rows;
  bool first = true;

  void bind(void* info) const;
  void fill(void* info, void* chunk);
};

void DuckSource::bind(void* info) const {
  for (const DuckColumn& column : columns) {
    constexpr int integer = 4, real = 11, text = 17;   // of the library's enumeration of types
    const bool textual = column.type == DuckType::text || column.type == DuckType::texts;
    void* type = functions->create_logical_type(textual ? text : column.type == DuckType::real ? real : integer);
    void* list = column.type == DuckType::texts ? functions->create_list_type(type) : nullptr;
    functions->bind_add_result_column(info, column.name, list != nullptr ? list : type);
    functions->destroy_logical_type(&type);
    if (list != nullptr) functions->destroy_logical_type(&list);
  }
}

void DuckSource::fill(void* info, void* chunk) {
  DuckChunk into;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    void* vector = functions->data_chunk_get_vector(chunk, i);
    const bool lists = columns[i].type == DuckType::texts;
    into.columns_.push_back({functions, vector, functions->vector_get_data(vector), nullptr, lists ? functions->list_vector_get_child(vector) : nullptr});
  }
  try {
    const std::size_t count = rows(into, functions->vector_size(), first);
    functions->data_chunk_set_size(chunk, count);
  } catch (const std::exception& trouble) {   // must not pass through the library
    functions->function_set_error(info, trouble.what());
  }
  first = false;
}

struct DuckDatabase::State {
  const Functions* functions = nullptr;
  void* database = nullptr;
  void* connection = nullptr;
  std::vector<std::unique_ptr<DuckSource>> sources;
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

Status DuckDatabase::add_source(const std::string& name, std::vector<DuckColumn> columns, DuckRows rows) {
  const Functions& f = *state_->functions;
  DuckSource& source = *state_->sources.emplace_back(std::make_unique<DuckSource>(DuckSource{&f, std::move(columns), std::move(rows)}));
  void* function = f.create_table_function();
  f.table_function_set_name(function, name.c_str());
  f.table_function_set_extra_info(function, &source, nullptr);
  f.table_function_set_bind(function, [](void* info) {
    const auto* of = static_cast<const DuckSource*>(loaded_functions().value()->bind_get_extra_info(info));
    of->bind(info);
  });
  f.table_function_set_init(function, [](void* info) {
    static_cast<DuckSource*>(loaded_functions().value()->init_get_extra_info(info))->first = true;
  });
  f.table_function_set_function(function, [](void* info, void* chunk) {
    static_cast<DuckSource*>(loaded_functions().value()->function_get_extra_info(info))->fill(info, chunk);
  });
  const bool known = f.register_table_function(state_->connection, function) == 0;
  f.destroy_table_function(&function);
  return known ? Status() : Status(Error{ErrorCode::internal, "DuckDB: a source of rows was refused", {}});
}

}  // namespace tabularium

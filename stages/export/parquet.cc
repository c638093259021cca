#include "stages/export/parquet.h"

#include <array>
#include <cstring>
#include <deque>
#include <filesystem>
#include <memory_resource>
#include <new>
#include <utility>

#include "stages/core/atomic_file.h"
#include "stages/core/decimal.h"
#include "stages/core/names.h"
#include "stages/core/sql_connection.h"
#include "stages/core/typed_value.h"
#include "stages/export/duckdb_library.h"
#include "stages/export/table_text.h"

namespace tabularium {
namespace {

namespace fs = std::filesystem;

std::string sql_quoted(std::string_view text) {
  std::string out = "'";
  for (const char c : text) out += c == '\'' ? std::string("''") : std::string(1, c);
  return out + '\'';
}

struct Fact {
  std::string_view table, text, value, date, unit, verdict;
  std::span<const std::string_view> row_path, col_path;
  double number = 0, confidence = 0;
  std::optional<Box> box;
  int scale = 0, page = 0, line = 0;   // 0 = none, of page and line
};

// The facts of one document, until they are written. Their texts lie one behind another.
class Facts {
 public:
  void clear(std::string document) {
    facts_.clear();
    texts_.release();
    table_ = {};
    document_ = std::move(document);
  }

  void add(const Table& table, const Cell& cell) {
    if (table_ != table.id) table_ = keep(table.id);
    Fact& fact = facts_.emplace_back();
    fact.table = table_;
    fact.text = keep(sql_text(cell.text));
    if (is_numeric(cell.value)) {
      fact.value = keep(to_string(cell.value.number));
      fact.number = to_double(cell.value.number);
    }
    fact.date = keep(cell.value.date);
    fact.unit = keep(sql_text(cell.value.unit));
    fact.verdict = name_of(cell.verdict);
    fact.row_path = keep(path_texts(table, cell.row_path));
    fact.col_path = keep(path_texts(table, cell.col_path));
    fact.confidence = cell.confidence;
    fact.box = cell.place.box;
    fact.scale = cell.value.scale;
    fact.page = cell.place.page;
    fact.line = cell.place.span ? cell.place.span->line : 0;
  }

  std::size_t next(DuckChunk& chunk, std::size_t room, bool first) {
    if (first) at_ = 0;
    std::size_t row = 0;
    for (; row < room && at_ < facts_.size(); ++row, ++at_) write(chunk, row, facts_[at_]);
    return row;
  }

 private:
  std::string_view keep(std::string_view text) {
    if (text.empty()) return {};
    auto* kept = static_cast<char*>(texts_.allocate(text.size(), 1));
    std::memcpy(kept, text.data(), text.size());
    return {kept, text.size()};
  }
  std::span<const std::string_view> keep(const std::vector<std::string_view>& path) {
    if (path.empty()) return {};
    auto* kept = static_cast<std::string_view*>(texts_.allocate(path.size() * sizeof(std::string_view), alignof(std::string_view)));
    for (std::size_t i = 0; i < path.size(); ++i) new (kept + i) std::string_view(keep(sql_text(path[i])));
    return {kept, path.size()};
  }
  void write(DuckChunk& chunk, std::size_t row, const Fact& fact) const;

  std::string document_;
  std::string_view table_;
  std::deque<Fact> facts_;
  std::pmr::monotonic_buffer_resource texts_;
  std::size_t at_ = 0;   // the next that a query gets
};

constexpr std::array<DuckColumn, 18> columns = {{{"document", DuckType::text}, {"table", DuckType::text}, {"row_path", DuckType::texts},
                                                 {"col_path", DuckType::texts}, {"text", DuckType::text}, {"value", DuckType::text},
                                                 {"number", DuckType::real}, {"date", DuckType::text}, {"unit", DuckType::text},
                                                 {"scale", DuckType::integer}, {"verdict", DuckType::text}, {"confidence", DuckType::real},
                                                 {"page", DuckType::integer}, {"x0", DuckType::real}, {"y0", DuckType::real},
                                                 {"x1", DuckType::real}, {"y1", DuckType::real}, {"line", DuckType::integer}}};

void Facts::write(DuckChunk& chunk, std::size_t row, const Fact& fact) const {
  std::size_t column = 0;
  const auto real = [&](bool there, double value) { there ? chunk.real(column++, row, value) : chunk.null(column++, row); };
  const auto number_or_null = [&](int value) { value > 0 ? chunk.integer(column++, row, value) : chunk.null(column++, row); };
  chunk.text(column++, row, document_);
  chunk.text(column++, row, fact.table);
  chunk.texts(column++, row, fact.row_path);
  chunk.texts(column++, row, fact.col_path);
  chunk.text(column++, row, fact.text);
  chunk.text_or_null(column++, row, fact.value);
  real(!fact.value.empty(), fact.number);
  chunk.text_or_null(column++, row, fact.date);
  chunk.text_or_null(column++, row, fact.unit);
  chunk.integer(column++, row, fact.scale);
  chunk.text_or_null(column++, row, fact.verdict);
  chunk.real(column++, row, fact.confidence);
  number_or_null(fact.page);
  for (double Box::* side : {&Box::x0, &Box::y0, &Box::x1, &Box::y1}) real(fact.box.has_value(), fact.box ? (*fact.box).*side : 0);
  number_or_null(fact.line);
}

// One for the process, never closed: closing takes longer than the facts of some pages, and it ends with the process.
struct Kept {
  explicit Kept(DuckDatabase opened) : database(std::move(opened)) {}
  DuckDatabase database;
  Facts facts;   // as the source `facts()`
};

Result<Kept*> kept_database() {
  static Kept* kept = nullptr;
  if (kept != nullptr) return kept;
  auto opened = DuckDatabase::open();
  if (!opened.ok()) return opened.error();
  auto made = std::make_unique<Kept>(std::move(opened).value());
  Facts* facts = &made->facts;
  const auto next = [facts](DuckChunk& chunk, std::size_t room, bool first) { return facts->next(chunk, room, first); };
  if (Status status = made->database.add_source("facts", {columns.begin(), columns.end()}, next); !status.ok()) return status.error();
  kept = made.release();
  return kept;
}

// `select` as a Parquet file that appears whole or not at all.
Status copy_to_parquet(DuckDatabase& database, const std::string& select, const std::string& path) {
  AtomicFile file(path);
  file.close_for_library();
  Status status = database.run("COPY (" + select + ") TO " + sql_quoted(file.temporary_path()) + " (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 16384)");
  return status.ok() ? file.commit() : status;
}

class ParquetTaker final : public RunTaker {
 public:
  explicit ParquetTaker(std::string out_dir) : out_dir_(std::move(out_dir)) {}

  Result<bool> begin(const RunDocument& record, KeptResult& result) override {
    const std::string path = result.folder() + "/facts.parquet";
    const bool written = fs::exists(path);
    if (!written && !result.is_there()) return false;
    files_.push_back(path);
    if (written) return false;
    const Result<Kept*> kept = kept_database();
    if (!kept.ok()) return kept.error();
    kept.value()->facts.clear(sql_text(fs::path(record.output).filename().string()));
    return true;
  }

  Status take(const Document& /*head*/, const Table& table) override {
    Facts& facts = kept_database().value()->facts;
    for (const Cell& cell : table.cells)
      if (cell.role == Role::data && !cell.text.empty()) facts.add(table, cell);
    return {};
  }

  Status end(const Document& /*rest*/) override {
    return copy_to_parquet(kept_database().value()->database, "SELECT * FROM facts()", files_.back());
  }

  Status finish() override { return files_.empty() ? Status() : merge_parquet(files_, out_dir_ + "/facts.parquet"); }

 private:
  std::string out_dir_;
  std::vector<std::string> files_;
};

}  // namespace

Status parquet_ready() { return DuckDatabase::loaded(); }

Result<std::unique_ptr<RunTaker>> parquet_taker(const std::string& out_dir, const RunInfo& /*run*/) {
  return std::unique_ptr<RunTaker>(std::make_unique<ParquetTaker>(out_dir));
}

Status merge_parquet(const std::vector<std::string>& files, const std::string& path) {
  if (files.size() == 1) {   // as it is: reading and writing it again takes longer than making it
    constexpr std::size_t limit = std::size_t{1} << 32U;
    const Result<std::string> bytes = read_file(files.front(), limit);
    return bytes.ok() ? write_file(path, bytes.value()) : Status(bytes.error());
  }
  std::string list;
  for (const std::string& file : files) list += (list.empty() ? "" : ", ") + sql_quoted(file);
  const Result<Kept*> kept = kept_database();
  if (!kept.ok()) return kept.error();
  return copy_to_parquet(kept.value()->database, "SELECT * FROM read_parquet([" + list + "])", path);
}

}  // namespace tabularium

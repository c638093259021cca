#include "stages/export/parquet.h"

#include <algorithm>
#include <filesystem>
#include <utility>

#include "stages/core/atomic_file.h"
#include "stages/core/decimal.h"
#include "stages/core/names.h"
#include "stages/core/typed_value.h"
#include "stages/core/sql_connection.h"
#include "stages/export/duckdb_library.h"
#include "stages/export/kept_document.h"
#include "stages/export/table_text.h"

namespace tabularium {
namespace {

namespace fs = std::filesystem;

constexpr char path_mark = '\x1f';  // between the headers of a path until it is a list

std::string sql_quoted(std::string_view text) {
  std::string out = "'";
  for (const char c : text) out += c == '\'' ? std::string("''") : std::string(1, c);
  return out + '\'';
}

std::string list_text(const Table& table, const std::vector<CellId>& path) {
  std::string joined;
  for (const std::string_view text : path_texts(table, path)) {
    if (!joined.empty()) joined += path_mark;
    std::string clean = sql_text(text);
    std::replace(clean.begin(), clean.end(), path_mark, ' ');
    joined += clean;
  }
  return joined;
}

void append_fact(DuckDatabase::Rows& rows, const std::string& document, const Table& table, const Cell& cell) {
  rows.text(document);
  rows.text(table.id);
  rows.text(list_text(table, cell.row_path));
  rows.text(list_text(table, cell.col_path));
  rows.text(sql_text(cell.text));
  const bool numeric = is_numeric(cell.value);
  rows.text_or_null(numeric ? to_string(cell.value.number) : "");
  numeric ? rows.real(to_double(cell.value.number)) : rows.null();
  rows.text_or_null(cell.value.date);
  rows.text_or_null(sql_text(cell.value.unit));
  rows.integer(cell.value.scale);
  rows.text_or_null(name_of(cell.verdict));
  rows.real(cell.confidence);
  cell.place.page > 0 ? rows.integer(cell.place.page) : rows.null();
  for (double Box::* side : {&Box::x0, &Box::y0, &Box::x1, &Box::y1})
    cell.place.box ? rows.real((*cell.place.box).*side) : rows.null();
  cell.place.span ? rows.integer(cell.place.span->line) : rows.null();
  rows.end_row();
}

constexpr std::string_view make_facts =
    "CREATE OR REPLACE TABLE facts (document VARCHAR, \"table\" VARCHAR, row_path VARCHAR, col_path VARCHAR, text VARCHAR, "
    "value VARCHAR, number DOUBLE, date VARCHAR, unit VARCHAR, scale INTEGER, verdict VARCHAR, confidence DOUBLE, "
    "page INTEGER, x0 DOUBLE, y0 DOUBLE, x1 DOUBLE, y1 DOUBLE, line INTEGER)";

// One for the process, never closed: closing takes longer than the facts of some pages, and it ends with the process.
Result<DuckDatabase*> kept_database() {
  static DuckDatabase* kept = nullptr;
  if (kept != nullptr) return kept;
  auto opened = DuckDatabase::open();
  if (!opened.ok()) return opened.error();
  kept = new DuckDatabase(std::move(opened).value());
  return kept;
}

// `select` as a Parquet file that appears whole or not at all.
Status copy_to_parquet(DuckDatabase& database, const std::string& select, const std::string& path) {
  AtomicFile file(path);
  file.close_for_library();
  Status status = database.run("COPY (" + select + ") TO " + sql_quoted(file.temporary_path()) + " (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 16384)");
  return status.ok() ? file.commit() : status;
}

// The facts of the result in `folder`.
Status write_facts(DuckDatabase& database, const std::string& folder, const std::string& path) {
  if (Status status = database.run(std::string(make_facts)); !status.ok()) return status;
  auto rows = database.append_to("facts");
  if (!rows.ok()) return rows.error();
  const Result<Document> read = kept_document(folder, [&rows](const Document& head, const Table& table) -> Status {
    const std::string name = sql_text(file_name_of(head.source.path));
    for (const Cell& cell : table.cells)
      if (cell.role == Role::data && !cell.text.empty()) append_fact(rows.value(), name, table, cell);
    return {};
  });
  const Status finished = database.finish(rows.value());
  if (!read.ok()) return read.error();
  if (!finished.ok()) return finished;
  const std::string lists = "SELECT * REPLACE (CASE row_path WHEN '' THEN [] ELSE string_split(row_path, chr(31)) END AS row_path, "
                            "CASE col_path WHEN '' THEN [] ELSE string_split(col_path, chr(31)) END AS col_path) FROM facts";
  Status written = copy_to_parquet(database, lists, path);
  Status dropped = database.run("DROP TABLE facts");
  return written.ok() ? dropped : written;
}

}  // namespace

Status parquet_ready() { return DuckDatabase::loaded(); }

Status write_run_parquet(const std::string& out_dir, const RunInfo& run) {
  DuckDatabase* database = nullptr;
  std::string files;
  for (const RunDocument& document : run.documents) {
    const std::string folder = out_dir + '/' + document.output, path = folder + "/facts.parquet";
    if (document.output.empty() || !(fs::exists(path) || fs::exists(folder + "/evidence.zst"))) continue;
    const Result<DuckDatabase*> kept = kept_database();
    if (!kept.ok()) return kept.error();
    database = kept.value();
    if (!fs::exists(path))
      if (Status status = write_facts(*database, folder, path); !status.ok()) return status;
    files += (files.empty() ? "" : ", ") + sql_quoted(path);
  }
  if (files.empty()) return {};
  const std::string select = "SELECT * EXCLUDE (filename) REPLACE (parse_path(filename)[-2] AS document) FROM read_parquet([" +
                             files + "], filename = true)";
  return copy_to_parquet(*database, select, out_dir + "/facts.parquet");
}

Status merge_parquet(const std::vector<std::string>& files, const std::string& path) {
  std::string list;
  for (const std::string& file : files) list += (list.empty() ? "" : ", ") + sql_quoted(file);
  const Result<DuckDatabase*> database = kept_database();
  if (!database.ok()) return database.error();
  return copy_to_parquet(*database.value(), "SELECT * FROM read_parquet([" + list + "])", path);
}

}  // namespace tabularium

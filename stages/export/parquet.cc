#include "stages/export/parquet.h"

#include <algorithm>
#include <filesystem>

#include "stages/core/atomic_file.h"
#include "stages/core/decimal.h"
#include "stages/core/names.h"
#include "stages/core/typed_value.h"
#include "stages/export/duckdb_library.h"
#include "stages/core/sql_connection.h"
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
    "CREATE TABLE facts (document VARCHAR, \"table\" VARCHAR, row_path VARCHAR, col_path VARCHAR, text VARCHAR, "
    "value VARCHAR, number DOUBLE, date VARCHAR, unit VARCHAR, scale INTEGER, verdict VARCHAR, confidence DOUBLE, "
    "page INTEGER, x0 DOUBLE, y0 DOUBLE, x1 DOUBLE, y1 DOUBLE, line INTEGER)";

// `select` as a Parquet file that appears whole or not at all.
Status copy_to_parquet(DuckDatabase& database, const std::string& select, const std::string& path) {
  AtomicFile file(path);
  file.close_for_library();
  Status status = database.run("COPY (" + select + ") TO " + sql_quoted(file.temporary_path()) + " (FORMAT parquet, COMPRESSION zstd)");
  return status.ok() ? file.commit() : status;
}

}  // namespace

Status parquet_ready() {
  const auto database = DuckDatabase::open();
  return database.ok() ? Status() : Status(database.error());
}

Status write_parquet(const ExportJob& job) {
  auto database = DuckDatabase::open();
  if (!database.ok()) return database.error();
  if (Status status = database.value().run(std::string(make_facts)); !status.ok()) return status;
  auto rows = database.value().append_to("facts");
  if (!rows.ok()) return rows.error();
  const std::string name = sql_text(file_name_of(job.document.source.path));
  for (const Table& table : job.document.tables)
    for (const Cell& cell : table.cells)
      if (cell.role == Role::data && !cell.text.empty()) append_fact(rows.value(), name, table, cell);
  if (Status status = database.value().finish(rows.value()); !status.ok()) return status;
  const std::string lists = "SELECT * REPLACE (CASE row_path WHEN '' THEN [] ELSE string_split(row_path, chr(31)) END AS row_path, "
                            "CASE col_path WHEN '' THEN [] ELSE string_split(col_path, chr(31)) END AS col_path) FROM facts";
  return copy_to_parquet(database.value(), lists, job.dir + "/facts.parquet");
}

Status write_run_parquet(const std::string& out_dir, const RunInfo& run) {
  std::string files;
  for (const RunDocument& document : run.documents) {
    const std::string path = out_dir + '/' + document.output + "/facts.parquet";
    if (!document.output.empty() && fs::exists(path)) files += (files.empty() ? "" : ", ") + sql_quoted(path);
  }
  if (files.empty()) return {};
  auto database = DuckDatabase::open();
  if (!database.ok()) return database.error();
  const std::string select = "SELECT * EXCLUDE (filename) REPLACE (parse_path(filename)[-2] AS document) FROM read_parquet([" +
                             files + "], filename = true)";
  return copy_to_parquet(database.value(), select, out_dir + "/facts.parquet");
}

Status merge_parquet(const std::vector<std::string>& files, const std::string& path) {
  std::string list;
  for (const std::string& file : files) list += (list.empty() ? "" : ", ") + sql_quoted(file);
  auto database = DuckDatabase::open();
  if (!database.ok()) return database.error();
  return copy_to_parquet(database.value(), "SELECT * FROM read_parquet([" + list + "])", path);
}

}  // namespace tabularium

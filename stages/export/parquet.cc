#include "stages/export/parquet.h"

#include <array>
#include <filesystem>

#include "stages/core/decimal.h"
#include "stages/core/names.h"
#include "stages/core/sql_connection.h"
#include "stages/core/typed_value.h"
#include "stages/export/kept_document.h"
#include "stages/export/parquet_file.h"
#include "stages/export/table_text.h"

namespace tabularium {
namespace {

namespace fs = std::filesystem;
using Type = ParquetColumn::Type;

constexpr std::array<ParquetColumn, 18> columns = {{{"document", Type::text},
                                                    {"table", Type::text},
                                                    {"row_path", Type::texts},
                                                    {"col_path", Type::texts},
                                                    {"text", Type::text},
                                                    {"value", Type::text, true},
                                                    {"number", Type::real, true},
                                                    {"date", Type::text, true},
                                                    {"unit", Type::text, true},
                                                    {"scale", Type::integer},
                                                    {"verdict", Type::text, true},
                                                    {"confidence", Type::real},
                                                    {"page", Type::integer, true},
                                                    {"x0", Type::real, true},
                                                    {"y0", Type::real, true},
                                                    {"x1", Type::real, true},
                                                    {"y1", Type::real, true},
                                                    {"line", Type::integer, true}}};

void put_text_or_null(ParquetFile& file, std::string_view text) { text.empty() ? file.null() : file.text(text); }

void put_path(ParquetFile& file, const Table& table, const std::vector<CellId>& path) {
  std::vector<std::string> texts;
  for (const std::string_view text : path_texts(table, path)) texts.push_back(sql_text(text));
  file.texts(texts);
}

void put_fact(ParquetFile& file, const std::string& document, const Table& table, const Cell& cell) {
  file.text(document);
  file.text(table.id);
  put_path(file, table, cell.row_path);
  put_path(file, table, cell.col_path);
  file.text(sql_text(cell.text));
  const bool numeric = is_numeric(cell.value);
  put_text_or_null(file, numeric ? to_string(cell.value.number) : "");
  numeric ? file.real(to_double(cell.value.number)) : file.null();
  put_text_or_null(file, cell.value.date);
  put_text_or_null(file, sql_text(cell.value.unit));
  file.integer(cell.value.scale);
  put_text_or_null(file, name_of(cell.verdict));
  file.real(cell.confidence);
  cell.place.page > 0 ? file.integer(cell.place.page) : file.null();
  for (double Box::* side : {&Box::x0, &Box::y0, &Box::x1, &Box::y1})
    cell.place.box ? file.real((*cell.place.box).*side) : file.null();
  cell.place.span ? file.integer(static_cast<std::int32_t>(cell.place.span->line)) : file.null();
}

Status write_facts(const Document& document, const std::string& path) {
  ParquetFile file(path, columns);
  const std::string name = sql_text(file_name_of(document.source.path));
  for (const Table& table : document.tables)
    for (const Cell& cell : table.cells)
      if (cell.role == Role::data && !cell.text.empty()) put_fact(file, name, table, cell);
  return file.commit();
}

}  // namespace

Status write_parquet(const ExportJob& job) { return write_facts(job.document, job.dir + "/facts.parquet"); }

Status write_run_parquet(const std::string& out_dir, const RunInfo& run) {
  ParquetFile all(out_dir + "/facts.parquet", columns);
  for (const RunDocument& document : run.documents) {
    const std::string folder = out_dir + '/' + document.output, path = folder + "/facts.parquet";
    if (document.output.empty() || !(fs::exists(path) || fs::exists(folder + "/evidence.zst"))) continue;
    const std::string name = sql_text(fs::path(document.output).filename().string());
    Status status = all.append(path, name);
    if (!status.ok() && status.error().code == ErrorCode::bad_input) {
      const Result<Document> kept = kept_document(folder);
      if (!kept.ok()) return kept.error();
      status = write_facts(kept.value(), path);
      if (status.ok()) status = all.append(path, name);
    }
    if (!status.ok()) return status;
  }
  return all.commit();
}

Status merge_parquet(const std::vector<std::string>& files, const std::string& path) {
  ParquetFile all(path, columns);
  for (const std::string& file : files)
    if (Status status = all.append(file); !status.ok()) return status;
  return all.commit();
}

}  // namespace tabularium

#include "stages/export/database.h"

#include <array>
#include <filesystem>

#include "stages/core/decimal.h"
#include "stages/core/json_writer.h"
#include "stages/core/names.h"
#include "stages/core/options_json.h"
#include "stages/core/typed_value.h"
#include "stages/export/table_text.h"

namespace tabularium {
namespace {

// Each entry takes the schema one version on, and is never changed once it was published.
constexpr std::array<std::string_view, 2> migrations = {
    R"sql(
CREATE TABLE runs (
  id {id} PRIMARY KEY, started TEXT NOT NULL, version TEXT NOT NULL, seconds DOUBLE PRECISION NOT NULL, options TEXT NOT NULL);
CREATE TABLE documents (
  id {id} PRIMARY KEY, sha256 TEXT NOT NULL UNIQUE, result TEXT NOT NULL, run_id BIGINT NOT NULL REFERENCES runs(id),
  name TEXT NOT NULL, path TEXT NOT NULL, media_type TEXT NOT NULL, bytes BIGINT NOT NULL, pages INTEGER NOT NULL,
  title TEXT, issuer TEXT, period TEXT, date TEXT, status TEXT NOT NULL);
CREATE TABLE tables (
  id {id} PRIMARY KEY, document_id BIGINT NOT NULL REFERENCES documents(id) ON DELETE CASCADE, name TEXT NOT NULL,
  page INTEGER, section TEXT NOT NULL, caption TEXT, unit TEXT, notes TEXT NOT NULL, rows INTEGER NOT NULL,
  cols INTEGER NOT NULL, status TEXT NOT NULL, confidence DOUBLE PRECISION NOT NULL, UNIQUE (document_id, name));
CREATE TABLE cells (
  table_id BIGINT NOT NULL REFERENCES tables(id) ON DELETE CASCADE, row_no INTEGER NOT NULL, col_no INTEGER NOT NULL,
  row_span INTEGER NOT NULL, col_span INTEGER NOT NULL, role TEXT NOT NULL, raw TEXT NOT NULL, text TEXT NOT NULL,
  kind TEXT NOT NULL, number {decimal}, unit TEXT, scale INTEGER NOT NULL, date TEXT, confidence DOUBLE PRECISION NOT NULL,
  verdict TEXT, verdict_source TEXT, page INTEGER, x0 DOUBLE PRECISION, y0 DOUBLE PRECISION, x1 DOUBLE PRECISION,
  y1 DOUBLE PRECISION, line INTEGER, row_path TEXT NOT NULL, col_path TEXT NOT NULL, PRIMARY KEY (table_id, row_no, col_no));
CREATE TABLE findings (
  document_id BIGINT NOT NULL REFERENCES documents(id) ON DELETE CASCADE, ordinal INTEGER NOT NULL, code TEXT NOT NULL,
  severity TEXT NOT NULL, message TEXT NOT NULL, table_name TEXT, cells TEXT NOT NULL, page INTEGER, evidence TEXT,
  proposal TEXT, PRIMARY KEY (document_id, ordinal));
)sql",
    R"sql(
CREATE VIEW facts AS
  SELECT d.name AS document, t.name AS table_name, c.row_path, c.col_path, c.text, c.number AS printed_number,
         CAST(c.number AS NUMERIC) AS value, c.date, c.unit, c.scale, c.verdict, c.confidence, c.page, c.line, c.row_no, c.col_no
    FROM cells c JOIN tables t ON t.id = c.table_id JOIN documents d ON d.id = t.document_id
   WHERE c.role = 'data' AND c.text <> '';
CREATE INDEX tables_by_document ON tables(document_id);
)sql",
};

SqlValue text_or_null(std::string_view text) {
  if (text.empty()) return {};
  return std::string(text);
}

SqlValue integer_or_null(int value) {
  if (value == 0) return {};
  return std::int64_t{value};
}

SqlValue entry_text(const std::optional<PlacedText>& entry) { return entry ? text_or_null(entry->text) : SqlValue{}; }

std::string json_list(const std::vector<std::string>& texts) {
  JsonWriter json;
  json.begin_array();
  for (const std::string& text : texts) json.string(text);
  json.end_array();
  return json.take();
}

std::string json_cells(const Finding& finding) {
  JsonWriter json;
  json.begin_array();
  for (const auto& [row, col] : finding.cells) json.begin_array().integer(row).integer(col).end_array();
  json.end_array();
  return json.take();
}

Result<std::int64_t> new_id(SqlConnection& database, const std::string& insert, const SqlRow& row) {
  const auto answer = database.query(insert + " RETURNING id", row);
  if (!answer.ok()) return answer.error();
  if (answer.value().empty() || !answer.value()[0][0]) return Error{ErrorCode::internal, "the database gave no id", {}};
  return std::int64_t{std::stoll(*answer.value()[0][0])};
}

constexpr std::array<std::string_view, 24> cell_columns = {
    "table_id", "row_no", "col_no", "row_span", "col_span", "role", "raw", "text", "kind", "number", "unit", "scale",
    "date", "confidence", "verdict", "verdict_source", "page", "x0", "y0", "x1", "y1", "line", "row_path", "col_path"};

SqlValue view_or_null(std::string_view text) { return text.empty() ? SqlValue{} : SqlValue{text}; }

// Rows of the cells of a table; their paths are put together in the same memory.
class CellRows {
 public:
  CellRows(const Table& table, std::int64_t table_id) : table_(table), table_id_(table_id) {}

  void fill(const Cell& cell, SqlRow& row) {
    std::size_t at = 0;
    const auto put = [&](SqlValue value) { row[at++] = std::move(value); };
    const auto integer = [&](int value) { put(std::int64_t{value}); };
    put(table_id_);
    for (const int value : {cell.row, cell.col, cell.row_span, cell.col_span}) integer(value);
    for (const std::string_view text : {name_of(cell.role), std::string_view(cell.raw), std::string_view(cell.text), name_of(cell.value.kind)}) put(text);
    put(is_numeric(cell.value) ? SqlValue{to_string(cell.value.number)} : SqlValue{});
    put(view_or_null(cell.value.unit));
    integer(cell.value.scale);
    put(view_or_null(cell.value.date));
    put(cell.confidence);
    put(view_or_null(name_of(cell.verdict)));
    put(view_or_null(name_of(cell.verdict_source)));
    put(integer_or_null(cell.place.page));
    for (double Box::* side : {&Box::x0, &Box::y0, &Box::x1, &Box::y1}) put(cell.place.box ? SqlValue{(*cell.place.box).*side} : SqlValue{});
    put(cell.place.span ? SqlValue{std::int64_t{cell.place.span->line}} : SqlValue{});
    put(joined(cell.row_path, row_path_));
    put(joined(cell.col_path, col_path_));
  }

 private:
  std::string_view joined(const CellPath& path, std::string& into) const {
    into.clear();
    append_joined_path(into, table_, path);
    return into;
  }

  const Table& table_;
  std::int64_t table_id_;
  std::string row_path_, col_path_;
};

// Without the folders of a cluster run: the same name as one machine gives.
std::string document_name(const RunDocument& record) { return std::filesystem::path(record.output).filename().string(); }

// `work` within a transaction, which is undone when it fails.
template <typename Work>
Status in_transaction(SqlConnection& database, const Work& work) {
  if (Status status = database.execute("BEGIN"); !status.ok()) return status;
  Status status = work();
  if (status.ok()) status = database.execute("COMMIT");
  if (!status.ok()) (void)database.execute("ROLLBACK");
  return status;
}

}  // namespace

Status prepare_database(SqlConnection& database) {
  Status made = database.execute("CREATE TABLE IF NOT EXISTS schema_version (version INTEGER PRIMARY KEY)");
  if (!made.ok()) return made;
  const auto answer = database.query("SELECT coalesce(max(version), 0) FROM schema_version", {});
  if (!answer.ok()) return answer.error();
  const auto version = static_cast<std::size_t>(std::stoll(answer.value()[0][0].value_or("0")));
  if (version > migrations.size())
    return Error{ErrorCode::unsupported, "the database was made by a newer version of Tabularium (its schema is " +
                                             std::to_string(version) + ", known are " + std::to_string(migrations.size()) + ")", {}};
  for (std::size_t i = version; i < migrations.size(); ++i) {
    Status status = in_transaction(database, [&]() -> Status {
      if (Status step = database.execute(migrations[i]); !step.ok()) return step;
      const auto noted = database.query("INSERT INTO schema_version (version) VALUES ($1)", {static_cast<std::int64_t>(i + 1)});
      return noted.ok() ? Status() : Status(noted.error());
    });
    if (!status.ok()) return status;
  }
  return {};
}

Result<std::int64_t> store_run(SqlConnection& database, const RunInfo& run) {
  JsonWriter options;
  write_options(run.options, options);
  return new_id(database, "INSERT INTO runs (started, version, seconds, options) VALUES ($1, $2, $3, $4)",
                {run.started, run.version, run.seconds, options.take()});
}

Result<bool> holds_result(SqlConnection& database, const RunDocument& record, const std::string& result) {
  const auto known = database.query("SELECT 1 FROM documents WHERE name = $1 AND result = $2", {document_name(record), result});
  if (!known.ok()) return known.error();
  return !known.value().empty();
}

Result<std::int64_t> store_head(SqlConnection& database, const Document& document, const RunDocument& record, const std::string& result,
                                std::int64_t run_id) {
  const Source& source = document.source;
  if (auto gone = database.query("DELETE FROM documents WHERE sha256 = $1", {source.sha256}); !gone.ok()) return gone.error();
  return new_id(
      database,
      "INSERT INTO documents (sha256, result, run_id, name, path, media_type, bytes, pages, title, issuer, period, date, "
      "status) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
      {source.sha256, result, run_id, document_name(record), source.path, source.media_type, source.bytes, std::int64_t{source.pages},
       entry_text(document.metadata.title), entry_text(document.metadata.issuer), entry_text(document.metadata.period),
       entry_text(document.metadata.date), record.status});
}

Status store_table(SqlConnection& database, const Table& table, std::int64_t document_id) {
  const auto id = new_id(database,
                         "INSERT INTO tables (document_id, name, page, section, caption, unit, notes, rows, cols, status, "
                         "confidence) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
                         {document_id, table.id, integer_or_null(table.pages.empty() ? 0 : table.pages.front()),
                          json_list(table.section), text_or_null(table.caption), text_or_null(table.unit), json_list(table.notes),
                          std::int64_t{table.rows}, std::int64_t{table.cols}, std::string(name_of(table.status)), table.confidence});
  if (!id.ok()) return id.error();
  CellRows rows(table, id.value());
  return database.insert("cells", cell_columns, table.cells.size(), [&](std::size_t i, SqlRow& row) { rows.fill(table.cells[i], row); });
}

Status store_findings(SqlConnection& database, const Document& document, std::int64_t document_id) {
  constexpr std::array<std::string_view, 10> columns = {"document_id", "ordinal", "code", "severity", "message",
                                                        "table_name",  "cells",   "page", "evidence", "proposal"};
  if (document.findings.empty()) return {};
  return database.insert("findings", columns, document.findings.size(), [&](std::size_t i, SqlRow& row) {
    const Finding& finding = document.findings[i];
    row = {document_id, static_cast<std::int64_t>(i), finding.code, std::string(name_of(finding.severity)), finding.message,
           text_or_null(finding.table), json_cells(finding), integer_or_null(finding.place.page), text_or_null(finding.evidence),
           text_or_null(finding.proposal)};
  });
}

}  // namespace tabularium

#include "stages/export/csv.h"

#include <algorithm>
#include <system_error>

#include "stages/core/append_number.h"
#include "stages/core/atomic_file.h"
#include "stages/core/decimal.h"
#include "stages/core/json_writer.h"
#include "stages/core/names.h"
#include "stages/export/csv_metadata.h"
#include "stages/export/table_text.h"

namespace tabularium {
namespace {

constexpr std::string_view line_end = "\r\n";

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::string_view without_leading_spaces(std::string_view text) {
  const std::size_t from = text.find_first_not_of(' ');
  return from == std::string_view::npos ? std::string_view{} : text.substr(from);
}

// One sign, then digits with separators, at most one % at the end.
bool is_signed_number(std::string_view text) {
  text.remove_prefix(1);
  if (text.ends_with('%')) text.remove_suffix(1);
  const bool some_digit = std::any_of(text.begin(), text.end(), is_digit);
  return some_digit && text.find_first_not_of("0123456789.,' ") == std::string_view::npos;
}

std::string value_text(const Value& value) {
  if (is_numeric(value)) return to_string(value.number);
  return value.kind == ValueKind::date ? value.date : std::string();
}

}  // namespace

bool looks_like_formula(std::string_view text) {
  const std::string_view body = without_leading_spaces(text);
  if (body.empty()) return false;
  for (const std::string_view wide : {"\uFF1D", "\uFF0B", "\uFF0D", "\uFF20"})
    if (body.starts_with(wide)) return body.size() > wide.size();
  if (std::string_view("=@\t\r\n").find(body.front()) != std::string_view::npos) return true;
  if (body.front() != '+' && body.front() != '-') return false;
  return body.find_first_not_of('-') != std::string_view::npos && !is_signed_number(body);
}

std::string csv_text(std::string_view text) {
  std::string guarded = well_formed(text);
  std::replace(guarded.begin(), guarded.end(), '\0', ' ');
  if (looks_like_formula(guarded)) guarded.insert(guarded.begin(), '\'');
  return guarded;
}

// Nearly all fields: letters, digits and blanks, no sign in front that looks_like_formula would look at.
bool is_bare(std::string_view text) {
  const std::string_view body = without_leading_spaces(text);
  if (!body.empty() && std::string_view("=+-@#").find(body.front()) != std::string_view::npos) return false;
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c != ',' && c != '"' && c != 0x7F; });
}

// A line that begins with # is a comment to many readers, by the defaults of CSV on the Web too; one that begins with a quotation mark is not.
void append_csv_field(std::string& out, std::string_view text) {
  if (is_bare(text)) return void(out += text);
  const std::string guarded = csv_text(text);
  if (!guarded.starts_with('#') && guarded.find_first_of(",\"\r\n") == std::string::npos) {
    out += guarded;
    return;
  }
  out += '"';
  for (const char c : guarded) {
    if (c == '"') out += '"';
    out += c;
  }
  out += '"';
}

void append_csv_row(std::string& out, std::span<const std::string_view> fields) {
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (i > 0) out += ',';
    append_csv_field(out, fields[i]);
  }
  out += line_end;
}

std::string csv_of_table(const Table& table) {
  const auto rows = static_cast<std::size_t>(std::max(table.rows, 0));
  const auto cols = static_cast<std::size_t>(std::max(table.cols, 0));
  std::vector<std::string_view> grid(rows * cols);
  for (const Cell& cell : table.cells) {
    const auto row = static_cast<std::size_t>(cell.row);
    const auto col = static_cast<std::size_t>(cell.col);
    if (row < rows && col < cols) grid[row * cols + col] = cell.text;
  }
  std::string out;
  for (std::size_t at = 0; at < grid.size(); at += cols) append_csv_row(out, std::span(grid).subspan(at, cols));
  if (cols == 0)
    for (std::size_t row = 0; row < rows; ++row) out += line_end;
  return out;
}

FactLines::FactLines(std::string_view document) { append_csv_field(document_, document); }

void FactLines::append_path(std::string& out, const Table& table, const CellPath& path) {
  path_.clear();
  append_joined_path(path_, table, path);
  append_csv_field(out += ',', path_);
}

void FactLines::append(std::string& out, const Table& table) {
  for (const Cell& cell : table.cells) {
    if (cell.role != Role::data || cell.text.empty()) continue;
    out += document_;
    append_csv_field(out += ',', table.id);
    append_path(out, table, cell.row_path);
    append_path(out, table, cell.col_path);
    append_csv_field(out += ',', cell.text);
    append_csv_field(out += ',', value_text(cell.value));
    append_csv_field(out += ',', cell.value.unit);
    out += ',';
    if (cell.value.scale != 0) append_integer(out, cell.value.scale);
    (out += ',') += name_of(cell.verdict);
    append_rounded(out += ',', cell.confidence, 3);
    out += ',';
    if (cell.place.page > 0) append_integer(out, cell.place.page);
    out += ',';
    if (cell.place.box) append_box(out, *cell.place.box);
    out += ',';
    if (cell.place.span) append_integer(out, cell.place.span->line);
    out += line_end;
  }
}

Status write_csv(const ExportJob& job) {
  const Document& document = job.document;
  const std::string name = file_name_of(document.source.path);
  AtomicFile facts(job.dir + "/facts.csv");
  facts.write(facts_header);
  FactLines fact_lines(name);
  std::string lines;
  AtomicFolder grids(job.dir + "/tables");
  for (const Table& table : document.tables) {
    if (Status status = grids.write(table.id + ".csv", csv_of_table(table)); !status.ok()) return status;
    lines.clear();
    fact_lines.append(lines, table);
    facts.write(lines);
  }
  if (Status status = grids.commit(); !status.ok()) return status;
  if (Status status = facts.commit(); !status.ok()) return status;
  return write_csv_metadata(document, job.dir);
}

}  // namespace tabularium

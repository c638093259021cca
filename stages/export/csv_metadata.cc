#include "stages/export/csv_metadata.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>
#include <vector>

#include "stages/core/atomic_file.h"
#include "stages/core/json_writer.h"
#include "stages/export/csv.h"
#include "stages/export/table_text.h"

namespace tabularium {
namespace {

using Lines = JsonWriter::Lines;

struct FactColumn {
  std::string_view name;
  std::string_view datatype;
  std::string_view what;
};

// In the order of facts_header (csv.h).
constexpr std::array<FactColumn, 13> fact_columns = {{
    {"document", "string", "the document: its file name, or over a run the name of its folder"},
    {"table", "string", "id of the table within the document"},
    {"row_path", "string", "row headers, outermost first, joined by ' / '"},
    {"col_path", "string", "column headers, outermost first, joined by ' / '"},
    {"text", "string", "the cell as printed, after repairs"},
    {"value", "string", "the number with its printed decimals, or an ISO 8601 date"},
    {"unit", "string", "unit of the value"},
    {"scale", "integer", "power of ten that the value is to be multiplied with; empty for 0"},
    {"verdict", "string", "verified, unverified or contradicted; empty where there is none"},
    {"confidence", "decimal", "0 to 1 that the text is what is printed"},
    {"page", "integer", "page, from 1"},
    {"box", "string", "x0 y0 x1 y1 in points from the top left of the page"},
    {"line", "integer", "line in the file, for text input"},
}};

void begin_group(JsonWriter& json) {
  json.begin_object(Lines::one_each).key("@context").string("http://www.w3.org/ns/csvw").key("tables").begin_array(Lines::one_each);
}

void end_group(JsonWriter& json) {
  json.end_array().end_object();
  json.flush();
}

void write_facts_table(JsonWriter& json) {
  json.begin_object().key("url").string("facts.csv");
  json.key("tableSchema").begin_object().key("columns").begin_array(Lines::one_each);
  for (const FactColumn& column : fact_columns) {
    json.begin_object().key("name").string(column.name).key("titles").string(column.name);
    json.key("datatype").string(column.datatype).key("dc:description").string(column.what).end_object();
  }
  json.end_array().end_object().end_object();
}

using Cells = std::vector<const Cell*>;

// Texts of the boxhead over a column, top down, each cell once.
std::string head_over(const Cells& boxhead, int col) {
  std::string head;
  for (const Cell* cell : boxhead) {
    if (col < cell->col || col >= cell->col_end() || cell->text.empty()) continue;
    head += (head.empty() ? "" : std::string(path_separator)) + cell->text;
  }
  return head;
}

// What the file's own header rows say of a column. A validator compares them: a column that has a name alone fits no header.
void write_titles(const Cells& boxhead, int col, int head_rows, JsonWriter& json) {
  std::vector<std::pair<int, std::string>> titles;
  for (const Cell* cell : boxhead)
    if (cell->col == col && cell->row < head_rows && cell->text.find_first_not_of(' ') != std::string::npos) titles.emplace_back(cell->row, csv_text(cell->text));
  if (titles.empty()) return;
  std::sort(titles.begin(), titles.end());
  json.key("titles").begin_array();
  for (const auto& [row, title] : titles) json.string(title);
  json.end_array();
}

// A grid has as many header rows as its boxhead; its columns have names by position, as headers may repeat or be blank.
void write_grid_table(const Table& table, JsonWriter& json) {
  json.begin_object().key("url").string("tables/" + table.id + ".csv").key("dc:title").string(title_of(table));
  const int head_rows = std::clamp(table.boxhead_rows, 0, table.rows);
  json.key("dialect").begin_object().key("header").boolean(head_rows > 0).key("headerRowCount").integer(head_rows).end_object();
  json.key("tableSchema").begin_object().key("columns").begin_array();
  Cells boxhead;
  for (const Cell& cell : table.cells)
    if (cell.row < table.boxhead_rows) boxhead.push_back(&cell);
  for (int col = 0; col < table.cols; ++col) {
    json.begin_object().key("name").string("column" + std::to_string(col + 1));
    write_titles(boxhead, col, head_rows, json);
    json.key("datatype").string("string");
    if (const std::string head = head_over(boxhead, col); !head.empty()) json.key("dc:description").string(head);
    json.end_object();
  }
  json.end_array().end_object().end_object();
}

}  // namespace

Status write_csv_metadata(const Document& document, const std::string& dir) {
  AtomicFile file(dir + "/csv-metadata.json");
  JsonWriter json([&file](std::string_view piece) { file.write(piece); });
  begin_group(json);
  write_facts_table(json);
  for (const Table& table : document.tables) write_grid_table(table, json);
  end_group(json);
  return file.commit();
}

Status write_facts_metadata(const std::string& out_dir) {
  AtomicFile file(out_dir + "/csv-metadata.json");
  JsonWriter json([&file](std::string_view piece) { file.write(piece); });
  begin_group(json);
  write_facts_table(json);
  end_group(json);
  return file.commit();
}

}  // namespace tabularium

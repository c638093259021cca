#include "pipeline/review/view_json.h"

#include <algorithm>
#include <limits>

#include "pipeline/run/inspection.h"
#include "stages/core/header_readings.h"
#include "stages/core/json_writer.h"
#include "stages/core/names.h"
#include "stages/core/table_corrections.h"

namespace tabularium {
namespace {

void write_path(const char* name, const Table& table, const CellPath& path, JsonWriter& json) {
  json.key(name).begin_array();
  for (const CellId id : path) json.string(table.cells[static_cast<std::size_t>(id)].text);
  json.end_array();
}

void write_cell(const CellDoubts& doubts, const Table& table, const Cell& cell, JsonWriter& json) {
  json.begin_object().key("row").integer(cell.row).key("col").integer(cell.col);
  json.key("rowSpan").integer(cell.row_span).key("colSpan").integer(cell.col_span).key("role").string(name_of(cell.role));
  json.key("text").string(cell.text).key("verdict").string(name_of(cell.verdict)).key("confidence").number(cell.confidence, 3);
  json.key("page").integer(cell.place.page).key("box");
  if (const auto& box = cell.place.box) json.begin_array().number(box->x0).number(box->y0).number(box->x1).number(box->y1).end_array();
  else json.null();
  if (const auto& span = cell.place.span) json.key("line").integer(span->line).key("column").integer(span->column);
  json.key("readings").begin_array();
  for (const Alternative& other : cell.alternatives)
    if (other.text != cell.text) json.begin_object().key("text").string(other.text).key("reader").string(other.reader).end_object();
  json.end_array();
  json.key("doubts").begin_array();
  if (cell.role == Role::data)
    for (const CellDoubt& doubt : doubts.of(table, cell))
      json.begin_object().key("message").string(doubt.message).key("evidence").string(doubt.evidence).key("proposal").string(doubt.proposal).end_object();
  json.end_array();
  write_path("rowPath", table, cell.row_path, json);
  write_path("colPath", table, cell.col_path, json);
  json.end_object();
}

// The boxheads that can be read in several ways: the place of a cell of theirs, and the readings as text.
void write_boxheads(const Table& table, JsonWriter& json) {
  json.key("boxheads").begin_array();
  for (const BoxheadReadings& boxhead : header_readings(table)) {
    json.begin_object().key("row").integer(boxhead.row).key("col").integer(boxhead.col).key("readings").begin_array();
    for (std::size_t i = 0; i < boxhead.readings.size(); ++i) {
      const HeaderReading& reading = boxhead.readings[i];
      json.begin_object().key("text").string(reading_text(table, boxhead, reading)).key("children").string(reading_name(reading));
      json.key("chosen").boolean(boxhead.chosen == i).end_object();
    }
    json.end_array().end_object();
  }
  json.end_array();
}

// Of a text file, the lines around what is shown of a table: they are what there is in place of a picture.
void write_lines(const Document& document, const std::vector<const Cell*>& cells, JsonWriter& json) {
  constexpr int around = 3;
  int first = std::numeric_limits<int>::max(), last = std::numeric_limits<int>::min();
  for (const Cell* cell : cells)
    if (const auto& span = cell->place.span) first = std::min(first, span->line), last = std::max(last, span->line);
  json.key("lines").begin_array();
  for (const Page& page : document.pages)
    for (const TextLine& line : page.evidence.lines)
      if (first <= last && line.span.line >= first - around && line.span.line <= last + around)
        json.begin_object().key("number").integer(line.span.line).key("text").string(line.original()).end_object();
  json.end_array();
}

}  // namespace

std::string table_json(const Document& document, const Table& table, int from, int to) {
  std::vector<const Cell*> cells;
  for (const Cell& cell : table.cells)
    if (cell.row < table.boxhead_rows || (cell.row_end() > from && cell.row <= to)) cells.push_back(&cell);
  std::ranges::sort(cells, {}, [](const Cell* cell) { return std::pair(cell->row, cell->col); });
  JsonWriter json;
  json.begin_object().key("id").string(table.id).key("caption").string(table.caption).key("unit").string(table.unit);
  json.key("rows").integer(table.rows).key("cols").integer(table.cols).key("status").string(name_of(table.status));
  json.key("pages").begin_array();
  for (const Page& page : document.pages)
    if (std::ranges::find(table.pages, page.number) != table.pages.end())
      json.begin_object().key("number").integer(page.number).key("width").number(page.width).key("height").number(page.height).end_object();
  json.end_array().key("grids").begin_array();
  for (const GridChoice& choice : grid_choices(document, table.id))
    json.begin_object().key("name").string(choice.name).key("chosen").boolean(choice.chosen).end_object();
  json.end_array();
  write_boxheads(table, json);
  write_lines(document, cells, json);
  json.key("first").boolean(&table == &document.tables.front()).key("cells").begin_array();
  const CellDoubts doubts(document);
  for (const Cell* cell : cells) write_cell(doubts, table, *cell, json);
  json.end_array().end_object();
  return json.take();
}

std::string verdicts_json(const Table& table) {
  JsonWriter json;
  json.begin_array();
  for (const Cell& cell : table.cells)
    if (cell.verdict != Verdict::none) json.begin_array().integer(cell.row).integer(cell.col).string(name_of(cell.verdict)).end_array();
  json.end_array();
  return json.take();
}

}  // namespace tabularium

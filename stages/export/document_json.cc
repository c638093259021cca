#include "stages/export/document_json.h"

#include "stages/core/atomic_file.h"
#include "stages/core/compose_text.h"
#include "stages/core/packed_tables.h"
#include "stages/export/record_json.h"

namespace tabularium {
namespace {

using Lines = JsonWriter::Lines;

void write_table(const Table& table, JsonWriter& json) {
  json.begin_object(Lines::one_each);
  write_table_fields(table, json);
  json.key("cells").begin_array(Lines::one_each);
  for (const Cell& cell : table.cells) {
    json.begin_object();
    write_cell_fields(cell, table, json);
    json.end_object();
  }
  json.end_array().end_object();
}

// An array under `name`, an element a line.
template <typename Elements, typename WriteFields>
void write_list(std::string_view name, const Elements& elements, const WriteFields& write_fields, JsonWriter& json) {
  json.key(name).begin_array(Lines::one_each);
  for (const auto& element : elements) {
    json.begin_object();
    write_fields(element, json);
    json.end_object();
  }
  json.end_array();
}

}  // namespace

void write_document_json(const Document& document, const Options& options, JsonWriter& json) {
  json.begin_object(Lines::one_each);
  write_head_fields(document, options, json);
  write_list("pages", document.pages, write_page_fields, json);
  write_list("blocks", document.blocks, write_block_fields, json);
  json.key("text").begin_string();
  compose_text(document, [&json](std::string_view piece) { json.append(piece); });
  json.end_string().key("tables").begin_array(Lines::one_each);
  TableReader tables(document);
  for (std::size_t i = 0; i < tables.size(); ++i) write_table(tables.at(i), json);
  json.end_array();
  write_list("findings", document.findings, write_finding_fields, json);
  json.end_object();
  json.flush();
}

Status write_json(const ExportJob& job) {
  AtomicFile file(job.dir + "/document.json");
  JsonWriter json([&file](std::string_view piece) { file.write(piece); });
  write_document_json(job.document, job.options, json);
  return file.commit();
}

}  // namespace tabularium

#include "stages/export/document_json.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <vector>

#include "stages/core/atomic_file.h"
#include "stages/core/compose_text.h"
#include "stages/core/packed_tables.h"
#include "stages/export/record_json.h"

namespace tabularium {
namespace {

using Lines = JsonWriter::Lines;

// Writes the records of a document, and hands each on to document.jsonl where that is written, too.
class Records {
 public:
  Records(JsonWriter& json, JsonLines* lines) : json_(json), lines_(lines) {}

  // An array under `name`, an element a line.
  template <typename Elements, typename WriteFields>
  void list(std::string_view name, std::string_view kind, const Elements& elements, const WriteFields& write_fields) {
    json_.key(name).begin_array(Lines::one_each);
    for (const auto& element : elements) record(kind, {}, [&](JsonWriter& json) { write_fields(element, json); });
    json_.end_array();
  }

  void table(const Table& table) {
    json_.begin_object(Lines::one_each);
    write_table_fields(table, json_);
    if (lines_ != nullptr) lines_->table(table);
    json_.key("cells").begin_array(Lines::one_each);
    CellFields fields(table);
    for (const Cell& cell : table.cells) record("cell", table.id, [&](JsonWriter& json) { fields.write(cell, json); });
    json_.end_array().end_object();
  }

 private:
  template <typename WriteFields>
  void record(std::string_view kind, std::string_view table, const WriteFields& write_fields) {
    if (lines_ != nullptr) one_.restart();
    JsonWriter& into = lines_ != nullptr ? one_ : json_;
    into.begin_object();
    write_fields(into);
    into.end_object();
    if (lines_ == nullptr) return;
    json_.raw(one_.written());
    lines_->record(kind, one_.written(), table);
  }

  JsonWriter& json_;
  JsonLines* lines_;
  JsonWriter one_;   // a record that goes into both
};

}  // namespace

void write_document_json(const Document& document, const Options& options, JsonWriter& json, JsonLines* lines) {
  Records records(json, lines);
  json.begin_object(Lines::one_each);
  write_head_fields(document, options, json);
  if (lines != nullptr) lines->head(document, options);
  records.list("pages", "page", document.pages, write_page_fields);
  records.list("blocks", "block", document.blocks, write_block_fields);
  json.key("text").begin_string();
  compose_text(document, [&json](std::string_view piece) { json.append(piece); });
  json.end_string().key("tables").begin_array(Lines::one_each);
  TableReader tables(document);
  for (std::size_t i = 0; i < tables.size(); ++i) records.table(tables.at(i));
  json.end_array();
  records.list("findings", "finding", document.findings, write_finding_fields);
  json.end_object();
  json.flush();
}

Status write_json(const ExportJob& job) {
  const std::vector<std::string>& formats = job.options.formats;
  std::optional<JsonLines> lines;
  if (std::find(formats.begin(), formats.end(), "jsonl") != formats.end()) lines.emplace(job.dir + "/document.jsonl");
  AtomicFile file(job.dir + "/document.json");
  JsonWriter json([&file](std::string_view piece) { file.write(piece); });
  write_document_json(job.document, job.options, json, lines ? &*lines : nullptr);
  if (Status status = file.commit(); !status.ok()) return status;
  return lines ? lines->commit() : Status();
}

}  // namespace tabularium

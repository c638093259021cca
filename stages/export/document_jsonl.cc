#include "stages/export/document_jsonl.h"

#include <string_view>

#include "stages/core/atomic_file.h"
#include "stages/core/json_writer.h"
#include "stages/export/record_json.h"

namespace tabularium {
namespace {

// Each record on a line of its own; `record` says what it is.
class RecordFile {
 public:
  explicit RecordFile(std::string path) : file_(std::move(path)), json_([this](std::string_view piece) { file_.write(piece); }) {}

  JsonWriter& begin(std::string_view record) { return json_.begin_object().key("record").string(record); }
  void end() { json_.end_object().end_line(); }
  Status commit() {
    json_.hand_on();
    return file_.commit();
  }

 private:
  AtomicFile file_;
  JsonWriter json_;
};

}  // namespace

Status write_jsonl(const ExportJob& job) {
  RecordFile file(job.dir + "/document.jsonl");
  write_head_fields(job.document, job.options, file.begin("document"));
  file.end();
  for (const Page& page : job.document.pages) {
    write_page_fields(page, file.begin("page"));
    file.end();
  }
  for (const Block& block : job.document.blocks) {
    write_block_fields(block, file.begin("block"));
    file.end();
  }
  for (const Table& table : job.document.tables) {
    write_table_fields(table, file.begin("table"));
    file.end();
    for (const Cell& cell : table.cells) {
      write_cell_fields(cell, table, file.begin("cell").key("table").string(table.id));
      file.end();
    }
  }
  for (const Finding& finding : job.document.findings) {
    write_finding_fields(finding, file.begin("finding"));
    file.end();
  }
  return file.commit();
}

}  // namespace tabularium

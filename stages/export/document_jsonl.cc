#include "stages/export/document_jsonl.h"

#include <utility>

#include "stages/export/record_json.h"

namespace tabularium {

JsonLines::JsonLines(std::string path) : file_(std::move(path)), json_([this](std::string_view piece) { file_.write(piece); }) {}

void JsonLines::head(const Document& document, const Options& options) {
  write_head_fields(document, options, begin("document"));
  end();
}

void JsonLines::record(std::string_view kind, std::string_view object, std::string_view table) {
  begin(kind);
  if (!table.empty()) json_.key("table").string(table);
  json_.raw(object.substr(1, object.size() - 2));
  end();
}

void JsonLines::table(const Table& table) {
  write_table_fields(table, begin("table"));
  end();
}

Status JsonLines::commit() {
  json_.hand_on();
  return file_.commit();
}

}  // namespace tabularium

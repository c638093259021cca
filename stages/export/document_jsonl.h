// document.jsonl: the records of document.json, one a line, for readers that take a document piece by piece. It is written beside it, from
// the same texts.
#pragma once

#include <string>
#include <string_view>

#include "models/document.h"
#include "models/options.h"
#include "models/result.h"
#include "stages/core/atomic_file.h"
#include "stages/core/json_writer.h"

namespace tabularium {

class JsonLines {
 public:
  explicit JsonLines(std::string path);

  void head(const Document& document, const Options& options);
  // `object` is the record as JSON; of a cell `table` names the table that it belongs to.
  void record(std::string_view kind, std::string_view object, std::string_view table = {});
  void table(const Table& table);      // without its cells
  Status commit();                     // once

 private:
  JsonWriter& begin(std::string_view record) { return json_.begin_object().key("record").string(record); }
  void end() { json_.end_object().end_line(); }

  AtomicFile file_;
  JsonWriter json_;
};

}  // namespace tabularium

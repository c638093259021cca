#include "stages/core/atomic_file.h"
#include "stages/export/kept_document.h"
#include "stages/export/record_json.h"
#include "stages/export/run_outputs.h"

namespace tabularium {

Status write_run_findings(const std::string& out_dir, const RunInfo& run) {
  AtomicFile file(out_dir + "/findings.jsonl");
  for (const RunDocument& record : run.documents) {
    if (record.output.empty()) continue;
    const Result<Document> document = kept_document(out_dir + '/' + record.output);
    if (!document.ok()) return document.error();
    for (const Finding& finding : document.value().findings) {
      JsonWriter json;
      json.begin_object().key("document").string(record.output);
      write_finding_fields(finding, json);
      json.end_object();
      std::string line = json.take();
      while (!line.empty() && line.back() == '\n') line.pop_back();
      file.write(line + '\n');
    }
  }
  return file.commit();
}

}  // namespace tabularium

#include "stages/core/atomic_file.h"
#include "stages/core/evidence_codec.h"
#include "stages/export/record_json.h"
#include "stages/export/run_outputs.h"

namespace tabularium {

Status write_run_findings(const std::string& out_dir, const RunInfo& run) {
  constexpr std::size_t evidence_limit = 1U << 30U;
  AtomicFile file(out_dir + "/findings.jsonl");
  for (const RunDocument& record : run.documents) {
    if (record.output.empty()) continue;
    const Result<std::string> bytes = read_file(out_dir + '/' + record.output + "/evidence.zst", evidence_limit);
    if (!bytes.ok()) return bytes.error();
    const Result<Document> document = decode_document(bytes.value());
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

#include "stages/export/sarif.h"

#include <set>
#include <string_view>

#include "stages/core/atomic_file.h"
#include "stages/core/json_writer.h"
#include "stages/core/version.h"
#include "stages/export/html_text.h"

namespace tabularium {
namespace {

std::string_view level_of(Severity severity) {
  switch (severity) {
    case Severity::info: return "note";
    case Severity::warning: return "warning";
    case Severity::error: return "error";
  }
  return "none";
}

void write_location(const Finding& finding, const Document& document, JsonWriter& json) {
  json.key("locations").begin_array().begin_object();
  json.key("physicalLocation").begin_object().key("artifactLocation").begin_object().key("uri").string(address_of(document.source.path)).end_object();
  if (finding.place.span) {
    json.key("region").begin_object().key("startLine").integer(finding.place.span->line).key("byteOffset").integer(finding.place.span->byte_from);
    json.key("byteLength").integer(finding.place.span->byte_to - finding.place.span->byte_from).end_object();
  }
  json.end_object();
  if (!finding.table.empty()) {
    json.key("logicalLocations").begin_array();
    for (const auto& [row, col] : std::set(finding.cells.begin(), finding.cells.end()))   // places in the log are to be unlike
      json.begin_object().key("fullyQualifiedName").string(finding.table + '[' + std::to_string(row) + ',' + std::to_string(col) + ']').end_object();
    if (finding.cells.empty()) json.begin_object().key("fullyQualifiedName").string(finding.table).end_object();
    json.end_array();
  }
  json.end_object().end_array();
}

void write_properties(const Finding& finding, JsonWriter& json) {
  json.key("properties").begin_object();
  if (finding.place.page > 0) json.key("page").integer(finding.place.page);
  if (finding.place.box) {
    const Box& box = *finding.place.box;
    json.key("box").begin_array().number(box.x0).number(box.y0).number(box.x1).number(box.y1).end_array();
  }
  if (!finding.evidence.empty()) json.key("evidence").string(finding.evidence);
  if (!finding.proposal.empty()) json.key("proposal").string(finding.proposal);
  if (finding.probability) json.key("probability").number(*finding.probability, 3);
  json.end_object();
}

}  // namespace

Status write_sarif(const ExportJob& job) {
  const Document& document = job.document;
  AtomicFile file(job.dir + "/findings.sarif");
  JsonWriter json([&file](std::string_view piece) { file.write(piece); });
  json.begin_object(JsonWriter::Lines::one_each).key("$schema").string("https://json.schemastore.org/sarif-2.1.0.json").key("version").string("2.1.0");
  json.key("runs").begin_array().begin_object(JsonWriter::Lines::one_each);
  json.key("tool").begin_object().key("driver").begin_object().key("name").string(tool_name).key("version").string(tool_version()).key("rules").begin_array();
  std::set<std::string> codes;
  for (const Finding& finding : document.findings) codes.insert(finding.code);
  for (const std::string& code : codes) json.begin_object().key("id").string(code).end_object();
  json.end_array().end_object().end_object();
  json.key("results").begin_array(JsonWriter::Lines::one_each);
  for (const Finding& finding : document.findings) {
    json.begin_object().key("ruleId").string(finding.code).key("level").string(level_of(finding.severity));
    json.key("message").begin_object().key("text").string(finding.message).end_object();
    write_location(finding, document, json);
    write_properties(finding, json);
    json.end_object();
  }
  json.end_array().end_object().end_array().end_object();
  json.flush();
  return file.commit();
}

}  // namespace tabularium

#include "stages/export/formats.h"

#include <algorithm>
#include <array>

#include "stages/core/atomic_file.h"
#include "stages/core/evidence_codec.h"
#include "stages/export/csv.h"
#include "stages/export/document_json.h"
#include "stages/export/html_page.h"
#include "stages/export/markdown.h"
#include "stages/export/sarif.h"
#include "stages/export/xlsx_writer.h"

namespace tabularium {
namespace {

Status write_json_file(const Document& document, const Options& options, const std::string& dir) {
  AtomicFile file(dir + "/document.json");
  JsonWriter json([&file](std::string_view piece) { file.write(piece); });
  write_document_json(document, options, json);
  return file.commit();
}

constexpr std::array<Format, 6> all_formats = {{
    {"json", "document.json", "everything: text, tables, verdicts, findings, places", write_json_file},
    {"csv", "tables/*.csv, facts.csv", "each table's grid, and one fact a line", write_csv},
    {"xlsx", "tables.xlsx", "a workbook: contents, a sheet a table, findings", write_xlsx},
    {"html", "index.html", "a page to read and check the result on", write_html},
    {"md", "document.md, document.txt", "the document as Markdown and as plain text", write_markdown},
    {"sarif", "findings.sarif", "findings for pipelines that read analysis logs", write_sarif},
}};

}  // namespace

std::span<const Format> formats() { return all_formats; }

const Format* find_format(std::string_view name) {
  const auto found = std::find_if(all_formats.begin(), all_formats.end(), [&](const Format& f) { return f.name == name; });
  return found == all_formats.end() ? nullptr : &*found;
}

Status write_document(const Document& document, const Options& options, const std::string& dir) {
  if (Status status = write_file(dir + "/evidence.zst", encode_document(document)); !status.ok()) return status;
  if (Status status = write_json_file(document, options, dir); !status.ok()) return status;
  for (const std::string& name : options.formats) {
    if (name == "json") continue;
    const Format* format = find_format(name);
    if (format == nullptr) return Error{ErrorCode::bad_configuration, "no format is named " + name, {}};
    if (Status status = format->write(document, options, dir); !status.ok()) return status;
  }
  return {};
}

}  // namespace tabularium

#include "stages/export/formats.h"

#include <algorithm>
#include <array>

#include "stages/core/atomic_file.h"
#include "stages/core/evidence_codec.h"
#include "stages/export/alto.h"
#include "stages/export/csv.h"
#include "stages/export/document_json.h"
#include "stages/export/hocr.h"
#include "stages/export/html_page.h"
#include "stages/export/markdown.h"
#include "stages/export/sarif.h"
#include "stages/export/parquet.h"
#include "stages/export/run_database.h"
#include "stages/export/searchable_pdf.h"
#include "stages/export/xlsx_writer.h"

namespace tabularium {
namespace {

constexpr std::array<Format, 12> all_formats = {{
    {"json", "document.json", "everything: text, tables, verdicts, findings, places", write_json},
    {"jsonl", "document.jsonl", "the same, a record a line", write_json},
    {"csv", "tables/*.csv, facts.csv, csv-metadata.json; facts.csv, csv-metadata.json",
     "each table's grid, one fact a line, and what the columns mean (CSVW)", write_csv, write_run_facts},
    {"xlsx", "tables.xlsx", "a workbook: contents, a sheet a table, findings", write_xlsx},
    {"html", "index.html; index.html", "a page to read and check the result on", write_html, write_run_index},
    {"md", "document.md, document.txt", "the document as Markdown and as plain text", write_markdown},
    {"sarif", "findings.sarif", "findings for pipelines that read analysis logs", write_sarif},
    {"sqlite", "; tabularium.sqlite", "a database over all documents of the run", nullptr, nullptr, sqlite_taker},
    {"parquet", "facts.parquet; facts.parquet", "one fact a row, typed (needs DuckDB's library)", nullptr, nullptr,
     parquet_taker, parquet_ready},
    {"pdf", "searchable.pdf", "the pages as they are, with the text that was read under them", write_searchable_pdf, nullptr,
     nullptr, searchable_pdf_ready},
    {"hocr", "document.hocr", "words with places and confidences, as OCR programs exchange them", nullptr, nullptr, nullptr, nullptr,
     hocr_writer},
    {"alto", "document.alto.xml", "the same as libraries keep it (ALTO 4)", nullptr, nullptr, nullptr, nullptr, alto_writer},
}};

}  // namespace

std::span<const Format> formats() { return all_formats; }

const Format* find_format(std::string_view name) {
  const auto found = std::find_if(all_formats.begin(), all_formats.end(), [&](const Format& f) { return f.name == name; });
  return found == all_formats.end() ? nullptr : &*found;
}

Status check_formats(const std::vector<std::string>& names, Writes what) {
  for (const std::string& name : names) {
    const Format* format = find_format(name);
    if (format == nullptr) return Error{ErrorCode::bad_configuration, "no format is named " + name, {}};
    if (format->ready == nullptr || (what == Writes::documents && !format->of_a_document())) continue;
    if (Status status = format->ready(); !status.ok())
      return Error{status.error().code, "format " + name + ": " + status.error().message, {}};
  }
  return {};
}

namespace {

Status write_evidence(const ExportJob& job) {
  AtomicFile file(job.dir + "/evidence.zst");
  encode_document(job.document, [&file](std::string_view piece) { file.write(piece); });
  return file.commit();
}

}  // namespace

Status write_pages(const ExportJob& job) {
  std::vector<std::unique_ptr<PageWriter>> writers;
  for (const std::string& name : job.options.formats)
    if (const MakePageWriter make = find_format(name)->make_page_writer) writers.push_back(make(job));
  if (writers.empty()) return {};
  PageText text;
  for (const Page& page : job.document.pages) {
    text.read(job.document, page);
    for (const auto& writer : writers) writer->take(page, text);
  }
  for (const auto& writer : writers)
    if (Status status = writer->finish(); !status.ok()) return status;
  return {};
}

Status write_document(const ExportJob& job) {
  if (Status status = check_formats(job.options.formats, Writes::documents); !status.ok()) return status;
  if (Status status = write_evidence(job); !status.ok()) return status;
  if (Status status = write_json(job); !status.ok()) return status;
  for (const std::string& name : job.options.formats) {
    const Format* format = find_format(name);
    if (format->write == nullptr || format->write == write_json) continue;   // written already
    if (Status status = format->write(job); !status.ok()) return status;
  }
  return write_pages(job);
}

Status write_run(const std::string& out_dir, const RunInfo& run, const std::string& database) {
  RunTakers takers;
  const auto add = [&takers](Result<std::unique_ptr<RunTaker>> made) -> Status {
    if (!made.ok()) return made.error();
    takers.push_back(std::move(made).value());
    return {};
  };
  for (const std::string& name : run.options.formats) {
    const Format* format = find_format(name);
    if (format == nullptr) continue;
    if (format->write_run != nullptr)
      if (Status status = format->write_run(out_dir, run); !status.ok()) return status;
    if (format->make_taker != nullptr)
      if (Status status = add(format->make_taker(out_dir, run)); !status.ok()) return status;
  }
  if (!database.empty())
    if (Status status = add(database_taker(run, database)); !status.ok()) return status;
  return hand_results_to(takers, out_dir, run);
}

}  // namespace tabularium

#include "pipeline/run/convert.h"

#include "pipeline/run/sequence.h"

namespace tabularium {

Outcome outcome_of(const Document& document) {
  Outcome outcome;
  outcome.pages = static_cast<int>(document.pages.size());
  outcome.tables = static_cast<int>(document.tables.size());
  for (const Page& page : document.pages) {
    if (!page.failure) continue;
    if (outcome.failed_pages++ == 0) outcome.reason = "page " + std::to_string(page.number) + ": " + *page.failure;
  }
  for (const Table& table : document.tables)
    for (const Cell& cell : table.cells) {
      outcome.verified += cell.verdict == Verdict::verified;
      outcome.unverified += cell.verdict == Verdict::unverified;
      outcome.contradicted += cell.verdict == Verdict::contradicted;
    }
  for (const Finding& finding : document.findings) outcome.findings += finding.severity != Severity::info;
  return outcome;
}

Outcome convert_document(const Sequence& sequence, const ConvertJob& job, const Options& options) {
  Document document;
  document.source.path = job.path;
  document.source.files = job.files;
  StageContext context{.options = options, .config_dir = job.config_dir, .output_dir = job.output_dir};
  const Status status = run_sequence(sequence, options.from_stage, document, context);
  Outcome outcome = outcome_of(document);
  if (!status.ok()) {
    outcome.error = status.error();
    outcome.reason = status.error().message;
  }
  return outcome;
}

}  // namespace tabularium

#include "pipeline/run/convert.h"

#include <exception>
#include <new>
#include <utility>

#include "pipeline/run/previous.h"
#include "pipeline/run/rerun.h"
#include "pipeline/run/sequence.h"
#include "stages/core/packed_tables.h"
#include "stages/core/profile.h"
#include "stages/core/verdict_counts.h"
#include "stages/export/formats.h"
#include "stages/extract/page_pictures.h"

namespace tabularium {

DocumentOutcome outcome_of(const Document& document) {
  DocumentOutcome outcome;
  outcome.pages = static_cast<int>(document.pages.size());
  outcome.tables = static_cast<int>(TableReader(document).size());
  for (const Page& page : document.pages) {
    if (!page.failure) continue;
    if (outcome.failed_pages++ == 0) outcome.reason = "page " + std::to_string(page.number) + ": " + *page.failure;
  }
  const VerdictCounts counts = count_verdicts(document);
  outcome.verified = counts.verified;
  outcome.unverified = counts.unverified;
  outcome.contradicted = counts.contradicted;
  for (const Finding& finding : document.findings) outcome.findings += finding.severity != Severity::info;
  return outcome;
}

Result<Converter> Converter::make(Options options, std::string config_dir, Writes what) {
  if (Status status = check_formats(options.formats, what); !status.ok()) return status.error();
  std::shared_ptr<Profile> profile;
  if (!options.profile.empty()) {
    Result<Profile> loaded = load_profile(config_dir, options.profile);
    if (!loaded.ok()) return loaded.error();
    profile = std::make_shared<Profile>(std::move(loaded).value());
    if (!options.script_given) options.script = profile->script;
    if (options.languages.empty()) options.languages = profile->languages;
  }
  if (!options.previous.empty())
    if (Status status = check_previous(options.previous); !status.ok()) return status.error();
  return Converter(make_sequence(), std::move(options), std::move(config_dir), std::move(profile));
}

Converter::Converter(Sequence sequence, Options options, std::string config_dir, std::shared_ptr<const Profile> profile)
    : sequence_(std::move(sequence)),
      options_(std::move(options)),
      config_dir_(std::move(config_dir)),
      profile_(std::move(profile)) {}

namespace {

// They lie in the folder of the result that this run takes the place of.
std::string corrections_beside(const std::string& evidence) {
  return evidence.substr(0, evidence.rfind('/') + 1) + std::string(corrections_file);
}

}  // namespace

Status Converter::run(const ConvertJob& job, const Progress& progress, Document& document) const {
  document.source.path = job.path;
  document.source.files = job.files;
  Result<std::vector<Correction>> corrections = read_corrections(corrections_beside(job.evidence));
  if (!corrections.ok()) return corrections.error();
  CorrectionRun corrected(std::move(corrections).value());
  // Corrections come in before validate at the latest.
  const std::string from = options_.from_stage == "export" && !corrected.empty() ? "validate" : first_stage_again(options_.from_stage);
  if (!from.empty()) {
    Result<Document> kept = load_evidence(job.evidence, job.sha256);
    if (!kept.ok()) return kept.error();
    document = std::move(kept).value();
    forget_from(from, document);
  }
  std::vector<Document> previous;
  if (!options_.previous.empty()) {
    Result<std::vector<Document>> reports = previous_reports(options_.previous, job.path);
    if (!reports.ok()) return reports.error();
    previous = std::move(reports).value();
  }
  std::string_view stage;
  StageContext context{.options = options_, .config_dir = config_dir_, .output_dir = job.output_dir, .profile = profile_.get()};
  if (!from.empty()) {  // extract does not run, and the input may have moved since
    document.source.path = job.path;
    document.source.files = job.files;
    context.page_pictures = open_page_pictures(document.source, options_.passwords);
  }
  context.previous = previous;
  context.on_page = [&](int page, int of_pages) {
    if (progress) progress(stage, page, of_pages);
  };
  const auto on_stage = [&](std::string_view name) {
    stage = name;
    if (progress) progress(stage, 0, static_cast<int>(document.pages.size()));
  };
  return run_sequence(sequence_, from, document, context, on_stage, &corrected);
}

DocumentOutcome Converter::convert(const ConvertJob& job, const Progress& progress) const {
  Document document;
  Status status;
  try {
    status = run(job, progress, document);
  } catch (const std::bad_alloc&) {
    status = Error{ErrorCode::too_large, "out of memory", {}};
  } catch (const std::exception& failure) {
    status = Error{ErrorCode::internal, std::string("unexpected: ") + failure.what(), {}};
  }
  DocumentOutcome outcome = outcome_of(document);
  const bool nothing_read = outcome.pages > 0 && outcome.failed_pages == outcome.pages;
  if (status.ok() && nothing_read) status = Error{ErrorCode::bad_input, "no page could be read; " + outcome.reason, {}};
  if (!status.ok()) {
    outcome.error = status.error();
    outcome.reason = status.error().message;
    if (status.error().page) outcome.reason = "page " + std::to_string(*status.error().page) + ": " + outcome.reason;
  }
  return outcome;
}

}  // namespace tabularium

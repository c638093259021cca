#include <functional>
#include <iostream>

#include "pipeline/cli/commands.h"
#include "pipeline/cli/reporter.h"
#include "pipeline/ledger/files.h"
#include "pipeline/ledger/record.h"
#include "pipeline/run/compare.h"
#include "pipeline/run/convert.h"
#include "stages/core/corrections.h"
#include "stages/core/json_writer.h"
#include "stages/core/version.h"

namespace tabularium {
namespace {

std::string file_of(const std::string& output, const std::string& name) { return output + '/' + name + '/' + std::string(corrections_file); }

std::string place_text(const Place& place) {
  if (place.span) return "line " + std::to_string(place.span->line);
  return "page " + std::to_string(place.page);
}

// Whether it holds, by taking a copy of the result through what a run would do.
ExitCode list(const std::string& output, const std::string& name, const std::vector<Correction>& corrections) {
  Result<Document> document = load_result(output + '/' + name);
  if (!document.ok()) {
    std::cerr << "tabularium: " + document.error().message + "\n";
    return ExitCode::some_failed;
  }
  CorrectionRun run(corrections);
  run.to_tables(document.value());
  bool conflict = false;
  for (std::size_t i = 0; i < corrections.size(); ++i) {
    const Correction& correction = corrections[i];
    const bool holds = run.states()[i] == CorrectionState::applied;
    conflict = conflict || !holds;
    std::cout << name << "  " << place_text(correction.place) << "  " << name_of(correction.kind) << "  " << correction.was;
    if (!correction.is.empty()) std::cout << " → " << correction.is;
    std::cout << "  " << correction.who << " " << correction.when << (holds ? "" : "  CONFLICT: something else stands there now") << "\n";
  }
  return conflict ? ExitCode::done_with_findings : ExitCode::done;
}

// Each result that people corrected. The last code that is not `done`; a damaged file of corrections ends it.
ExitCode visit_corrected(const std::string& output, const std::vector<std::string>& names,
                         const std::function<ExitCode(const std::string& name, const std::vector<Correction>& corrections)>& visit) {
  ExitCode code = ExitCode::done;
  for (const std::string& name : names) {
    const Result<std::vector<Correction>> corrections = read_corrections(file_of(output, name));
    if (!corrections.ok()) {
      std::cerr << "tabularium: " + corrections.error().message + "\n";
      return ExitCode::some_failed;
    }
    if (corrections.value().empty()) continue;
    if (const ExitCode told = visit(name, corrections.value()); told != ExitCode::done) code = told;
  }
  return code;
}

ExitCode export_all(const std::string& output, const std::vector<std::string>& names) {
  JsonWriter json;
  json.begin_array(JsonWriter::Lines::one_each);
  const ExitCode code = visit_corrected(output, names, [&json](const std::string& name, const std::vector<Correction>& corrections) {
    json.begin_object().key("document").string(name).key("said").raw(corrections_to_json(corrections)).end_object();
    return ExitCode::done;
  });
  json.end_array();
  if (code == ExitCode::done) std::cout << json.take() << "\n";
  return code;
}

// One document again from its kept evidence, put in the place of the old result.
Status apply(const Converter& converter, const OutputLock& lock, const std::string& output, const std::string& name,
             const std::string& options) {
  const std::string folder = output + '/' + name;
  std::optional<DocumentState> state = read_state(folder);
  if (!state) return Error{ErrorCode::bad_input, folder + ": not a complete result", {}};
  const Result<Document> kept = load_result(folder);
  if (!kept.ok()) return kept.error();
  const Result<std::string> scratch = make_scratch_folder(lock.private_folder(), "part-");
  if (!scratch.ok()) return scratch.error();
  const Source source = located(kept.value().source, *state);
  const ConvertJob job{kept.value().source.path, source.files, scratch.value(), state->sha256, folder + "/evidence.zst"};
  const DocumentOutcome outcome = converter.convert(job, {});
  Status status;
  if (outcome.error) {
    status = *outcome.error;
  } else {
    state->record.verified = outcome.verified;
    state->record.unverified = outcome.unverified;
    state->record.contradicted = outcome.contradicted;
    state->record.findings = outcome.findings;
    state->record.status = outcome.findings > 0 ? DocumentStatus::converted_with_findings : DocumentStatus::converted;
    state->corrections = corrections_key(folder);
    state->reshaped = corrections_reshape(folder);
    state->options = options;
    state->version = tool_version();
    status = keep_corrections(folder, scratch.value());
    if (status.ok()) status = write_state(scratch.value(), *state);
    if (status.ok()) status = put_in_place(scratch.value(), folder);
  }
  remove_tree(scratch.value());
  return status;
}

// What runs the stages again from `from` on, with the options of the run.
Result<Converter> converter_from(const std::string& from, Options options, const Settings& settings, const std::string& config_dir) {
  options.from_stage = from;
  options.passwords = settings.options.passwords;
  return Converter::make(std::move(options), config_dir);
}

ExitCode told(const Error& error, ExitCode code) {
  std::cerr << "tabularium: " + error.message + "\n";
  return code;
}

ExitCode apply_all(const std::string& output, const std::vector<std::string>& names, const Settings& settings, const std::string& config_dir) {
  const Result<Options> options = options_of_run(output);
  if (!options.ok()) return told(options.error(), ExitCode::bad_configuration);
  const Result<Converter> texts = converter_from("validate", options.value(), settings, config_dir);
  if (!texts.ok()) return told(texts.error(), ExitCode::bad_configuration);
  const Result<Converter> shapes = converter_from("tables", options.value(), settings, config_dir);
  if (!shapes.ok()) return told(shapes.error(), ExitCode::bad_configuration);
  const Result<OutputLock> lock = OutputLock::take(output);
  if (!lock.ok()) return told(lock.error(), ExitCode::cannot_write);
  ExitCode code = ExitCode::done;
  const std::string key = options_key(texts.value().options(), config_dir);
  for (const std::string& name : names) {
    const std::string folder = output + '/' + name;
    const std::optional<DocumentState> state = read_state(folder);
    if (state && state->corrections == corrections_key(folder)) continue;  // nothing new was said
    // A shape that was changed, or is no longer, is found anew; texts come in on the tables as they are.
    const bool anew = (state && state->reshaped) || corrections_reshape(folder);
    const Status status = apply((anew ? shapes : texts).value(), lock.value(), output, name, key);
    std::cout << name << (status.ok() ? ": corrections applied" : ": " + status.error().message) << "\n";
    if (!status.ok()) code = ExitCode::some_failed;
  }
  return code;
}

}  // namespace

ExitCode run_corrections(const Settings& settings, const std::string& config_dir) {
  const std::string what = settings.inputs.empty() ? "" : settings.inputs[0];
  if (settings.inputs.size() != 2 || (what != "list" && what != "apply" && what != "export")) {
    std::cerr << "tabularium: corrections: say list, apply or export, and the output folder of a run\n";
    return ExitCode::bad_usage;
  }
  const std::string& output = settings.inputs[1];
  const std::vector<std::string> names = result_folders(output);
  if (what == "export") return export_all(output, names);
  if (what == "apply") return apply_all(output, names, settings, config_dir);
  return visit_corrected(output, names, [&output](const std::string& name, const std::vector<Correction>& corrections) {
    return list(output, name, corrections);
  });
}

}  // namespace tabularium

#include <sys/time.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <iostream>

#include "pipeline/cli/cluster_run.h"
#include "pipeline/cli/commands.h"
#include "pipeline/cli/convert_run.h"
#include "pipeline/cli/interrupt.h"
#include "pipeline/cluster/merge.h"
#include "pipeline/ledger/files.h"
#include "pipeline/ledger/runs.h"
#include "pipeline/run/convert.h"
#include "pipeline/run/overview.h"
#include "stages/core/natural_order.h"
#include "stages/core/utc_time.h"
#include "stages/core/version.h"

namespace tabularium {
namespace {

namespace fs = std::filesystem;

// What cannot work together, said before anything is read. Empty = sound.
std::string usage_trouble(const Settings& settings) {
  if (settings.inputs.empty()) return "convert: no input is named";
  if (settings.output.empty()) return "convert: where to? name a folder with -o DIR";
  if (Status status = check_database(settings.database); !status.ok()) return "convert: " + status.error().message;
  if (settings.output != "-") return "";
  static const std::array<std::string, 4> streamable = {"csv", "json", "md", "html"};
  if (settings.options.formats.size() != 1 || std::ranges::find(streamable, settings.options.formats[0]) == streamable.end())
    return "convert: -o - writes one format: --formats csv, json, md or html";
  if (settings.inputs.size() != 1 || fs::is_directory(settings.inputs[0])) return "convert: -o - writes the result of one file";
  if (!settings.database.empty()) return "convert: --to needs a folder for the results, not -o -";
  if (!settings.options.from_stage.empty()) return "convert: --from needs the folder that keeps the evidence, not -o -";
  return "";
}

ExitCode exit_code_of_run(const std::vector<DocumentRecord>& records, bool completed) {
  return completed ? exit_code_of(records) : ExitCode::interrupted;
}

// The files of one result that carry `format`, in order.
std::vector<std::string> files_of_format(const std::string& folder, const std::string& format) {
  std::vector<std::string> files;
  if (format == "json") return {folder + "/document.json"};
  if (format == "md") return {folder + "/document.md"};
  if (format == "html") return {folder + "/index.html"};
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator(folder + "/tables", ignored))
    if (entry.path().extension() == ".csv") files.push_back(entry.path().string());
  std::ranges::sort(files, natural_less);
  return files;
}

void stream_result(const std::string& folder, const std::string& format) {
  bool first = true;
  for (const std::string& path : files_of_format(folder, format)) {
    if (!std::exchange(first, false)) std::cout << "\r\n";  // an empty record between grids
    std::ifstream file(path, std::ios::binary);
    if (file.peek() != std::ifstream::traits_type::eof()) std::cout << file.rdbuf();
  }
  std::cout << std::flush;
}

// One document in a folder that goes away again; the result to standard output.
ExitCode convert_to_stdout(const Settings& settings, const std::string& config_dir, Reporter& reporter) {
  const Result<std::string> scratch = make_scratch_folder(scratch_base(), "tabularium-");
  if (!scratch.ok()) {
    reporter.trouble(scratch.error().message);
    return ExitCode::cannot_write;
  }
  GatheredInputs gathered = gather_inputs(settings.inputs, false, "");
  const std::string name = gathered.inputs[0].name;
  ConvertRun run(settings, {config_dir, scratch.value(), scratch.value()}, std::move(gathered.inputs), reporter);
  const bool completed = run.run(catch_interrupts());
  const DocumentRecord& record = run.records()[0];
  if (!record.output.empty()) stream_result(scratch.value() + "/" + name, settings.options.formats[0]);
  else if (record.status == DocumentStatus::skipped) reporter.trouble(trouble_line(record.input, record.reason));
  remove_tree(scratch.value());
  if (completed && record.output.empty()) return ExitCode::some_failed;
  return exit_code_of_run(run.records(), completed);
}

std::vector<RunDocument> overview_of(const std::vector<DocumentRecord>& records) {
  std::vector<RunDocument> documents;
  for (const DocumentRecord& record : records) documents.push_back(run_document(record));
  return documents;
}

ExitCode convert_to_folder(const Settings& settings, const std::string& config_dir, Reporter& reporter) {
  const auto begun = std::chrono::steady_clock::now();
  const int interrupt = catch_interrupts();
  const Result<OutputLock> lock = OutputLock::take(settings.output);
  if (!lock.ok()) {
    reporter.trouble(lock.error().message);
    return ExitCode::cannot_write;
  }
  RunRecord record;
  record.version = tool_version();
  record.started = utc_now();
  record.options = settings.options;
  GatheredInputs gathered = gather_inputs(settings.inputs, settings.options.group_folder, settings.output);
  record.hints = gathered.hints;
  if (settings.isolation)
    for (std::string& gap : sandbox_gaps(sandbox_support())) record.hints.push_back(std::move(gap));
  for (const std::string& hint : record.hints) reporter.say(hint);
  ConvertRun run(settings, {config_dir, settings.output, lock.value().private_folder()}, std::move(gathered.inputs), reporter);
  record.interrupted = !run.run(interrupt);
  record.documents = run.records();
  record.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
  const Result<std::string> kept = keep_run(settings.output, record);
  Status status = kept.ok() ? Status() : kept.error();
  if (status.ok())
    status = write_overview(settings.output,
                            {record.version, record.started, record.seconds, record.options, overview_of(record.documents)},
                            settings.database);
  if (!status.ok()) {
    reporter.trouble(status.error().message);
    return ExitCode::cannot_write;
  }
  if (!settings.quiet) std::cout << closing_table(record, settings.output) << std::flush;
  return exit_code_of_run(record.documents, !record.interrupted);
}

}  // namespace

ExitCode exit_code_of(const std::vector<DocumentRecord>& records) {
  const auto failed = [](const DocumentRecord& r) { return r.status == DocumentStatus::failed; };
  const auto doubtful = [](const DocumentRecord& r) {
    return r.findings > 0 || r.contradicted > 0 || r.status == DocumentStatus::converted_with_findings;
  };
  if (std::ranges::any_of(records, failed)) return ExitCode::some_failed;
  return std::ranges::any_of(records, doubtful) ? ExitCode::done_with_findings : ExitCode::done;
}

Status load_passwords(Settings& settings) {
  if (settings.password_file.empty()) return {};
  std::ifstream file;
  if (settings.password_file != "-") {
    file.open(settings.password_file);
    if (!file) return Error{ErrorCode::bad_configuration, settings.password_file + ": cannot be read", {}};
  }
  std::istream& lines = settings.password_file == "-" ? std::cin : file;
  for (std::string line; std::getline(lines, line);) {
    if (line.ends_with('\r')) line.pop_back();
    if (!line.empty()) settings.options.passwords.push_back(line);
  }
  return {};
}

Status complete_options(Settings& settings, const std::string& config_dir) {
  if (Status status = load_passwords(settings); !status.ok()) return status;
  const Result<Converter> converter = Converter::make(settings.options, config_dir);
  if (!converter.ok()) return converter.error();
  settings.options = converter.value().options();
  return {};
}

std::optional<ExitCode> refused_settings(const std::string& trouble, Settings& settings, const std::string& config_dir, Reporter& reporter) {
  if (!trouble.empty()) {
    reporter.trouble(trouble);
    return ExitCode::bad_usage;
  }
  if (Status status = complete_options(settings, config_dir); !status.ok()) {
    reporter.trouble(status.error().message);
    return ExitCode::bad_configuration;
  }
  return std::nullopt;
}

ExitCode run_convert(Settings settings, const std::string& config_dir) {
  if (!settings.shard.empty()) return run_shard(settings, config_dir);
  Reporter reporter(settings.quiet || settings.output == "-", settings.log_json);
  if (const auto refused = refused_settings(usage_trouble(settings), settings, config_dir, reporter)) return *refused;
  if (settings.output == "-") return convert_to_stdout(settings, config_dir, reporter);
  return convert_to_folder(settings, config_dir, reporter);
}

}  // namespace tabularium

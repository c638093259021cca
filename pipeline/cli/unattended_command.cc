// nightly and watch: what an unattended run needs of this program, put together.
#include <algorithm>
#include <ctime>
#include <filesystem>
#include <iostream>

#include "pipeline/cli/commands.h"
#include "pipeline/cli/convert_run.h"
#include "pipeline/cli/interrupt.h"
#include "pipeline/cluster/merge.h"
#include "pipeline/ledger/files.h"
#include "pipeline/ledger/ledger.h"
#include "pipeline/watch/night.h"
#include "pipeline/watch/on_finish.h"
#include "pipeline/watch/report.h"
#include "pipeline/watch/time_of_day.h"
#include "pipeline/watch/wake.h"
#include "stages/core/atomic_file.h"
#include "stages/core/sha256.h"
#include "stages/core/utc_time.h"
#include "stages/core/version.h"

namespace tabularium {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t nights_compared = 7;
constexpr double seconds_between_metrics = 5;

std::string usage_trouble(const Settings& settings) {
  const std::string name = settings.command == Command::watch ? "watch: " : "nightly: ";
  if (settings.inputs.size() != 1 || !fs::is_directory(settings.inputs[0])) return name + "name one folder that files come into";
  if (settings.output.empty() || settings.output == "-") return name + "where to? name a folder with -o DIR";
  if (settings.options.group_folder) return name + "--group folder is for convert: when a folder is complete, nobody can tell";
  if (!settings.options.from_stage.empty()) return name + "--from is for convert";
  if (Status status = check_database(settings.database); !status.ok()) return name + status.error().message;
  return "";
}

class Unattended {
 public:
  Unattended(Settings settings, std::string config_dir, Reporter& reporter, const OutputLock& lock)
      : settings_(std::move(settings)), config_dir_(std::move(config_dir)), reporter_(reporter), private_folder_(lock.private_folder()),
        ledger_(*disk_, settings_.output, settings_.ledger_index == "none" ? "" : settings_.ledger_index.empty() ? index_path_of(settings_.output) : settings_.ledger_index),
        wake_(settings_.inputs[0]), next_report_(next_at(settings_.report_at, clock_->wall())) {}

  ExitCode run(int interrupt) {
    interrupt_ = interrupt;
    if (Status status = ledger_.load(); !status.ok()) {
      reporter_.trouble(status.error().message);
      return ExitCode::cannot_write;
    }
    if (!ledger_.index_trouble().empty()) reporter_.say("no index: " + ledger_.index_trouble() + "; the state files are read instead");
    for (const std::string& gap : settings_.isolation ? sandbox_gaps(sandbox_support()) : std::vector<std::string>{}) reporter_.say(gap);
    Night night(*disk_, *clock_, ledger_, night_options(), hands());
    night_ = &night;
    const NightEnd end = night.run();
    const Status status = finish(night.record(), end);
    if (!status.ok()) reporter_.trouble(status.error().message);
    if (!status.ok() || end == NightEnd::paused_too_long) return ExitCode::cannot_write;
    if (watches() && end == NightEnd::interrupted) return ExitCode::done;  // how a service is ended
    return end == NightEnd::interrupted ? ExitCode::interrupted : exit_code_of(last_documents_);
  }

 private:
  bool watches() const { return settings_.command == Command::watch; }

  NightOptions night_options() const {
    NightOptions options;
    options.intake = {.folder = settings_.inputs[0], .leave_out = settings_.output, .settle_seconds = static_cast<double>(settings_.settle_seconds),
                      .only_when_marked = settings_.only_when_marked};
    options.plan.options_key = options_key(settings_.options, config_dir_);
    options.plan.version = tool_version();
    options.plan.outdated = settings_.outdated;
    options.plan.newest_first = settings_.newest_first;
    options.output = settings_.output;
    options.keeps_watching = watches();
    if (!watches() && settings_.until >= 0) options.until = next_at(settings_.until, clock_->wall());
    options.least_free = static_cast<std::int64_t>(settings_.least_free_mb) << 20;
    options.poll_seconds = settings_.poll_seconds > 0 ? settings_.poll_seconds : wake_.works() ? 30 : 5;
    return options;
  }

  NightHands hands() {
    return {.convert = [this](const std::vector<PlannedFile>& files, const std::function<std::string()>& hold) { return convert(files, hold); },
            .wait = [this](double seconds) { return wake_.wait(interrupt_, seconds); },
            .say = [this](const std::string& line) { reporter_.trouble(line); },
            .told = [this](const NightRecord& record) { tell(record); },
            .digest =
                [](const std::string& path) {
                  const Result<std::string> digest = sha256_of_files({path});
                  return digest.ok() ? digest.value() : std::string();
                }};
  }

  BatchEnd convert(const std::vector<PlannedFile>& files, const std::function<std::string()>& hold) {
    std::vector<Input> inputs;
    for (const PlannedFile& planned : files) inputs.push_back({planned.file.path, {planned.file.path}, planned.name, {}});
    ConvertRun run(settings_, {.config_dir = config_dir_, .output = settings_.output, .private_folder = private_folder_, .keep_superseded = true},
                   std::move(inputs), reporter_, {.starting = {}, .settled = {}, .hold = hold});
    const bool completed = run.run(interrupt_);
    return {run.records(), !completed};
  }

  void tell(const NightRecord& record) {
    if (watches() && clock_->wall() >= next_report_ && night_ != nullptr) {
      next_report_ = next_at(settings_.report_at, clock_->wall());
      if (Status status = finish(record, NightEnd::deadline); !status.ok()) reporter_.trouble(status.error().message);
      night_->begin_record();
      return;
    }
    if (clock_->steady() - last_told_ < seconds_between_metrics) return;
    last_told_ = clock_->steady();
    write_metrics(record);
  }

  void write_metrics(const NightRecord& record) {
    const RunTotals totals = totals_of(run_record(record));
    const std::string file = settings_.metrics.empty() ? settings_.output + "/metrics.prom" : settings_.metrics;
    (void)write_file(file, metrics_text(record, ledger_, totals, record.paused, clock_->wall())).ok();
    if (LedgerIndex* index = ledger_.index(); index != nullptr) {
      (void)index->tell("waiting", std::to_string(record.left_over)).ok();
      (void)index->tell("settling", std::to_string(record.settling)).ok();
      (void)index->tell("converted since " + utc_text(record.started), std::to_string(totals.documents)).ok();
    }
  }

  // Every input of a single pass; of a watch what was handled since the last report.
  RunRecord run_record(const NightRecord& night) const {
    RunRecord run;
    run.command = watches() ? "watch" : "nightly";
    run.version = tool_version();
    run.started = utc_text(night.started);
    run.seconds = night.seconds;
    run.options = settings_.options;
    for (const LeftAlone& left : night.left_alone) run.hints.push_back(left.path + ": " + left.reason);
    for (const std::string& pause : night.pauses) run.hints.push_back("paused: " + pause);
    for (const auto& [input, record] : night.handled) run.documents.push_back(record);
    for (const std::string& input : night.present)
      if (!night.handled.contains(input)) run.documents.push_back(record_of_known(input));
    return run;
  }

  DocumentRecord record_of_known(const std::string& input) const {
    DocumentRecord record;
    record.input = input;
    record.status = DocumentStatus::skipped;
    record.reason = "not reached";
    const LedgerEntry* entry = ledger_.of_input(input);
    if (entry == nullptr) return record;
    const std::string why = entry->state.record.reason;
    record = entry->state.record;
    record.input = input;
    record.status = DocumentStatus::skipped;
    record.seconds = 0;
    record.output = entry->result ? entry->name : "";
    record.reason = "unchanged since it was converted";
    if (entry->state.state == LedgerState::failed) record.reason = "waits for its next try after " + utc_text(entry->state.next_try) + ": " + why;
    if (entry->state.state == LedgerState::quarantined) record.reason = "in quarantine: " + why;
    if (!entry->state.same_as.empty()) record.reason = why;
    return record;
  }

  // All results that the output folder holds, whichever run made them.
  std::vector<RunDocument> all_results() const {
    std::vector<RunDocument> documents;
    for (const auto& [name, entry] : ledger_.entries()) {
      if (!entry.result) continue;
      DocumentRecord record = entry.result->record;
      record.output = name;
      documents.push_back(run_document(record));
    }
    return documents;
  }

  std::vector<RunTotals> earlier_nights() const {
    std::vector<RunTotals> nights;
    std::vector<std::string> paths = kept_runs(settings_.output);
    std::ranges::reverse(paths);
    for (const std::string& path : paths) {
      if (nights.size() == nights_compared) break;
      const Result<std::string> json = read_file(path, 256U << 20U);
      if (!json.ok()) continue;
      Result<RunTotals> totals = totals_from_run_json(json.value(), path);
      if (totals.ok() && totals.value().command != "convert") nights.push_back(std::move(totals).value());
    }
    return nights;
  }

  Status finish(const NightRecord& night, NightEnd end) {
    RunRecord run = run_record(night);
    run.interrupted = end == NightEnd::interrupted;
    const std::vector<RunTotals> earlier = earlier_nights();
    const Result<std::string> kept = keep_run(settings_.output, run);
    if (!kept.ok()) return kept.error();
    const std::string ended = watches() && end == NightEnd::deadline ? "it goes on" : words_of(end);
    const MorningReport report = make_report(night, run, ledger_, ended, earlier);
    Status status = write_report(report, kept.value());
    const auto is_new = [](const DocumentRecord& r) { return r.status == DocumentStatus::converted || r.status == DocumentStatus::converted_with_findings; };
    if (status.ok() && std::ranges::any_of(run.documents, is_new))
      status = write_overview(settings_.output, {run.version, run.started, run.seconds, run.options, all_results()}, settings_.database);
    write_metrics(night);
    last_documents_ = std::move(run.documents);
    if (!settings_.quiet) std::cout << report_text(report) << std::flush;
    if (status.ok() && !settings_.on_finish.empty()) {
      const ReportPaths paths{kept.value() + ".html", kept.value() + ".txt", kept.value() + ".json"};
      if (Status told = run_on_finish(settings_.on_finish, report_json(report, paths), paths.html); !told.ok()) reporter_.trouble(told.error().message);
    }
    return status;
  }

  Status write_report(const MorningReport& report, const std::string& kept) const {
    Status status = write_file(kept + ".html", report_html(report, "../"));
    if (status.ok()) status = write_file(kept + ".txt", report_text(report));
    if (status.ok()) status = write_file(settings_.output + "/morning.html", report_html(report, ""));
    if (status.ok()) status = write_file(settings_.output + "/morning.txt", report_text(report));
    return status;
  }

  Settings settings_;
  std::string config_dir_;
  Reporter& reporter_;
  std::string private_folder_;
  std::unique_ptr<Disk> disk_ = make_disk();
  std::unique_ptr<Clock> clock_ = make_clock();
  Ledger ledger_;
  FolderWake wake_;
  Night* night_ = nullptr;
  int interrupt_ = -1;
  std::int64_t next_report_ = 0;
  double last_told_ = -1e9;
  std::vector<DocumentRecord> last_documents_;
};

}  // namespace

ExitCode run_unattended(Settings settings, const std::string& config_dir) {
  Reporter reporter(settings.quiet, settings.log_json);
  if (const auto refused = refused_settings(usage_trouble(settings), settings, config_dir, reporter)) return *refused;
  std::error_code failed;
  fs::create_directories(settings.output, failed);
  for (std::string* path : {&settings.inputs[0], &settings.output}) *path = fs::weakly_canonical(*path, failed).string();
  const int interrupt = catch_interrupts();
  const Result<OutputLock> lock = OutputLock::take(settings.output);
  if (!lock.ok()) {
    reporter.trouble(lock.error().message);
    return ExitCode::cannot_write;
  }
  return Unattended(std::move(settings), config_dir, reporter, lock.value()).run(interrupt);
}

}  // namespace tabularium

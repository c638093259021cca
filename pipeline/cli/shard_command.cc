// convert --shard: what a node of a cluster runs. Nothing on the shared file system is locked, and no database lies there.
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <iostream>
#include <utility>

#include "pipeline/cli/cluster_run.h"
#include "pipeline/cli/commands.h"
#include "pipeline/cli/convert_run.h"
#include "pipeline/cli/interrupt.h"
#include "pipeline/cli/places.h"
#include "pipeline/cluster/merge.h"
#include "pipeline/cluster/shard.h"
#include "pipeline/ledger/files.h"
#include "pipeline/run/convert.h"
#include "pipeline/run/overview.h"
#include "stages/core/utc_time.h"
#include "stages/core/version.h"

namespace tabularium {
namespace {

namespace fs = std::filesystem;

// A shared file system hiccups: a failure to read or write is the document's fault only when it comes again and again.
constexpr std::size_t attempts_until_believed = 3;

AttemptOwner owner_here() {
  std::array<char, 256> host{};
  (void)::gethostname(host.data(), host.size() - 1);
  const char* job = std::getenv("SLURM_JOB_ID");
  return {host.data(), job == nullptr ? "" : job, std::time(nullptr)};
}

// A shard in work: the log is written before and after each document.
class ShardRun {
 public:
  ShardRun(const Settings& settings, const std::string& config_dir, std::string run, Shard shard, Reporter& reporter)
      : settings_(settings),
        config_dir_(config_dir),
        run_(std::move(run)),
        shard_(std::move(shard)),
        reporter_(reporter),
        results_(shard_folder(run_, shard_.index)),
        staging_(results_ + "/.tabularium") {}

  ExitCode convert() {
    const ShardHistory history = read_history(state_folder(run_, shard_.index));
    attempt_ = history.attempts.size() + 1;
    ShardWork work = work_of(shard_, history, [this](const DocumentRecord& r) { return fs::exists(results_ + "/" + r.output + "/document.json"); });
    records_ = std::move(work.settled);
    started_ = history.attempts.empty() ? std::time(nullptr) : history.attempts.front().owner.started;
    const int interrupt = catch_interrupts();
    Result<AttemptLog> log = AttemptLog::open(state_folder(run_, shard_.index), owner_here());
    std::error_code failed;
    fs::create_directories(staging_, failed);
    const Result<std::string> scratch = make_scratch_folder(scratch_base(), "tabularium-");
    if (!log.ok() || failed || !scratch.ok())
      return complain(!log.ok() ? log.error().message : failed ? staging_ + ": " + failed.message() : scratch.error().message);
    log_ = &log.value();
    scratch_ = scratch.value();
    bool completed = convert_documents(work.at_ease, settings_.jobs, interrupt);
    for (const std::size_t position : work.with_care)
      completed = completed && trouble_.ok() && convert_documents({position}, 1, interrupt);
    remove_tree(scratch_);
    if (!trouble_.ok()) return (void)log_->stopped(), complain(trouble_.error().message);
    if (!completed) return (void)log_->stopped(), ExitCode::interrupted;
    if (Status status = close(); !status.ok()) return (void)log_->stopped(), complain(status.error().message);
    return exit_code_of(records());
  }

 private:
  ExitCode complain(const std::string& message) const {
    reporter_.trouble("shard " + std::to_string(shard_.index) + ": " + message);
    return ExitCode::cannot_write;
  }

  // False when a signal ended it.
  bool convert_documents(const std::vector<std::size_t>& positions, int workers, int interrupt) {
    if (positions.empty()) return true;
    std::vector<Input> inputs;
    Settings settings = settings_;
    settings.jobs = workers;
    settings.inputs.clear();
    for (const std::size_t position : positions) {
      const ManifestEntry& entry = shard_.entries[position];
      inputs.push_back({entry.input, entry.files, entry.name, std::nullopt});
      settings.inputs.push_back(entry.input);
    }
    const RunHooks hooks{.starting = [&](std::size_t index, const std::string& sha256) { return starting(positions[index], sha256); },
                         .settled = [&](std::size_t index, const DocumentRecord& record, const Error* error) { settled(positions[index], record, error); }};
    ConvertRun run(settings, {config_dir_, results_, scratch_, staging_}, std::move(inputs), reporter_, hooks);
    return run.run(interrupt);
  }

  Status starting(std::size_t position, const std::string& sha256) {
    if (!trouble_.ok()) return trouble_;
    const std::string& planned = shard_.entries[position].sha256;
    if (!planned.empty() && planned != sha256) return Error{ErrorCode::bad_input, "its content changed since the plan was made", {}};
    trouble_ = log_->begin(position);
    return trouble_;
  }

  void settled(std::size_t position, const DocumentRecord& record, const Error* error) {
    if (!trouble_.ok()) return;
    if (error != nullptr && error->code == ErrorCode::io && attempt_ < attempts_until_believed) {
      trouble_ = Error{ErrorCode::io, record.input + ": " + error->message, {}};
      return;
    }
    DocumentRecord kept = record;
    if (record.status == DocumentStatus::skipped && !record.output.empty())  // an attempt that was killed had it in place already
      if (const auto state = read_state(results_ + "/" + record.output)) kept = state->record;
    kept.output = record.output;
    trouble_ = log_->end(position, kept);
    if (trouble_.ok()) records_[position] = std::move(kept);
  }

  std::vector<DocumentRecord> records() const {
    std::vector<DocumentRecord> all;
    for (const auto& [position, record] : records_) all.push_back(record);
    return all;
  }

  // The shard's folder becomes an ordinary output folder; then the closing record makes it done.
  Status close() {
    const double wall = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun_).count();
    RunRecord record{std::string(tool_version()), utc_text(started_), wall, settings_.options, false, {}, records()};
    std::erase(record.options.formats, "sqlite");  // its locks are not to be trusted here; `cluster merge` makes the database
    remove_tree(staging_);
    Status status = write_file(results_ + "/run.json", run_to_json(record));
    RunInfo info{record.version, record.started, record.seconds, record.options, {}};
    for (const DocumentRecord& document : record.documents) info.documents.push_back(run_document(document));
    if (status.ok()) status = write_overview(results_, info, "");
    if (status.ok()) status = write_run_findings(results_, info);
    if (status.ok()) status = close_shard(run_, shard_, records_, {.started = started_, .wall = wall});
    return status.ok() ? log_->finished() : status;
  }

  const Settings& settings_;
  const std::string& config_dir_;
  std::string run_;
  Shard shard_;
  Reporter& reporter_;
  std::string results_;
  std::string staging_;
  std::string scratch_;
  AttemptLog* log_ = nullptr;
  std::size_t attempt_ = 1;
  std::int64_t started_ = 0;
  std::chrono::steady_clock::time_point begun_ = std::chrono::steady_clock::now();
  std::map<std::size_t, DocumentRecord> records_;
  Status trouble_;  // of the place, not of a document: the shard stays open
};

// The plan's own words say how to convert; this call says which part, and how loudly.
Result<Settings> settings_of_plan(const Plan& plan, const Settings& asked, const std::string& config_dir) {
  if (plan.version != tool_version())
    return Error{ErrorCode::bad_configuration, "the plan was made by version " + plan.version + ", this is " + std::string(tool_version()), {}};
  Result<Settings> settings = settings_of_words(plan.command, config_dir);
  if (!settings.ok()) return settings;
  settings.value().quiet = asked.quiet;
  settings.value().log_json = asked.log_json;
  settings.value().jobs = plan.workers;
  settings.value().output.clear();
  if (Status status = load_passwords(settings.value()); !status.ok()) return status.error();
  const Result<Converter> converter = Converter::make(settings.value().options, config_dir);
  if (!converter.ok()) return converter.error();
  settings.value().options = converter.value().options();
  if (options_key(settings.value().options, config_dir) != plan.options)
    return Error{ErrorCode::bad_configuration, "configuration, profile or weights are not those of the plan", {}};
  return settings;
}

}  // namespace

std::string scratch_base() {
  const char* base = std::getenv("TMPDIR");
  return base != nullptr ? base : "/tmp";
}

Result<PlannedRun> open_run(const std::string& folder, const Settings& asked, const std::string& config_dir) {
  std::error_code failed;
  const std::string run = fs::absolute(folder, failed).lexically_normal().string();
  Result<Plan> plan = read_plan(run);
  if (!plan.ok()) return plan.error();
  fs::current_path(plan.value().directory, failed);
  if (failed) return Error{ErrorCode::bad_configuration, plan.value().directory + ": " + failed.message() + "; paths of the plan start there", {}};
  Result<Settings> settings = settings_of_plan(plan.value(), asked, config_dir);
  if (!settings.ok()) return settings.error();
  return PlannedRun{run, std::move(plan).value(), std::move(settings).value()};
}

ExitCode run_shard(const Settings& asked, const std::string& config_dir) {
  Reporter reporter(asked.quiet, asked.log_json);
  if (asked.index < 0 || !asked.inputs.empty() || !asked.output.empty()) {
    reporter.trouble("convert --shard RUN/manifest --index N: these two and nothing else; inputs and options are those of the plan");
    return ExitCode::bad_usage;
  }
  const Result<PlannedRun> run = open_run(fs::path(asked.shard).parent_path().string(), asked, config_dir);
  if (!run.ok()) {
    reporter.trouble(run.error().message);
    return ExitCode::bad_configuration;
  }
  Result<Shard> shard = open_shard(run.value().folder, asked.index);
  if (!shard.ok()) {
    reporter.trouble(shard.error().message);
    return ExitCode::bad_usage;
  }
  if (read_summary(run.value().folder, asked.index)) {
    reporter.say("shard " + std::to_string(asked.index) + " is done already");
    return ExitCode::done;
  }
  return ShardRun(run.value().settings, config_dir, run.value().folder, std::move(shard).value(), reporter).convert();
}

}  // namespace tabularium

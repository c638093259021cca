#include "pipeline/cli/convert_run.h"

#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <thread>
#include <utility>

#include "pipeline/ledger/files.h"
#include "pipeline/ledger/ledger.h"
#include "pipeline/ledger/retry.h"
#include "pipeline/ledger/supersede.h"
#include "stages/core/model_folders.h"
#include "stages/core/sha256.h"
#include "stages/core/utc_time.h"
#include "stages/core/version.h"

namespace tabularium {
namespace {

int worker_count(int asked) {
  return asked > 0 ? asked : std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
}

// The reason without the file's name, which stands beside it in every record.
std::string bare_reason(const std::string& input, const std::string& reason) {
  return reason.starts_with(input + ": ") ? reason.substr(input.size() + 2) : reason;
}

}  // namespace

ConvertRun::ConvertRun(const Settings& settings, RunPlaces places, std::vector<Input> inputs, Reporter& reporter, RunHooks hooks)
    : settings_(settings),
      places_(std::move(places)),
      inputs_(std::move(inputs)),
      reporter_(reporter),
      hooks_(std::move(hooks)),
      options_key_(options_key(settings.options, places_.config_dir)),
      seen_(inputs_.size()),
      records_(inputs_.size()),
      settled_(inputs_.size(), false) {
  for (std::size_t i = 0; i < inputs_.size(); ++i) {
    records_[i].input = inputs_[i].path;
    records_[i].status = DocumentStatus::skipped;
    records_[i].reason = "interrupted before it was done";
  }
}

bool ConvertRun::run(int interrupt) {
  std::vector<ConvertJob> jobs;
  for (const Input& input : inputs_) jobs.push_back({.path = input.path, .files = input.files, .output_dir = "", .sha256 = "", .evidence = ""});
  const PoolOptions pool{.jobs = worker_count(settings_.jobs),
                         .page_seconds = settings_.page_seconds,
                         .document_seconds = settings_.document_seconds,
                         .memory_mb = settings_.memory_mb,
                         .interrupt = interrupt,
                         .setup = {settings_.options, places_.config_dir, sandbox()},
                         .child = {.memory_mb = settings_.memory_mb, .instead = {}}};
  const PoolEvents events{
      .start = [this](std::size_t index, ConvertJob& job) { return start(index, job); },
      .progress =
          [this](std::size_t index, const ProgressMessage& at) {
            const std::string page = at.page > 0 ? ", page " + std::to_string(at.page) + "/" + std::to_string(at.of_pages) : "";
            reporter_.progress(settled_count_, inputs_.size(), inputs_[index].name + ": " + at.stage + page);
          },
      .done = [this](std::size_t index, const ConvertJob& job, const DocumentOutcome& outcome, double seconds) { done(index, job, outcome, seconds); }};
  const bool completed = run_pool(std::move(jobs), pool, events);
  for (const std::string& unfinished : scratch_) remove_tree(unfinished);
  return completed;
}

// The inputs, the configuration and earlier results may be read; unfinished results written.
std::optional<SandboxPlan> ConvertRun::sandbox() const {
  if (!settings_.isolation) return std::nullopt;
  SandboxPlan plan;
  plan.readable = settings_.inputs;
  plan.readable.insert(plan.readable.end(), {places_.config_dir, places_.output});
  if (!settings_.options.profile.empty()) plan.readable.push_back(settings_.options.profile);
  if (!settings_.options.previous.empty()) plan.readable.push_back(settings_.options.previous);
  if (const char* models = std::getenv("TESSDATA_PREFIX"); models != nullptr) plan.readable.emplace_back(models);
  const std::vector<std::string> models = model_folders();
  plan.readable.insert(plan.readable.end(), models.begin(), models.end());
  for (const std::string& folder : model_folders()) plan.readable.push_back(folder);
  if (const char* duckdb = std::getenv("TABULARIUM_DUCKDB"); duckdb != nullptr) plan.readable.emplace_back(duckdb);
  plan.writable = {places_.private_folder};
  return plan;
}

bool ConvertRun::start(std::size_t index, ConvertJob& job) {
  const Input& input = inputs_[index];
  if (const std::string why = hooks_.hold ? hooks_.hold() : ""; !why.empty()) return put_off(index, why), false;
  reporter_.progress(settled_count_, inputs_.size(), input.name);
  if (input.error) return settle_failed(index, *input.error), false;
  look_at(index);
  const Result<std::string> sha256 = sha256_of_files(input.files);
  if (!sha256.ok()) return settle_failed(index, sha256.error()), false;
  seen_[index].sha256 = sha256.value();
  if (settle_unchanged(index, sha256.value())) return false;
  if (hooks_.starting)
    if (Status status = hooks_.starting(index, sha256.value()); !status.ok()) return settle_failed(index, status.error()), false;
  const Result<std::string> scratch = make_scratch_folder(places_.private_folder, "part-");
  if (!scratch.ok()) return settle_failed(index, scratch.error()), false;
  job.sha256 = sha256.value();
  job.output_dir = scratch.value();
  scratch_.insert(job.output_dir);
  job.evidence = result_folder(index) + "/evidence.zst";
  reporter_.event("start", {{"input", input.path}});
  return true;
}

// Before it is read: what changes while it is read is told by the next look.
void ConvertRun::look_at(std::size_t index) {
  DocumentState& seen = seen_[index];
  seen.options = options_key_;
  seen.version = tool_version();
  seen.directory = std::filesystem::current_path().string();
  if (inputs_[index].files.size() != 1) return;
  const Result<DiskEntry> entry = disk_->look(inputs_[index].files[0]);
  if (!entry.ok()) return;
  seen.input_size = entry.value().size;
  seen.input_time = entry.value().time;
}

bool ConvertRun::settle_unchanged(std::size_t index, const std::string& sha256) {
  if (settings_.force || !settings_.options.from_stage.empty()) return false;
  const std::optional<DocumentState> state = read_state(result_folder(index));
  if (!state || state->sha256 != sha256 || state->options != options_key_) return false;
  if (state->corrections != corrections_key(result_folder(index))) return false;
  const bool same_version = state->version == tool_version();
  if ((settings_.outdated && !same_version) || !is_complete(result_folder(index), *state)) return false;
  DocumentRecord& record = records_[index];
  record = state->record;
  record.input = inputs_[index].path;
  record.status = DocumentStatus::skipped;
  record.output = inputs_[index].name;
  record.reason = "unchanged since the last run";
  if (!same_version) record.reason += "; made by version " + state->version + ", --outdated redoes it";
  record.seconds = 0;
  settle(index);
  return true;
}

void ConvertRun::done(std::size_t index, const ConvertJob& job, const DocumentOutcome& outcome, double seconds) {
  DocumentRecord& record = records_[index];
  record.pages = outcome.pages;
  record.seconds = seconds;
  if (outcome.error) {
    settle_failed(index, Error{outcome.error->code, outcome.reason, {}});
  } else {
    record.tables = outcome.tables;
    record.verified = outcome.verified;
    record.unverified = outcome.unverified;
    record.contradicted = outcome.contradicted;
    record.findings = outcome.findings;
    record.reason = bare_reason(record.input, outcome.reason);
    record.output = inputs_[index].name;
    record.status = outcome.findings > 0 || outcome.failed_pages > 0 ? DocumentStatus::converted_with_findings : DocumentStatus::converted;
    if (Status status = publish(index, job); !status.ok()) settle_failed(index, status.error());
    else settle(index);
  }
  remove_tree(job.output_dir);
  scratch_.erase(job.output_dir);
}

// The state goes in last and moves along: a folder under a final name is whole and says of what it is the result.
Status ConvertRun::publish(std::size_t index, const ConvertJob& job) {
  DocumentState state = seen_[index];
  state.record = records_[index];
  state.corrections = corrections_key(result_folder(index));
  state.reshaped = corrections_reshape(result_folder(index));
  state.state = state.record.status == DocumentStatus::converted ? LedgerState::done : LedgerState::done_with_findings;
  state.since = utc_now();
  const std::string folder = result_folder(index);
  const bool is_link = std::filesystem::is_symlink(folder);  // to the result of another input that had this one's content
  if (Status status = is_link ? Status() : keep_corrections(folder, job.output_dir); !status.ok()) return status;
  if (Status status = write_state(job.output_dir, std::move(state)); !status.ok()) return status;
  const std::optional<DocumentState> old = places_.keep_superseded && !is_link ? read_state(folder) : std::nullopt;
  const bool supersedes = old && old->sha256 != job.sha256;
  Status placed = supersedes ? supersede(places_.output, job.output_dir, inputs_[index].name) : place(job.output_dir, folder);
  if (!placed.ok()) return placed;
  remove_waiting(places_.output, inputs_[index].name);
  return {};
}

// Over a folder on the output's own file system where the work was done on another.
Status ConvertRun::place(const std::string& finished, const std::string& folder) const {
  if (places_.staging.empty()) return put_in_place(finished, folder);
  const Result<std::string> carried = carry_over(finished, places_.staging);
  if (!carried.ok()) return carried.error();
  Status status = put_in_place(carried.value(), folder);
  if (!status.ok()) remove_tree(carried.value());
  return status;
}

void ConvertRun::settle(std::size_t index, const Error* error) {
  settled_[index] = true;
  ++settled_count_;
  reporter_.finished(records_[index]);
  if (hooks_.settled) hooks_.settled(index, records_[index], error);
}

void ConvertRun::put_off(std::size_t index, const std::string& why) {
  records_[index].status = DocumentStatus::skipped;
  records_[index].reason = "put off: " + why;
  records_[index].output.clear();
  settle(index);
}

void ConvertRun::settle_failed(std::size_t index, const Error& error) {
  const bool of_a_disk = error.code == ErrorCode::io || error.code == ErrorCode::permission_denied;
  if (const std::string why = hooks_.hold && of_a_disk ? hooks_.hold() : ""; !why.empty()) return put_off(index, why);
  DocumentRecord& record = records_[index];
  record.status = error.code == ErrorCode::unsupported ? DocumentStatus::skipped : DocumentStatus::failed;
  record.reason = bare_reason(record.input, error.message);
  record.output.clear();
  // What is wrong with the installation is not blamed on the document.
  const bool of_ours = error.code == ErrorCode::bad_configuration || error.code == ErrorCode::missing_part;
  if (!inputs_[index].error && !hooks_.settled && !of_ours) note_failure(index, error);
  settle(index, &error);
}

// For the next run to find. Where even that cannot be written, run.json says what failed.
void ConvertRun::note_failure(std::size_t index, const Error& error) const {
  const std::string& name = inputs_[index].name;
  const std::optional<DocumentState> before = read_waiting(places_.output, name);
  DocumentState now = seen_[index];
  now.record = records_[index];
  (void)write_waiting(places_.output, name, after_failure(before ? &*before : nullptr, std::move(now), error, {}, std::time(nullptr))).ok();
}

}  // namespace tabularium

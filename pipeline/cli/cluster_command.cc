// cluster plan, submit, status, retry, merge.
#include <array>
#include <cstdio>
#include <ctime>
#include <filesystem>
#include <iostream>

#include "pipeline/cli/commands.h"
#include "pipeline/cli/cluster_run.h"
#include "pipeline/cli/option_values.h"
#include "pipeline/cli/reporter.h"
#include "pipeline/cluster/estimate.h"
#include "pipeline/cluster/manifest.h"
#include "pipeline/cluster/merge.h"
#include "pipeline/cluster/status.h"
#include "pipeline/cluster/submit.h"
#include "pipeline/ledger/files.h"
#include "pipeline/ledger/record.h"
#include "pipeline/run/convert.h"
#include "stages/core/version.h"

namespace tabularium {
namespace {

namespace fs = std::filesystem;

// A folder that goes away with this object.
class Scratch {
 public:
  Scratch() : folder_(make_scratch_folder(scratch_base(), "tabularium-")) {}
  ~Scratch() {
    if (folder_.ok()) remove_tree(folder_.value());
  }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  const Result<std::string>& folder() const { return folder_; }

 private:
  Result<std::string> folder_;
};

std::string with_places(double value, int places) {
  std::array<char, 40> text{};
  std::snprintf(text.data(), text.size(), "%.*f", places, value);
  return text.data();
}

std::string plan_text(const Plan& plan, const std::string& run) {
  double longest = 0;
  (void)each_extent(run, [&](std::int64_t, const ShardExtent& extent) { return longest = std::max(longest, extent.seconds), Status(); });
  const double mean = plan.seconds / static_cast<double>(plan.shards);
  return std::to_string(plan.documents) + " documents, " + std::to_string(plan.pages) + " pages (" + std::to_string(plan.scanned) +
         " scanned), " + with_places(static_cast<double>(plan.bytes) / 1e6, 1) + " MB: about " + with_places(plan.seconds / 3600, 2) +
         " core hours\n" + std::to_string(plan.shards) + " shards of about " + with_places(mean / plan.workers, 0) + " s with " +
         std::to_string(plan.workers) + (plan.workers == 1 ? " worker" : " workers") + "; longest / mean: " + with_places(longest / mean, 3) + "\n";
}

ExitCode failed_with(Reporter& reporter, const Error& error) {
  reporter.trouble(error.message);
  if (error.code == ErrorCode::missing_part) return ExitCode::missing_part;
  return error.code == ErrorCode::bad_configuration ? ExitCode::bad_configuration : ExitCode::cannot_write;
}

ExitCode plan_run(Settings settings, const std::vector<std::string>& words, const std::string& config_dir, Reporter& reporter) {
  if (settings.inputs.empty() || settings.output.empty() || settings.output == "-" || settings.password_file == "-") {
    reporter.trouble("cluster plan INPUT... -o RUN: inputs and a folder that all nodes see; passwords come from a file");
    return ExitCode::bad_usage;
  }
  if (Status status = load_passwords(settings); !status.ok()) return failed_with(reporter, status.error());
  const Result<Converter> converter = Converter::make(settings.options, config_dir);
  const Result<CostModel> model = load_cost_model(config_dir);
  const Scratch scratch;
  if (!converter.ok()) return failed_with(reporter, converter.error());
  if (!model.ok()) return failed_with(reporter, model.error());
  if (!scratch.folder().ok()) return failed_with(reporter, scratch.folder().error());
  Plan plan;
  plan.version = tool_version();
  plan.options = options_key(converter.value().options(), config_dir);
  plan.directory = fs::current_path().string();
  plan.command = words;
  plan.workers = std::max(settings.jobs, 1);
  const PlanRequest request{settings.inputs, settings.output, scratch.folder().value(), settings.options.group_folder, settings.shards,
                            settings.shard_minutes * 60.0};
  const Status status = make_plan(request, model.value(), [&](const std::vector<Input>& inputs) { return measure_in_workers(settings, inputs); }, plan);
  if (!status.ok()) return failed_with(reporter, status.error());
  for (const std::string& hint : plan.hints) reporter.say(hint);
  if (!settings.quiet) std::cout << plan_text(plan, settings.output) << std::flush;
  return ExitCode::done;
}

Result<std::map<std::int64_t, TaskState>> ask_queue(const std::string& run) {
  const std::vector<SubmittedJob> jobs = read_jobs(run);
  if (jobs.empty()) return std::map<std::int64_t, TaskState>();
  const Result<std::vector<QueuedTask>> tasks = queued_tasks();
  if (!tasks.ok()) return tasks.error();
  return queued_shards(jobs, tasks.value());
}

// Submits what is missing; the first time that is everything.
Status submit_missing(const PlannedRun& run, const Settings& asked, const std::string& config_dir, std::string& told) {
  const Result<SlurmLimits> limits = probe_slurm();
  if (!limits.ok()) return limits.error();
  const auto queued = ask_queue(run.folder);
  if (!queued.ok()) return queued.error();
  const Result<std::size_t> isolated = isolate_killers(run.folder, run.plan.shards);
  if (!isolated.ok()) return isolated.error();
  if (isolated.value() > 0) told += "documents that killed two attempts and get shards of their own: " + std::to_string(isolated.value()) + "\n";
  const Result<std::vector<ShardNeed>> needs = missing_shards(run.folder, run.plan, queued.value());
  if (!needs.ok()) return needs.error();
  std::error_code failed;
  fs::create_directories(run.folder + "/logs", failed);
  const std::string program = fs::read_symlink("/proc/self/exe", failed).string();
  for (const ArrayJob& array : array_jobs(needs.value(), limits.value(), run.plan.workers)) {
    const Result<std::string> job = submit_array(array, run.folder + "/logs", task_script(run.folder, array.base, program, config_dir),
                                                 split_list(asked.sbatch, ' '));
    if (!job.ok()) return job.error();
    if (Status status = note_job(run.folder, {job.value(), array}); !status.ok()) return status;
    told += "job " + job.value() + ": tasks: " + std::to_string(array.tasks.size()) + ", each of " + std::to_string(array.minutes) + " min, " +
            std::to_string(array.memory_mb) + " MB, " + "cores: " + std::to_string(array.cpus) + "\n";
  }
  if (needs.value().empty()) told += queued.value().empty() ? "nothing is missing\n" : "nothing to submit; tasks that wait or run: " + std::to_string(queued.value().size()) + "\n";
  return {};
}

ExitCode submit_run(const PlannedRun& run, const Settings& asked, const std::string& config_dir, Reporter& reporter) {
  std::string told;
  const Status status = submit_missing(run, asked, config_dir, told);
  if (!asked.quiet) std::cout << told << std::flush;
  return status.ok() ? ExitCode::done : failed_with(reporter, status.error());
}

// Words of the site's accounts on tasks of shards that were lost; empty where it keeps none.
std::string account_of_lost(const std::string& run, const std::vector<std::int64_t>& lost) {
  std::string text;
  const std::vector<SubmittedJob> jobs = read_jobs(run);
  std::vector<std::string> numbers;
  for (const SubmittedJob& job : jobs) numbers.push_back(job.job);
  const auto ended = lost.empty() ? Result<std::vector<EndedTask>>(std::vector<EndedTask>()) : ended_tasks(numbers);
  if (!ended.ok()) return text;
  for (const EndedTask& task : ended.value())
    for (const SubmittedJob& job : jobs)
      if (job.job == task.job && std::ranges::binary_search(lost, job.array.base + task.task))
        text += "slurm: shard " + std::to_string(job.array.base + task.task) + " ended as " + task.state + "\n";
  return text;
}

ExitCode show_status(const PlannedRun& run, Reporter& reporter) {
  const auto queue = ask_queue(run.folder);
  std::optional<std::map<std::int64_t, TaskState>> queued;
  if (queue.ok() && !read_jobs(run.folder).empty()) queued = queue.value();
  if (!queue.ok()) reporter.say(queue.error().message + "; what runs is guessed from its logs");
  const Result<RunStatus> status = run_status(run.folder, run.plan, queued, std::time(nullptr));
  if (!status.ok()) return failed_with(reporter, status.error());
  std::cout << status_text(status.value()) << account_of_lost(run.folder, status.value().lost) << std::flush;
  return status.value().failed > 0 ? ExitCode::some_failed : ExitCode::done;
}

ExitCode merge_results(const PlannedRun& run, const Settings& asked, Reporter& reporter) {
  const Scratch scratch;
  if (!scratch.folder().ok()) return failed_with(reporter, scratch.folder().error());
  const Result<MergeSummary> merged = merge_run({run.folder, scratch.folder().value(), run.settings.options, asked.database, asked.partial}, run.plan);
  if (!merged.ok()) {
    reporter.trouble(merged.error().message);
    return merged.error().code == ErrorCode::unsupported ? ExitCode::interrupted : ExitCode::cannot_write;
  }
  const MergeSummary& sum = merged.value();
  if (!asked.quiet)
    std::cout << sum.documents << " documents: " << sum.converted << " converted (" << sum.with_findings << " with findings), " << sum.failed
              << " failed, " << sum.skipped << " skipped" << (sum.missing > 0 ? ", " + std::to_string(sum.missing) + " of them missing" : "") << "\n";
  if (sum.missing > 0) return ExitCode::interrupted;
  if (sum.failed > 0) return ExitCode::some_failed;
  return sum.with_findings > 0 ? ExitCode::done_with_findings : ExitCode::done;
}

}  // namespace

ExitCode run_cluster(Settings settings, const std::vector<std::string>& words, const std::string& config_dir) {
  Reporter reporter(settings.quiet, settings.log_json);
  const std::string verb = settings.inputs.empty() ? "" : settings.inputs.front();
  const bool known = verb == "submit" || verb == "status" || verb == "retry" || verb == "merge";
  if (verb == "plan") {
    settings.inputs.erase(settings.inputs.begin());
    return plan_run(std::move(settings), words, config_dir, reporter);
  }
  if (!known || settings.inputs.size() != 2) {
    reporter.trouble("cluster plan INPUT... -o RUN, then cluster submit|status|retry|merge RUN");
    return ExitCode::bad_usage;
  }
  const Result<PlannedRun> run = open_run(settings.inputs[1], settings, config_dir);
  if (!run.ok()) {
    reporter.trouble(run.error().message);
    return ExitCode::bad_configuration;
  }
  if (verb == "status") return show_status(run.value(), reporter);
  if (verb == "merge") return merge_results(run.value(), settings, reporter);
  return submit_run(run.value(), settings, config_dir, reporter);
}

}  // namespace tabularium

#include "pipeline/cluster/submit.h"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <set>
#include <tuple>
#include <utility>

#include "pipeline/cluster/fields.h"
#include "stages/core/atomic_file.h"

namespace tabularium {
namespace {

constexpr int most_doublings = 2;

std::string jobs_path(const std::string& run) { return run + "/jobs"; }

int minutes_for(const ShardNeed& need) {
  constexpr double reserve = 3;
  constexpr double start_minutes = 10;
  const double wanted = (reserve * need.seconds / 60 + start_minutes) * (1 << std::min(need.killed, most_doublings));
  int minutes = 15;
  while (minutes < wanted) minutes *= 2;
  return minutes;
}

int memory_for(const ShardNeed& need, int workers) {
  constexpr int step = 512;
  constexpr int parent_mb = 256;
  const double wanted = (1.25 * need.memory_mb * workers + parent_mb) * (1 << std::min(need.killed, most_doublings));
  return static_cast<int>(std::ceil(wanted / step)) * step;
}

std::string shell_quoted(const std::string& text) {
  std::string out = "'";
  for (const char c : text) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return out + "'";
}

int killed_attempts(const ShardHistory& history) {
  return static_cast<int>(std::ranges::count(history.attempts, AttemptEnd::none, &Attempt::end));
}

}  // namespace

std::vector<ArrayJob> array_jobs(std::vector<ShardNeed> needs, const SlurmLimits& limits, int workers) {
  using Key = std::tuple<int, int, std::int64_t>;  // minutes, memory, window
  std::map<Key, ArrayJob> jobs;
  std::ranges::sort(needs, {}, &ShardNeed::shard);
  for (const ShardNeed& need : needs) {
    const std::int64_t window = need.shard / limits.max_array;
    const Key key{minutes_for(need), memory_for(need, workers), window};
    ArrayJob& job = jobs[key];
    job.base = window * limits.max_array;
    job.minutes = std::get<0>(key);
    job.memory_mb = std::get<1>(key);
    job.cpus = workers;
    job.tasks.push_back(need.shard - job.base);
  }
  std::vector<ArrayJob> all;
  for (auto& [key, job] : jobs) all.push_back(std::move(job));
  return all;
}

std::vector<SubmittedJob> read_jobs(const std::string& run) {
  std::vector<SubmittedJob> jobs;
  std::ifstream file(jobs_path(run));
  for (std::string text; std::getline(file, text);) {
    FieldsOfLine line(text);
    SubmittedJob job{line.text(), {line.integer(), {}, line.count(), line.count(), line.count()}};
    while (!line.at_end()) {
      const std::int64_t first = line.integer();
      const std::int64_t last = line.integer();
      for (std::int64_t task = first; line.sound() && task <= last; ++task) job.array.tasks.push_back(task);
    }
    if (line.sound()) jobs.push_back(std::move(job));
  }
  return jobs;
}

Status note_job(const std::string& run, const SubmittedJob& job) {
  FieldLine line;
  line.text(job.job).integer(job.array.base).integer(job.array.minutes).integer(job.array.memory_mb).integer(job.array.cpus);
  const std::vector<std::int64_t>& tasks = job.array.tasks;
  for (std::size_t from = 0, to = 0; from < tasks.size(); from = to + 1) {
    for (to = from; to + 1 < tasks.size() && tasks[to + 1] == tasks[to] + 1;) ++to;
    line.integer(tasks[from]).integer(tasks[to]);
  }
  constexpr std::size_t limit = 256U << 20U;
  const Result<std::string> before = read_file(jobs_path(run), limit);
  if (!before.ok() && before.error().code != ErrorCode::not_found) return before.error();
  return write_file(jobs_path(run), (before.ok() ? before.value() : std::string()) + line.take() + '\n');
}

std::map<std::int64_t, TaskState> queued_shards(const std::vector<SubmittedJob>& jobs, const std::vector<QueuedTask>& tasks) {
  std::map<std::string, std::int64_t> bases;
  for (const SubmittedJob& job : jobs) bases[job.job] = job.array.base;
  std::map<std::int64_t, TaskState> shards;
  for (const QueuedTask& task : tasks)
    if (const auto base = bases.find(task.job); base != bases.end()) shards[base->second + task.task] = task.state;
  return shards;
}

Result<std::size_t> isolate_killers(const std::string& run, std::int64_t planned_shards) {
  std::vector<IsolatedDocument> isolated = read_isolated(run);
  const std::set<IsolatedDocument> known(isolated.begin(), isolated.end());
  for (std::int64_t index = 0; index < planned_shards; ++index) {
    const std::optional<ShardSummary> closed = read_summary(run, index);
    if (closed && closed->isolated == 0) continue;
    const ShardHistory history = read_history(state_folder(run, index));
    if (std::ranges::none_of(history.kills, [](const auto& kills) { return kills.second > 1; })) continue;
    const Result<Shard> shard = open_shard(run, index);
    if (!shard.ok()) return shard.error();
    for (const std::size_t position : work_of(shard.value(), history, [](const DocumentRecord&) { return true; }).to_isolate)
      if (!known.contains({index, position})) isolated.push_back({index, position});
  }
  const std::size_t fresh = isolated.size() - known.size();
  if (fresh > 0)
    if (Status status = write_isolated(run, isolated); !status.ok()) return status.error();
  return fresh;
}

Result<std::vector<ShardNeed>> missing_shards(const std::string& run, const Plan& plan, const std::map<std::int64_t, TaskState>& queued) {
  std::vector<ShardNeed> needs;
  const auto is_missing = [&](std::int64_t shard) { return !queued.contains(shard) && !read_summary(run, shard); };
  Status status = each_extent(run, [&](std::int64_t shard, const ShardExtent& extent) -> Status {
    if (!is_missing(shard) || extent.documents == 0) return {};
    const double seconds = std::max(extent.seconds / plan.workers, extent.longest);
    needs.push_back({shard, seconds, extent.memory_mb, killed_attempts(read_history(state_folder(run, shard)))});
    return {};
  });
  if (!status.ok()) return status.error();
  const std::vector<IsolatedDocument> isolated = read_isolated(run);
  for (std::size_t i = 0; i < isolated.size(); ++i) {
    const std::int64_t index = plan.shards + static_cast<std::int64_t>(i);
    if (!is_missing(index)) continue;
    const Result<Shard> shard = open_shard(run, index);
    if (!shard.ok()) return shard.error();
    const ManifestEntry& entry = shard.value().entries.at(0);
    needs.push_back({index, entry.seconds, entry.memory_mb, 2 + killed_attempts(read_history(state_folder(run, index)))});
  }
  return needs;
}

std::string task_script(const std::string& run, std::int64_t base, const std::string& program, const std::string& config_dir) {
  return "#!/bin/sh\n"
         "# A task of `tabularium cluster submit`: one shard.\n"
         "index=$((" + std::to_string(base) + " + SLURM_ARRAY_TASK_ID))\n"
         "export TABULARIUM_CONFIGS=" + shell_quoted(config_dir) + "\n"
         "export TMPDIR=\"${SLURM_TMPDIR:-${TMPDIR:-/tmp}}\"\n"
         "stop=\n"
         "trap 'stop=yes; kill -TERM \"$child\"' TERM\n"
         "for round in 1 2 3; do\n"
         "  " + shell_quoted(program) + " convert --shard " + shell_quoted(run + "/manifest") + " --index \"$index\" --quiet &\n"
         "  child=$!\n"
         "  code=0\n"
         "  wait \"$child\" || code=$?\n"
         "  while [ -n \"$stop\" ] && kill -0 \"$child\" 2> /dev/null; do wait \"$child\"; code=$?; done\n"
         "  [ \"$code\" -gt 128 ] && [ -z \"$stop\" ] || break\n"
         "done\n"
         "# With findings, or with documents that could not be read: the shard is done all the same.\n"
         "case $code in 0|1|4) exit 0 ;; esac\n"
         "exit \"$code\"\n";
}

}  // namespace tabularium

#include "pipeline/cluster/status.h"

#include <algorithm>
#include <array>
#include <cstdio>

#include "pipeline/cluster/shard.h"

namespace tabularium {
namespace {

std::string with_places(double value, int places) {
  std::array<char, 40> text{};
  std::snprintf(text.data(), text.size(), "%.*f", places, value);
  return text.data();
}

std::string duration(double seconds) {
  const auto whole = static_cast<std::int64_t>(seconds);
  if (whole < 120) return std::to_string(whole) + " s";
  if (whole < 7200) return std::to_string(whole / 60) + " min";
  return std::to_string(whole / 3600) + " h " + std::to_string(whole / 60 % 60) + " min";
}

// Goes over the shards once and adds up.
class Tally {
 public:
  Tally(const std::string& run, const Plan& plan, const std::optional<std::map<std::int64_t, TaskState>>& queued, std::int64_t now,
        double silence)
      : run_(run), plan_(plan), queued_(queued), now_(now), silence_(silence), first_start_(now) {}

  void add(std::int64_t shard, double estimated, double expected_wall, std::int64_t documents) {
    ++status_.shards;
    estimated_all_ += estimated;
    if (const std::optional<ShardSummary> closed = read_summary(run_, shard)) return add_closed(*closed, estimated);
    const ShardHistory history = read_history(state_folder(run_, shard));
    add_records(history, estimated, documents);
    const auto task = queued_ ? queued_->find(shard) : std::map<std::int64_t, TaskState>::const_iterator{};
    const bool in_queue = queued_ && task != queued_->end();
    const bool open = !history.attempts.empty() && history.attempts.back().end == AttemptEnd::none;
    const bool heard = open && static_cast<double>(now_ - history.attempts.back().last_heard) <= silence_;
    if (open && (queued_ ? in_queue && task->second == TaskState::running : heard)) add_running(shard, history, expected_wall, documents);
    else if (open && !in_queue) status_.lost.push_back(shard);
    else add_waiting(in_queue);
  }

  RunStatus finish() {
    status_.documents = plan_.documents;
    status_.elapsed = static_cast<double>(now_ - first_start_);
    if (estimated_done_ > 0) status_.estimate_ratio = seconds_done_ / estimated_done_;
    if (status_.elapsed > 0) status_.pages_per_second = static_cast<double>(status_.pages) / status_.elapsed;
    if (status_.closed == status_.shards) status_.seconds_left = 0;
    else if (estimated_done_ > 0) status_.seconds_left = (estimated_all_ - estimated_done_) * status_.elapsed / estimated_done_;
    for (RunningShard& shard : status_.running) {
      shard.expected *= status_.estimate_ratio;
      constexpr double least = 60;
      shard.straggler = shard.elapsed > std::max(2 * shard.expected, least);
    }
    return std::move(status_);
  }

 private:
  void add_closed(const ShardSummary& closed, double estimated) {
    ++status_.closed;
    status_.converted += closed.converted;
    status_.with_findings += closed.with_findings;
    status_.failed += closed.failed;
    status_.skipped += closed.skipped;
    status_.pages += closed.pages;
    seconds_done_ += closed.seconds;
    estimated_done_ += estimated;
    first_start_ = std::min(first_start_, closed.started);
  }

  void add_records(const ShardHistory& history, double estimated, std::int64_t documents) {
    for (const auto& [position, record] : history.records) {
      status_.converted += record.status == DocumentStatus::converted || record.status == DocumentStatus::converted_with_findings;
      status_.with_findings += record.status == DocumentStatus::converted_with_findings;
      status_.failed += record.status == DocumentStatus::failed;
      status_.skipped += record.status == DocumentStatus::skipped;
      status_.pages += record.pages;
      seconds_done_ += record.seconds;
    }
    if (documents > 0) estimated_done_ += estimated * static_cast<double>(history.records.size()) / static_cast<double>(documents);
    if (!history.attempts.empty()) first_start_ = std::min(first_start_, history.attempts.front().owner.started);
  }

  void add_running(std::int64_t shard, const ShardHistory& history, double expected_wall, std::int64_t documents) {
    const Attempt& attempt = history.attempts.back();
    status_.running.push_back({shard, attempt.owner.host, static_cast<double>(now_ - attempt.owner.started), expected_wall,
                               static_cast<std::int64_t>(history.records.size()), documents, false});
  }

  void add_waiting(bool in_queue) {
    ++status_.waiting;
    status_.queued += in_queue;
  }

  const std::string& run_;
  const Plan& plan_;
  const std::optional<std::map<std::int64_t, TaskState>>& queued_;
  std::int64_t now_;
  double silence_;
  std::int64_t first_start_;
  double estimated_all_ = 0;
  double estimated_done_ = 0;
  double seconds_done_ = 0;
  RunStatus status_;
};

}  // namespace

Result<RunStatus> run_status(const std::string& run, const Plan& plan, const std::optional<std::map<std::int64_t, TaskState>>& queued,
                             std::int64_t now, double silence) {
  Tally tally(run, plan, queued, now, silence);
  Status status = each_extent(run, [&](std::int64_t shard, const ShardExtent& extent) -> Status {
    tally.add(shard, extent.seconds, std::max(extent.seconds / plan.workers, extent.longest), extent.documents);
    return {};
  });
  if (!status.ok()) return status.error();
  const auto isolated = static_cast<std::int64_t>(read_isolated(run).size());
  for (std::int64_t i = 0; i < isolated; ++i) tally.add(plan.shards + i, 0, 0, 1);
  RunStatus all = tally.finish();
  all.isolated = isolated;
  return all;
}

std::string status_text(const RunStatus& s) {
  const std::int64_t settled = s.converted + s.failed + s.skipped;
  std::string text = "documents: " + std::to_string(settled) + " of " + std::to_string(s.documents) + " settled: " +
                     std::to_string(s.converted) + " converted (" + std::to_string(s.with_findings) + " with findings), " +
                     std::to_string(s.failed) + " failed, " + std::to_string(s.skipped) + " skipped\n";
  text += "shards: " + std::to_string(s.closed) + " of " + std::to_string(s.shards) + " done, " + std::to_string(s.running.size()) +
          " running, " + std::to_string(s.waiting) + " waiting (" + std::to_string(s.queued) + " in the queue), " +
          std::to_string(s.lost.size()) + " lost\n";
  text += "pages: " + std::to_string(s.pages) + ", " + with_places(s.pages_per_second, 2) + " a second since the first task began, " +
          duration(s.elapsed) + " ago\n";
  text += "estimates: documents take " + with_places(s.estimate_ratio, 2) + " times what was estimated\n";
  if (s.seconds_left) text += "expected end: " + (*s.seconds_left > 0 ? "in " + duration(*s.seconds_left) : std::string("done")) + "\n";
  if (s.isolated > 0) text += "isolated: " + std::to_string(s.isolated) + " documents in shards of their own\n";
  for (const RunningShard& shard : s.running)
    if (shard.straggler)
      text += "straggler: shard " + std::to_string(shard.shard) + " on " + shard.host + ", " + std::to_string(shard.settled) + " of " +
              std::to_string(shard.documents) + " documents after " + duration(shard.elapsed) + ", expected " + duration(shard.expected) + "\n";
  for (const std::int64_t shard : s.lost) text += "lost: shard " + std::to_string(shard) + "\n";
  return text;
}

}  // namespace tabularium

#include "pipeline/watch/night.h"

#include <algorithm>
#include <utility>

#include "pipeline/ledger/supersede.h"
#include "pipeline/watch/quarantine.h"
#include "stages/core/utc_time.h"

namespace tabularium {
namespace {

constexpr double held_seconds = 600;

}  // namespace

Night::Night(Disk& disk, const Clock& clock, Ledger& ledger, NightOptions options, NightHands hands)
    : disk_(disk), clock_(clock), ledger_(ledger), options_(std::move(options)), hands_(std::move(hands)), intake_(disk, clock, options_.intake) {
  begin_record();
  if (const auto device = disk_.device(options_.intake.folder); device.ok()) input_device_ = device.value();
  if (const auto device = disk_.device(options_.output); device.ok()) output_device_ = device.value();
}

void Night::begin_record() {
  record_ = {};
  record_.started = clock_.wall();
  began_ = clock_.steady();
}

std::string Night::trouble_of(const std::string& folder, std::uint64_t device) const {
  const Result<std::uint64_t> now = disk_.device(folder);
  if (!now.ok()) return now.error().message + "; is a mount missing?";
  return now.value() == device ? "" : folder + ": another disk than before is there; is a mount missing?";
}

std::string Night::trouble() const {
  if (std::string why = trouble_of(options_.output, output_device_); !why.empty()) return why;
  if (std::string why = trouble_of(options_.intake.folder, input_device_); !why.empty()) return why;
  const Result<std::int64_t> free = disk_.free_bytes(options_.output);
  if (free.ok() && free.value() < options_.least_free)
    return options_.output + ": the disk is full: " + std::to_string(free.value() >> 20) + " MB are free, --min-free asks for " +
           std::to_string(options_.least_free >> 20);
  return "";
}

std::string Night::hold() const { return past_deadline() ? "the time given by --until is over" : trouble(); }

// Nothing to do but to wait until the trouble is over. Something: the run ends.
std::optional<NightEnd> Night::pause(const std::string& why) {
  const double from = clock_.steady();
  record_.pauses.push_back(utc_text(clock_.wall()) + " " + why);
  hands_.say("paused: " + why);
  record_.paused = true;
  tell();
  while (!trouble().empty()) {
    if (past_deadline()) return NightEnd::deadline;
    if (!options_.keeps_watching && !options_.until && clock_.steady() - from > options_.patience) return NightEnd::paused_too_long;
    if (!hands_.wait(std::max(options_.poll_seconds, 1.0))) return NightEnd::interrupted;
  }
  record_.paused = false;
  hands_.say("goes on");
  return std::nullopt;
}

NightEnd Night::run() {
  for (;;) {
    if (past_deadline()) return NightEnd::deadline;
    if (const std::string why = trouble(); !why.empty()) {
      if (const std::optional<NightEnd> end = pause(why)) return *end;
      continue;
    }
    const double before = clock_.steady();
    const Result<Scan> scan = intake_.scan();
    if (!scan.ok()) {
      if (const std::optional<NightEnd> end = pause(scan.error().message)) return *end;
      if (!hands_.wait(options_.poll_seconds)) return NightEnd::interrupted;
      continue;
    }
    const NightPlan plan = look(scan.value());
    if (const std::optional<NightEnd> end = pass(plan)) return *end;
    tell();
    if (!plan.convert.empty() || !plan.same.empty()) continue;
    if (!options_.keeps_watching && scan.value().settling == 0) return NightEnd::complete;
    const double cost = clock_.steady() - before;  // a folder that takes long to look through is looked through less often
    const double most = scan.value().settling > 0 ? std::min(options_.poll_seconds, std::max(options_.intake.settle_seconds, 0.2)) : options_.poll_seconds;
    if (!hands_.wait(std::max(most, 10 * cost))) return NightEnd::interrupted;
  }
}

NightPlan Night::look(const Scan& scan) {
  std::set<std::string> held;
  std::erase_if(held_, [this](const auto& file) { return file.second <= clock_.steady(); });
  for (const auto& [path, until] : held_) held.insert(path);
  NightPlan plan = plan_batch(scan.ready, ledger_, options_.plan, hands_.digest, held, clock_.wall());
  record_.present.clear();
  if (!options_.keeps_watching)
    for (const IncomingFile& file : scan.ready) record_.present.push_back(file.path);
  record_.left_alone = scan.left_alone;
  record_.known = plan.known;
  record_.put_off = plan.put_off;
  record_.quarantined = plan.quarantined;
  record_.left_over = plan.left_over + plan.convert.size();
  record_.settling = scan.settling;
  return plan;
}

std::optional<NightEnd> Night::pass(const NightPlan& plan) {
  link_same(plan);
  if (plan.convert.empty()) return std::nullopt;
  tell();
  const BatchEnd end = hands_.convert(plan.convert, [this] { return hold(); });
  settle(plan.convert, end);
  return end.interrupted ? std::optional(NightEnd::interrupted) : std::nullopt;
}

// The result of another input is this one's, too: a note says so, and a link shows it.
void Night::link_same(const NightPlan& plan) {
  for (std::size_t i = 0; i < plan.same.size(); ++i) {
    const PlannedFile& planned = plan.same[i];
    const LedgerEntry* other = ledger_.of_name(plan.of[i]);
    if (other == nullptr || !other->result) continue;
    DocumentState state = *other->result;
    state.record.input = planned.file.path;
    state.record.reason = "same content as " + input_path(*other->result);
    state.record.seconds = 0;
    state.same_as = other->name;
    state.since = utc_text(clock_.wall());
    state.input_size = planned.file.size;
    state.input_time = planned.file.time;
    state.files.clear();
    state.attempts = 0;
    DocumentRecord record = state.record;
    Status status = disk_.link(other->name, options_.output + "/" + planned.name);
    if (status.ok()) status = ledger_.keep(planned.name, std::move(state));
    record.status = status.ok() ? DocumentStatus::skipped : DocumentStatus::failed;
    if (!status.ok()) record.reason = status.error().message;
    if (!status.ok()) held_[planned.file.path] = clock_.steady() + held_seconds;
    record_.handled[planned.file.path] = std::move(record);
  }
}

void Night::settle(const std::vector<PlannedFile>& files, const BatchEnd& end) {
  for (std::size_t i = 0; i < files.size() && i < end.records.size(); ++i) settle_one(files[i], end.records[i]);
  record_.seconds = clock_.steady() - began_;
}

void Night::settle_one(const PlannedFile& planned, const DocumentRecord& record) {
  const LedgerEntry* before = ledger_.of_name(planned.name);
  const bool had_other = before != nullptr && before->result.has_value();
  const std::string old = had_other ? before->result->sha256 : "";
  ledger_.refresh(planned.name);
  record_.handled[planned.file.path] = record;
  const LedgerEntry* now = ledger_.of_name(planned.name);
  if (now != nullptr && now->result && had_other && now->result->sha256 != old) relink(planned.name);
  const bool noted = now != nullptr && is_as_noted(now->state, planned.file, options_.plan);
  if (noted && now->state.state == LedgerState::quarantined) {
    if (Status status = put_in_quarantine(disk_, options_.output, *now); !status.ok()) hands_.say(status.error().message);
  } else if (!noted && record.status == DocumentStatus::failed) {
    held_[planned.file.path] = clock_.steady() + held_seconds;
  }
}

// Links to a result that was superseded follow it to where it is kept.
void Night::relink(const std::string& name) {
  for (const auto& [other, entry] : ledger_.entries()) {
    if (entry.state.same_as != name) continue;
    const LedgerEntry* target = ledger_.of_name(name);
    if (target != nullptr && target->result && target->result->sha256 == entry.state.sha256) continue;
    const std::string kept = superseded_folder(options_.output, name, entry.state.sha256);
    if (kept.empty()) continue;
    if (Status status = disk_.link(kept, options_.output + "/" + other); !status.ok()) hands_.say(other + ": " + status.error().message);
  }
}

void Night::tell() {
  record_.seconds = clock_.steady() - began_;
  if (hands_.told) hands_.told(record_);
}

}  // namespace tabularium

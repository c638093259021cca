#include "pipeline/watch/intake.h"

#include <algorithm>
#include <array>
#include <set>
#include <string_view>
#include <utility>

namespace tabularium {
namespace {

constexpr int deepest = 64;
constexpr std::string_view mark = ".done";
constexpr std::array<std::string_view, 5> unfinished = {".part", ".tmp", ".crdownload", ".filepart", "~"};

bool is_unfinished(const std::string& name) {
  return name.starts_with('.') || std::ranges::any_of(unfinished, [&](std::string_view end) { return name.ends_with(end); });
}

}  // namespace

Intake::Intake(const Disk& disk, const Clock& clock, IntakeOptions options) : disk_(disk), clock_(clock), options_(std::move(options)) {}

Result<Scan> Intake::scan() {
  const Result<std::vector<DiskEntry>> top = disk_.list(options_.folder);
  if (!top.ok()) return top.error();
  ++scans_;
  Scan scan;
  add_folder(options_.folder, top.value(), scan, 0);
  std::erase_if(growing_, [this](const auto& seen) { return seen.second.scan != scans_; });
  std::ranges::sort(scan.ready, [](const IncomingFile& a, const IncomingFile& b) { return std::tie(a.time, a.path) < std::tie(b.time, b.path); });
  std::ranges::sort(scan.left_alone, {}, &LeftAlone::path);
  return scan;
}

void Intake::add_folder(const std::string& folder, const std::vector<DiskEntry>& entries, Scan& scan, int depth) {
  std::set<std::string> marked;
  for (const DiskEntry& entry : entries)
    if (entry.name.ends_with(mark) && entry.kind == EntryKind::file) marked.insert(entry.name.substr(0, entry.name.size() - mark.size()));
  for (const DiskEntry& entry : entries) {
    const std::string path = folder + "/" + entry.name;
    if (path == options_.leave_out || is_unfinished(entry.name)) continue;
    if (entry.kind == EntryKind::link) scan.left_alone.push_back({path, "a link, which is not followed"});
    else if (entry.kind == EntryKind::other) scan.left_alone.push_back({path, "a device, socket or pipe"});
    else if (entry.kind == EntryKind::folder) {
      const Result<std::vector<DiskEntry>> inner = disk_.list(path);
      if (depth == deepest || !inner.ok()) scan.left_alone.push_back({path, depth == deepest ? "nested too deeply" : inner.error().message});
      else add_folder(path, inner.value(), scan, depth + 1);
    } else if (!entry.name.ends_with(mark)) {
      const IncomingFile file{path, entry.size, entry.time};
      const bool taken = marked.contains(entry.name) || (!options_.only_when_marked && has_settled(file));
      if (taken) scan.ready.push_back(file);
      else ++scan.settling;
    }
  }
}

// By its own time where that lies far enough back. A file from the future (a clock that was set back, another machine's clock) is
// watched for a while instead.
bool Intake::has_settled(const IncomingFile& file) {
  constexpr std::int64_t nanoseconds = 1'000'000'000;
  const double age = static_cast<double>(clock_.wall()) - static_cast<double>(file.time / nanoseconds);
  const auto seen = growing_.find(file.path);
  if (seen == growing_.end()) {
    if (age >= options_.settle_seconds) return true;
    growing_[file.path] = {file.size, file.time, clock_.steady(), scans_};
    return options_.settle_seconds <= 0;
  }
  Observed& observed = seen->second;
  observed.scan = scans_;
  if (observed.size != file.size || observed.time != file.time) {
    observed.size = file.size;
    observed.time = file.time;
    observed.since = clock_.steady();
  }
  return clock_.steady() - observed.since >= options_.settle_seconds;
}

}  // namespace tabularium

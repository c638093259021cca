#include "pipeline/watch/purge.h"

#include <set>
#include <vector>

namespace tabularium {
namespace {

constexpr std::int64_t nanoseconds = 1'000'000'000;

std::vector<DiskEntry> entries_of(const Disk& disk, const std::string& folder) {
  Result<std::vector<DiskEntry>> entries = disk.list(folder);
  return entries.ok() ? std::move(entries).value() : std::vector<DiskEntry>{};
}

// Contents that a link still shows: of inputs that have the result of another.
std::set<std::string> contents_in_use(const Ledger& ledger) {
  std::set<std::string> contents;
  for (const auto& [name, entry] : ledger.entries())
    if (!entry.state.same_as.empty()) contents.insert(entry.state.sha256);
  return contents;
}

bool is_in_use(const Disk& disk, const std::string& result, const std::set<std::string>& contents) {
  const Result<std::string> json = disk.read(result + state_file, 4U << 20U);
  const Result<DocumentState> state = json.ok() ? state_from_json(json.value()) : json.error();
  return state.ok() && contents.contains(state.value().sha256);
}

}  // namespace

Result<Purged> purge(Disk& disk, const Ledger& ledger, const std::string& output, std::int64_t before) {
  Purged purged;
  const std::set<std::string> contents = contents_in_use(ledger);
  const std::string superseded = output + "/superseded";
  for (const DiskEntry& document : entries_of(disk, superseded)) {
    const std::string folder = superseded + "/" + document.name;
    for (const DiskEntry& result : entries_of(disk, folder)) {
      const std::string path = folder + "/" + result.name;
      const Result<DiskEntry> state = disk.look(path + state_file);  // written when it was put there
      const std::int64_t since = (state.ok() ? state.value() : result).time;
      if (since >= before * nanoseconds || is_in_use(disk, path, contents)) continue;
      if (Status status = disk.remove(path); !status.ok()) return status.error();
      ++purged.results;
    }
    if (entries_of(disk, folder).empty()) (void)disk.remove(folder).ok();
  }
  for (const DiskEntry& file : entries_of(disk, output + "/runs")) {
    if (file.kind != EntryKind::file || file.time >= before * nanoseconds) continue;
    if (Status status = disk.remove(output + "/runs/" + file.name); !status.ok()) return status.error();
    ++purged.runs;
  }
  return purged;
}

}  // namespace tabularium

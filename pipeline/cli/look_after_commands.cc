// retry, quarantine, purge: what people do with an output folder between the nights.
#include <ctime>
#include <filesystem>
#include <functional>
#include <iostream>

#include "pipeline/cli/commands.h"
#include "pipeline/ledger/files.h"
#include "pipeline/ledger/ledger.h"
#include "pipeline/watch/purge.h"
#include "pipeline/watch/quarantine.h"

namespace tabularium {
namespace {

ExitCode complain(ExitCode code, const std::string& message) {
  std::cerr << "tabularium: " + message + "\n";
  return code;
}

// Does `act` to each named document, or to all in this state; one line for each.
ExitCode for_each_document(const Settings& settings, std::size_t from, LedgerState state, const std::string& done,
                           const std::function<Status(Disk& disk, Ledger& ledger, const std::string& name)>& act) {
  const std::string& output = settings.inputs[from];
  const Result<OutputLock> lock = OutputLock::take(output);
  if (!lock.ok()) return complain(ExitCode::cannot_write, lock.error().message);
  const std::unique_ptr<Disk> disk = make_disk();
  Ledger ledger(*disk, output, "");
  if (Status status = ledger.load(); !status.ok()) return complain(ExitCode::cannot_write, status.error().message);
  std::vector<std::string> names(settings.inputs.begin() + static_cast<std::ptrdiff_t>(from) + 1, settings.inputs.end());
  if (settings.all)
    for (const auto& [name, entry] : ledger.entries())
      if (entry.state.state == state) names.push_back(name);
  ExitCode code = ExitCode::done;
  for (const std::string& name : names) {
    const Status status = act(*disk, ledger, name);
    if (status.ok()) std::cout << name + ": " + done + "\n";
    else code = complain(ExitCode::some_failed, status.error().message);
  }
  return code;
}

bool is_output(const Settings& settings, std::size_t at) {
  return settings.inputs.size() > at && std::filesystem::is_directory(settings.inputs[at] + "/.tabularium");
}

ExitCode list_quarantine(const std::string& output) {
  const std::unique_ptr<Disk> disk = make_disk();
  Ledger ledger(*disk, output, "");
  if (Status status = ledger.load(); !status.ok()) return complain(ExitCode::some_failed, status.error().message);
  for (const auto& [name, entry] : ledger.entries())
    if (entry.state.state == LedgerState::quarantined) std::cout << name + "\t" + entry.state.since + "\t" + entry.state.record.reason + "\n";
  return ExitCode::done;
}

}  // namespace

ExitCode run_retry(const Settings& settings) {
  if (!is_output(settings, 0) || (settings.inputs.size() < 2 && !settings.all)) return complain(ExitCode::bad_usage, "retry: name the output folder of a run, then documents or --all");
  return for_each_document(settings, 0, LedgerState::failed, "is tried again by the next run",
                           [](Disk&, Ledger& ledger, const std::string& name) { return retry_now(ledger, name); });
}

ExitCode run_quarantine(const Settings& settings) {
  const std::string word = settings.inputs.empty() ? "" : settings.inputs[0];
  if (word == "list" && is_output(settings, 1) && settings.inputs.size() == 2) return list_quarantine(settings.inputs[1]);
  if (word != "release" || !is_output(settings, 1) || (settings.inputs.size() < 3 && !settings.all))
    return complain(ExitCode::bad_usage, "quarantine: list DIR, or release DIR and documents or --all; DIR is the output folder of a run");
  const std::string& output = settings.inputs[1];
  return for_each_document(settings, 1, LedgerState::quarantined, "released; the next run tries it",
                           [&](Disk& disk, Ledger& ledger, const std::string& name) { return release_from_quarantine(disk, ledger, output, name); });
}

ExitCode run_purge(const Settings& settings) {
  if (!is_output(settings, 0) || settings.inputs.size() != 1 || settings.older_than_hours == 0)
    return complain(ExitCode::bad_usage, "purge: name the output folder of a run and --older-than AGE, such as 90d");
  const std::string& output = settings.inputs[0];
  const Result<OutputLock> lock = OutputLock::take(output);
  if (!lock.ok()) return complain(ExitCode::cannot_write, lock.error().message);
  const std::unique_ptr<Disk> disk = make_disk();
  Ledger ledger(*disk, output, "");
  if (Status status = ledger.load(); !status.ok()) return complain(ExitCode::cannot_write, status.error().message);
  const Result<Purged> purged = purge(*disk, ledger, output, std::time(nullptr) - static_cast<std::int64_t>(settings.older_than_hours) * 3600);
  if (!purged.ok()) return complain(ExitCode::cannot_write, purged.error().message);
  std::cout << std::to_string(purged.value().results) + " superseded results and " + std::to_string(purged.value().runs) + " files of old runs removed\n";
  return ExitCode::done;
}

}  // namespace tabularium

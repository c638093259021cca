#include <filesystem>
#include <iostream>
#include <map>

#include "pipeline/cli/commands.h"
#include "pipeline/ledger/files.h"
#include "pipeline/ledger/ledger.h"
#include "stages/core/utc_time.h"

namespace tabularium {
namespace {

std::string counted(const Ledger& ledger) {
  std::map<LedgerState, int> counts;
  int same = 0;
  for (const auto& [name, entry] : ledger.entries()) {
    ++counts[entry.state.state];
    same += entry.state.same_as.empty() ? 0 : 1;
  }
  std::string text;
  for (const auto& [state, count] : counts) text += "  " + state_name(state) + ": " + std::to_string(count) + "\n";
  if (same > 0) text += "  of these with the content of another: " + std::to_string(same) + "\n";
  return text;
}

// What needs eyes: a line each.
std::string troubles(const Ledger& ledger) {
  std::string text;
  for (const auto& [name, entry] : ledger.entries()) {
    const DocumentState& state = entry.state;
    if (state.state != LedgerState::failed && state.state != LedgerState::quarantined) continue;
    text += state_name(state.state) + ": " + name + ": " + state.record.reason;
    if (state.state == LedgerState::failed) text += " (attempt " + std::to_string(state.attempts) + ", again after " + utc_text(state.next_try) + ")";
    text += "\n";
  }
  return text;
}

std::string at_work(const std::string& output, Ledger& ledger) {
  const std::string holder = lock_holder(output);
  if (holder.empty()) return "";
  std::string text = "at work: " + holder + "\n";
  if (ledger.index() == nullptr) return text;
  if (const auto told = ledger.index()->told(); told.ok())
    for (const auto& [key, value] : told.value()) text += "  " + key + ": " + value + "\n";
  return text;
}

}  // namespace

ExitCode run_status(const Settings& settings) {
  if (settings.inputs.size() != 1) {
    std::cerr << "tabularium: status: name the output folder of a run\n";
    return ExitCode::bad_usage;
  }
  const std::string& output = settings.inputs[0];
  if (!std::filesystem::is_directory(output + "/.tabularium")) {
    std::cerr << "tabularium: " + output + ": no run has written there\n";
    return ExitCode::some_failed;
  }
  const std::unique_ptr<Disk> disk = make_disk();
  Ledger ledger(*disk, output, settings.ledger_index == "none" ? "" : settings.ledger_index.empty() ? index_path_of(output) : settings.ledger_index);
  if (Status status = ledger.load(settings.rebuild); !status.ok()) {
    std::cerr << "tabularium: " + status.error().message + "\n";
    return ExitCode::some_failed;
  }
  std::cout << std::to_string(ledger.entries().size()) + " documents in " + output + "\n" + counted(ledger) + troubles(ledger) + at_work(output, ledger);
  if (!ledger.index_trouble().empty()) std::cout << "no index: " + ledger.index_trouble() + "; read from the state files\n";
  if (settings.rebuild) std::cout << "index made anew from " + std::to_string(ledger.read_from_files()) + " state files\n";
  return ExitCode::done;
}

}  // namespace tabularium

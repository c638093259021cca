#include "pipeline/watch/quarantine.h"

namespace tabularium {
namespace {

std::string folder_of(const std::string& output, const std::string& name) { return output + "/quarantine/" + name; }

Status try_again(Ledger& ledger, const LedgerEntry& entry) {
  DocumentState state = entry.state;
  state.state = LedgerState::failed;
  state.attempts = 0;
  state.next_try = 0;
  return ledger.keep(entry.name, std::move(state));
}

}  // namespace

Status put_in_quarantine(Disk& disk, const std::string& output, const LedgerEntry& entry) {
  const std::string folder = folder_of(output, entry.name);
  if (Status status = disk.make_folder(folder); !status.ok()) return status;
  const std::string path = input_path(entry.state);
  const Result<DiskEntry> file = disk.look(path);
  Status copied = file.ok() ? Status() : file.error();
  if (file.ok() && file.value().kind == EntryKind::file) copied = disk.copy(path, folder + "/" + file.value().name);
  std::string reason = path + "\n" + entry.state.record.reason + "\n";
  reason += "given up at " + entry.state.since + " after " + std::to_string(entry.state.attempts) + (entry.state.attempts == 1 ? " attempt\n" : " attempts\n");
  if (!copied.ok()) reason += "no copy lies here: " + copied.error().message + "\n";
  return disk.write(folder + "/reason.txt", reason);
}

Status release_from_quarantine(Disk& disk, Ledger& ledger, const std::string& output, const std::string& name) {
  const LedgerEntry* entry = ledger.of_name(name);
  if (entry == nullptr || entry->state.state != LedgerState::quarantined) return Error{ErrorCode::not_found, name + ": not in quarantine", {}};
  if (Status status = try_again(ledger, *entry); !status.ok()) return status;
  return disk.remove(folder_of(output, name));
}

Status retry_now(Ledger& ledger, const std::string& name) {
  const LedgerEntry* entry = ledger.of_name(name);
  if (entry == nullptr || entry->state.state != LedgerState::failed) return Error{ErrorCode::not_found, name + ": has not failed", {}};
  return try_again(ledger, *entry);
}

}  // namespace tabularium

#include "pipeline/ledger/ledger.h"

#include <algorithm>
#include <filesystem>
#include <utility>
#include <vector>

#include "stages/core/atomic_file.h"

namespace tabularium {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t state_limit = 4U << 20U;
constexpr const char* waiting_folder = "/.tabularium/waiting";
constexpr std::string_view ending = ".json";

}  // namespace

std::string waiting_file(const std::string& output, const std::string& name) { return output + waiting_folder + "/" + name + std::string(ending); }

Status write_waiting(const std::string& output, const std::string& name, const DocumentState& state) {
  std::error_code failed;
  fs::create_directories(output + waiting_folder, failed);
  if (failed) return Error{ErrorCode::io, output + waiting_folder + ": " + failed.message(), {}};
  return write_file(waiting_file(output, name), state_to_json(state));
}

std::optional<DocumentState> read_waiting(const std::string& output, const std::string& name) {
  const Result<std::string> text = read_file(waiting_file(output, name), state_limit);
  if (!text.ok()) return std::nullopt;
  Result<DocumentState> state = state_from_json(text.value());
  return state.ok() ? std::optional(std::move(state).value()) : std::nullopt;
}

void remove_waiting(const std::string& output, const std::string& name) noexcept {
  std::error_code ignored;
  fs::remove(waiting_file(output, name), ignored);
}

Ledger::Ledger(Disk& disk, std::string output, std::string index_path)
    : disk_(disk), output_(std::move(output)), index_path_(std::move(index_path)) {}

std::string Ledger::file_of(const StatePlace& place) const {
  return place.waiting ? waiting_file(output_, place.name) : output_ + "/" + place.name + state_file;
}

void Ledger::open_index(bool rebuild) {
  if (index_path_.empty() || index_) return;
  if (rebuild)
    for (const char* part : {"", "-wal", "-shm"}) (void)disk_.remove(index_path_ + part).ok();
  Result<LedgerIndex> opened = LedgerIndex::open(index_path_);
  if (opened.ok()) index_.emplace(std::move(opened).value());
  else give_up_index(opened.error());
}

void Ledger::give_up_index(const Error& error) {
  index_trouble_ = error.message;
  index_.reset();
}

std::optional<DocumentState> Ledger::read(const StatePlace& place, const DiskEntry& file, const std::map<StatePlace, IndexRow>& known) {
  const auto row = known.find(place);
  if (row != known.end() && row->second.size == file.size && row->second.time == file.time) {
    Result<DocumentState> state = state_from_json(row->second.json);
    if (state.ok()) return std::move(state).value();
  }
  ++read_from_files_;
  const Result<std::string> text = disk_.read(file_of(place), state_limit);
  if (!text.ok()) return std::nullopt;
  Result<DocumentState> state = state_from_json(text.value());
  if (!state.ok()) return std::nullopt;
  if (index_) {
    const IndexRow fresh{file.size, file.time, text.value()};
    if (Status status = index_->put(place, fresh, state.value()); !status.ok()) give_up_index(status.error());
  }
  return std::move(state).value();
}

Status Ledger::load(bool rebuild) {
  entries_.clear();
  by_input_.clear();
  by_content_.clear();
  read_from_files_ = 0;
  open_index(rebuild);
  std::map<StatePlace, IndexRow> known;
  if (index_) {
    Status status = index_->begin();
    Result<std::map<StatePlace, IndexRow>> rows = status.ok() ? index_->rows() : status.error();
    if (rows.ok()) known = std::move(rows).value();
    else give_up_index(rows.error());
  }
  const Result<std::vector<DiskEntry>> results = disk_.list(output_);
  if (!results.ok()) return results.error();
  std::vector<StatePlace> places;
  for (const DiskEntry& entry : results.value())
    if (entry.kind == EntryKind::folder && !entry.name.starts_with('.')) places.push_back({entry.name, false});
  if (const Result<std::vector<DiskEntry>> waiting = disk_.list(output_ + waiting_folder); waiting.ok())
    for (const DiskEntry& entry : waiting.value())
      if (entry.kind == EntryKind::file && entry.name.ends_with(ending)) places.push_back({entry.name.substr(0, entry.name.size() - ending.size()), true});
  for (const StatePlace& place : places) {
    const Result<DiskEntry> file = disk_.look(file_of(place));
    if (file.ok()) enter(place, read(place, file.value(), known));
    known.erase(place);
  }
  for (const auto& [gone, row] : known)
    if (index_) (void)index_->drop(gone).ok();
  if (index_)
    if (Status status = index_->commit(); !status.ok()) give_up_index(status.error());
  for (const auto& [name, entry] : entries_) connect(entry);
  return {};
}

bool Ledger::is_whole(const std::string& name, const DocumentState& state) const {
  return std::ranges::all_of(state.files, [&](const auto& file) {
    const Result<DiskEntry> found = disk_.look(output_ + "/" + name + "/" + file.first);
    return found.ok() && found.value().size == file.second;
  });
}

// Results come before notes (load lists them so): the note tells more, unless it waits for what is there already.
void Ledger::enter(const StatePlace& place, std::optional<DocumentState> state) {
  if (!state || (!place.waiting && !is_whole(place.name, *state))) return;
  LedgerEntry& entry = entries_[place.name];
  entry.name = place.name;
  if (!place.waiting) {
    entry.result = state;
    entry.state = *std::move(state);
  } else if (entry.result && entry.result->sha256 == state->sha256 && entry.result->options == state->options) {
    (void)disk_.remove(file_of(place)).ok();
  } else {
    entry.state = *std::move(state);
  }
}

void Ledger::connect(const LedgerEntry& entry) {
  by_input_[input_path(entry.state)] = entry.name;
  if (entry.result) by_content_.emplace(entry.result->sha256, entry.name);
}

void Ledger::disconnect(const LedgerEntry& entry) {
  if (const auto input = by_input_.find(input_path(entry.state)); input != by_input_.end() && input->second == entry.name) by_input_.erase(input);
  if (!entry.result) return;
  const auto [from, to] = by_content_.equal_range(entry.result->sha256);
  for (auto it = from; it != to; ++it)
    if (it->second == entry.name) return void(by_content_.erase(it));
}

const LedgerEntry* Ledger::of_name(const std::string& name) const {
  const auto found = entries_.find(name);
  return found == entries_.end() ? nullptr : &found->second;
}

const LedgerEntry* Ledger::of_input(const std::string& absolute_path) const {
  const auto found = by_input_.find(absolute_path);
  return found == by_input_.end() ? nullptr : of_name(found->second);
}

const LedgerEntry* Ledger::of_content(const std::string& sha256) const {
  const auto found = by_content_.find(sha256);
  return found == by_content_.end() ? nullptr : of_name(found->second);
}

Status Ledger::keep(const std::string& name, DocumentState state) {
  if (Status status = disk_.make_folder(output_ + waiting_folder); !status.ok()) return status;
  if (Status status = disk_.write(waiting_file(output_, name), state_to_json(state)); !status.ok()) return status;
  refresh(name);
  return {};
}

Status Ledger::forget_waiting(const std::string& name) {
  Status status = disk_.remove(waiting_file(output_, name));
  refresh(name);
  return status;
}

void Ledger::refresh(const std::string& name) {
  if (const auto old = entries_.find(name); old != entries_.end()) {
    disconnect(old->second);
    entries_.erase(old);
  }
  // A link leads to the result of another input; it is none of its own.
  const Result<DiskEntry> folder = disk_.look(output_ + "/" + name);
  const bool has_folder = folder.ok() && folder.value().kind == EntryKind::folder;
  for (const bool waiting : {false, true}) {
    const StatePlace place{name, waiting};
    if (!waiting && !has_folder) continue;
    if (const Result<DiskEntry> file = disk_.look(file_of(place)); file.ok()) enter(place, read(place, file.value(), {}));
    else if (index_)
      if (Status status = index_->drop(place); !status.ok()) give_up_index(status.error());
  }
  if (const auto fresh = entries_.find(name); fresh != entries_.end()) connect(fresh->second);
}

}  // namespace tabularium

// What became of every input that an output folder knows. The truth lies in the state files (record.h); this gathers them, finds
// one by input or by content, and keeps the index beside them.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "pipeline/ledger/disk.h"
#include "pipeline/ledger/index.h"
#include "pipeline/ledger/record.h"

namespace tabularium {

struct LedgerEntry {
  std::string name;                     // of its folder among the results
  DocumentState state;                  // what is known of its input last
  std::optional<DocumentState> result;  // of what the folder OUT/<name> is the result; may be of older content than `state`
};

class Ledger {
 public:
  // `disk` outlives it. An empty `index_path` is a ledger without an index.
  Ledger(Disk& disk, std::string output, std::string index_path);

  // Reads the state files (those that the index knows as they are from there). With `rebuild` the index is made anew.
  // What a power cut left in two places is settled: a result wins over a note that waits for the same content. A result whose
  // files are gone or have another size than its state file says is none.
  Status load(bool rebuild = false);

  const std::map<std::string, LedgerEntry>& entries() const { return entries_; }
  const LedgerEntry* of_name(const std::string& name) const;
  const LedgerEntry* of_input(const std::string& absolute_path) const;
  const LedgerEntry* of_content(const std::string& sha256) const;  // one with this result

  // An input without a result of its own: failed, quarantined, or of the content of another.
  Status keep(const std::string& name, DocumentState state);
  Status forget_waiting(const std::string& name);  // the note alone
  void refresh(const std::string& name);           // others changed the document's files: reads them again

  // Why there is no index; empty = there is one (or none was wanted).
  const std::string& index_trouble() const { return index_trouble_; }
  LedgerIndex* index() { return index_ ? &*index_ : nullptr; }
  std::size_t read_from_files() const { return read_from_files_; }  // state files that load had to open

 private:
  std::string file_of(const StatePlace& place) const;
  void open_index(bool rebuild);
  std::optional<DocumentState> read(const StatePlace& place, const DiskEntry& file, const std::map<StatePlace, IndexRow>& known);
  bool is_whole(const std::string& name, const DocumentState& state) const;
  void enter(const StatePlace& place, std::optional<DocumentState> state);
  void give_up_index(const Error& error);
  void connect(const LedgerEntry& entry);
  void disconnect(const LedgerEntry& entry);

  Disk& disk_;
  std::string output_;
  std::string index_path_;
  std::optional<LedgerIndex> index_;
  std::string index_trouble_;
  std::size_t read_from_files_ = 0;
  std::map<std::string, LedgerEntry> entries_;
  std::map<std::string, std::string> by_input_;
  std::multimap<std::string, std::string> by_content_;
};

// Where the note of an input without a result lies.
std::string waiting_file(const std::string& output, const std::string& name);

// Written by any run that could not convert something, read by the next.
Status write_waiting(const std::string& output, const std::string& name, const DocumentState& state);
std::optional<DocumentState> read_waiting(const std::string& output, const std::string& name);
void remove_waiting(const std::string& output, const std::string& name) noexcept;

}  // namespace tabularium

// One run over many documents: what is unchanged is left, the rest goes to workers, results move into place, and
// every input gets its record.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "pipeline/cli/options.h"
#include "pipeline/cli/reporter.h"
#include "pipeline/ledger/disk.h"
#include "pipeline/ledger/record.h"
#include "pipeline/run/inputs.h"
#include "pipeline/worker/pool.h"

namespace tabularium {

struct RunPlaces {
  std::string config_dir;
  std::string output;          // results move here
  std::string private_folder;  // unfinished results
  std::string staging = {};    // where private_folder is on another file system: a folder on that of `output`, through which
                               // finished results go
  bool keep_superseded = false;  // results of older content are kept (ledger/supersede.h)
};

// For a caller that keeps a book of its own, or may have to wait.
struct RunHooks {
  // Before a document goes to a worker. An error settles it without one.
  std::function<Status(std::size_t index, const std::string& sha256)> starting;
  // Each document once, when its result lies in place or it is known that there will be none: then `error` says why.
  std::function<void(std::size_t index, const DocumentRecord& record, const Error* error)> settled;
  // Why no document may be begun just now (a full disk, a deadline); empty = go on. What a disk makes fail meanwhile is put off, not
  // blamed on the document.
  std::function<std::string()> hold = {};
};

class ConvertRun {
 public:
  ConvertRun(const Settings& settings, RunPlaces places, std::vector<Input> inputs, Reporter& reporter, RunHooks hooks = {});

  // False when a signal ended it; the record is complete all the same.
  bool run(int interrupt);

  const std::vector<DocumentRecord>& records() const { return records_; }

 private:
  std::optional<SandboxPlan> sandbox() const;
  bool start(std::size_t index, ConvertJob& job);
  bool settle_unchanged(std::size_t index, const std::string& sha256);
  void look_at(std::size_t index);
  void put_off(std::size_t index, const std::string& why);
  void note_failure(std::size_t index, const Error& error) const;
  void done(std::size_t index, const ConvertJob& job, const DocumentOutcome& outcome, double seconds);
  Status publish(std::size_t index, const ConvertJob& job);
  Status place(const std::string& finished, const std::string& folder) const;
  void settle(std::size_t index, const Error* error = nullptr);
  void settle_failed(std::size_t index, const Error& error);
  std::string result_folder(std::size_t index) const { return places_.output + "/" + inputs_[index].name; }

  const Settings& settings_;
  RunPlaces places_;
  std::vector<Input> inputs_;
  Reporter& reporter_;
  RunHooks hooks_;
  std::unique_ptr<Disk> disk_ = make_disk();
  std::string options_key_;
  std::vector<DocumentState> seen_;  // each input as it was when it was taken
  std::vector<DocumentRecord> records_;
  std::vector<bool> settled_;
  std::size_t settled_count_ = 0;
  std::set<std::string> scratch_;  // folders of what is being converted
};

}  // namespace tabularium

// Which files of an upload folder are there to be taken: those that have stopped growing.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "models/result.h"
#include "pipeline/ledger/disk.h"

namespace tabularium {

struct IntakeOptions {
  std::string folder;             // absolute
  std::string leave_out;          // the output folder, should it lie within
  double settle_seconds = 10;     // a file is taken when it has not changed for so long …
  bool only_when_marked = false;  // … or, then alone, when NAME.done lies beside NAME
};

struct IncomingFile {
  std::string path;
  std::int64_t size = 0;
  std::int64_t time = 0;          // of its last change, nanoseconds since 1970
};

struct LeftAlone {
  std::string path;
  std::string reason;             // a link, a device, a folder that cannot be read
  bool operator==(const LeftAlone&) const = default;
};

struct Scan {
  std::vector<IncomingFile> ready;   // oldest first
  std::size_t settling = 0;          // may be growing still, or wait for their mark
  std::vector<LeftAlone> left_alone;
};

// Hidden files, names that programs give to unfinished copies (.part, .tmp, .crdownload, .filepart, ~) and marks are passed over.
// Links, devices, sockets and pipes are never followed or opened.
class Intake {
 public:
  Intake(const Disk& disk, const Clock& clock, IntakeOptions options);

  // An error: the folder itself cannot be read.
  Result<Scan> scan();

 private:
  struct Observed {
    std::int64_t size = 0;
    std::int64_t time = 0;
    double since = 0;       // steady; unchanged from then on
    unsigned scan = 0;      // the last one that saw it
  };

  void add_folder(const std::string& folder, const std::vector<DiskEntry>& entries, Scan& scan, int depth);
  bool has_settled(const IncomingFile& file);

  const Disk& disk_;
  const Clock& clock_;
  IntakeOptions options_;
  std::map<std::string, Observed> growing_;  // those alone that had not settled when last seen
  unsigned scans_ = 0;
};

}  // namespace tabularium

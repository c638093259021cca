// The operating system as unattended runs see it: folders, files, free space and time. A small interface, so that a full disk,
// a mount that is gone and a clock that jumps can be had in a test (tests/pipeline/memory_disk.h).
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "models/result.h"

namespace tabularium {

enum class EntryKind { file, folder, link, other };  // other: device, socket, pipe

struct DiskEntry {
  std::string name;              // within its folder; any bytes
  EntryKind kind = EntryKind::other;
  std::int64_t size = 0;         // bytes
  std::int64_t time = 0;         // of the last change, nanoseconds since 1970
  bool operator==(const DiskEntry&) const = default;
};

class Disk {
 public:
  virtual ~Disk() = default;
  // What lies in a folder, in no order; links are told as links, never followed. not_found, permission_denied, io.
  virtual Result<std::vector<DiskEntry>> list(const std::string& folder) const = 0;
  virtual Result<DiskEntry> look(const std::string& path) const = 0;  // the same of one path
  virtual Result<std::string> read(const std::string& path, std::size_t limit) const = 0;
  virtual Status write(const std::string& path, std::string_view bytes) = 0;  // whole or not at all
  virtual Status make_folder(const std::string& path) = 0;                    // with those over it; there already: fine
  virtual Status rename(const std::string& from, const std::string& to) = 0;
  virtual Status copy(const std::string& from, const std::string& to) = 0;    // a file's content
  virtual Status link(const std::string& target, const std::string& path) = 0;  // symbolic; takes the place of another link
  virtual Status remove(const std::string& path) = 0;                         // with all in it; not there: fine
  virtual Result<std::int64_t> free_bytes(const std::string& path) const = 0;
  virtual Result<std::uint64_t> device(const std::string& path) const = 0;    // changes when a mount comes or goes
};

std::unique_ptr<Disk> make_disk();

class Clock {
 public:
  virtual ~Clock() = default;
  virtual std::int64_t wall() const = 0;    // seconds since 1970; may jump either way
  virtual double steady() const = 0;        // seconds; only ever grows
};

std::unique_ptr<Clock> make_clock();

}  // namespace tabularium

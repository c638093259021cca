// A file appears under its name complete or not at all: written under a temporary name beside it, synced, renamed.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "models/result.h"

namespace tabularium {

class AtomicFile {
 public:
  explicit AtomicFile(std::string path);
  ~AtomicFile();                          // without a commit nothing stays behind
  AtomicFile(const AtomicFile&) = delete;
  AtomicFile& operator=(const AtomicFile&) = delete;

  // A failure is kept until commit, so that a stream of writes need not be checked one by one.
  void write(std::string_view bytes);
  Status commit();                        // once; not_found, permission_denied or io, with path and reason

  const std::string& temporary_path() const noexcept { return temporary_; }  // for a library that writes by itself
  void close_for_library();               // gives up the handle; the library rewrites temporary_path(), then commit()

 private:
  void fail(const char* what);

  std::string path_;
  std::string temporary_;
  int handle_ = -1;
  std::string buffer_;
  std::string failure_;
  int failed_with_ = 0;                   // errno
  bool committed_ = false;
};

Status write_file(const std::string& path, std::string_view bytes);

// A folder of many small files that appears as a whole, in place of what stood there. Its file system is synced once instead of once a
// file, and one name changes instead of a hundred. Without a commit nothing stays behind; without a file there is no folder.
class AtomicFolder {
 public:
  explicit AtomicFolder(std::string path);
  ~AtomicFolder();
  AtomicFolder(const AtomicFolder&) = delete;
  AtomicFolder& operator=(const AtomicFolder&) = delete;

  Status write(const std::string& name, std::string_view bytes);
  Status commit();         // once

 private:
  std::string path_;
  std::string temporary_;
  int handle_ = -1;        // of the temporary folder
};

// The whole file; too_large above `limit` bytes.
Result<std::string> read_file(const std::string& path, std::size_t limit);

}  // namespace tabularium

// Waiting for something new in a folder.
#pragma once

#include <set>
#include <string>

namespace tabularium {

// Told by the kernel (inotify) where that works; where it does not (network mounts, no watches left) only time passes: whoever
// waits looks through the folder again afterwards, so a missed event costs time, nothing else.
class FolderWake {
 public:
  explicit FolderWake(std::string folder);
  ~FolderWake();
  FolderWake(const FolderWake&) = delete;
  FolderWake& operator=(const FolderWake&) = delete;

  bool works() const { return descriptor_ >= 0; }
  // Until something comes, `interrupt` (-1 = none) can be read or the time is over. False: interrupted.
  bool wait(int interrupt, double seconds);

 private:
  void watch_folders();
  void drain() const;

  std::string folder_;
  int descriptor_ = -1;
  std::set<std::string> watched_;
};

}  // namespace tabularium

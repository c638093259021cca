#include "pipeline/watch/wake.h"

#include <poll.h>
#include <sys/inotify.h>
#include <sys/vfs.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <utility>

namespace tabularium {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t most_watches = 1000;
constexpr int breath_ms = 500;  // an upload makes many events; one look for all of them

// What another machine writes there, this kernel does not see.
bool is_remote(const std::string& folder) {
  constexpr std::array<unsigned, 7> kinds = {0x6969 /* NFS */, 0x517B /* SMB */, 0xFF534D42 /* CIFS */, 0xFE534D42 /* SMB2 */,
                                             0x65735546 /* FUSE */, 0x01021997 /* 9P */, 0x0BD00BD0 /* Lustre */};
  struct statfs state {};
  return ::statfs(folder.c_str(), &state) == 0 && std::ranges::find(kinds, static_cast<unsigned>(state.f_type)) != kinds.end();
}

}  // namespace

FolderWake::FolderWake(std::string folder) : folder_(std::move(folder)) {
  if (is_remote(folder_)) return;
  descriptor_ = ::inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
  if (descriptor_ >= 0) watch_folders();
  if (descriptor_ >= 0 && watched_.empty()) ::close(std::exchange(descriptor_, -1));
}

FolderWake::~FolderWake() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

void FolderWake::watch_folders() {
  const auto add = [this](const std::string& folder) {
    constexpr unsigned events = IN_CREATE | IN_MOVED_TO | IN_CLOSE_WRITE | IN_DELETE | IN_ONLYDIR | IN_DONT_FOLLOW;
    if (watched_.size() < most_watches && ::inotify_add_watch(descriptor_, folder.c_str(), events) >= 0) watched_.insert(folder);
  };
  if (!watched_.contains(folder_)) add(folder_);
  std::error_code failed;
  for (fs::directory_iterator it(folder_, failed), end; !failed && it != end; it.increment(failed)) {
    std::error_code unreadable;
    if (!it->is_directory(unreadable) || it->is_symlink(unreadable) || watched_.contains(it->path().string())) continue;
    add(it->path().string());
  }
}

void FolderWake::drain() const {
  std::array<char, 65536> events{};
  while (::read(descriptor_, events.data(), events.size()) > 0) {
  }
}

bool FolderWake::wait(int interrupt, double seconds) {
  if (descriptor_ >= 0) watch_folders();
  std::array<pollfd, 2> watched = {pollfd{interrupt, POLLIN, 0}, pollfd{descriptor_, POLLIN, 0}};
  const int milliseconds = static_cast<int>(std::clamp(std::ceil(seconds * 1000), 0.0, 86'400'000.0));
  (void)::poll(watched.data(), watched.size(), milliseconds);
  if (watched[0].revents != 0) return false;
  if (watched[1].revents == 0) return true;
  (void)::poll(watched.data(), 1, breath_ms);
  drain();
  return watched[0].revents == 0;
}

}  // namespace tabularium

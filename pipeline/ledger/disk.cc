#include "pipeline/ledger/disk.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstring>
#include <ctime>
#include <filesystem>

#include "stages/core/atomic_file.h"

namespace tabularium {
namespace {

namespace fs = std::filesystem;

Error failure(const std::string& path, int reason) {
  ErrorCode code = ErrorCode::io;
  if (reason == ENOENT || reason == ENOTDIR) code = ErrorCode::not_found;
  if (reason == EACCES || reason == EPERM || reason == EROFS) code = ErrorCode::permission_denied;
  return Error{code, path + ": " + std::strerror(reason), {}};
}

Status status_of(const std::string& path, const std::error_code& code) { return code ? Status(failure(path, code.value())) : Status(); }

DiskEntry entry_of(std::string name, const struct stat& found) {
  EntryKind kind = EntryKind::other;
  if (S_ISREG(found.st_mode)) kind = EntryKind::file;
  if (S_ISDIR(found.st_mode)) kind = EntryKind::folder;
  if (S_ISLNK(found.st_mode)) kind = EntryKind::link;
  constexpr std::int64_t nanoseconds = 1'000'000'000;
  return {std::move(name), kind, found.st_size, found.st_mtim.tv_sec * nanoseconds + found.st_mtim.tv_nsec};
}

struct FolderCloser {
  void operator()(DIR* folder) const noexcept { ::closedir(folder); }
};

class RealDisk final : public Disk {
 public:
  Result<std::vector<DiskEntry>> list(const std::string& folder) const override {
    const std::unique_ptr<DIR, FolderCloser> opened(::opendir(folder.c_str()));
    if (!opened) return failure(folder, errno);
    std::vector<DiskEntry> entries;
    for (errno = 0; const dirent* found = ::readdir(opened.get()); errno = 0) {
      std::string name = found->d_name;
      struct stat state {};
      if (name == "." || name == ".." || ::fstatat(::dirfd(opened.get()), found->d_name, &state, AT_SYMLINK_NOFOLLOW) != 0) continue;
      entries.push_back(entry_of(std::move(name), state));
    }
    if (errno != 0) return failure(folder, errno);
    return entries;
  }

  Result<DiskEntry> look(const std::string& path) const override {
    struct stat state {};
    if (::lstat(path.c_str(), &state) != 0) return failure(path, errno);
    return entry_of(path.substr(path.rfind('/') + 1), state);
  }

  Result<std::string> read(const std::string& path, std::size_t limit) const override { return read_file(path, limit); }
  Status write(const std::string& path, std::string_view bytes) override { return write_file(path, bytes); }

  Status make_folder(const std::string& path) override {
    std::error_code failed;
    fs::create_directories(path, failed);
    return status_of(path, failed);
  }

  Status rename(const std::string& from, const std::string& to) override {
    return ::rename(from.c_str(), to.c_str()) == 0 ? Status() : failure(to, errno);
  }

  Status copy(const std::string& from, const std::string& to) override {
    std::error_code failed;
    fs::copy_file(from, to, fs::copy_options::overwrite_existing, failed);
    return status_of(to, failed);
  }

  Status link(const std::string& target, const std::string& path) override {
    const std::string fresh = path + ".link" + std::to_string(::getpid());
    (void)::unlink(fresh.c_str());
    if (::symlink(target.c_str(), fresh.c_str()) != 0) return failure(path, errno);
    if (::rename(fresh.c_str(), path.c_str()) == 0) return {};
    const int reason = errno;
    (void)::unlink(fresh.c_str());
    return failure(path, reason);
  }

  Status remove(const std::string& path) override {
    std::error_code failed;
    fs::remove_all(path, failed);
    return status_of(path, failed);
  }

  Result<std::int64_t> free_bytes(const std::string& path) const override {
    struct statvfs state {};
    if (::statvfs(path.c_str(), &state) != 0) return failure(path, errno);
    return static_cast<std::int64_t>(state.f_bavail) * static_cast<std::int64_t>(state.f_frsize);
  }

  Result<std::uint64_t> device(const std::string& path) const override {
    struct stat state {};
    if (::stat(path.c_str(), &state) != 0) return failure(path, errno);
    return static_cast<std::uint64_t>(state.st_dev);
  }
};

class RealClock final : public Clock {
 public:
  std::int64_t wall() const override { return std::time(nullptr); }
  double steady() const override { return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count(); }
};

}  // namespace

std::unique_ptr<Disk> make_disk() { return std::make_unique<RealDisk>(); }
std::unique_ptr<Clock> make_clock() { return std::make_unique<RealClock>(); }

}  // namespace tabularium

#include "pipeline/ledger/files.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <utility>

#include "pipeline/ledger/supersede.h"
#include "stages/core/atomic_file.h"
#include "stages/core/corrections.h"
#include "stages/core/utc_time.h"

namespace tabularium {
namespace {

namespace fs = std::filesystem;

Error system_error(const std::string& path, int reason) {
  const bool denied = reason == EACCES || reason == EPERM || reason == EROFS;
  return Error{denied ? ErrorCode::permission_denied : ErrorCode::io, path + ": " + std::strerror(reason), {}};
}

class Descriptor {
 public:
  Descriptor(const std::string& path, int flags) : fd_(::open(path.c_str(), flags | O_CLOEXEC, 0644)) {}
  ~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int get() const { return fd_; }

 private:
  int fd_;
};

Status sync_path(const std::string& path) {
  const Descriptor file(path, O_RDONLY);
  if (file.get() < 0 || ::fsync(file.get()) != 0) return system_error(path, errno);
  return {};
}

// Folders and plain files; folders are synced after what is in them.
Status copy_synced(const std::string& from, const std::string& to) {
  std::error_code failed;
  fs::directory_iterator it(from, failed);
  for (const fs::directory_iterator end; !failed && it != end; it.increment(failed)) {
    const std::string target = to + "/" + it->path().filename().string();
    if (it->is_directory(failed)) {
      if (!fs::create_directory(target, failed)) break;
      if (Status status = copy_synced(it->path().string(), target); !status.ok()) return status;
    } else if (!failed) {
      fs::copy_file(it->path(), target, failed);
      if (failed) break;
      if (Status status = sync_path(target); !status.ok()) return status;
    }
  }
  if (failed) return Error{ErrorCode::io, to + ": " + failed.message(), {}};
  return sync_path(to);
}

std::string folder_of(const std::string& path) {
  const fs::path parent = fs::path(path).parent_path();
  return parent.empty() ? "." : parent.string();
}

std::string said_by_holder(const std::string& lock) {
  const Result<std::string> text = read_file(lock, 4096);
  return text.ok() && !text.value().empty() ? " (" + text.value() + ")" : "";
}

// For people who ask; whether it is held, the kernel knows.
void say_who_holds(int lock, const std::string& who) {
  std::array<char, 256> host{};
  (void)::gethostname(host.data(), host.size() - 1);
  const std::string text = (who.empty() ? "" : who + ", ") + "process " + std::to_string(::getpid()) + " on " + host.data() + " since " + utc_now();
  if (::ftruncate(lock, 0) == 0) (void)!::pwrite(lock, text.data(), text.size(), 0);
}

}  // namespace

std::string lock_holder(const std::string& output) {
  const std::string lock = output + "/.tabularium/lock";
  const Descriptor file(lock, O_RDONLY);
  if (file.get() < 0 || ::flock(file.get(), LOCK_SH | LOCK_NB) == 0) return "";
  const std::string said = said_by_holder(lock);
  return said.empty() ? "another run" : said.substr(2, said.size() - 3);
}

Status put_in_place(const std::string& fresh, const std::string& final_path) {
  if (Status status = sync_path(fresh); !status.ok()) return status;
  if (::renameat2(AT_FDCWD, fresh.c_str(), AT_FDCWD, final_path.c_str(), RENAME_NOREPLACE) == 0) return sync_path(folder_of(final_path));
  if (errno == EEXIST && ::renameat2(AT_FDCWD, fresh.c_str(), AT_FDCWD, final_path.c_str(), RENAME_EXCHANGE) == 0) {
    remove_tree(fresh);
    return sync_path(folder_of(final_path));
  }
  // A file system without these flags: the old one steps aside first.
  const std::string aside = fresh + ".old";
  std::error_code failed;
  if (fs::exists(final_path, failed) && ::rename(final_path.c_str(), aside.c_str()) != 0) return system_error(final_path, errno);
  if (::rename(fresh.c_str(), final_path.c_str()) != 0) {
    const int reason = errno;
    (void)::rename(aside.c_str(), final_path.c_str());
    return system_error(final_path, reason);
  }
  remove_tree(aside);
  return sync_path(folder_of(final_path));
}

Status swap_places(const std::string& one, const std::string& other) {
  if (::renameat2(AT_FDCWD, one.c_str(), AT_FDCWD, other.c_str(), RENAME_EXCHANGE) != 0) return system_error(other, errno);
  return sync_path(folder_of(other));
}

Result<std::string> make_scratch_folder(const std::string& parent, const std::string& prefix) {
  std::string path = parent + "/" + prefix + "XXXXXX";
  if (::mkdtemp(path.data()) == nullptr) return system_error(parent, errno);
  (void)::chmod(path.c_str(), 0755);  // the folder is renamed into place and is to be as readable as its neighbours
  return path;
}

Result<std::string> carry_over(const std::string& folder, const std::string& staging) {
  Result<std::string> fresh = make_scratch_folder(staging, "part-");
  if (!fresh.ok()) return fresh;
  Status status = copy_synced(folder, fresh.value());
  if (status.ok()) return fresh;
  remove_tree(fresh.value());
  return status.error();
}

Status keep_corrections(const std::string& old_folder, const std::string& fresh) {
  const std::string name = '/' + std::string(corrections_file);
  std::error_code failed;
  if (!fs::exists(old_folder + name, failed)) return {};
  fs::copy_file(old_folder + name, fresh + name, fs::copy_options::overwrite_existing, failed);
  if (failed) return Error{ErrorCode::io, old_folder + name + ": " + failed.message(), {}};
  return sync_path(fresh + name);
}

void remove_tree(const std::string& path) noexcept {
  std::error_code ignored;
  fs::remove_all(path, ignored);
}

Result<OutputLock> OutputLock::take(const std::string& output, const std::string& who) {
  const std::string folder = output + "/.tabularium";
  std::error_code failed;
  fs::create_directories(folder, failed);
  if (failed) return system_error(output, failed.value());
  const std::string lock = folder + "/lock";
  const int fd = ::open(lock.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  if (fd < 0) return system_error(output, errno);
  OutputLock held(fd, folder);
  if (::flock(fd, LOCK_EX | LOCK_NB) != 0)
    return Error{ErrorCode::unsupported, output + ": another run is writing there" + said_by_holder(lock), {}};
  say_who_holds(fd, who);
  recover_superseded(output);
  for (const auto& entry : fs::directory_iterator(folder, failed))
    if (entry.path().filename().string().starts_with("part-")) remove_tree(entry.path().string());
  return held;
}

OutputLock::OutputLock(int descriptor, std::string folder) : descriptor_(descriptor), private_folder_(std::move(folder)) {}

OutputLock::OutputLock(OutputLock&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)), private_folder_(std::move(other.private_folder_)) {}

OutputLock::~OutputLock() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

}  // namespace tabularium

#include "stages/core/atomic_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cinttypes>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <utility>

namespace tabularium {
namespace {

constexpr std::size_t buffer_size = 1U << 16U;

ErrorCode code_of(int error) {
  if (error == ENOENT || error == ENOTDIR) return ErrorCode::not_found;
  if (error == EACCES || error == EPERM || error == EROFS) return ErrorCode::permission_denied;
  return ErrorCode::io;
}

Error error_of(const std::string& path, const char* what, int error) {
  return {code_of(error), path + ": cannot " + what + ": " + std::strerror(error), {}};
}

bool write_all(int handle, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(handle, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

// Two hosts may run processes of the same number over one file system. Short, since names have a limit.
std::string host_and_process() {
  static const std::string host = [] {
    std::array<char, 256> name{};
    (void)::gethostname(name.data(), name.size() - 1);
    std::uint32_t mixed = 2166136261U;  // FNV-1a
    for (const char* c = name.data(); *c != 0; ++c) mixed = (mixed ^ static_cast<unsigned char>(*c)) * 16777619U;
    std::array<char, 9> digits{};
    std::snprintf(digits.data(), digits.size(), "%08" PRIx32, mixed);
    return std::string(digits.data());
  }();
  return host + "-" + std::to_string(::getpid());
}

}  // namespace

AtomicFile::AtomicFile(std::string path)
    : path_(std::move(path)), temporary_(path_ + ".part" + host_and_process()) {
  handle_ = ::open(temporary_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  if (handle_ < 0) fail("create");
}

AtomicFile::~AtomicFile() {
  if (handle_ >= 0) ::close(handle_);
  if (!committed_ && failure_ != "create") ::unlink(temporary_.c_str());
}

void AtomicFile::fail(const char* what) {
  if (failed_with_ != 0) return;
  failed_with_ = errno == 0 ? EIO : errno;
  failure_ = what;
}

void AtomicFile::write(std::string_view bytes) {
  if (failed_with_ != 0) return;
  buffer_.append(bytes);
  if (buffer_.size() < buffer_size) return;
  if (!write_all(handle_, buffer_)) fail("write");
  buffer_.clear();
}

void AtomicFile::close_for_library() {
  if (handle_ >= 0) ::close(handle_);
  handle_ = -1;
}

Status AtomicFile::commit() {
  if (failed_with_ == 0 && handle_ < 0) {
    handle_ = ::open(temporary_.c_str(), O_WRONLY | O_CLOEXEC);
    if (handle_ < 0) fail("reopen");
  }
  if (failed_with_ == 0 && !write_all(handle_, buffer_)) fail("write");
  if (failed_with_ == 0 && ::fsync(handle_) != 0) fail("sync");
  if (handle_ >= 0 && ::close(std::exchange(handle_, -1)) != 0) fail("close");
  if (failed_with_ == 0 && ::rename(temporary_.c_str(), path_.c_str()) != 0) fail("rename");
  if (failed_with_ != 0) return error_of(path_, failure_.c_str(), failed_with_);
  committed_ = true;
  return {};
}

Status write_file(const std::string& path, std::string_view bytes) {
  AtomicFile file(path);
  file.write(bytes);
  return file.commit();
}

AtomicFiles::~AtomicFiles() {
  for (const std::string& name : waiting_) ::unlink((folder_ + '/' + name + suffix_).c_str());
}

Status AtomicFiles::write(const std::string& name, std::string_view bytes) {
  if (suffix_.empty()) suffix_ = ".part" + std::to_string(::getpid());
  const std::string path = folder_ + '/' + name;
  const int handle = ::open((path + suffix_).c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  if (handle < 0) return error_of(path, "create", errno);
  waiting_.push_back(name);
  const bool written = write_all(handle, bytes);
  const int reason = errno;
  ::close(handle);
  return written ? Status() : Status(error_of(path, "write", reason));
}

Status AtomicFiles::commit() {
  if (waiting_.empty()) return {};
  const int handle = ::open(folder_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (handle < 0) return error_of(folder_, "open", errno);
  const bool synced = ::syncfs(handle) == 0;
  const int reason = errno;
  ::close(handle);
  if (!synced) return error_of(folder_, "sync", reason);
  while (!waiting_.empty()) {
    const std::string path = folder_ + '/' + waiting_.back();
    if (::rename((path + suffix_).c_str(), path.c_str()) != 0) return error_of(path, "rename", errno);
    waiting_.pop_back();
  }
  return {};
}

Result<std::string> read_file(const std::string& path, std::size_t limit) {
  const int handle = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (handle < 0) return error_of(path, "open", errno);
  std::string bytes;
  std::string piece(buffer_size, '\0');
  for (;;) {
    const ssize_t got = ::read(handle, piece.data(), piece.size());
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) {
      const int error = errno;
      ::close(handle);
      if (got < 0) return error_of(path, "read", error);
      return bytes;
    }
    bytes.append(piece, 0, static_cast<std::size_t>(got));
    if (bytes.size() > limit) {
      ::close(handle);
      return Error{ErrorCode::too_large, path + ": larger than " + std::to_string(limit) + " bytes", {}};
    }
  }
}

}  // namespace tabularium

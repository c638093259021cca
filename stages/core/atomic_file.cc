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
#include <filesystem>
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
  if (buffer_.size() + bytes.size() < buffer_size) {
    buffer_.append(bytes);
    return;
  }
  if (!write_all(handle_, buffer_) || !write_all(handle_, bytes)) fail("write");  // large pieces are not copied first
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

AtomicFolder::AtomicFolder(std::string path) : path_(std::move(path)), temporary_(path_ + ".part" + host_and_process()) {}

AtomicFolder::~AtomicFolder() {
  std::error_code ignored;
  if (handle_ >= 0) std::filesystem::remove_all(temporary_, ignored);
  if (handle_ >= 0) ::close(handle_);
}

Status AtomicFolder::write(const std::string& name, std::string_view bytes) {
  if (handle_ < 0) {
    if (::mkdir(temporary_.c_str(), 0777) != 0 && errno != EEXIST) return error_of(path_, "create", errno);
    handle_ = ::open(temporary_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (handle_ < 0) return error_of(path_, "open", errno);
  }
  const int file = ::openat(handle_, name.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  if (file < 0) return error_of(path_ + '/' + name, "create", errno);
  const bool written = write_all(file, bytes);
  const int reason = errno;
  ::close(file);
  return written ? Status() : Status(error_of(path_ + '/' + name, "write", reason));
}

// What stood there is left under the temporary name, and goes with it.
Status AtomicFolder::commit() {
  if (handle_ < 0) return {};
  if (::syncfs(handle_) != 0) return error_of(path_, "sync", errno);
  if (::rename(temporary_.c_str(), path_.c_str()) == 0) {  // nothing stood there, or an empty folder
    ::close(std::exchange(handle_, -1));
    return {};
  }
  if (::renameat2(AT_FDCWD, temporary_.c_str(), AT_FDCWD, path_.c_str(), RENAME_EXCHANGE) == 0) return {};
  std::error_code failed;                                  // a file system that cannot exchange names
  std::filesystem::remove_all(path_, failed);
  if (failed || ::rename(temporary_.c_str(), path_.c_str()) != 0) return error_of(path_, "rename", failed ? failed.value() : errno);
  ::close(std::exchange(handle_, -1));
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

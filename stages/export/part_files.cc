#include "stages/export/part_files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <string>

namespace tabularium {
namespace {

// A file of its own without a name, or, where the file system has none such, one whose name is taken away at once.
int nameless_file(const std::string& dir) {
  int handle = ::open(dir.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
  if (handle >= 0) return handle;
  std::string name = dir + "/part-XXXXXX";
  handle = ::mkostemp(name.data(), O_CLOEXEC);
  if (handle >= 0) ::unlink(name.c_str());
  return handle;
}

class PartFile {
 public:
  explicit PartFile(std::string dir) : dir_(std::move(dir)) {}
  ~PartFile() {
    if (handle_ >= 0) ::close(handle_);
  }
  PartFile(const PartFile&) = delete;
  PartFile& operator=(const PartFile&) = delete;

  ssize_t read(char* into, std::size_t size) {
    if (handle_ >= 0) return ::read(handle_, into, size);
    const std::size_t count = at_ < bytes_.size() ? std::min(size, bytes_.size() - at_) : 0;
    std::memcpy(into, bytes_.data() + at_, count);
    at_ += count;
    return static_cast<ssize_t>(count);
  }

  ssize_t write(const char* from, std::size_t size) {
    if (handle_ < 0 && at_ + size > part_in_memory && !spill()) return 0;   // as fopencookie(3) wants a failure told
    if (handle_ >= 0) return std::max<ssize_t>(::write(handle_, from, size), 0);
    if (at_ + size > bytes_.size()) bytes_.resize(at_ + size);
    std::memcpy(bytes_.data() + at_, from, size);
    at_ += size;
    return static_cast<ssize_t>(size);
  }

  int seek(off64_t* offset, int from) {
    if (handle_ >= 0) {
      const off64_t there = ::lseek64(handle_, *offset, from);
      if (there >= 0) *offset = there;
      return there < 0 ? -1 : 0;
    }
    const off64_t base = from == SEEK_SET ? 0 : static_cast<off64_t>(from == SEEK_CUR ? at_ : bytes_.size());
    if (base + *offset < 0) return errno = EINVAL, -1;
    *offset += base;
    at_ = static_cast<std::size_t>(*offset);
    return 0;
  }

 private:
  bool spill() {
    const int handle = nameless_file(dir_);
    if (handle < 0) return false;
    for (std::size_t done = 0; done < bytes_.size();) {
      const ssize_t count = ::write(handle, bytes_.data() + done, bytes_.size() - done);
      if (count <= 0) return ::close(handle), false;
      done += static_cast<std::size_t>(count);
    }
    if (::lseek64(handle, static_cast<off64_t>(at_), SEEK_SET) < 0) return ::close(handle), false;
    handle_ = handle;
    bytes_ = {};
    return true;
  }

  std::string dir_;
  std::string bytes_;
  std::size_t at_ = 0;
  int handle_ = -1;   // where it has grown too large
};

}  // namespace

std::FILE* open_part_file(const std::string& dir) {
  cookie_io_functions_t functions{};
  functions.read = [](void* file, char* into, std::size_t size) { return static_cast<PartFile*>(file)->read(into, size); };
  functions.write = [](void* file, const char* from, std::size_t size) { return static_cast<PartFile*>(file)->write(from, size); };
  functions.seek = [](void* file, off64_t* offset, int from) { return static_cast<PartFile*>(file)->seek(offset, from); };
  functions.close = [](void* file) {
    delete static_cast<PartFile*>(file);
    return 0;
  };
  auto part = std::make_unique<PartFile>(dir);
  std::FILE* file = ::fopencookie(part.get(), "w+", functions);
  if (file != nullptr) (void)part.release();
  return file;
}

}  // namespace tabularium

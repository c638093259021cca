#include "stages/core/sha256.h"

#include <openssl/evp.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>

namespace tabularium {
namespace {

class Hasher {
 public:
  Hasher() : context_(EVP_MD_CTX_new(), &EVP_MD_CTX_free) { EVP_DigestInit_ex(context_.get(), EVP_sha256(), nullptr); }
  void add(const void* bytes, std::size_t size) { EVP_DigestUpdate(context_.get(), bytes, size); }
  std::string hex() {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned size = 0;
    EVP_DigestFinal_ex(context_.get(), digest.data(), &size);
    std::string text;
    for (unsigned i = 0; i < size; ++i) {
      text += "0123456789abcdef"[digest[i] >> 4U];
      text += "0123456789abcdef"[digest[i] & 15U];
    }
    return text;
  }

 private:
  std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context_;
};

Status add_file(const std::string& path, Hasher& hasher) {
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "rbe"), &std::fclose);
  if (!file) {
    const int reason = errno;
    return Error{reason == ENOENT    ? ErrorCode::not_found
                 : reason == EACCES  ? ErrorCode::permission_denied
                                     : ErrorCode::io,
                 path + ": " + std::strerror(reason),
                 {}};
  }
  std::vector<char> buffer(1U << 18U);
  for (std::size_t got = 0; (got = std::fread(buffer.data(), 1, buffer.size(), file.get())) > 0;)
    hasher.add(buffer.data(), got);
  if (std::ferror(file.get())) return Error{ErrorCode::io, path + ": " + std::strerror(errno), {}};
  return {};
}

}  // namespace

std::string sha256_of(std::string_view bytes) {
  Hasher hasher;
  hasher.add(bytes.data(), bytes.size());
  return hasher.hex();
}

Result<std::string> sha256_of_files(const std::vector<std::string>& files) {
  Hasher hasher;
  for (const std::string& path : files)
    if (Status status = add_file(path, hasher); !status.ok()) return status.error();
  return hasher.hex();
}

}  // namespace tabularium

#include "stages/core/libraries.h"

#include <openssl/crypto.h>
#include <sqlite3.h>
#include <unicode/uchar.h>
#include <zstd.h>

#include <array>

namespace tabularium {

std::vector<Library> core_libraries() {
  UVersionInfo icu{};
  u_getVersion(icu);
  std::array<char, U_MAX_VERSION_STRING_LENGTH> icu_text{};
  u_versionToString(icu, icu_text.data());
  return {{"icu", icu_text.data(), true},
          {"opencc", OPENCC_VERSION_BUILT, false},
          {"zstd", ZSTD_versionString(), true},
          {"yaml-cpp", YAMLCPP_VERSION_BUILT, false},
          {"openssl", OpenSSL_version(OPENSSL_VERSION_STRING), true},
          {"libsqlite3", sqlite3_libversion(), true}};
}

}  // namespace tabularium

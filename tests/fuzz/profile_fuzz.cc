// libFuzzer target: any bytes as a profile.
#include <cstdint>

#include "stages/core/profile.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  (void)tabularium::parse_profile({reinterpret_cast<const char*>(data), size}, "fuzz").ok();
  return 0;
}

// libFuzzer target: any bytes as corrections.json. What is believed is written and read again alike.
#include <cstdint>
#include <cstdlib>

#include "stages/core/corrections.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tabularium;
  const Result<std::vector<Correction>> read = corrections_from_json({reinterpret_cast<const char*>(data), size}, "fuzz");
  if (!read.ok()) return 0;
  const Result<std::vector<Correction>> back = corrections_from_json(corrections_to_json(read.value()), "fuzz");
  if (!back.ok() || back.value().size() != read.value().size()) std::abort();
  return 0;
}

// libFuzzer target: any bytes as run.json, read as JSON and for the options of the run.
#include <cstdint>
#include <cstdlib>

#include "pipeline/ledger/record.h"
#include "stages/core/json_reader.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tabularium;
  const std::string text(reinterpret_cast<const char*>(data), size);
  (void)parse_json(text, "fuzz").ok();
  const Result<Options> options = options_from_run_json(text, "fuzz");
  if (options.ok() && options.value().passwords.size() > 0) std::abort();  // none is ever written there
  return 0;
}

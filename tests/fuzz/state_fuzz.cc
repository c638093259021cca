// libFuzzer target: any bytes as the state file of a document. What is believed is written and read again alike.
#include <cstdint>
#include <cstdlib>

#include "pipeline/ledger/record.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tabularium;
  const Result<DocumentState> state = state_from_json({reinterpret_cast<const char*>(data), size});
  if (!state.ok()) return 0;
  const std::string again = state_to_json(state.value());
  const Result<DocumentState> back = state_from_json(again);
  if (!back.ok() || state_to_json(back.value()) != again) std::abort();
  return 0;
}

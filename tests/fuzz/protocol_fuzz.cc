// libFuzzer target: any bytes as what parent and worker say to each other. What is believed is said again alike.
#include <cstdint>
#include <cstdlib>

#include "pipeline/worker/messages.h"

namespace {

using namespace tabularium;

template <typename T>
void check(const Result<T>& decoded, Result<T> (*decode)(std::string_view)) {
  if (!decoded.ok()) return;
  const std::string again = encode(decoded.value());
  const Result<T> back = decode(again);
  if (!back.ok() || encode(back.value()) != again) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  check(decode_setup(bytes), decode_setup);
  check(decode_job(bytes), decode_job);
  check(decode_progress(bytes), decode_progress);
  check(decode_outcome(bytes), decode_outcome);
  FrameBuffer buffer;
  for (std::size_t from = 0; from < size; from += 7) {
    buffer.add(bytes.substr(from, 7));
    for (;;) {
      const Result<std::optional<Frame>> frame = buffer.next();
      if (!frame.ok()) return 0;
      if (!frame.value()) break;
      check(decode_outcome(frame.value()->payload), decode_outcome);
    }
  }
  return 0;
}

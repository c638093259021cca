// libFuzzer target: any bytes as a text file, through the guess of the charset, decoding and repair. The first byte may ask for a charset.
#include <array>
#include <string>

#include "stages/core/document_repair.h"
#include "stages/extract/text_input.h"
#include "tests/fuzz/fuzz_parts.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tabularium;
  constexpr std::array<const char*, 8> asked = {"", "UTF-8", "UTF-16", "GB18030", "ISO-2022-JP", "IBM037", "IBM437", "UTF-7"};
  if (size == 0 || size > fuzz::longest) return 0;
  const std::string_view bytes = fuzz::bytes_of(data + 1, size - 1);
  Result<DecodedText> decoded = decode_text(bytes, asked[data[0] % asked.size()]);
  if (!decoded) return 0;
  fuzz::require_places(decoded.value().lines, bytes.size());
  (void)repair_lines(decoded.value().lines, Script::keep);
  fuzz::require_places(decoded.value().lines, bytes.size());
  return 0;
}

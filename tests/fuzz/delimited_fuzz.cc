// libFuzzer target: lines of text, delimited or not, brought to a record a line.
#include "stages/core/delimited_text.h"
#include "tests/fuzz/fuzz_parts.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tabularium;
  if (size > fuzz::longest) return 0;
  std::vector<TextLine> lines = fuzz::lines_of(fuzz::bytes_of(data, size));
  const std::size_t before = lines.size();
  unify_delimited(lines);
  fuzz::require(lines.size() <= before);
  fuzz::require_places(lines, size);
  return 0;
}

// libFuzzer target: lines of a page of HTML, however broken, to lines of text.
#include "stages/extract/html_input.h"
#include "tests/fuzz/fuzz_parts.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tabularium;
  if (size > fuzz::longest) return 0;
  const std::vector<TextLine> lines = fuzz::lines_of(fuzz::bytes_of(data, size));
  (void)looks_like_html(lines);
  fuzz::require_places(lines_of_html(lines), size);
  return 0;
}

// libFuzzer target: printer output (carriage control, form feeds, columns, frames of characters) to drawn pages.
#include <cmath>

#include "stages/core/drawn_text.h"
#include "stages/extract/printer_text.h"
#include "tests/fuzz/fuzz_parts.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tabularium;
  if (size > fuzz::longest) return 0;
  std::vector<Page> pages = printed_pages(fuzz::lines_of(fuzz::bytes_of(data, size)));
  for (Page& page : pages) {
    fuzz::require_places(page.evidence.lines, size);
    if (!is_drawn(page)) draw_page(page);   // what is taken for flat text must be safe to draw, too
    for (const Word& word : page.evidence.words) fuzz::require(!word.text.empty() && word.box.x0 <= word.box.x1 && word.box.y1 <= page.height);
  }
  return 0;
}

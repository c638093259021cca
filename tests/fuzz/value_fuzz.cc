// libFuzzer target: one cell a line through everything that reads the meaning of a single cell.
#include "stages/core/enumerator.h"
#include "stages/core/typed_value.h"
#include "tests/fuzz/fuzz_parts.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tabularium;
  if (size > fuzz::longest) return 0;
  std::vector<std::string_view> cells;
  const std::vector<TextLine> lines = fuzz::lines_of(fuzz::bytes_of(data, size));
  for (const TextLine& line : lines) {
    cells.push_back(line.text);
    for (const NumberStyle style : {NumberStyle::unknown, NumberStyle::point, NumberStyle::comma}) {
      const Value value = parse_value(line.text, {.style = style, .unit = "", .scale = 0});
      if (is_numeric(value)) fuzz::require(value.number.places >= 0 && value.number.places <= 18 && value.date.empty());
      if (value.kind == ValueKind::date) fuzz::require(value.date.size() >= 4);
    }
    if (const auto enumerator = parse_enumerator(line.text)) fuzz::require(enumerator->bytes <= line.text.size());
    (void)parse_han_number(line.text);
    (void)parse_unit(line.text);
  }
  (void)number_style_of(cells);
  return 0;
}

// libFuzzer target: any bytes as a text file, through decoding, repair, forms, layout, tables and headers. Nothing may crash, and every
// table that comes out must be whole.
#include <cstdint>
#include <cstdlib>
#include <string_view>
#include <utility>

#include "models/document.h"
#include "models/options.h"
#include "stages/core/delimited_text.h"
#include "stages/core/document_repair.h"
#include "stages/core/table_structure.h"
#include "stages/extract/html_input.h"
#include "stages/extract/printer_text.h"
#include "stages/extract/text_input.h"
#include "stages/headers/headers.h"
#include "stages/layout/layout.h"
#include "stages/tables/tables.h"

namespace {

using namespace tabularium;

void convert(std::string_view bytes) {
  Result<DecodedText> decoded = decode_text(bytes, "");
  if (!decoded) return;
  std::vector<TextLine> lines = std::move(decoded).value().lines;
  if (!repair_lines(lines, Script::keep).ok()) return;
  if (looks_like_html(lines)) lines = lines_of_html(lines);
  else unify_delimited(lines);
  Document document;
  document.pages = printed_pages(std::move(lines));
  const Options options;
  StageContext context{.options = options, .config_dir = TABULARIUM_SOURCE_DIR "/configs", .output_dir = {}};
  if (!make_layout_stage()->run(document, context).ok()) std::abort();
  if (!make_tables_stage()->run(document, context).ok()) std::abort();
  if (!make_headers_stage()->run(document, context).ok()) std::abort();
  for (const Table& table : document.tables)
    if (!structure_error(table).empty()) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::size_t longest = 20'000;
  if (size <= longest) convert({reinterpret_cast<const char*>(data), size});
  return 0;
}

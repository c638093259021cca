// libFuzzer target: lines with cells as one flattened region, to a grid. Every table that comes out must be whole.
#include "stages/core/table_structure.h"
#include "stages/tables/flat_tables.h"
#include "tests/fuzz/fuzz_parts.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tabularium;
  if (size > fuzz::longest) return 0;
  Document document;
  Page& page = document.pages.emplace_back();
  page.number = 1;
  page.origin = PageOrigin::text;
  page.evidence.lines = fuzz::lines_of(fuzz::bytes_of(data, size));
  TableRegion region;
  region.page = 1;
  region.kind = RegionKind::flattened;
  region.line_to = static_cast<int>(page.evidence.lines.size());
  for (const Candidate& candidate : flat_candidates(document, region)) fuzz::require(structure_error(candidate.table).empty());
  return 0;
}

#include "stages/tables/flat_tables.h"

namespace tabularium {

std::vector<Candidate> flat_candidates(const Document& document, const TableRegion& region) {
  (void)document;
  (void)region;
  return {};
}

}  // namespace tabularium

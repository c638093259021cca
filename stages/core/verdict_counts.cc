#include "stages/core/verdict_counts.h"

namespace tabularium {

VerdictCounts& VerdictCounts::operator+=(const VerdictCounts& other) noexcept {
  verified += other.verified;
  unverified += other.unverified;
  contradicted += other.contradicted;
  return *this;
}

VerdictCounts count_verdicts(const Table& table) noexcept {
  VerdictCounts counts;
  for (const Cell& cell : table.cells) {
    counts.verified += cell.verdict == Verdict::verified ? 1 : 0;
    counts.unverified += cell.verdict == Verdict::unverified ? 1 : 0;
    counts.contradicted += cell.verdict == Verdict::contradicted ? 1 : 0;
  }
  return counts;
}

VerdictCounts count_verdicts(const Document& document) noexcept {
  VerdictCounts counts;
  for (const PackedTables& packed : document.packed) counts += {packed.verified, packed.unverified, packed.contradicted};
  for (const Table& table : document.tables) counts += count_verdicts(table);
  return counts;
}

}  // namespace tabularium

#include "stages/core/facing_pages.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace tabularium {

std::optional<double> facing_gutter(const Page& page) {
  constexpr double middle_from = 0.4, middle_to = 0.6;  // of the width
  if (!page.quality || std::none_of(page.quality->treatments.begin(), page.quality->treatments.end(),
                                    [](const auto& what) { return what == kFacingPages; }))
    return std::nullopt;
  const double from = middle_from * page.width, to = middle_to * page.width;
  std::vector<std::pair<double, double>> extents;
  for (const Word& word : page.evidence.words)
    if (word.box.x1 > from && word.box.x0 < to) extents.emplace_back(word.box.x0, word.box.x1);
  extents.emplace_back(to, to);
  std::sort(extents.begin(), extents.end());
  double reached = from, widest = 0, at = 0;
  for (const auto& [x0, x1] : extents) {
    if (x0 - reached > widest) {
      widest = x0 - reached;
      at = (x0 + reached) / 2;
    }
    reached = std::max(reached, x1);
  }
  return widest > 0 ? std::optional(at) : std::nullopt;
}

}  // namespace tabularium

#include "stages/extract/ctc.h"

#include <algorithm>
#include <cstddef>

namespace tabularium {

std::vector<CtcLetter> decode_ctc(std::span<const float> scores, int classes, const std::vector<std::string>& letters) {
  std::vector<CtcLetter> read;
  if (classes < 1) return read;
  const auto width = static_cast<std::size_t>(classes);
  std::size_t before = 0;
  for (std::size_t step = 0; (step + 1) * width <= scores.size(); ++step) {
    const std::span<const float> row = scores.subspan(step * width, width);
    const auto best = static_cast<std::size_t>(std::max_element(row.begin(), row.end()) - row.begin());
    const int at = static_cast<int>(step);
    if (best != 0 && best <= letters.size()) {
      if (best == before) {
        read.back().to = at + 1;
        read.back().confidence = std::max(read.back().confidence, static_cast<double>(row[best]));
      } else {
        read.push_back({letters[best - 1], row[best], at, at + 1});
      }
    }
    before = best <= letters.size() ? best : 0;
  }
  return read;
}

}  // namespace tabularium

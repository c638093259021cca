#include "stages/core/label_likeness.h"

#include <algorithm>
#include <iterator>
#include <utility>
#include <vector>

#include "stages/core/number_text.h"

namespace tabularium {

std::size_t letter_edits(const std::u32string& a, const std::u32string& b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = std::exchange(row[0], i);
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t changed = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({changed, row[j] + 1, row[j - 1] + 1});
    }
  }
  return row.back();
}

std::u32string figures_in(const std::u32string& text) {
  std::u32string figures;
  std::copy_if(text.begin(), text.end(), std::back_inserter(figures), is_ascii_digit);
  return figures;
}

}  // namespace tabularium

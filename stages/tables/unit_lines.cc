#include "stages/tables/unit_lines.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "stages/core/unicode.h"
#include "stages/core/unit_text.h"

namespace tabularium {
namespace {

bool is_unit(std::span<const Word> words, const TextBlock& block) {
  std::string text;
  for (const int id : block.words) text += (text.empty() ? "" : " ") + words[static_cast<std::size_t>(id)].text;
  return !block.numeric && read_unit(to_code_points(fold_label_case(text))).has_value();
}

}  // namespace

std::vector<char> find_unit_lines(std::span<const Word> words, const std::vector<TextBlock>& blocks,
                                  double height) {
  constexpr double same_line = 0.25;  // heights
  constexpr std::size_t fewest = 2;
  std::vector<char> found(blocks.size(), 0);
  const auto is_row = [](const TextBlock& block) { return block.numeric && !block.year && block.columns.first > 0; };
  const auto body = std::find_if(blocks.begin(), blocks.end(), is_row);
  for (auto first = blocks.begin(); first != body; ++first) {
    if (first->columns.first == 0 || found[static_cast<std::size_t>(first - blocks.begin())] != 0) continue;
    std::vector<std::size_t> line;
    bool units = true;
    for (auto other = blocks.begin(); other != blocks.end() && other->box.y0 < first->box.y1; ++other) {
      const double off = std::abs(other->box.center_y() - first->box.center_y());
      if (other->columns.first == 0 || off > same_line * height) continue;
      units = units && other->columns.single() && is_unit(words, *other);
      line.push_back(static_cast<std::size_t>(other - blocks.begin()));
    }
    if (units && line.size() >= fewest)
      for (const std::size_t i : line) found[i] = 1;
  }
  return found;
}

}  // namespace tabularium

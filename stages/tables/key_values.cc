#include "stages/tables/key_values.h"

#include <algorithm>
#include <cmath>

namespace tabularium {
namespace {

bool is_bold(std::span<const Word> words, const TextBlock& block) {
  return std::all_of(block.words.begin(), block.words.end(), [&](int id) { return words[static_cast<std::size_t>(id)].bold; });
}

bool in_column(const TextBlock& block, int column) { return block.columns.single() && block.columns.first == column; }

bool has_neighbour(const std::vector<TextBlock>& blocks, const TextBlock& one) {
  return std::any_of(blocks.begin(), blocks.end(), [&](const TextBlock& other) {
    return &other != &one && overlap_y(other.box, one.box) > 0.3 * std::min(other.box.height(), one.box.height());
  });
}

bool keys_stand_out(std::span<const Word> words, const std::vector<TextBlock>& blocks) {
  int keys = 0, bold_keys = 0, values = 0, bold_values = 0;
  for (const TextBlock& block : blocks) {
    if (!has_neighbour(blocks, block)) continue;
    if (in_column(block, 0)) ++keys, bold_keys += is_bold(words, block) ? 1 : 0;
    if (in_column(block, 1)) ++values, bold_values += is_bold(words, block) ? 1 : 0;
  }
  return keys >= 3 && bold_keys * 10 >= keys * 8 && bold_values * 10 <= values * 3;
}

double left_of_values(const std::vector<TextBlock>& blocks) {
  std::vector<double> left;
  for (const TextBlock& block : blocks)
    if (in_column(block, 1) && has_neighbour(blocks, block)) left.push_back(block.box.x0);
  std::nth_element(left.begin(), left.begin() + static_cast<std::ptrdiff_t>(left.size() / 2), left.end());
  return left[left.size() / 2];
}

void append(TextBlock& upper, const TextBlock& lower) {
  upper.box = unite(upper.box, lower.box);
  upper.words.insert(upper.words.end(), lower.words.begin(), lower.words.end());
  upper.last_line = lower.last_line;
  upper.numeric = false;
  upper.lines += lower.lines;
}

// Rules without those that underline a text: links, names of persons.
RuleSet without_underlines(const RuleSet& rules, const std::vector<TextBlock>& blocks) {
  constexpr double same_end = 2.0;  // points
  RuleSet kept = rules;
  std::erase_if(kept.horizontal, [&](const Rule& rule) {
    return std::any_of(blocks.begin(), blocks.end(), [&](const TextBlock& block) {
      return rule.at > block.box.center_y() && rule.at < block.box.y1 + same_end && rule.from > block.box.x0 - same_end &&
             rule.to < block.box.x1 + same_end;
    });
  });
  return kept;
}

}  // namespace

void join_key_values(std::span<const Word> words, std::vector<TextBlock>& blocks, const RuleSet& all_rules,
                     const BlockOptions& options) {
  const bool two = std::all_of(blocks.begin(), blocks.end(), [](const TextBlock& b) { return b.columns.last <= 1; });
  if (!two || !keys_stand_out(words, blocks)) return;
  const RuleSet rules = without_underlines(all_rules, blocks);
  const double values_at = left_of_values(blocks);
  std::vector<bool> alone;
  for (const TextBlock& block : blocks) alone.push_back(!has_neighbour(blocks, block));
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    TextBlock& block = blocks[i];
    const bool centred = std::abs(block.box.center_x() - options.box.center_x()) < 0.03 * options.box.width() &&
                         std::abs(block.box.x0 - values_at) > 0.5 * options.height;
    if (alone[i] && centred) block.columns = {0, 1};
  }
  std::vector<TextBlock> joined;
  int last_value = -1;  // index into joined of the value that a line without a key goes on
  bool last_alone = false;
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    TextBlock& block = blocks[i];
    TextBlock* above = nullptr;
    if (alone[i] && block.columns.single() && block.columns.first == 1 && last_value >= 0) {
      above = &joined[static_cast<std::size_t>(last_value)];
      if (block.box.y0 - above->box.y1 > 2.2 * options.height) above = nullptr;
    } else if (alone[i] && !block.columns.single() && last_alone) {
      TextBlock& before = joined.back();
      const bool close = block.box.y0 - before.box.y1 < 0.5 * options.height;
      if (close && is_bold(words, before) == is_bold(words, block)) above = &before;
    }
    if (above != nullptr && !rule_between(rules, above->last_line, block.box)) {
      append(*above, block);
      continue;
    }
    last_alone = alone[i] && !block.columns.single();
    if (alone[i]) last_value = -1;
    if (!alone[i] && in_column(block, 1)) last_value = static_cast<int>(joined.size());
    joined.push_back(std::move(block));
  }
  blocks = std::move(joined);
}

}  // namespace tabularium

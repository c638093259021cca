#include "stages/tables/drawn_blocks.h"

#include <algorithm>
#include <cmath>

#include "stages/core/drawn_text.h"

namespace tabularium {
namespace {

std::size_t at(int i) { return static_cast<std::size_t>(i); }

bool beside(const Box& a, const Box& b) { return overlap_y(a, b) > 0.5 * std::min(a.height(), b.height()); }

bool beside_another(const std::vector<TextBlock>& blocks, const TextBlock& one) {
  return std::any_of(blocks.begin(), blocks.end(), [&](const TextBlock& other) {
    return other.columns.first > one.columns.last && overlap_y(other.box, one.box) > 0.5 * std::min(other.box.height(), one.box.height());
  });
}

bool in_stub(const TextBlock& block) { return block.columns.single() && block.columns.first == 0; }

// A line of the stub with nothing beside it, and the nearest one above it.
struct LoneLabel {
  const TextBlock* block = nullptr;
  const TextBlock* above = nullptr;
};

// The first word of `label` would have had room behind the line above, in a stub that ends at `right`.
bool had_room(std::span<const Word> words, const LoneLabel& label, double right) {
  if (label.above == nullptr) return false;
  return label.above->last_line.x1 + character_pitch + first_piece(words[at(label.block->words.front())]) < right + 0.5 * character_pitch;
}

// Letters that may part anywhere fill each line but its last character's room: what follows by chance seldom finds it full.
bool breaks_anywhere(std::span<const Word> words, const TextBlock& block) {
  const Word& word = words[at(block.words.front())];
  return first_piece(word) < word.box.width();
}

// Where the stub's labels end: the widest line of a row, or one that stands alone and can go on a label no narrower than itself.
// A section's name may be wider.
double stub_end(std::span<const Word> words, const std::vector<TextBlock>& blocks) {
  std::vector<LoneLabel> lone;
  const TextBlock* above = nullptr;
  double right = 0;
  for (const TextBlock& block : blocks) {
    if (!in_stub(block)) continue;
    if (block.numeric || beside_another(blocks, block)) right = std::max(right, block.box.x1);
    else lone.push_back({&block, above});
    above = &block;
  }
  std::sort(lone.begin(), lone.end(), [](const LoneLabel& a, const LoneLabel& b) { return a.block->box.x1 < b.block->box.x1; });
  for (const LoneLabel& label : lone)
    if (label.above != nullptr && !had_room(words, label, label.block->box.x1)) right = std::max(right, label.block->box.x1);
  return right;
}

// Nothing stands above or below it, over any of its columns, in the lines of `blocks` that `where` holds.
template <typename Where>
bool has_none(const std::vector<TextBlock>& blocks, const TextBlock& one, Where where) {
  return std::none_of(blocks.begin(), blocks.end(), [&](const TextBlock& other) {
    return other.columns.first <= one.columns.last && other.columns.last >= one.columns.first && where(other.box);
  });
}

}  // namespace

std::vector<char> rests_of_labels(std::span<const Word> words, const std::vector<TextBlock>& blocks, double body, double height) {
  constexpr double set_in = 1.5 * character_pitch;
  std::vector<char> rests(blocks.size(), 0);
  std::vector<std::size_t> either;
  const double right = stub_end(words, blocks);
  int sections = 0;
  int surely = 0;
  const TextBlock* above = nullptr;
  double left = 0;          // where the label begins
  bool in_row = false;      // `above` is a row's label, or may go on one
  bool lone_above = false;
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    const TextBlock& block = blocks[i];
    if (!in_stub(block)) continue;
    const bool lone = !block.numeric && !beside_another(blocks, block);
    if (lone) {
      const bool next_line = above != nullptr && block.box.center_y() - above->box.center_y() < line_pitch + 0.5 * height;
      const bool no_room = next_line && block.box.x0 > left - set_in && !had_room(words, {&block, above}, right);
      // A section does not follow a section: its name goes on.
      const bool goes_on = no_room && lone_above && !in_row && std::abs(block.box.x0 - left) < 0.5 * character_pitch;
      const bool may_rest = no_room && in_row;
      if (may_rest || goes_on) either.push_back(i);
      else ++sections;
      surely += (lone_above && (in_row || goes_on)) || (may_rest && breaks_anywhere(words, block)) ? 1 : 0;
      if (!may_rest && !goes_on) left = block.box.x0;
      in_row = may_rest;
    } else {
      in_row = block.box.y1 > body;   // heads are no rows
      left = block.box.x0;
    }
    lone_above = lone;
    above = &block;
  }
  surely += lone_above && in_row ? 1 : 0;       // nor does it end a table
  if (sections > 0 && surely == 0 && static_cast<int>(either.size()) <= sections) return rests;
  for (const std::size_t i : either) rests[i] = 1;
  return rests;
}

bool is_centred_spanner(const std::vector<TextBlock>& blocks, std::span<const ColumnBand> columns, const TextBlock& upper, const TextBlock& lower) {
  if (!lower.columns.single() || lower.columns.first == 0) return false;
  const auto without_head = [&](const TextBlock& head) {
    return has_none(blocks, head, [&](const Box& box) { return box.y1 < head.box.center_y(); });
  };
  // The heads of the lower line beside this one that have nothing above them.
  int first = lower.columns.first;
  int last = lower.columns.last;
  for (bool grown = true; grown;) {
    grown = false;
    for (const TextBlock& head : blocks) {
      const bool next = head.columns.single() && (head.columns.first == first - 1 || head.columns.first == last + 1);
      if (!next || !beside(head.box, lower.box) || !without_head(head)) continue;
      first = std::min(first, head.columns.first);
      last = std::max(last, head.columns.first);
      grown = true;
    }
  }
  const double middle = (columns[at(first)].x0 + columns[at(last)].x1) / 2;
  if (first == last || std::abs(middle - upper.last_line.center_x()) > 2 * character_pitch) return false;
  // Either heads are not set at the bottom of the boxhead, or this one is not at the middle of what stands below it.
  const bool top = std::any_of(blocks.begin(), blocks.end(), [&](const TextBlock& head) {
    return beside(head.box, upper.last_line) && has_none(blocks, head, [&](const Box& box) { return beside(box, lower.box); });
  });
  return top || std::abs(upper.last_line.center_x() - lower.box.center_x()) > character_pitch;
}

}  // namespace tabularium

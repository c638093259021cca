#include "stages/tables/wrapped_labels.h"

#include <algorithm>
#include <string>

#include "stages/core/enumerator.h"

namespace tabularium {
namespace {

bool is_in(const TextBlock& block, int column) { return block.columns.single() && block.columns.first == column; }

// Nothing stands beside it, on either side. Blocks are sorted by their tops, so only its neighbours are looked at.
bool is_lone(const std::vector<TextBlock>& blocks, const TextBlock& one) {
  const double reach = 2 * one.box.height();
  const auto above = [](const TextBlock& block, double y) { return block.box.y0 < y; };
  const auto from = std::lower_bound(blocks.begin(), blocks.end(), one.box.y0 - reach, above);
  const auto to = std::lower_bound(from, blocks.end(), one.box.y1, above);
  return std::none_of(from, to, [&](const TextBlock& other) {
    const bool elsewhere = other.columns.first > one.columns.last || other.columns.last < one.columns.first;
    return elsewhere && overlap_y(other.box, one.box) > 0.5 * std::min(other.box.height(), one.box.height());
  });
}

// The column of the rows' labels: the second where the first counts the rows.
int label_column(const std::vector<TextBlock>& blocks, std::size_t columns) {
  const std::vector<ColumnCount> counts = count_figures(blocks, columns);
  const bool counted = columns > 2 && 2 * counts[0].figures > counts[0].blocks && 2 * counts[1].figures < counts[1].blocks;
  return counted ? 1 : 0;
}

struct Label {
  std::size_t block = 0;
  bool lone = false;
};

// Lines of the labels' column, top down, without those of another face than the labels': they name sections. A gap is left for each.
std::vector<Label> label_lines(std::span<const Word> words, const std::vector<TextBlock>& blocks, int column) {
  constexpr std::size_t none = static_cast<std::size_t>(-1);
  std::vector<Label> lines;
  const Word* face = nullptr;
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    if (!is_in(blocks[i], column)) continue;
    lines.push_back({i, is_lone(blocks, blocks[i])});
    if (!lines.back().lone) face = &words[static_cast<std::size_t>(blocks[i].words.front())];   // the last is surely no head
  }
  for (Label& line : lines) {
    const bool other = line.lone && face != nullptr && !same_face(words[static_cast<std::size_t>(blocks[line.block].words.front())], *face);
    if (other) line.block = none;
  }
  return lines;
}

// Of lone lines, which may go on the line above and which surely do not; and how often a new row's label would have had no room there.
struct Census {
  std::vector<std::size_t> maybe;   // blocks
  std::vector<std::size_t> close;         // those of them set closer than any two rows
  std::vector<std::size_t> before_lone;   // those of them that another lone line follows: a name is followed by rows
  std::vector<std::size_t> parents;       // those that end several lone lines over a row set further in, as names do
  bool under_parent = false;        // a line further in follows one of them
  int names = 0;
  int rows = 0;
  int roomless_rows = 0;
};

// The least distance of two lines of labels, points: lines of one label are set no further apart.
double least_leading(const std::vector<TextBlock>& blocks, const std::vector<Label>& lines, double height) {
  double least = 1e9;
  for (std::size_t i = 1; i < lines.size(); ++i) {
    if (lines[i].block >= blocks.size() || lines[i - 1].block >= blocks.size()) continue;
    const double step = blocks[lines[i].block].box.center_y() - blocks[lines[i - 1].block].box.center_y();
    if (step > 0.5 * height) least = std::min(least, step);
  }
  return least;
}

// "二、支出", "B. Imports": what counts itself among others is no rest of a label.
bool is_counted(std::span<const Word> words, const TextBlock& line) {
  std::string text;
  for (const int id : line.words) text += (text.empty() ? "" : " ") + words[static_cast<std::size_t>(id)].text;
  return parse_enumerator(text).has_value();
}

Census take_census(std::span<const Word> words, const std::vector<TextBlock>& blocks, const std::vector<Label>& lines, double right, double rows,
                   double height) {
  Census census;
  const double furthest = std::min(rows + 0.1 * height, least_leading(blocks, lines, height) + 0.2 * height);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (lines[i].block >= blocks.size()) continue;
    const TextBlock& line = blocks[lines[i].block];
    const TextBlock* above = i > 0 && lines[i - 1].block < blocks.size() ? &blocks[lines[i - 1].block] : nullptr;
    const bool room = above == nullptr || would_fit(words, *above, line, right, height);
    if (!lines[i].lone) {
      census.rows += above != nullptr ? 1 : 0;
      census.roomless_rows += room ? 0 : 1;
      const bool follows = i > 0 && !census.maybe.empty() && census.maybe.back() == lines[i - 1].block;
      const bool under = follows && line.box.x0 > above->box.x0 + 0.3 * height;
      census.under_parent = census.under_parent || under;
      if (under && i > 1 && lines[i - 2].lone) census.parents.push_back(lines[i - 1].block);
    } else if (!line.numeric) {
      const bool near = above != nullptr && line.box.center_y() - above->box.center_y() < furthest;
      // Further out than the label above: back at its parent's level, or at the edge of a cell in which lines alone follow each other.
      const bool before_lone = i + 1 < lines.size() && lines[i + 1].lone;
      const double step = above != nullptr ? line.box.x0 - above->box.x0 : 0;
      const bool like = above != nullptr && step < 0.3 * height && (step > -0.3 * height || before_lone) &&
                        same_face(words[static_cast<std::size_t>(line.words.front())], words[static_cast<std::size_t>(above->words.front())]);
      if (room || !near || !like || is_counted(words, line)) ++census.names;
      else census.maybe.push_back(lines[i].block);
      const bool maybe = !census.maybe.empty() && census.maybe.back() == lines[i].block;
      const bool printed = !words[static_cast<std::size_t>(line.words.front())].font.empty();   // boxes of print are as high as the type
      if (maybe && printed && line.box.center_y() - above->box.center_y() < rows - 0.08 * height) census.close.push_back(lines[i].block);
      if (maybe && before_lone) census.before_lone.push_back(lines[i].block);
    }
  }
  return census;
}

}  // namespace

std::vector<char> find_label_rests(std::span<const Word> words, const std::vector<TextBlock>& blocks, std::span<const ColumnBand> columns,
                                   double rows, double height) {
  std::vector<char> rests(blocks.size(), 0);
  if (columns.empty()) return rests;
  const int column = label_column(blocks, columns.size());
  const std::vector<Label> lines = label_lines(words, blocks, column);
  const Census census = take_census(words, blocks, lines, columns[static_cast<std::size_t>(column)].x1, rows, height);
  // Names follow labels without room as often as rows do.
  const double roomless = (census.roomless_rows + 0.5) / (census.rows + 1.0);
  const double names_without_room = census.names * roomless / (1 - roomless);
  const auto found = static_cast<double>(census.maybe.size());
  const bool all = found > 2 * names_without_room && (found > 1 || (census.names == 0 && !census.under_parent));
  for (const std::size_t block : all ? census.maybe : census.before_lone) rests[block] = 1;
  for (const std::size_t block : census.close) rests[block] = 1;
  if (census.names > 0)
    for (const std::size_t block : census.parents) rests[block] = 0;
  return rests;
}

std::vector<double> row_levels(std::span<const Word> words, const std::vector<TextBlock>& blocks, double right, double height) {
  std::vector<double> levels;
  const TextBlock* above = nullptr;   // a row's label
  for (const TextBlock& block : blocks) {
    if (!is_in(block, 0)) continue;
    const bool row = !is_lone(blocks, block);
    if (above != nullptr && (row || would_fit(words, *above, block, right, height))) levels.push_back(block.box.x0);
    above = row ? &block : nullptr;
  }
  std::sort(levels.begin(), levels.end());
  levels.erase(std::unique(levels.begin(), levels.end(), [](double a, double b) { return b - a < 1; }), levels.end());
  return levels;
}

}  // namespace tabularium

#include "stages/tables/centred_rows.h"

#include <algorithm>
#include <cmath>
#include <limits>


namespace tabularium {
namespace {

std::size_t at(int i) { return static_cast<std::size_t>(i); }

constexpr int most_lines = 8;           // of a cell
constexpr std::size_t least_rows = 3;   // with figures
// Heights of a word:
constexpr double on_figures = 0.25;     // a line stands at figures within that
constexpr double centred = 0.2;         // so does the middle of several lines
constexpr double closest = 0.6;         // white between lines of a cell, at most
constexpr double same_indent = 0.3;
// What a reader minds, in lines that stand apart:
constexpr double alone = 1.0;           // a line at no figures
constexpr double had_room = 1.0;        // a line broken where the next word would have fitted
constexpr double set_in = 0.3;          // a line set in further than the one above

enum class Anchor { top, middle };

// The lines of one column, top down, and what they are measured by.
struct Column {
  std::span<const Word> words;
  std::vector<const TextBlock*> lines;
  std::vector<double> rows;  // middles of the figures beside them, top down
  const RuleSet* rules = nullptr;
  double right = 0;          // edge of its text
  double height = 0;
};

// Middles of rows: of what stands in columns that hold figures, one line each.
std::vector<double> figure_rows(const std::vector<TextBlock>& blocks, const std::vector<char>& figures, double height) {
  std::vector<double> rows;
  for (const TextBlock& block : blocks)
    if (block.numeric && block.columns.single() && figures[at(block.columns.first)] != 0) rows.push_back(block.box.center_y());
  std::sort(rows.begin(), rows.end());
  std::vector<double> apart;
  for (double y : rows)
    if (apart.empty() || y - apart.back() > on_figures * height) apart.push_back(y);
  return apart;
}

// Columns, but the first, that mostly hold figures.
std::vector<char> columns_of_figures(const std::vector<TextBlock>& blocks, std::size_t columns) {
  const std::vector<ColumnCount> counts = count_figures(blocks, columns);
  std::vector<char> found(columns, 0);
  for (std::size_t c = 1; c < columns; ++c)
    found[c] = counts[c].figures >= static_cast<int>(least_rows) && 2 * counts[c].figures > counts[c].blocks ? 1 : 0;
  return found;
}

// May `lower` go on `upper` in one cell, and how much speaks against it? Negative: it may not.
double break_cost(const Column& column, const TextBlock& upper, const TextBlock& lower) {
  const Word& first = column.words[at(lower.words.front())];
  const Word& above = column.words[at(upper.words.front())];
  const double gap = lower.box.y0 - upper.box.y1;
  const bool alike = first.bold == above.bold && first.italic == above.italic;
  if (gap > closest * column.height || !alike || rule_between(*column.rules, upper.box, lower.box)) return -1;
  double cost = 0;
  const bool room = upper.box.x1 + 0.25 * column.height + first.box.width() < column.right - 0.1 * column.height;
  if (room) cost += had_room;
  const bool same = std::abs(lower.box.x0 - upper.box.x0) < same_indent * column.height ||
                    std::abs(lower.box.center_x() - upper.box.center_x()) < same_indent * column.height ||
                    std::abs(lower.box.x1 - upper.box.x1) < same_indent * column.height;
  if (!same) {
    if (lower.box.x0 < upper.box.x0) return -1;
    cost += set_in;
  }
  return cost;
}

// Rows whose middle lies within the lines.
std::span<const double> rows_within(const Column& column, double from, double to) {
  const auto low = std::lower_bound(column.rows.begin(), column.rows.end(), from);
  const auto high = std::upper_bound(low, column.rows.end(), to);
  return {low, high};
}

struct Cut {
  double cost = std::numeric_limits<double>::infinity();
  int from = 0;        // first line of the cell that ends here
  bool placed = false;  // it stands at figures
};

// The cheapest cells that end before each line.
std::vector<Cut> cut_column(const Column& column, Anchor anchor) {
  const int n = static_cast<int>(column.lines.size());
  std::vector<Cut> cuts(at(n) + 1);
  cuts[0].cost = 0;
  for (int i = 0; i < n; ++i) {
    double breaks = 0;
    for (int end = i + 1; end <= n && end - i <= most_lines; ++end) {
      const TextBlock& first = *column.lines[at(i)];
      const TextBlock& last = *column.lines[at(end - 1)];
      if (end - i > 1) {
        const double cost = break_cost(column, *column.lines[at(end - 2)], last);
        if (cost < 0) break;
        breaks += cost;
      }
      if (end - i > 1 && (last.numeric || first.numeric)) break;
      const double middle = anchor == Anchor::top ? first.box.center_y() : (first.box.center_y() + last.box.center_y()) / 2;
      const std::span<const double> rows = rows_within(column, first.box.y0, last.box.y1);
      const double slack = (end - i > 1 ? centred : on_figures) * column.height;
      const bool placed = rows.size() == 1 && std::abs(rows.front() - middle) < slack;
      if (end - i > 1 && !placed) continue;
      const double off = placed ? std::abs(rows.front() - middle) / column.height : alone;
      const double cost = cuts[at(i)].cost + breaks + off;
      if (cost < cuts[at(end)].cost) cuts[at(end)] = {cost, i, placed};
    }
  }
  return cuts;
}

struct Piece {
  int from = 0;
  int end = 0;
  bool placed = false;
};

std::vector<Piece> pieces_of(const std::vector<Cut>& cuts) {
  std::vector<Piece> pieces;
  for (int end = static_cast<int>(cuts.size()) - 1; end > 0; end = cuts[at(end)].from)
    pieces.push_back({cuts[at(end)].from, end, cuts[at(end)].placed});
  std::reverse(pieces.begin(), pieces.end());
  return pieces;
}

// Only a cell of two or four lines with figures at its middle tells for sure: they stand between lines.
bool has_even(const std::vector<Piece>& pieces) {
  return std::any_of(pieces.begin(), pieces.end(), [](const Piece& p) { return p.placed && (p.end - p.from) % 2 == 0; });
}

void join_into(TextBlock& block, const TextBlock& line) {
  block.box = unite(block.box, line.box);
  block.words.insert(block.words.end(), line.words.begin(), line.words.end());
  block.last_line = line.box;
  block.numeric = false;
  ++block.lines;
}

}  // namespace

void join_centred(std::span<const Word> words, std::vector<TextBlock>& blocks, std::span<const ColumnBand> columns,
                  const RuleSet& rules, double height) {
  const std::vector<char> figures = columns_of_figures(blocks, columns.size());
  const std::vector<double> rows = figure_rows(blocks, figures, height);
  if (rows.size() < least_rows) return;
  std::vector<char> gone(blocks.size(), 0);
  for (int c = 0; c < static_cast<int>(columns.size()); ++c) {
    if (figures[at(c)] != 0) continue;
    Column column{words, {}, rows, &rules, columns[at(c)].x1, height};
    std::vector<std::size_t> which;
    for (std::size_t i = 0; i < blocks.size(); ++i) {
      if (!blocks[i].columns.single() || blocks[i].columns.first != c) continue;
      column.lines.push_back(&blocks[i]);
      which.push_back(i);
    }
    const std::vector<Cut> middle = cut_column(column, Anchor::middle);
    const std::vector<Piece> pieces = pieces_of(middle);
    if (!has_even(pieces) || middle.back().cost + 0.5 * alone > cut_column(column, Anchor::top).back().cost) continue;
    for (const Piece& piece : pieces) {
      if (!piece.placed) continue;
      TextBlock& block = blocks[which[at(piece.from)]];
      block.settled = true;
      for (int i = piece.from + 1; i < piece.end; ++i) {
        join_into(block, blocks[which[at(i)]]);
        gone[which[at(i)]] = 1;
      }
    }
  }
  std::vector<TextBlock> kept;
  for (std::size_t i = 0; i < blocks.size(); ++i)
    if (gone[i] == 0) kept.push_back(std::move(blocks[i]));
  blocks = std::move(kept);
}

}  // namespace tabularium

#include "stages/tables/ruled_grid.h"

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "stages/core/table_structure.h"
#include "stages/core/text_lines.h"
#include "stages/core/typed_value.h"
#include "stages/core/cell_text.h"
#include "stages/tables/doubled_columns.h"

namespace tabularium {
namespace {

std::size_t at(int i) { return static_cast<std::size_t>(i); }

// Without text, and thinner than this share of the words' height: padding, the gap of a double rule.
constexpr double sliver_row = 0.8;
constexpr double sliver_col = 1.4;

int interval_of(const std::vector<double>& bounds, double x) {
  return static_cast<int>(std::upper_bound(bounds.begin(), bounds.end(), x) - bounds.begin()) - 1;
}

// Lattice positions to grid positions once slivers are gone; position i of n + 1 boundaries.
std::vector<int> kept_positions(const std::vector<double>& bounds, const std::vector<char>& used, double least) {
  std::vector<int> position(bounds.size(), 0);
  int next = 0;
  for (std::size_t i = 0; i + 1 < bounds.size(); ++i) {
    position[i] = next;
    const bool sliver = used[i] == 0 && bounds[i + 1] - bounds[i] < least;
    next += sliver ? 0 : 1;
  }
  position.back() = next;
  return position;
}

// How far texts keep from the sides of their cell, points: the nearest of them on either side.
double padding_of(const Box& cell, std::span<const PrintedLine> lines) {
  double least = cell.width();
  for (const PrintedLine& line : lines) least = std::min({least, line.box.x0 - cell.x0, cell.x1 - line.box.x1});
  return std::max(0.0, least);
}

// A figure broken where its cell ends: each line but the last leaves no room for another digit, on either side.
bool wraps_figure(const Cell& cell, std::span<const Word> words) {
  if (cell.words.size() < 2 || !cell.place.box) return false;
  const std::vector<PrintedLine> lines = printed_lines(words, cell.words);
  if (lines.size() < 2) return false;
  const double room = cell.place.box->width() - 2 * padding_of(*cell.place.box, lines);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (lines[i].segments.size() != 1) return false;
    const std::string text = read_cell(words, lines[i].segments.front().words).text;
    const bool digits = std::all_of(text.begin(), text.end(), [](char c) { return (c >= '0' && c <= '9') || c == '.' || c == ','; });
    if (text.empty() || !digits) return false;
    const double digit = lines[i].box.width() / static_cast<double>(text.size());
    if (i + 1 < lines.size() && lines[i].box.width() + digit < room) return false;
  }
  return true;
}

// Rows and columns in which no cell begins come from rules that divide nothing: underlines, shading by the line.
void drop_unbegun_lines(Table& table) {
  std::vector<int> row_at(at(table.rows) + 1, 0);
  std::vector<int> col_at(at(table.cols) + 1, 0);
  for (const Cell& cell : table.cells) row_at[at(cell.row) + 1] = col_at[at(cell.col) + 1] = 1;
  for (std::vector<int>* position : {&row_at, &col_at})
    for (std::size_t i = 1; i < position->size(); ++i) (*position)[i] += (*position)[i - 1];
  for (Cell& cell : table.cells) {
    const int row_end = row_at[at(cell.row_end())];
    const int col_end = col_at[at(cell.col_end())];
    cell.row = row_at[at(cell.row)];
    cell.col = col_at[at(cell.col)];
    cell.row_span = row_end - cell.row;
    cell.col_span = col_end - cell.col;
  }
  table.rows = row_at.back();
  table.cols = col_at.back();
}

void drop_spaces(std::string& text) { std::erase(text, ' '); }

Table lay_grid(std::span<const Word> words, std::span<const int> which, const RuleSet& rules, const Box& box, int page) {
  Table table;
  const Lattice lattice = build_lattice(rules, box);
  if (lattice.cells.empty()) return table;
  const int cols = lattice.cols();
  std::vector<int> owner(at(lattice.rows() * cols), -1);
  for (std::size_t i = 0; i < lattice.cells.size(); ++i) {
    const LatticeCell& cell = lattice.cells[i];
    for (int r = cell.row; r < cell.row + cell.row_span; ++r)
      for (int c = cell.col; c < cell.col + cell.col_span; ++c) owner[at(r * cols + c)] = static_cast<int>(i);
  }
  std::vector<std::vector<int>> content(lattice.cells.size());
  std::vector<char> row_used(at(lattice.rows()), 0);
  std::vector<char> col_used(at(cols), 0);
  for (int id : which) {
    const Box& b = words[at(id)].box;
    const int c = std::clamp(interval_of(lattice.xs, b.center_x()), 0, cols - 1);
    const int r = std::clamp(interval_of(lattice.ys, b.center_y()), 0, lattice.rows() - 1);
    content[at(owner[at(r * cols + c)])].push_back(id);
    row_used[at(r)] = 1;
    col_used[at(c)] = 1;
  }
  const double height = std::max(6.0, typical_height(words, which));
  const std::vector<int> row_at = kept_positions(lattice.ys, row_used, sliver_row * height);
  const std::vector<int> col_at = kept_positions(lattice.xs, col_used, sliver_col * height);
  table.rows = row_at.back();
  table.cols = col_at.back();
  table.pages = {page};
  table.boxes = {box};
  for (std::size_t i = 0; i < lattice.cells.size(); ++i) {
    const LatticeCell& from = lattice.cells[i];
    Cell cell;
    cell.row = row_at[at(from.row)];
    cell.col = col_at[at(from.col)];
    cell.row_span = row_at[at(from.row + from.row_span)] - cell.row;
    cell.col_span = col_at[at(from.col + from.col_span)] - cell.col;
    if (cell.row_span < 1 || cell.col_span < 1) continue;
    cell.place.page = page;
    cell.place.box = from.box;
    set_cell_text(cell, words, content[i], from.box.x0);
    if (wraps_figure(cell, words)) {
      drop_spaces(cell.raw);
      drop_spaces(cell.text);
    }
    table.cells.push_back(std::move(cell));
  }
  measure_indents(table, words);
  fill_gaps(table);
  drop_unbegun_lines(table);
  return table;
}

// Entries one under another: most lines end where the first word of the next would have had room.
bool is_stack_of_entries(const Cell& cell, std::span<const Word> words, std::span<const PrintedLine> lines) {
  constexpr std::size_t fewest_lines = 6;
  constexpr double most_breaks = 0.6;
  if (lines.size() < fewest_lines || !cell.place.box) return false;
  const double padding = padding_of(*cell.place.box, lines);
  std::size_t with_room = 0;
  for (std::size_t i = 0; i + 1 < lines.size(); ++i) {
    const Word& next = words[at(lines[i + 1].segments.front().words.front())];
    const double space = 0.3 * next.box.height();
    with_room += lines[i].box.x1 + space + next.box.width() < cell.place.box->x1 - padding ? 1 : 0;
  }
  return static_cast<double>(with_room) > most_breaks * static_cast<double>(lines.size() - 1);
}

}  // namespace

Table build_ruled_grid(std::span<const Word> words, std::span<const int> which, const RuleSet& rules, const Box& box,
                       int page) {
  return with_lost_lines(rules, words, [&](const RuleSet& known) { return lay_grid(words, which, known, box, page); });
}

bool holds_stacks(const Table& table, std::span<const Word> words) {
  std::vector<int> stacks(at(table.rows), 0);
  std::vector<int> entries(at(table.rows), 0);
  int runs = 0;
  for (const Cell& cell : table.cells) {
    if (cell.words.size() < 2 || wraps_figure(cell, words)) continue;
    const std::vector<PrintedLine> lines = printed_lines(words, cell.words);
    int figures = 0;
    int widest = 0;
    for (const PrintedLine& line : lines) {
      int here = 0;
      for (const LineSegment& segment : line.segments)
        here += looks_numeric(read_cell(words, segment.words).text) ? 1 : 0;
      figures += here > 0 && here == static_cast<int>(line.segments.size()) ? 1 : 0;
      widest = std::max(widest, here);
    }
    const int count = static_cast<int>(lines.size());
    if (figures >= 2 && figures + 1 >= count) ++stacks[at(cell.row)];
    runs += widest >= 2 ? 1 : 0;
    entries[at(cell.row)] += is_stack_of_entries(cell, words, lines) ? 1 : 0;
  }
  const int needed = table.cols > 2 ? 2 : 1;
  if (std::any_of(entries.begin(), entries.end(), [](int n) { return n >= 2; })) return true;
  return runs >= 2 || std::any_of(stacks.begin(), stacks.end(), [&](int n) { return n >= needed; });
}

void measure_indents(Table& table, std::span<const Word> words) {
  std::map<int, double> left;
  for (const Cell& cell : table.cells) {
    if (cell.words.empty() || cell.col_span > 1) continue;
    const double x = words[at(cell.words.front())].box.x0;
    const auto [it, fresh] = left.emplace(cell.col, x);
    if (!fresh) it->second = std::min(it->second, x);
  }
  for (Cell& cell : table.cells) {
    const auto it = left.find(cell.col);
    if (cell.words.empty() || it == left.end()) continue;
    cell.indent = std::max(0.0, words[at(cell.words.front())].box.x0 - it->second);
  }
}

}  // namespace tabularium

#include "stages/tables/open_stub.h"

#include <algorithm>

namespace tabularium {
namespace {

std::size_t at(int i) { return static_cast<std::size_t>(i); }

// Top of each row of `stub`, the first left out, as the cells beside it have them; -1 where none begins.
std::vector<double> tops_beside(const Table& table, const Cell& stub) {
  std::vector<double> tops(at(stub.row_span) - 1, -1);
  for (const Cell& cell : table.cells)
    if (cell.row > stub.row && cell.row < stub.row_end() && cell.col >= stub.col_end() && cell.place.box)
      tops[at(cell.row - stub.row) - 1] = cell.place.box->y0;
  return tops;
}

bool is_crossed(const Cell& stub, std::span<const Word> words, double y) {
  constexpr double within = 0.25;  // of the word's height: letters reach a little over their line
  return std::any_of(stub.words.begin(), stub.words.end(), [&](int id) {
    const Box& box = words[at(id)].box;
    return y > box.y0 + within * box.height() && y < box.y1 - within * box.height();
  });
}

// Text stands in nearly every row that the lines would make.
bool fills_rows(const Cell& stub, std::span<const Word> words, const std::vector<double>& tops) {
  constexpr double nearly = 0.8;
  std::vector<char> filled(tops.size() + 1, 0);
  for (const int id : stub.words) {
    const auto below = std::upper_bound(tops.begin(), tops.end(), words[at(id)].box.center_y());
    filled[static_cast<std::size_t>(below - tops.begin())] = 1;
  }
  return static_cast<double>(std::count(filled.begin(), filled.end(), 1)) >= nearly * static_cast<double>(filled.size());
}

}  // namespace

std::vector<Rule> open_stub_lines(const Table& table, std::span<const Word> words) {
  constexpr int least_rows = 4;
  constexpr double nearly_all = 0.6;
  const auto is_open = [&](const Cell& cell) {
    return cell.col == 0 && cell.col_end() < table.cols && cell.row_span >= least_rows && cell.row_span >= nearly_all * table.rows;
  };
  const auto stub = std::find_if(table.cells.begin(), table.cells.end(), is_open);
  if (stub == table.cells.end() || !stub->place.box) return {};
  const std::vector<double> tops = tops_beside(table, *stub);
  const bool divided = std::is_sorted(tops.begin(), tops.end()) && tops.front() > 0;
  if (!divided || std::any_of(tops.begin(), tops.end(), [&](double y) { return is_crossed(*stub, words, y); })) return {};
  if (!fills_rows(*stub, words, tops)) return {};
  std::vector<Rule> lines;
  for (const double y : tops)
    lines.push_back({Orientation::horizontal, y, stub->place.box->x0, stub->place.box->x1, 0, RuleSource::text});
  return lines;
}

}  // namespace tabularium

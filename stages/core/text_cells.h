// Lines of text that carry table cells: how a line is told from prose, and cut into its cells.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "models/evidence.h"
#include "models/place.h"

namespace tabularium {

enum class CellMark {
  none,   // no cells
  bar,    // "a |", "a | b |", "| a | b |", and the same with box-drawing characters
  tab,
};

// The mark that divides (or closes) the cells of a line; none for prose and for rulings.
CellMark cell_mark(std::string_view line) noexcept;
// "|---|:--:|", "+----+----+", "├──┼──┤": a drawn rule, without text.
bool is_drawn_rule(std::string_view line) noexcept;
// A closed frame: the line begins with a bar, so that an empty cell is a place in a grid and never a lost one.
bool is_framed(std::string_view line) noexcept;

// A bar stands in it, also of box drawing.
bool holds_bar(std::string_view text) noexcept;

// Byte range [from, to) of one cell in its line, blanks at its ends left out.
struct CellRange {
  std::size_t from = 0;
  std::size_t to = 0;
};
std::vector<CellRange> split_cells(std::string_view line, CellMark mark);

// Where bytes [from, to) of `raw` (the line as it was printed, decoded) stand in the original file. Exact for UTF-8,
// UTF-16, one-byte and East Asian two-byte charsets; the whole line where the charset's lengths do not tell.
TextSpan span_within(const TextSpan& line, std::string_view raw, std::size_t from, std::size_t to);

}  // namespace tabularium

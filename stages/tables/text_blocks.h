// Pieces of text that belong to one cell: segments of lines, joined down a column where a cell wraps.
#pragma once

#include <span>
#include <vector>

#include "models/evidence.h"
#include "stages/core/rule_lattice.h"
#include "stages/core/text_columns.h"
#include "stages/core/text_lines.h"

namespace tabularium {

struct TextBlock {
  Box box;
  ColumnRange columns;
  std::vector<int> words;
  int lines = 1;
  Box first_line;        // box of the topmost line
  Box last_line;         // box of the lowest line
  bool numeric = false;  // a single line that reads as a number
  bool year = false;     // numeric, and four digits that are a year's: as likely a head as a figure
  int serial = 0;        // "(3)": a column's number, or a figure below zero; 0 = none
  bool settled = false;  // a whole cell: no line is joined to it, nor it to another
};

struct BlockOptions {
  double height = 0;  // typical height of a word, points
  Box box;            // the table's: a rule over most of its width divides rows
};

// The lines with each segment cut that runs over a gap between columns and has more than a space there; a spanner over its own
// rule stays whole.
std::vector<PrintedLine> recut_lines(std::span<const Word> words, std::span<const PrintedLine> lines,
                                     std::span<const ColumnBand> columns, const RuleSet& rules, double height);

// What stands in one column alone, and how much of it is figures.
struct ColumnCount {
  int blocks = 0;
  int figures = 0;
};
std::vector<ColumnCount> count_figures(const std::vector<TextBlock>& blocks, std::size_t columns);

// One block a segment, top down.
std::vector<TextBlock> make_blocks(std::span<const Word> words, std::span<const PrintedLine> lines,
                                   std::span<const ColumnBand> columns);

// Joins the lines of wrapped cells.
std::vector<TextBlock> join_wrapped(std::span<const Word> words, std::vector<TextBlock> blocks,
                                    std::span<const ColumnBand> columns, const RuleSet& rules,
                                    const BlockOptions& options);

// How far apart the two stand from one left edge, right edge or middle, points.
double misalignment(const Box& a, const Box& b);

// Set in one face: both bold, both italic, or neither.
bool same_face(const Word& a, const Word& b);

// Width, points, of what must not be broken at the beginning of a line: a word, or a character where words are not parted.
double first_piece(const Word& word);

// Would the first word of `lower` have fitted at the end of `upper`, in a column that ends at `right`? A wrapped line breaks only
// where it would not. `height`: of a word.
bool would_fit(std::span<const Word> words, const TextBlock& upper, const TextBlock& lower, double right, double height);

// True where a horizontal rule runs between the two boxes (upper above lower), over most of their common width.
bool rule_between(const RuleSet& rules, const Box& upper, const Box& lower);

}  // namespace tabularium

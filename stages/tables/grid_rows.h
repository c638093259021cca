// Rows of a grid from its blocks of text.
#pragma once

#include <vector>

#include "stages/tables/text_blocks.h"

namespace tabularium {

// A block with its place in the grid; spans are half-open: rows [row, row_end).
struct PlacedBlock {
  TextBlock block;
  int row = 0;
  int row_end = 1;
  int col = 0;
  int col_end = 1;
};

struct RowBand {
  double y0 = 0;
  double y1 = 0;
};

struct PlacedRows {
  std::vector<PlacedBlock> blocks;
  std::vector<RowBand> rows;
};

// Which columns hold text in each row: [row][col].
std::vector<std::vector<char>> used_columns(const PlacedRows& placed);

// Blocks that stand beside each other make a row. A block beside several rows of another column, or alone between two
// rows whose columns it does not use, spans them.
PlacedRows place_rows(std::vector<TextBlock> blocks, double height);

// A row in which no text begins is none: taller text around it only runs through. Gives the new body row.
int drop_unbegun(PlacedRows& placed, int body_row);

// Rows of heads above `body_row` whose texts are lines of the same heads, set closer than rows and parted by no rule, become
// one row: in some columns a head wraps, in others it takes one line at the middle, top or foot. Gives the new body row.
int join_head_lines(std::span<const Word> words, PlacedRows& placed, const RuleSet& rules, int body_row, double height);

// A head alone in its column, at the middle of a boxhead of several rows and under no rule of a spanner, spans them all. Gives the new
// body row: the row that such a head made for itself is gone.
int stretch_lone_stub_heads(PlacedRows& placed, const RuleSet& rules, int body_row, double height);

// The first row of the body: below the lowest header rule, or where figures begin.
int first_body_row(const PlacedRows& placed, const RuleSet& rules, const Box& box);

}  // namespace tabularium

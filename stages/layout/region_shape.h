// What a block of text looks like: is it set as a table?
#pragma once

#include <span>
#include <string>
#include <vector>

#include "models/page.h"
#include "stages/core/text_columns.h"
#include "stages/core/text_lines.h"

namespace tabularium {

// The segment's words, a space between them.
std::string text_of(std::span<const Word> words, const LineSegment& segment);
std::string text_of(const Page& page, const LineSegment& segment);

struct BlockShape {
  int lines = 0;
  int cut_lines = 0;          // lines with two segments or more
  int stub_lines = 0;         // lines with nothing but a short label: a label's wrapped lines, sections
  int columns = 0;
  double numeric = 0;         // share of the segments right of the first column that look numeric
  double long_segments = 0;   // share of segments that read as running text
  double aligned = 0;         // share of columns (the first left out) whose segments share an edge or a centre
  double axis = 0;            // share of the figures that are ticks of a chart's axis: even steps down, evenly set
  double list_like = 0;       // share of cut lines whose first segment is only a bullet or an enumerator
};

BlockShape block_shape(std::span<const Word> words, std::span<const PrintedLine> lines);

// The text stands where labels do: in the first column, or in the second, which serial numbers may stand before.
bool is_in_stub(const Box& text, std::span<const ColumnBand> columns);

// A line of running text: one segment of many words that fills its block.
bool is_prose_line(const PrintedLine& line, double block_width);

// From edge to edge of its block, `all`, and of several words, few of them figures: justified text, whose spaces may be as wide as
// those between columns.
bool is_flush(std::span<const Word> words, const PrintedLine& line, const Box& all);

// White of `least` points that runs down through most of the lines, as between columns of a table; the spaces of text stand here and
// there.
bool has_river(std::span<const Word> words, std::span<const PrintedLine> lines, double least);

// True where the shape is a table's. `framed`: rules already say that the lines belong together.
bool looks_tabular(const BlockShape& shape, bool framed);

}  // namespace tabularium

// Columns of a block of text from the gaps that run down through its lines.
#pragma once

#include <span>
#include <vector>

#include "stages/core/text_lines.h"

namespace tabularium {

// The extent of a column's own text (spanners left out), points.
struct ColumnBand {
  double x0 = 0;
  double x1 = 0;
  int lines = 0;  // lines with text in it alone
  bool operator==(const ColumnBand&) const = default;
};

// The columns a segment stands over: [first, last], both included; first > last = none.
struct ColumnRange {
  int first = 0;
  int last = -1;
  bool empty() const noexcept { return first > last; }
  bool single() const noexcept { return first == last; }
  bool operator==(const ColumnRange&) const = default;
};

// Columns left to right. A gap divides columns where more than twice as many lines leave it open, with text on both
// sides, as run across it. Text that stands alone in the white between columns makes a sparse column of its own,
// unless it is a spanner centred over its neighbours or belongs to the column beside it that lacks it.
std::vector<ColumnBand> find_columns(std::span<const PrintedLine> lines);

// Which columns a segment stands over; text in the white between two columns is taken to be centred over both.
ColumnRange columns_under(const Box& box, std::span<const ColumnBand> columns);

}  // namespace tabularium

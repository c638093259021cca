// Rows of figures found by their likeness to a page's fount, with what stands between them.
#pragma once

#include <string>
#include <vector>

#include "stages/extract/fount.h"

namespace tabularium {

// What follows a figure, by its shape alone: which sign of the alphabet a point is, the page's habit tells.
enum class Mark { none, point, comma, dash, other, lost };   // lost: room for a mark, and no ink

// Figures that stand together: a number with its marks.
struct FigureRun {
  Box box;                        // pixels of the page
  bool minus = false;             // a dash stands before it
  std::string figures;
  std::vector<Mark> after;        // of each figure
  std::vector<double> sureness;   // of each figure, 0..1
};

struct FigureRow {
  Box box;                        // pixels of the page
  std::vector<FigureRun> runs;    // left to right, a gap of a figure's width between them
  bool specks = false;            // something small beside it was left out
};

// The rows of figures that `box` (pixels of the page) holds, top to bottom; empty where anything else stands there.
std::vector<FigureRow> find_figure_rows(const InkField& field, const Fount& fount, const Box& box);

}  // namespace tabularium

// What a person said about a result: anchored to where it stands and what stood there, never to indices, so that it
// survives re-runs and other versions of the program.
#pragma once

#include <string>

#include "models/place.h"

namespace tabularium {

enum class CorrectionKind {
  text,        // `is` is what is printed there
  printed_so,  // what was read is what is printed, though a relation fails: the report is wrong, not the reading
  role,        // `is` is the role of the cell ("data", "row_header" …)
  merge,       // the cells within the box are one
  split,       // the cell stands for one cell at each of its positions
  header_tree, // `is` tells another tree over the labels of the boxhead that the cell belongs to; `was` is the labels, " | " between them
  edge,        // the right edge of the cell's column lies at `is` (points from the page's left edge)
  join,        // the table that begins with this cell goes on the one before it
  divide,      // a table begins with the cell's row
  grid,        // the table around the cell is the hypothesis that `is` names ("ruled 8x5", see grid_choices)
};

struct Correction {
  CorrectionKind kind = CorrectionKind::text;
  Place place;       // of the cell; merge: around its cells
  std::string was;   // the text that the person saw there
  std::string is;
  std::string who;
  std::string when;  // ISO 8601, UTC
  bool operator==(const Correction&) const = default;
};

}  // namespace tabularium

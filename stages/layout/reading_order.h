// In which order a person reads what stands on a page.
#pragma once

#include <span>
#include <vector>

#include "models/geometry.h"

namespace tabularium {

// Something that is read as one: a line of text or a table.
struct Atom {
  Box box;              // of a line: from the height of its capitals to its baseline
  double size = 0;      // font size in points; 0 for a table
  bool is_table = false;
};

// Atoms grouped into runs that are read top down; the runs are in reading order. A recursive cut of the page: where
// lines above one another leave a common gutter, the left column is read before the right one (an X-Y cut, after
// Nagy & Seth 1984, that looks for the gutter of a run of strips first).
std::vector<std::vector<int>> reading_order(std::span<const Atom> atoms);

}  // namespace tabularium

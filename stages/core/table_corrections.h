// Corrections of a table's shape, done on the tables that the judge chose: where a column ends, where a table begins and
// ends, which hypothesis of its grid holds. Each gives false, and changes nothing, where it does not fit the document any
// more; what was done before is found done and is no conflict.
#pragma once

#include <string>
#include <vector>

#include "models/correction.h"
#include "models/document.h"

namespace tabularium {

// A hypothesis of a table's grid (of flattened text: of its header trees), as the correction `grid` names it:
// "ruled 8x5"; where two of a region have one name, "flat 8x5 #2".
struct GridChoice {
  std::string name;
  bool chosen = false;
};
std::vector<GridChoice> grid_choices(const Document& document, const std::string& table_id);

bool choose_grid(Document& document, const Correction& correction);
bool join_tables(Document& document, const Correction& correction);
bool divide_table(Document& document, const Correction& correction);
bool move_edge(Document& document, const Correction& correction);

// The table's hypothesis moves out of its region's candidate, which keeps the table's size and gets its id: a long document
// holds a cell once. What the region knows around the grid (caption, unit, notes …) goes along.
Table take_table(TableRegion& region, std::size_t candidate, const std::string& id);

// Blocks that `divide_table` made go again; for a document whose tables are about to be found anew.
void forget_divided_blocks(Document& document);

}  // namespace tabularium

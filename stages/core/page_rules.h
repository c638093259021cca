// Everything on a page that divides cells: drawn rules, the edges of painted cells, and the cells that stripes leave
// unpainted.
#pragma once

#include <span>
#include <vector>

#include "models/document.h"
#include "stages/core/rule_lattice.h"

namespace tabularium {

// Where every second row of a table is painted, the rows between have the painted rows' cells though nothing draws
// them. Gives these cells, and those of an unpainted first or last row, as areas (points). A boundary that text runs
// over divides nothing there (a section row). At least two painted rows of one extent with two cells are needed.
std::vector<Box> unpainted_cells(std::span<const Fill> fills, std::span<const Word> words);

// All rules of the page, joined to whole lines. Areas painted behind most of a page divide nothing, nor do bars of a chart.
RuleSet page_rules(const Page& page);
// The drawn ones alone: what the page divides where paint is but decoration.
RuleSet drawn_rules(const Page& page);

}  // namespace tabularium

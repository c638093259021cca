// Cells that stand for several rows or columns, in a grid whose rules do not say so.
#pragma once

#include <span>

#include "models/table.h"
#include "stages/tables/grid_rows.h"

namespace tabularium {

// Spanners of the head over the columns that they are centred over (or begin with), from the lowest row up: of all
// ways to share out the columns among a row's spanners, the one that sets each nearest to the middle of its columns.
// A partial rule under a spanner settles its columns. Heads with nothing above and below them fill the head's height
// where they are centred in it.
void stretch_spanners(PlacedRows& placed, std::span<const ColumnBand> columns, const RuleSet& rules, int body_row);

// Group labels in the first column over the rows that they are centred on. Only where one stands between two rows, and
// where the groups so found follow each other without a gap down to the table's end (or to a row without a label).
void stretch_groups(PlacedRows& placed, int body_row);

// Printers set a group's label beside its first row: down to the next label, over rows that have words in the second column. False where
// the body does not begin with a label; then nothing changes.
bool hang_groups(PlacedRows& placed, int body_row);

// A body row with nothing but a label at its left, and full rows below it, is a section row: it spans all columns.
void stretch_sections(PlacedRows& placed, int cols, int body_row);

// Where the first column holds serial numbers, or groups, of the second column's entries, the label of a row without an
// entry (a total's) spans both. For whole tables: after stitching.
void span_totals(Table& table);

}  // namespace tabularium

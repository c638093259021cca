// Lines that are quotients of others: shares of a total, rates, indices, growth.
#pragma once

#include <vector>

#include "models/table.h"
#include "stages/core/number_lines.h"
#include "stages/core/relation.h"

namespace tabularium {

// Adds what is believed. A quotient's own printed digits decide the tolerance; the rounding of what is divided is counted in. Asked of
// lines that are percentages, have decimals, or say that they are a rate, and only in tables of few lines.
void search_quotients(const LineGrid& grid, const Table& table, std::vector<Relation>& found);

}  // namespace tabularium

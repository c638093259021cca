// Lines that are the mean of other lines: "Mean" under hourly readings, "平均" at a table's side.
#pragma once

#include <vector>

#include "stages/core/number_lines.h"
#include "stages/core/relation.h"

namespace tabularium {

// Adds what is believed: samples that hold, and those that fail where most hold. Readings that print only the last figures
// (9.985, then 0.011 for 10.011) are recognised by more means holding when numbers are taken modulo a power of ten.
// Cost: linear in lines × samples.
void search_averages(const LineGrid& grid, std::vector<Relation>& found);

}  // namespace tabularium

// Tables whose figures stand in ruled boxes beside labels that no rule parts.
#pragma once

#include <span>
#include <vector>

#include "models/evidence.h"
#include "models/table.h"

namespace tabularium {

// The rules between rows, drawn on through the labels' column: upright, points; empty where the grid has no such column.
// That is a first column of one cell over nearly all of the table's rows, with text beside nearly every row and none
// where a rule would cross it.
std::vector<Rule> open_stub_lines(const Table& table, std::span<const Word> words);

}  // namespace tabularium

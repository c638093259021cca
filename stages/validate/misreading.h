// How a printed number comes to be read as another one: what a reading costs, and which numbers may have stood there.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "models/table.h"

namespace tabularium {

// Bits (−log2 of the odds) for "`printed` was read as `read`", given that the cell was misread at all. Both are plain
// numbers ("-1234.5"); `read` may hold letters where it was no number. A confusable pair of figures costs least, then a lost
// point or sign, a lost or doubled figure, any other pair.
double misreading_bits(const std::string& printed, const std::string& read);

// Bits for the cell being misread at all, from the reader's own confidence.
double doubt_bits(const Cell& cell);

// A number that may have stood in the cell.
struct Reading {
  Value value;
  std::string text;   // as it would be printed, in the style of what was read
  double bits = 0;    // doubt included
  bool seen = false;  // a reader proposed it
};

// The cell's readers' alternatives, and what one misread, lost or doubled figure, point or sign would have made into what was read.
// Cheapest first, each number once. Empty for a cell without a number.
std::vector<Reading> likely_readings(const Cell& cell);

// `number` as a reading of the cell, at its cost; nullopt when it cannot be printed in the cell's style.
std::optional<Reading> reading_of(const Cell& cell, const Decimal& number);

// `printed` with its number made another one: grouping, decimal mark, sign's form and unit stay as they are.
std::string restyled(const std::string& printed, const Value& value, const Decimal& number);

}  // namespace tabularium

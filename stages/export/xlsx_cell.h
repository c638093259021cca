// How a printed cell becomes a spreadsheet cell, and what a sheet may be called. No spreadsheet library here.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "models/table.h"

namespace tabularium {

struct SheetNumber {
  double value = 0;
  std::string format;  // shows it as printed: "#,##0.00", "0.0%", "0\"个\""
};

// The cell as a number, or nullopt where only text keeps what is printed: words in it (增3), leading zeros, more than
// the 15 digits a spreadsheet holds.
std::optional<SheetNumber> sheet_number(const Cell& cell);

// At most 31 UTF-16 units, none of []:*?/\, no apostrophe at either end, not "History", unlike all in `taken` whatever
// the case. Adds itself to `taken`.
std::string sheet_name(std::string_view wish, std::vector<std::string>& taken);

// Cut to the 32767 UTF-16 units that a cell can hold, "…" at the end of what was cut; NULs become spaces.
std::string sheet_text(std::string_view text);

// Columns that the text takes in a monospaced font: 2 for an East Asian wide character.
int sheet_width(std::string_view text);
// Lines that the text takes in a column of so many characters, broken between words.
int wrapped_lines(std::string_view text, int width);

}  // namespace tabularium

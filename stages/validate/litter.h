// Litter that optical readers left among the figures of old text extracts: letters in place of figures (1O2, l,234, 3,4S6), stray marks
// beside them (`120, 98;), blanks beside a mark (1, 234). Nothing but the column tells a misread figure from a code: so only columns of
// numbers are mended, and only where what comes out looks like the rest of them. Clean text is never changed.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "models/document.h"

namespace tabularium {

// What the numbers of a column have in common.
struct FigureColumn {
  int numbers = 0;      // cells that are numbers
  int others = 0;       // cells that are neither numbers nor blank
  int places = -1;      // decimals that nearly all of them have; -1 = they differ
  std::string marks;    // '.' and ',' as far as its numbers carry them
};

// The figures that `text` was before it was misread; "" for a stray mark that stands alone. nullopt where it is no litter, or what
// comes out would not look like the column.
std::optional<std::string> without_litter(std::string_view text, const FigureColumn& column);

// Mends data cells of the tables of text pages. Needs Cell::value, which is to be set anew where a finding comes back. `raw` stays, and what
// stood there is kept among the alternatives (repair.h, revert_all). One finding "litter_repaired" (info): all cells, each before and after.
std::optional<Finding> mend_litter(const Document& document, Table& table, const std::string& language = "en");

}  // namespace tabularium

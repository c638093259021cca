#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "stages/reread/column_pattern.h"

namespace tabularium {

// The same figures with the marks that their column has: "959 87" among numbers of two places is "959.87", "9,657252"
// among grouped ones "9,657,252", "2003-04. 21" among dates "2003-04-21". Only where a gap or a mark shows that one stood
// there; nothing where the text has that form, other letters, or marks where the column has none.
std::optional<std::string> in_column_form(std::string_view text, const ColumnPattern& pattern);

}  // namespace tabularium

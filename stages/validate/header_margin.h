// Boxheads that can be read in more than one way.
#pragma once

#include <string>
#include <vector>

#include "models/document.h"

namespace tabularium {

// One finding `header_unclear` for each boxhead whose best reading is hardly better than the next (less than a bit), unless a
// person has chosen that one. The cells are those that would stand elsewhere.
std::vector<Finding> check_header_margins(const Document& document, const std::string& language = "en");

}  // namespace tabularium

// Rows of flattened text that hold a value too few or too many.
#pragma once

#include <string>
#include <vector>

#include "models/document.h"

namespace tabularium {

// One finding `row_length` for each such row: the stages before it leave the values of a row that does not fit its boxhead with a
// confidence under one half, which text input has for no other reason. Which value is lost cannot be told.
std::vector<Finding> check_row_lengths(const Document& document, const std::string& language = "en");

}  // namespace tabularium

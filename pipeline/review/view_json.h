// Parts of a document as the page in the browser wants them.
#pragma once

#include <string>

#include "models/document.h"

namespace tabularium {

// The boxhead and the rows [from, to] with all that is known of each cell.
std::string table_json(const Document& document, const Table& table, int from, int to);
// [[row, col, verdict]…] of the numbers.
std::string verdicts_json(const Table& table);

}  // namespace tabularium

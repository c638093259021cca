// The whole document as text, in reading order, tables in their place, one row a line.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "models/document.h"

namespace tabularium {

// Cells of a row are joined by tabs, as in any plain text of a table; blank ones are left out, a spanning one stands once.
// Headers and footers of pages are left out.
std::string compose_text(const Document& document);
void compose_text(const Document& document, const std::function<void(std::string_view)>& sink);  // block by block
std::string compose_table_text(const Table& table);

}  // namespace tabularium

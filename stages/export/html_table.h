// A table as HTML that a screen reader can follow: th with scope, every data cell naming its headers.
#pragma once

#include <string>

#include "models/document.h"
#include "stages/export/table_text.h"

namespace tabularium {

std::string html_of_table(const CellFindings& findings, const Table& table);
std::string html_cell_id(const Table& table, int row, int col);  // "t1-r3c2"

}  // namespace tabularium

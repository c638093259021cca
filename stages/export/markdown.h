// document.md (GitHub's Markdown) and document.txt: the whole document in reading order, tables in their place.
#pragma once

#include <string>
#include <string_view>

#include "stages/export/export_job.h"

namespace tabularium {

std::string markdown_escaped(std::string_view text);  // nothing in it is taken for markup
// A pipe table knows one header row and no spans: column headers are the paths from the top ("Income / Taxes"), a cell
// that spans several positions stands in its first, section headers are bold.
std::string markdown_of_table(const Table& table);

Status write_markdown(const ExportJob& job);

}  // namespace tabularium

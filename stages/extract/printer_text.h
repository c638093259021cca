// Text as it was sent to a line printer: carriage control and form feeds undone, pages apart.
#pragma once

#include <vector>

#include "models/document.h"

namespace tabularium {

// Carriage control (ASA, FORTRAN): the first column of each line says what the printer does before it prints the rest.
// 1 = new page, 0 = a blank line, - = two, + = over the line before, blank = the next line.
bool has_carriage_control(const std::vector<TextLine>& lines);

// The lines as pages, carriage control obeyed, form feeds taken out. Fixed-width pages come drawn (core/drawn_text), one a
// printed page; other text is one page. Spans stay those of the file.
std::vector<Page> printed_pages(std::vector<TextLine> lines);

}  // namespace tabularium

// A small document with one of everything that a format has to carry.
#pragma once

#include <string>

#include "models/document.h"

namespace tabularium::sample {

// Two pages (one scanned, one failed). Table t1: 6 x 4 with a spanner over two columns, a section row, a two-row stub
// group, a number of each verdict, a doubtful cell and a formula. Table t2: headings and one number per cell.
Document document();

// The same from a text file: spans instead of boxes.
Document text_document();

inline const Table& first_table(const Document& document) { return document.tables.at(0); }

}  // namespace tabularium::sample

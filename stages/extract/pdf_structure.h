// The structure tree of a tagged PDF. Only the PDF wrapper (pdf_*.cc) includes this.
#pragma once

#include <poppler-config.h>
//
#include <PDFDoc.h>

#include "stages/extract/tagged_content.h"

namespace tabularium {

// The tables that the tree tells of, and which content it knows at all; empty where the file has no tree, or one that
// cannot be followed. Role names of the file's own are resolved. A table that holds another is a layout and left out;
// the inner one counts. Cycles, elements named twice and trees without end are cut off.
StructureTree read_structure_tree(PDFDoc& document);

}  // namespace tabularium

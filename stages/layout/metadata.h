// Who published what, for which time, when: read off the blocks.
#pragma once

#include "models/document.h"

namespace tabularium {

// Fills what is still absent in document.metadata from the document's blocks.
void read_metadata(Document& document);

}  // namespace tabularium

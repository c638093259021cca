// Pages whose text runs sideways: a wide table turned on an upright page.
#pragma once

#include "stages/extract/pdf_document.h"

namespace tabularium {

// Quarter turns clockwise in which nearly all of the page's letters run; 0 where most are upright or they do not agree.
int sideways_turns(const PdfPage& page);

// Turns all that the page shows back by `turns` quarter turns, so that such text is upright. Width and height change places
// for odd turns.
void turn_upright(PdfPage& page, int turns);

}  // namespace tabularium

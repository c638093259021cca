// Whether the text that a PDF page carries can be believed.
#pragma once

#include <vector>

#include "models/evidence.h"
#include "stages/extract/pdf_document.h"

namespace tabularium {

// From the visible and the hidden words and the number of glyphs whose character is not known.
TextLayer judge_text_layer(const std::vector<Word>& visible, const std::vector<Word>& hidden, int unmapped_glyphs);

}  // namespace tabularium

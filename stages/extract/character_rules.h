// Ruling lines that are set as characters: box-drawing frames, runs of hyphens, underscores and equals signs, bars.
#pragma once

#include <vector>

#include "models/evidence.h"
#include "stages/extract/glyph_words.h"
#include "stages/extract/ruling.h"

namespace tabularium {

// Takes the words that are nothing but rules out of `list` and gives the lines that they draw (source: text). Runs of
// hyphens, underscores and equals signs count where nothing else stands on their line: beside a label they are a line to
// write on, or a mark for "no value". A bar counts where three stand under one another.
std::vector<RuleMark> take_character_rules(GlyphWords& list);

}  // namespace tabularium

// Letters that no word of the page's languages has in such a place, and that recognisers take for others.
#pragma once

#include <vector>

#include "models/evidence.h"
#include "stages/extract/image_reading.h"

namespace tabularium {

// A nought between small letters ("r0ofing"), a small l before a consonant at the head of a longer word ("ltem"), a
// dotless i, an ellipsis read as two to four dots of any height. What was read stays in `raw` where it was changed.
void repair_letters(Word& word);

// A stroke that was read as a letter (i, l, I, |) over a 2 that stands over a 3 is the 1 of these serial numbers. Both
// readings stay.
void restore_first_serials(std::vector<TextPiece>& pieces, double glyph_height);

// True where `plain` is `marked` without some of the accents and dots on its letters. A scan or a reader loses such marks; it
// seldom makes them up.
bool loses_marks(const std::string& marked, const std::string& plain);

}  // namespace tabularium

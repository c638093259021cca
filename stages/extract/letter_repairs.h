// Letters that no word of the page's languages has in such a place, and that recognisers take for others.
#pragma once

#include "models/evidence.h"

namespace tabularium {

// A nought between small letters ("r0ofing"), a small l before a consonant at the head of a longer word ("ltem"), a
// dotless i, an ellipsis read as two to four dots of any height. What was read stays in `raw` where it was changed.
void repair_letters(Word& word);

}  // namespace tabularium

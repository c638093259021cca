// Tables turned on an upright page: parts whose text runs sideways are laid out as upright pages of their own.
#pragma once

#include <vector>

#include "models/page.h"

namespace tabularium {

// A part of a page that holds text of one direction and none of another.
struct TurnedPart {
  int turns = 0;            // quarter turns clockwise of its text: 1, 2, 3
  Box box;                  // its words, with the rules and painted areas around them
  std::vector<int> words;   // indices into the page's words, ascending
};

// The parts in which, once they are upright, a table stands. Turned heads of an upright table, labels of a drawing and words
// at a page's edge are none: they stay where they are.
std::vector<TurnedPart> turned_tables(const Page& page);

// The part alone on its page, turned upright. Its words are the part's, in the same order.
Page upright_page_of(const Page& page, const TurnedPart& part);

// The page without the parts; `words` tells where its words stand in the whole page's.
Page page_without(const Page& page, const std::vector<TurnedPart>& parts, std::vector<int>& words);

}  // namespace tabularium

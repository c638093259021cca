// Pages made by hand: an empty one of 600 x 800 points, and words put on it.
#pragma once

#include <string>

#include "models/page.h"

namespace tabularium {

inline Page blank_page(int number = 1) {
  Page page;
  page.number = number;
  page.width = 600;
  page.height = 800;
  return page;
}

// Letters are 5 points wide, 10 high.
inline void put(Page& page, double x, double y, const std::string& text) {
  Word word;
  word.box = {x, y, x + 5.0 * static_cast<double>(text.size()), y + 10};
  word.text = text;
  page.evidence.words.push_back(word);
}

}  // namespace tabularium

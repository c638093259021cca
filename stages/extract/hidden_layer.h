// An old reading that lies invisibly over a scanned page, compared with what the picture shows.
#pragma once

#include <vector>

#include "models/page.h"

namespace tabularium {

// What the comparison came to.
struct LayerVerdict {
  double agreement = 0;   // share of the words that we read surely for which the layer has the same text at the same place
  int compared = 0;
  bool believed = false;  // enough words were compared, and nearly all agree
  int taken = 0;          // words that follow the layer
};

// Weighs the layer's words (points of the page as its file has it) against those read from the picture. Where the layer can
// be believed, a word read with doubt takes its text, both readings kept as `alternatives`, and a word that nothing was read
// at comes from the layer alone. A layer that disagrees changes nothing, nor does one over a page that was read turned.
LayerVerdict weigh_layer(Page& page, const std::vector<Word>& layer);

}  // namespace tabularium

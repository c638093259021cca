// Ruling lines that are faint, broken or bent, followed across a gray page. A line is seen best where nothing else
// stands: between the lines of text, in the white of a column. Such places vote for it; a stroke of a letter never gets
// the votes, as the white above and below it is empty.
#pragma once

#include <vector>

#include "models/evidence.h"
#include "models/geometry.h"
#include "stages/extract/image_pix.h"

namespace tabularium {

// A line as it runs, bent or not: nodes from its one end to the other, pixels; x ascends in horizontal tracks, y in vertical ones.
struct RuleTrack {
  Orientation orientation = Orientation::horizontal;
  std::vector<Point> nodes;   // two or more
  double width = 0;           // pixels

  double from() const { return orientation == Orientation::horizontal ? nodes.front().x : nodes.front().y; }
  double to() const { return orientation == Orientation::horizontal ? nodes.back().x : nodes.back().y; }
  double across_at(double along) const;   // y (x for vertical tracks) of the line there; its end's beyond its ends
};

// `gray`: 8-bit, dark on light, straight within about one degree. `ink_level`: gray level that divides ink from paper.
// `glyph_height` > 0, pixels.
std::vector<RuleTrack> find_tracks(Pix* gray, int ink_level, double glyph_height);

}  // namespace tabularium

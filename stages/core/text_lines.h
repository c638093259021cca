// Words of a page as printed lines, and each line cut where its gaps are wider than a space.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "models/evidence.h"

namespace tabularium {

// Words that follow each other at the distance of a space.
struct LineSegment {
  Box box;
  std::vector<int> words;  // indices into the page's words, left to right
};

struct PrintedLine {
  Box box;
  std::vector<LineSegment> segments;  // left to right

  double center_y() const noexcept { return box.center_y(); }
};

struct LineOptions {
  double gap = 0;  // points: a wider gap cuts a line; 0 = measured on the words (cut_gap)
};

// Nothing but full stops.
bool is_dots(const std::string& text) noexcept;

// Median height of the words, points; 0 without words.
double typical_height(std::span<const Word> words, std::span<const int> which);

// The gap, points, beyond which two neighbours on a line are no longer one phrase: measured from the gaps between the
// words themselves, and kept within 0.45 and 0.9 of their height.
double cut_gap(std::span<const Word> words, std::span<const int> which);

// Lines top down. A word belongs to a line when they share most of their height, so a cell that is centred between two
// rows stands on a line of its own. Words that are turned are left out. Leader dots belong to the segment before them,
// whose box ends where they begin.
std::vector<PrintedLine> printed_lines(std::span<const Word> words, std::span<const int> which,
                                       const LineOptions& options = {});

}  // namespace tabularium

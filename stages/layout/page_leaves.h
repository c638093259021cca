// Facing pages, and tables turned on an upright page, are laid out each for itself, as if they were pages of a file; what is found
// keeps its place on the whole.
#pragma once

#include <vector>

#include "models/layout.h"
#include "models/page.h"
#include "stages/core/turning.h"

namespace tabularium {

// Where a leaf lies on its page.
struct LeafPlace {
  double left = 0;         // points from the page's left edge to the leaf's
  Turn turn;               // from the leaf to the page, of what was turned upright
  std::vector<int> words;  // where the leaf's words stand in the page's evidence; empty: as they are
};

// What was turned upright, and where it belongs.
struct TurnedLeaf {
  Page page;
  LeafPlace place;
  std::size_t within = 0;  // index of the leaf out of which it was taken
  double middle = 0;       // its height on that leaf
};

// Pages, those that show two as two of the same number: each with its own width, and evidence moved to its own left edge.
struct Leaves {
  std::vector<Page> pages;
  std::vector<LeafPlace> places;
  std::vector<TurnedLeaf> turned;  // in the order of `pages`
};

// True where some page shows two, or text that is turned: only then leaves_of is worth its copies.
bool has_leaves(const std::vector<Page>& pages);
Leaves leaves_of(const std::vector<Page>& pages);

// Moves what was found on a leaf to its place on the whole page.
void put_back(TableRegion& region, const LeafPlace& leaf);
void put_back(Box& box, const LeafPlace& leaf);

}  // namespace tabularium

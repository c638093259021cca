#include "stages/layout/page_leaves.h"

#include <algorithm>
#include <utility>

#include "stages/core/facing_pages.h"
#include "stages/layout/turned_parts.h"

namespace tabularium {
namespace {

Box moved(Box box, double by) { return {box.x0 + by, box.y0, box.x1 + by, box.y1}; }

void add_rule(Page& leaf, Rule rule, double from, double to) {
  const bool flat = rule.orientation == Orientation::horizontal;
  if (flat) {  // a line over both leaves is a line of each
    rule.from = std::max(rule.from, from) - from;
    rule.to = std::min(rule.to, to) - from;
    if (rule.to > rule.from) leaf.evidence.rules.push_back(rule);
  } else if (rule.at >= from && rule.at < to) {
    rule.at -= from;
    leaf.evidence.rules.push_back(rule);
  }
}

// The part of a page between two places; scanned pages have words, lines and pictures only.
void add_leaf(Leaves& leaves, const Page& whole, double from, double to) {
  LeafPlace place{.left = from, .turn = {}, .words = {}};
  Page leaf;
  leaf.number = whole.number;
  leaf.width = to - from;
  leaf.height = whole.height;
  leaf.origin = whole.origin;
  leaf.quality = whole.quality;
  const auto here = [&](const Box& box) { return box.center_x() >= from && box.center_x() < to; };
  for (std::size_t i = 0; i < whole.evidence.words.size(); ++i) {
    Word word = whole.evidence.words[i];
    if (!here(word.box)) continue;
    word.box = moved(word.box, -from);
    if (word.rotation % 2 != 0) word.baseline -= from;
    leaf.evidence.words.push_back(std::move(word));
    place.words.push_back(static_cast<int>(i));
  }
  for (const Rule& rule : whole.evidence.rules) add_rule(leaf, rule, from, to);
  for (const ImageArea& image : whole.evidence.images)
    if (here(image.box)) leaf.evidence.images.push_back({moved(image.box, -from)});
  leaves.pages.push_back(std::move(leaf));
  leaves.places.push_back(std::move(place));
}

// The page, and what is turned on it.
void add_with_turned(Leaves& leaves, const Page& page) {
  const std::vector<TurnedPart> parts = turned_tables(page);
  LeafPlace place;
  leaves.pages.push_back(parts.empty() ? page : page_without(page, parts, place.words));
  leaves.places.push_back(std::move(place));
  for (const TurnedPart& part : parts) {
    const Turn upright{part.turns, page.width, page.height};
    leaves.turned.push_back({upright_page_of(page, part), {0, upright.back(), part.words}, leaves.pages.size() - 1, part.box.center_y()});
  }
}

}  // namespace

bool has_leaves(const std::vector<Page>& pages) {
  return std::ranges::any_of(pages, [](const Page& page) {
    const auto turned = [](const Word& word) { return word.rotation % 4 != 0; };
    return facing_gutter(page).has_value() || std::ranges::any_of(page.evidence.words, turned);
  });
}

Leaves leaves_of(const std::vector<Page>& pages) {
  Leaves leaves;
  for (const Page& page : pages) {
    if (const std::optional<double> gutter = facing_gutter(page)) {
      add_leaf(leaves, page, 0, *gutter);
      add_leaf(leaves, page, *gutter, page.width);
    } else {
      add_with_turned(leaves, page);
    }
  }
  return leaves;
}

void put_back(Box& box, const LeafPlace& leaf) { box = moved(leaf.turn(box), leaf.left); }

void put_back(TableRegion& region, const LeafPlace& leaf) {
  if (region.box) put_back(*region.box, leaf);
  if (leaf.words.empty()) return;
  for (int& word : region.words) word = leaf.words[static_cast<std::size_t>(word)];
}

}  // namespace tabularium

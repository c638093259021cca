#include "stages/layout/turned_parts.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <optional>
#include <utility>

#include "stages/core/turning.h"
#include "stages/layout/table_regions.h"

namespace tabularium {
namespace {

constexpr std::size_t least_words = 4;   // two rows of two
constexpr std::size_t most_parts = 16;   // more are labels of a drawing

Box grown(const Box& b, double by) { return {b.x0 - by, b.y0 - by, b.x1 + by, b.y1 + by}; }

Point middle(const Box& box) { return {box.center_x(), box.center_y()}; }

Box box_of(const Rule& rule) {
  return rule.orientation == Orientation::horizontal ? Box{rule.from, rule.at, rule.to, rule.at} : Box{rule.at, rule.from, rule.at, rule.to};
}

bool within(const Box& inner, const Box& outer) {
  return inner.x0 >= outer.x0 && inner.y0 >= outer.y0 && inner.x1 <= outer.x1 && inner.y1 <= outer.y1;
}

bool touches(const Box& a, const Box& b) { return a.x0 <= b.x1 && b.x0 <= a.x1 && a.y0 <= b.y1 && b.y0 <= a.y1; }

class Parting {
 public:
  explicit Parting(const Page& page) : page_(page) {}

  std::vector<TurnedPart> parts() {
    const std::vector<Word>& words = page_.evidence.words;
    std::vector<TurnedPart> parts;
    for (std::size_t i = 0; i < words.size(); ++i) {
      if (words[i].rotation % 4 == 0 || words[i].hidden) continue;
      add({words[i].rotation & 3, words[i].box, {static_cast<int>(i)}}, parts);
      if (parts.size() > most_parts) return {};
    }
    std::vector<TurnedPart> joined;  // what was apart until a word between them came
    for (TurnedPart& part : parts) add(std::move(part), joined);
    std::erase_if(joined, [](const TurnedPart& part) { return part.words.size() < least_words; });
    for (TurnedPart& part : joined) std::sort(part.words.begin(), part.words.end());
    std::erase_if(joined, [&](TurnedPart& part) { return !take_marks(part); });
    return joined;
  }

 private:
  bool holds_others(const Box& box, int turns) const {
    return std::ranges::any_of(page_.evidence.words, [&](const Word& word) {
      return (word.rotation & 3) != turns && !word.hidden && box.contains(middle(word.box));
    });
  }

  void add(TurnedPart one, std::vector<TurnedPart>& parts) const {
    for (TurnedPart& part : parts) {
      const Box both = unite(part.box, one.box);
      if (part.turns != one.turns || (!within(one.box, part.box) && holds_others(both, one.turns))) continue;
      part.box = both;
      part.words.insert(part.words.end(), one.words.begin(), one.words.end());
      return;
    }
    parts.push_back(std::move(one));
  }

  // Reaches out to the rules and painted areas that hang together around the words. False where the rules are those of upright text.
  bool take_marks(TurnedPart& part) const {
    std::vector<double> sizes;
    for (const int id : part.words) {
      const Box& word = page_.evidence.words[static_cast<std::size_t>(id)].box;
      sizes.push_back(part.turns % 2 != 0 ? word.width() : word.height());
    }
    std::nth_element(sizes.begin(), sizes.begin() + static_cast<std::ptrdiff_t>(sizes.size() / 2), sizes.end());
    const double near = sizes[sizes.size() / 2];  // a line's height
    for (bool grew = true; grew;) {
      const Box before = part.box;
      for (const Rule& rule : page_.evidence.rules)
        if (touches(box_of(rule), grown(part.box, near))) part.box = unite(part.box, box_of(rule));
      if (holds_others(part.box, part.turns)) return false;
      for (const Fill& fill : page_.evidence.fills) {
        const Box both = unite(part.box, fill.box);
        if (touches(fill.box, part.box) && !holds_others(both, part.turns)) part.box = both;
      }
      grew = part.box != before;
    }
    return true;
  }

  const Page& page_;
};

}  // namespace

std::vector<TurnedPart> turned_tables(const Page& page) {
  const auto turned = std::ranges::count_if(page.evidence.words, [](const Word& word) { return word.rotation % 4 != 0; });
  if (static_cast<std::size_t>(turned) < least_words) return {};
  std::vector<TurnedPart> parts = Parting(page).parts();
  std::erase_if(parts, [&](const TurnedPart& part) { return find_table_regions(upright_page_of(page, part)).empty(); });
  return parts;
}

Page upright_page_of(const Page& page, const TurnedPart& part) {
  Page alone;
  alone.number = page.number;
  alone.width = page.width;
  alone.height = page.height;
  alone.origin = page.origin;
  for (const int id : part.words) alone.evidence.words.push_back(page.evidence.words[static_cast<std::size_t>(id)]);
  std::ranges::copy_if(page.evidence.rules, std::back_inserter(alone.evidence.rules), [&](const Rule& rule) { return within(box_of(rule), part.box); });
  std::ranges::copy_if(page.evidence.fills, std::back_inserter(alone.evidence.fills), [&](const Fill& fill) { return within(fill.box, part.box); });
  return turned_page(alone, part.turns);
}

Page page_without(const Page& page, const std::vector<TurnedPart>& parts, std::vector<int>& words) {
  Page rest = page;
  PageEvidence& evidence = rest.evidence;
  std::vector<int> place(evidence.words.size(), 0);  // in the rest; -1 = in a part
  for (const TurnedPart& part : parts) {
    for (const int id : part.words) place[static_cast<std::size_t>(id)] = -1;
    std::erase_if(evidence.rules, [&](const Rule& rule) { return within(box_of(rule), part.box); });
    std::erase_if(evidence.fills, [&](const Fill& fill) { return within(fill.box, part.box); });
  }
  words.clear();
  evidence.words.clear();
  for (std::size_t i = 0; i < place.size(); ++i) {
    if (place[i] < 0) continue;
    place[i] = static_cast<int>(words.size());
    words.push_back(static_cast<int>(i));
    evidence.words.push_back(page.evidence.words[i]);
  }
  for (TaggedTable& table : evidence.tagged_tables)
    for (TaggedCell& cell : table.cells) {
      for (int& word : cell.words) word = place[static_cast<std::size_t>(word)];
      std::erase(cell.words, -1);
    }
  return rest;
}

}  // namespace tabularium

#include "stages/core/turning.h"

#include <algorithm>
#include <utility>

namespace tabularium {
namespace {

void turn_rule(Rule& rule, const Turn& turn) {
  const bool flat = rule.orientation == Orientation::horizontal;
  const Point p = turn(flat ? Point{rule.from, rule.at} : Point{rule.at, rule.from});
  const Point q = turn(flat ? Point{rule.to, rule.at} : Point{rule.at, rule.to});
  if (turn.turns % 2 != 0) rule.orientation = flat ? Orientation::vertical : Orientation::horizontal;
  const bool now_flat = rule.orientation == Orientation::horizontal;
  rule.at = now_flat ? p.y : p.x;
  rule.from = now_flat ? std::min(p.x, q.x) : std::min(p.y, q.y);
  rule.to = now_flat ? std::max(p.x, q.x) : std::max(p.y, q.y);
}

}  // namespace

// A quarter turn counterclockwise takes (x, y) of a page to (y, width - x).
Point Turn::operator()(Point p) const noexcept {
  switch (turns & 3) {
    case 1: return {p.y, width - p.x};
    case 2: return {width - p.x, height - p.y};
    case 3: return {height - p.y, p.x};
    default: return p;
  }
}

Box Turn::operator()(const Box& box) const noexcept {
  const Point p = (*this)(Point{box.x0, box.y0}), q = (*this)(Point{box.x1, box.y1});
  return {std::min(p.x, q.x), std::min(p.y, q.y), std::max(p.x, q.x), std::max(p.y, q.y)};
}

Turn Turn::back() const noexcept {
  return turns % 2 != 0 ? Turn{(4 - turns) & 3, height, width} : Turn{(4 - turns) & 3, width, height};
}

void turn_words(std::vector<Word>& words, const Turn& turn) {
  for (Word& word : words) {
    const bool level = word.rotation % 2 == 0;
    const Point on_baseline = turn(level ? Point{word.box.center_x(), word.baseline} : Point{word.baseline, word.box.center_y()});
    word.rotation = (word.rotation - turn.turns) & 3;
    word.baseline = word.rotation % 2 == 0 ? on_baseline.y : on_baseline.x;
    word.box = turn(word.box);
  }
}

void turn_evidence(PageEvidence& evidence, const Turn& turn) {
  turn_words(evidence.words, turn);
  for (Rule& rule : evidence.rules) turn_rule(rule, turn);
  for (Fill& fill : evidence.fills) fill.box = turn(fill.box);
  for (ImageArea& image : evidence.images) image.box = turn(image.box);
}

Page turned_page(const Page& page, int turns) {
  Page out = page;
  turn_evidence(out.evidence, {turns & 3, page.width, page.height});
  if (turns % 2 != 0) std::swap(out.width, out.height);
  return out;
}

void turn_table(Table& table, const Turn& turn) {
  for (Box& box : table.boxes) box = turn(box);
  for (Cell& cell : table.cells) {
    if (cell.place.box) cell.place.box = turn(*cell.place.box);
    for (Place& part : cell.parts)
      if (part.box) part.box = turn(*part.box);
  }
}

int turns_of(const std::vector<Word>& words, std::span<const int> which) noexcept {
  if (which.empty()) return 0;
  const auto turns = [&](int id) { return words[static_cast<std::size_t>(id)].rotation & 3; };
  const int first = turns(which.front());
  return std::ranges::all_of(which, [&](int id) { return turns(id) == first; }) ? first : 0;
}

}  // namespace tabularium

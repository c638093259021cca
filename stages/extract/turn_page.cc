#include "stages/extract/turn_page.h"

#include <algorithm>
#include <array>

namespace tabularium {
namespace {

constexpr double nearly_all = 0.8;        // the rest is running heads
constexpr std::size_t least_letters = 60; // fewer are a label at the page's edge

// A quarter turn counterclockwise takes (x, y) of a page to (y, width - x).
struct Turn {
  int turns;
  double width, height;

  Point operator()(Point p) const {
    switch (turns & 3) {
      case 1: return {p.y, width - p.x};
      case 2: return {width - p.x, height - p.y};
      case 3: return {height - p.y, p.x};
      default: return p;
    }
  }
  Box operator()(const Box& b) const {
    const Point p = (*this)(Point{b.x0, b.y0}), q = (*this)(Point{b.x1, b.y1});
    return {std::min(p.x, q.x), std::min(p.y, q.y), std::max(p.x, q.x), std::max(p.y, q.y)};
  }
};

void turn_word(Word& word, const Turn& turn) {
  const bool level = word.rotation % 2 == 0;
  const Point on_baseline = turn(level ? Point{word.box.center_x(), word.baseline} : Point{word.baseline, word.box.center_y()});
  word.rotation = (word.rotation - turn.turns) & 3;
  word.baseline = word.rotation % 2 == 0 ? on_baseline.y : on_baseline.x;
  word.box = turn(word.box);
}

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

int sideways_turns(const PdfPage& page) {
  std::array<std::size_t, 4> letters{};
  for (const Word& word : page.page.evidence.words) letters[static_cast<std::size_t>(word.rotation & 3)] += word.text.size();
  const std::size_t all = letters[0] + letters[1] + letters[2] + letters[3];
  const auto most = std::max_element(letters.begin(), letters.end());
  if (all < least_letters || static_cast<double>(*most) < nearly_all * static_cast<double>(all)) return 0;
  return static_cast<int>(most - letters.begin());
}

void turn_upright(PdfPage& page, int turns) {
  const Turn turn{turns & 3, page.page.width, page.page.height};
  if (turn.turns == 0) return;
  PageEvidence& evidence = page.page.evidence;
  for (Word& word : evidence.words) turn_word(word, turn);
  for (Word& word : page.hidden_words) turn_word(word, turn);
  for (Rule& rule : evidence.rules) turn_rule(rule, turn);
  for (Fill& fill : evidence.fills) fill.box = turn(fill.box);
  for (ImageArea& image : evidence.images) image.box = turn(image.box);
  if (turn.turns % 2 != 0) std::swap(page.page.width, page.page.height);
}

}  // namespace tabularium

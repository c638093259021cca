#include "stages/extract/turn_page.h"

#include <algorithm>
#include <array>
#include <utility>

#include "stages/core/turning.h"

namespace tabularium {
namespace {

constexpr double nearly_all = 0.8;        // the rest is running heads
constexpr std::size_t least_letters = 60; // fewer are a label at the page's edge

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
  turn_evidence(page.page.evidence, turn);
  turn_words(page.hidden_words, turn);
  if (turn.turns % 2 != 0) std::swap(page.page.width, page.page.height);
}

}  // namespace tabularium

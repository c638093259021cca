#include "stages/extract/hidden_layer.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "stages/core/put_reading.h"
#include "stages/core/unicode.h"

namespace tabularium {
namespace {

constexpr double kSure = 0.95, kDoubtful = 0.85;   // of a word's reading
constexpr double kBelieved = 0.9;                  // agreement from which on the layer is worth hearing
constexpr int kLeastCompared = 20;
constexpr double kHalf = 0.5;                      // of the smaller box: words at one place share as much
constexpr std::size_t kLeastLetters = 2;

// The layer's words where the page's now stand: the page was turned straight about its middle.
std::vector<Word> straightened(const std::vector<Word>& layer, const Page& page) {
  const double turn = page.quality ? -page.quality->skew_degrees * M_PI / 180 : 0;
  const Point middle{page.width / 2, page.height / 2};
  std::vector<Word> words = layer;
  for (Word& word : words) {
    const double x = word.box.center_x() - middle.x, y = word.box.center_y() - middle.y;
    const double dx = middle.x + x * std::cos(turn) - y * std::sin(turn) - word.box.center_x();
    const double dy = middle.y + x * std::sin(turn) + y * std::cos(turn) - word.box.center_y();
    word.box = {word.box.x0 + dx, word.box.y0 + dy, word.box.x1 + dx, word.box.y1 + dy};
    word.hidden = false;
  }
  return words;
}

bool at_one_place(const Box& a, const Box& b) { return intersect(a, b).area() >= kHalf * std::min(a.area(), b.area()); }

// The only word of `among` at this place, if it is as long as the place; null where there is none or several.
const Word* only_word_at(const Box& place, const std::vector<Word>& among) {
  const Word* found = nullptr;
  for (const Word& word : among) {
    if (!at_one_place(word.box, place)) continue;
    if (found != nullptr) return nullptr;
    found = &word;
  }
  const bool as_long = found != nullptr && overlap_x(found->box, place) >= kHalf * std::max(found->box.width(), place.width());
  return as_long ? found : nullptr;
}

LayerVerdict compare(const std::vector<Word>& read, const std::vector<Word>& layer) {
  LayerVerdict verdict;
  int same = 0;
  for (const Word& word : read) {
    if (word.confidence < kSure || count_code_points(word.text) < static_cast<int>(kLeastLetters)) continue;
    ++verdict.compared;
    const Word* other = only_word_at(word.box, layer);
    same += other != nullptr && fold_label(other->text) == fold_label(word.text) ? 1 : 0;
  }
  verdict.agreement = verdict.compared > 0 ? static_cast<double>(same) / verdict.compared : 0;
  verdict.believed = verdict.compared >= kLeastCompared && verdict.agreement >= kBelieved;
  return verdict;
}

}  // namespace

LayerVerdict weigh_layer(Page& page, const std::vector<Word>& layer) {
  if (layer.empty() || (page.quality && page.quality->turned != 0)) return {};
  std::vector<Word>& read = page.evidence.words;
  const std::vector<Word> there = straightened(layer, page);
  LayerVerdict verdict = compare(read, there);
  if (!verdict.believed) return verdict;
  for (Word& word : read) {
    const Word* other = word.confidence < kDoubtful ? only_word_at(word.box, there) : nullptr;
    if (other == nullptr || other->text.empty() || fold_label(other->text) == fold_label(word.text)) continue;
    put_reading(word, other->text, verdict.agreement, "text-layer");
    word.confidence = std::min(verdict.agreement, kDoubtful);
    ++verdict.taken;
  }
  const std::size_t own = read.size();
  for (const Word& word : there) {
    const bool taken = std::any_of(read.begin(), read.begin() + static_cast<std::ptrdiff_t>(own), [&](const Word& known) {
      return !intersect(known.box, word.box).empty();
    });
    if (taken || word.text.empty() || word.box.empty()) continue;
    read.push_back(word);
    read.back().confidence = std::min(verdict.agreement, kDoubtful);
    ++verdict.taken;
  }
  return verdict;
}

}  // namespace tabularium

#include "stages/extract/text_layer.h"

#include "stages/core/unicode.h"

namespace tabularium {
namespace {

bool is_private_use(char32_t c) noexcept {
  return (c >= 0xE000 && c <= 0xF8FF) || (c >= 0xF0000 && c <= 0x10FFFD);
}

// Characters that no printed page shows: they come from a missing or wrong map.
bool is_wrong(char32_t c) noexcept {
  return c == 0xFFFD || is_private_use(c) || (c >= 0x7F && c < 0xA0) || c < 0x20;
}

}  // namespace

TextLayer judge_text_layer(const std::vector<Word>& visible, const std::vector<Word>& hidden, int unmapped_glyphs) {
  if (visible.empty()) return hidden.empty() ? TextLayer::none : TextLayer::hidden;
  int all = 0, wrong = 0;
  for (const Word& word : visible) {
    for (const char32_t c : to_code_points(word.text)) {
      ++all;
      wrong += is_wrong(c);
    }
  }
  if (all >= 20 && (wrong > 0.25 * all || unmapped_glyphs > 0.4 * all)) return TextLayer::garbage;
  if (hidden.size() > 4 * visible.size()) return TextLayer::hidden;
  return TextLayer::good;
}

}  // namespace tabularium

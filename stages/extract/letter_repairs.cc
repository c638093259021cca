#include "stages/extract/letter_repairs.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <string_view>

#include "stages/core/put_reading.h"
#include "stages/core/unicode.h"

namespace tabularium {
namespace {

constexpr char32_t kDotlessI = U'\u0131';

bool is_small(char32_t c) { return c >= U'a' && c <= U'z'; }
bool is_dot(char32_t c) { return std::u32string_view(U".·•‧∙…").find(c) != std::u32string_view::npos; }
bool is_vowel(char32_t c) { return std::u32string_view(U"aeiouy").find(c) != std::u32string_view::npos; }
bool is_consonant(char32_t c) { return is_small(c) && c != U'l' && !is_vowel(c); }

// "lbs", "ltda" and the like are words; nothing longer begins so and has a vowel third.
bool begins_with_i(const std::u32string& text) {
  constexpr std::size_t least = 4;
  return text.size() >= least && text[0] == U'l' && is_consonant(text[1]) && is_vowel(text[2]) && std::all_of(text.begin() + 1, text.end(), is_small);
}

bool is_alone(const TextPiece& piece, std::string_view text) { return piece.words.size() == 1 && piece.words.front().text == text; }

bool is_stroke(const TextPiece& piece) {
  return is_alone(piece, "i") || is_alone(piece, "l") || is_alone(piece, "I") || is_alone(piece, "|");
}

// The next piece below, in the same column; null where there is none.
const TextPiece* piece_below(const TextPiece& piece, const std::vector<TextPiece>& pieces, double glyph_height) {
  const TextPiece* next = nullptr;
  for (const TextPiece& other : pieces) {
    const bool below = other.box.y0 > piece.box.y1 && !other.words.empty();
    if (below && std::abs(other.box.center_x() - piece.box.center_x()) < glyph_height && (next == nullptr || other.box.y0 < next->box.y0)) next = &other;
  }
  return next;
}

}  // namespace

void restore_first_serials(std::vector<TextPiece>& pieces, double glyph_height) {
  for (TextPiece& piece : pieces) {
    if (!is_stroke(piece)) continue;
    const TextPiece* second = piece_below(piece, pieces, glyph_height);
    if (second == nullptr || !is_alone(*second, "2")) continue;
    const TextPiece* third = piece_below(*second, pieces, glyph_height);
    if (third == nullptr || !is_alone(*third, "3")) continue;
    Word& word = piece.words.front();
    put_reading(word, "1", word.confidence, "sequence");
  }
}

void repair_letters(Word& word) {
  const std::u32string read = to_code_points(word.text);
  std::u32string text = read;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == kDotlessI) text[i] = U'i';
    if (text[i] == U'0' && i > 0 && i + 1 < text.size() && is_small(text[i - 1]) && is_small(text[i + 1])) text[i] = U'o';
  }
  if (begins_with_i(text)) text[0] = U'I';
  const bool ellipsis = text.size() >= 2 && text.size() <= 4 && std::all_of(text.begin(), text.end(), is_dot);
  if (ellipsis) text = U"…";
  if (text == read) return;
  if (word.raw.empty()) word.raw = word.text;
  word.text = to_utf8(text);
}

bool loses_marks(const std::string& marked, const std::string& plain) {
  const std::u32string a = to_code_points(fold_label(marked)), b = to_code_points(fold_label(plain));
  if (a.size() != b.size() || a == b) return false;
  const auto is_plain = [](char32_t c) { return c < 0x80 && is_letter(c); };
  const auto has_mark = [](char32_t c) { return c >= U'À' && c <= U'ſ' && is_letter(c); };
  for (std::size_t i = 0; i < a.size(); ++i)
    if (a[i] != b[i] && !(has_mark(a[i]) && is_plain(b[i]))) return false;
  return true;
}

}  // namespace tabularium

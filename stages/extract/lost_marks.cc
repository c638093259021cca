#include "stages/extract/lost_marks.h"

#include <allheaders.h>

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "stages/core/unicode.h"

namespace tabularium {
namespace {

constexpr std::size_t kLongest = 12;  // letters: longer words are read with more certainty than this

bool is_mark(char32_t c) { return c == U'.' || c == U','; }

// Parts of the ink in a piece from left to right.
std::vector<Box> parts_of(Pix* ink, const Box& piece) {
  std::vector<Box> parts;
  ::Box* cut = boxCreate(int(piece.x0), int(piece.y0), int(piece.width()), int(piece.height()));
  PixPtr clipped(pixClipRectangle(ink, cut, nullptr));
  boxDestroy(&cut);
  BOXA* boxes = clipped ? pixConnCompBB(clipped.get(), 8) : nullptr;
  for (int i = 0; boxes != nullptr && i < boxaGetCount(boxes); ++i) {
    l_int32 x = 0, y = 0, w = 0, h = 0;
    boxaGetBoxGeometry(boxes, i, &x, &y, &w, &h);
    parts.push_back({piece.x0 + x, piece.y0 + y, piece.x0 + x + w, piece.y0 + y + h});
  }
  boxaDestroy(&boxes);
  std::sort(parts.begin(), parts.end(), [](const Box& a, const Box& b) { return a.x0 < b.x0; });
  return parts;
}

// The letters with a mark for each part that is one; nothing where parts and letters do not match.
std::optional<std::u32string> with_marks(const std::vector<Box>& parts, const std::u32string& text, double bottom, double glyph) {
  std::u32string letters, whole;
  for (const char32_t c : text)
    if (!is_mark(c)) letters += c;
  std::size_t next = 0;
  for (const Box& part : parts) {
    const double size = std::max(part.width(), part.height());
    if (size < 0.05 * glyph) continue;  // a speck
    if (part.height() >= 0.4 * glyph) {
      if (next == letters.size()) return std::nullopt;
      whole += letters[next++];
      continue;
    }
    const bool on_baseline = size <= 0.32 * glyph && part.y0 >= bottom - 0.45 * glyph && part.height() >= 0.08 * glyph;
    if (!on_baseline || next == 0) return std::nullopt;
    const bool known = whole.size() < text.size() && is_mark(text[whole.size()]);
    whole += known ? text[whole.size()] : part.height() > 1.6 * part.width() ? U',' : U'.';
  }
  if (next != letters.size()) return std::nullopt;
  return whole;
}

}  // namespace

void restore_marks(Pix* ink, double glyph_height, TextPiece& piece) {
  if (piece.words.size() != 1) return;
  Word& word = piece.words.front();
  const std::u32string text = to_code_points(word.text);
  if (text.empty() || text.size() > kLongest) return;
  const std::vector<Box> parts = parts_of(ink, piece.box);
  double bottom = 0;
  for (const Box& part : parts)
    if (part.height() >= 0.4 * glyph_height) bottom = bottom == 0 ? part.y1 : std::min(bottom, part.y1);
  const std::optional<std::u32string> whole = with_marks(parts, text, bottom, glyph_height);
  const auto marks = [](const std::u32string& s) { return std::count_if(s.begin(), s.end(), is_mark); };
  if (!whole || marks(*whole) <= marks(text)) return;
  word.alternatives = {{to_utf8(*whole), word.confidence, "ink"}, {word.text, word.confidence, "tesseract"}};
  word.text = to_utf8(*whole);
}

}  // namespace tabularium

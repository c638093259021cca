#include "stages/extract/unread_lines.h"

#include <algorithm>

namespace tabularium {
namespace {

bool has_size_of_text(const Box& box, double glyph_height) {
  return box.height() >= 0.6 * glyph_height && box.height() <= 1.7 * glyph_height && box.width() >= 0.25 * glyph_height;
}

bool level(const Box& a, const Box& b) { return overlap_y(a, b) >= 0.5 * std::min(a.height(), b.height()); }

// True where some piece that was read stands within `reach` of the line's edge, over or under it.
bool has_neighbour(std::span<const TextPiece> pieces, const Box& line, double reach, bool above) {
  return std::any_of(pieces.begin(), pieces.end(), [&](const TextPiece& piece) {
    if (piece.words.empty() || overlap_x(piece.box, line) <= 0) return false;
    const double gap = above ? line.y0 - piece.box.y1 : piece.box.y0 - line.y1;
    return gap >= -0.3 * line.height() && gap <= reach;
  });
}

}  // namespace

std::vector<Box> unread_lines(std::span<const TextPiece> pieces, double glyph_height) {
  constexpr double reach = 2.5, broad = 3;  // glyph heights: to the lines beside; all ink of the line
  constexpr int several = 2;                // pieces: one alone may be a stamp or a stroke of the pen
  struct Line { Box box; double ink = 0; int pieces = 0; };
  std::vector<Line> lines;
  for (const TextPiece& piece : pieces) {
    if (!piece.words.empty() || !has_size_of_text(piece.box, glyph_height)) continue;
    auto line = std::find_if(lines.begin(), lines.end(), [&](const Line& known) { return level(known.box, piece.box); });
    if (line == lines.end()) line = lines.insert(lines.end(), Line{});
    line->box = unite(line->box, piece.box);
    line->ink += piece.box.width();
    ++line->pieces;
  }
  std::erase_if(lines, [&](const Line& line) {
    const bool heard = std::any_of(pieces.begin(), pieces.end(), [&](const TextPiece& piece) {
      return !piece.words.empty() && overlap_x(piece.box, {line.box.x0 - 20 * glyph_height, 0, line.box.x1 + 20 * glyph_height, 1}) > 0 &&
             level(piece.box, line.box);
    });
    return heard || line.pieces < several || line.ink < broad * glyph_height || line.box.height() > 1.8 * glyph_height ||
           !has_neighbour(pieces, line.box, reach * glyph_height, true) || !has_neighbour(pieces, line.box, reach * glyph_height, false);
  });
  std::vector<Box> boxes;
  for (const Line& line : lines) boxes.push_back(line.box);
  std::sort(boxes.begin(), boxes.end(), [](const Box& a, const Box& b) { return a.y0 < b.y0; });
  return boxes;
}

}  // namespace tabularium

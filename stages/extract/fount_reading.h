// Reading a page's figures with its own fount: pieces that consist of figures are read a second time as a row of figures of
// one width, found by the likeness to the page's specimens. Rule remnants, broken strokes and touching figures, which
// mislead a recogniser of single pieces, do not look like any figure and stay out.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "stages/extract/fount.h"
#include "stages/extract/fount_rows.h"
#include "stages/extract/image_prepare.h"
#include "stages/extract/image_reading.h"

namespace tabularium {

// The page's fount, from the pieces read so far; nothing where the page has too few figures.
std::optional<Fount> fount_of(const PreparedPage& page, const InkField& field, const std::vector<TextPiece>& pieces);

// Reads the figures of `pieces` with the page's fount, where it can be learnt. Where both readings differ, both stay in
// the words' alternatives. Returns how many pieces were read so.
int read_with_fount(const PreparedPage& page, std::vector<TextPiece>& pieces);

// False where a recogniser read letters and no figure, and is surer of them than the fount of its figures: words have
// strokes like figures.
bool outweighs(std::span<const FigureRow> rows, const TextPiece& first);

}  // namespace tabularium

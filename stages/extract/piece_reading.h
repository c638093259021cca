// Reading a prepared page piece by piece: what each piece is, by its shape, and which reader is asked for it.
#pragma once

#include <string>
#include <vector>

#include "models/result.h"
#include "stages/extract/image_prepare.h"
#include "stages/extract/image_reading.h"
#include "stages/extract/reader.h"

namespace tabularium {

// Reads every piece that is not read yet; none of a page whose many pieces are no text. Where both readers were asked, each word's `alternatives` hold both readings.
Status read_pieces(const PreparedPage& page, std::vector<TextPiece>& pieces, const std::string& language,
                   const std::vector<std::string>& allowed, Readers readers);

// Two readings of one piece by readers of these names: agreement makes sure, else the surer counts, or the one that has
// both parentheses around the same figures. Letters and figures that look alike (o, 0) are no disagreement where one
// reading is a number. Spaces are the first reading's.
TextPiece settle(TextPiece first, const std::string& first_name, TextPiece second, const std::string& second_name);

}  // namespace tabularium

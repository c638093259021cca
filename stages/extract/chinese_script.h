// Which Chinese a page is printed in, where only readers that write all Chinese in characters of their own have seen it.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "models/result.h"
#include "stages/extract/image_prepare.h"
#include "stages/extract/image_reading.h"
#include "stages/extract/reader.h"

namespace tabularium {

// Characters of a text that simplified and traditional print have in different forms, whichever of them stands there.
int count_of_two_forms(std::string_view text);

// A reader of simplified characters takes 國 for 国, one of traditional characters 国 for 國, and neither says so; but each is less
// sure of such words where they are printed in the form that it was not taught. Looks at pieces (`order`: indices into `pieces`, which stay as
// they are) until it is clear (a sequential test; Wald 1945). False where it does not become clear.
Result<bool> is_printed_in_traditional(const PreparedPage& page, const std::vector<TextPiece>& pieces, const std::vector<std::size_t>& order,
                                       Reader& reader);

}  // namespace tabularium

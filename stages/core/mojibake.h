// Text that was decoded with the wrong character set and saved so: "GrÃ¶ÃŸe", "涓枃".
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace tabularium {

// How the text of a document went wrong; decided by all of it, for a single line can look so by chance.
enum class Mojibake {
  none,
  latin,     // UTF-8 read as Latin-1 or windows-1252
  gbk,       // UTF-8 read as GBK
};

// What most runs of characters beyond ASCII show. A run proves a wrong reading when its bytes are well-formed UTF-8 of letters,
// ideographs or common signs; there must be two, and they the greater part.
Mojibake find_mojibake(const std::vector<std::string_view>& lines);

// The text as it was meant; runs that prove nothing stay. Equal to the input when there is nothing to undo.
std::string undo_mojibake(std::string_view text, Mojibake kind);

}  // namespace tabularium

// Numbers at the end of a text that is being written: no string is made for each.
#pragma once

#include <cstdint>
#include <string>

namespace tabularium {

void append_integer(std::string& out, std::int64_t value);
// The decimal nearest to the binary value, without trailing zeros, '.' in every locale; nothing when it is not finite. `places` at most 6.
void append_rounded(std::string& out, double value, int places);

}  // namespace tabularium

// Names as people sort them.
#pragma once

#include <string_view>

namespace tabularium {

// Runs of digits compare by their number, of any length: page2 before page10. Ties are broken bytewise, so the order is total.
bool natural_less(std::string_view a, std::string_view b) noexcept;

}  // namespace tabularium

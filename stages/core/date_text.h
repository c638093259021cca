// Dates as reports print them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace tabularium {

// ISO 8601, as exact as printed ("2008-01-14", "2008-01"); nullopt when the folded text is no date. A bare year is a number,
// 2008年 is a date. Day before month where both could be (14/01/2008), unless only month before day is possible.
std::optional<std::string> read_date(std::u32string_view text);

}  // namespace tabularium

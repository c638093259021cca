// Values as they stand on a command line or in a configuration file.
#pragma once

#include <string>
#include <vector>

#include "models/options.h"
#include "models/result.h"

namespace tabularium {

std::vector<std::string> split_list(const std::string& list, char mark);  // trimmed, empty parts left out
Result<int> parse_count(const std::string& text, int least, int most);
// "06:00" in minutes since midnight.
Result<int> parse_time_of_day(const std::string& text);

// "90d", "12h" or "4w" in hours.
Result<int> parse_age(const std::string& text);

Result<bool> parse_switch(const std::string& text);                       // true/false, yes/no, on/off
Result<std::vector<PageRange>> parse_pages(const std::string& text);      // "1-3,7,12-" (open end)

}  // namespace tabularium

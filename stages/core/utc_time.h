#pragma once

#include <cstdint>
#include <string>

namespace tabularium {

// Now, as ISO 8601 to the second: "2026-03-01T07:05:00Z".
std::string utc_now();
std::string utc_text(std::int64_t seconds);  // since 1970

}  // namespace tabularium

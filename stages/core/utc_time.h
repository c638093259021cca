#pragma once

#include <string>

namespace tabularium {

// Now, as ISO 8601 to the second: "2026-03-01T07:05:00Z".
std::string utc_now();

}  // namespace tabularium

#pragma once

#include <cstdint>

namespace tabularium {

// The next moment after `now` at which local clocks show this time (minutes since midnight); seconds since 1970.
std::int64_t next_at(int minutes, std::int64_t now);

}  // namespace tabularium

#include "stages/core/utc_time.h"

#include <array>
#include <ctime>

namespace tabularium {

std::string utc_now() { return utc_text(std::time(nullptr)); }

std::string utc_text(std::int64_t seconds) {
  const auto moment = static_cast<std::time_t>(seconds);
  std::tm parts{};
  ::gmtime_r(&moment, &parts);
  std::array<char, 32> text{};
  std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%SZ", &parts);
  return text.data();
}

}  // namespace tabularium

#include "pipeline/watch/time_of_day.h"

#include <ctime>

namespace tabularium {

std::int64_t next_at(int minutes, std::int64_t now) {
  const auto moment = static_cast<std::time_t>(now);
  for (int day = 0; day < 3; ++day) {
    std::tm parts{};
    ::localtime_r(&moment, &parts);
    parts.tm_mday += day;
    parts.tm_hour = minutes / 60;
    parts.tm_min = minutes % 60;
    parts.tm_sec = 0;
    parts.tm_isdst = -1;  // as it will be then
    if (const std::time_t then = std::mktime(&parts); then > moment) return then;
  }
  return now + 24 * 3600;
}

}  // namespace tabularium

#include "pipeline/cli/option_values.h"

#include <charconv>
#include <limits>

namespace tabularium {
namespace {

std::string trimmed(const std::string& text) {
  const auto from = text.find_first_not_of(" \t");
  if (from == std::string::npos) return "";
  return text.substr(from, text.find_last_not_of(" \t") - from + 1);
}

Result<PageRange> parse_range(const std::string& part) {
  constexpr int most = std::numeric_limits<int>::max();
  const auto dash = part.find('-');
  const Result<int> first = parse_count(part.substr(0, dash), 1, most);
  if (!first.ok()) return first.error();
  if (dash == std::string::npos) return PageRange{first.value(), first.value()};
  const std::string end = trimmed(part.substr(dash + 1));
  const Result<int> last = end.empty() ? Result<int>(most) : parse_count(end, first.value(), most);
  if (!last.ok()) return last.error();
  return PageRange{first.value(), last.value()};
}

}  // namespace

std::vector<std::string> split_list(const std::string& list, char mark) {
  std::vector<std::string> parts;
  for (std::size_t from = 0; from <= list.size();) {
    const std::size_t end = std::min(list.find(mark, from), list.size());
    if (std::string part = trimmed(list.substr(from, end - from)); !part.empty()) parts.push_back(std::move(part));
    from = end + 1;
  }
  return parts;
}

Result<int> parse_count(const std::string& text, int least, int most) {
  const std::string digits = trimmed(text);
  int number = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (error != std::errc{} || end != digits.data() + digits.size() || digits.empty())
    return Error{ErrorCode::bad_configuration, "'" + text + "' is no whole number", {}};
  if (number < least || number > most)
    return Error{ErrorCode::bad_configuration, "'" + text + "' is not between " + std::to_string(least) + " and " + std::to_string(most), {}};
  return number;
}

Result<int> parse_time_of_day(const std::string& text) {
  const auto colon = text.find(':');
  const Result<int> hours = parse_count(text.substr(0, colon), 0, 23);
  const Result<int> minutes = colon == std::string::npos ? Result<int>(0) : parse_count(text.substr(colon + 1), 0, 59);
  if (!hours.ok() || !minutes.ok()) return Error{ErrorCode::bad_configuration, "'" + text + "' is no time of day, such as 06:00", {}};
  return hours.value() * 60 + minutes.value();
}

Result<int> parse_age(const std::string& text) {
  const char unit = text.empty() ? ' ' : text.back();
  const int hours = unit == 'w' ? 7 * 24 : unit == 'd' ? 24 : unit == 'h' ? 1 : 0;
  const Result<int> count = parse_count(text.substr(0, text.empty() ? 0 : text.size() - 1), 1, 10000);
  if (hours == 0 || !count.ok()) return Error{ErrorCode::bad_configuration, "'" + text + "' is no age, such as 90d, 12h or 4w", {}};
  return count.value() * hours;
}

Result<bool> parse_switch(const std::string& text) {
  for (const char* yes : {"true", "yes", "on"})
    if (text == yes) return true;
  for (const char* no : {"false", "no", "off"})
    if (text == no) return false;
  return Error{ErrorCode::bad_configuration, "'" + text + "' is neither true nor false", {}};
}

Result<std::vector<PageRange>> parse_pages(const std::string& text) {
  std::vector<PageRange> ranges;
  for (const std::string& part : split_list(text, ',')) {
    const Result<PageRange> range = parse_range(part);
    if (!range.ok()) return range.error();
    ranges.push_back(range.value());
  }
  if (ranges.empty()) return Error{ErrorCode::bad_configuration, "no page is named", {}};
  return ranges;
}

}  // namespace tabularium

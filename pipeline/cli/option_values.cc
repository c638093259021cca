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

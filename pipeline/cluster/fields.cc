#include "pipeline/cluster/fields.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>
#include <limits>
#include <utility>

namespace tabularium {
namespace {

constexpr std::string_view marks = "\\\t\n\r";
constexpr std::string_view letters = "\\tnr";  // what stands for each after a backslash

}  // namespace

FieldLine& FieldLine::text(std::string_view field) {
  if (!std::exchange(first_, false)) line_ += '\t';
  for (const char c : field) {
    const auto mark = marks.find(c);
    if (mark == std::string_view::npos) line_ += c;
    else (line_ += '\\') += letters[mark];
  }
  return *this;
}

FieldLine& FieldLine::integer(std::int64_t value) { return text(std::to_string(value)); }

FieldLine& FieldLine::seconds(double value) {
  std::array<char, 40> digits{};
  std::snprintf(digits.data(), digits.size(), "%.3f", value);
  return text(digits.data());
}

FieldsOfLine::FieldsOfLine(std::string_view line) {
  for (std::size_t from = 0; from <= line.size();) {
    const std::size_t end = std::min(line.find('\t', from), line.size());
    fields_.push_back(line.substr(from, end - from));
    from = end + 1;
  }
}

std::string FieldsOfLine::text() {
  sound_ = sound_ && next_ < fields_.size();
  if (!sound_) return {};
  std::string out;
  const std::string_view field = fields_[next_++];
  for (std::size_t i = 0; i < field.size(); ++i) {
    const auto letter = field[i] == '\\' && i + 1 < field.size() ? letters.find(field[i + 1]) : std::string_view::npos;
    if (letter == std::string_view::npos) {
      out += field[i];
    } else {
      out += marks[letter];
      ++i;
    }
  }
  return out;
}

std::int64_t FieldsOfLine::integer() {
  const std::string digits = text();
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  sound_ = sound_ && error == std::errc{} && end == digits.data() + digits.size();
  return sound_ ? value : 0;
}

int FieldsOfLine::count() {
  const std::int64_t value = integer();
  sound_ = sound_ && value >= std::numeric_limits<int>::min() && value <= std::numeric_limits<int>::max();
  return sound_ ? static_cast<int>(value) : 0;
}

double FieldsOfLine::seconds() {
  const std::string digits = text();
  double value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  sound_ = sound_ && error == std::errc{} && end == digits.data() + digits.size();
  return sound_ ? value : 0;
}

}  // namespace tabularium

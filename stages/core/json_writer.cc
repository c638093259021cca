#include "stages/core/json_writer.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "stages/core/append_number.h"
#include "stages/core/decimal.h"
#include "stages/core/unicode.h"

namespace tabularium {
namespace {

constexpr std::size_t piece_size = 1U << 16U;

bool is_plain(char c) { return static_cast<unsigned char>(c) >= 0x20 && c != '"' && c != '\\'; }

bool is_ascii(std::string_view text) {
  for (const char c : text)
    if (static_cast<unsigned char>(c) >= 0x80) return false;
  return true;
}

void append_escape(std::string& out, char c) {
  constexpr std::string_view hex = "0123456789abcdef";
  switch (c) {
    case '"': out += "\\\""; return;
    case '\\': out += "\\\\"; return;
    case '\n': out += "\\n"; return;
    case '\r': out += "\\r"; return;
    case '\t': out += "\\t"; return;
    default: break;
  }
  const auto byte = static_cast<unsigned char>(c);
  out += "\\u00";
  out += hex[byte >> 4U];
  out += hex[byte & 0xFU];
}

// `value` is rounded half away from zero, as a reader would do it.
void append_half_away(std::string& out, double value, int places) {
  constexpr std::array<std::int64_t, 7> powers = {1, 10, 100, 1000, 10000, 100000, 1000000};
  const std::int64_t power = powers.at(static_cast<std::size_t>(places));
  std::int64_t scaled = std::llround(value * static_cast<double>(power));
  if (scaled < 0) {
    out += '-';
    scaled = -scaled;
  }
  append_integer(out, scaled / power);
  std::int64_t fraction = scaled % power;
  if (fraction == 0) return;
  out += '.';
  for (std::int64_t place = power / 10; fraction > 0; place /= 10) {
    out += static_cast<char>('0' + fraction / place);
    fraction %= place;
  }
}

}  // namespace

std::string well_formed(std::string_view utf8) {
  if (is_ascii(utf8) || is_well_formed(utf8)) return std::string(utf8);
  return to_utf8(to_code_points(utf8));
}

JsonWriter& JsonWriter::open(char bracket, Lines lines) {
  before_value();
  out_ += bracket;
  levels_.push_back({true, lines == Lines::one_each});
  return *this;
}

JsonWriter& JsonWriter::close(char bracket) {
  const Level level = levels_.back();
  levels_.pop_back();
  if (level.lines && !level.empty) out_ += '\n';
  out_ += bracket;
  hand_on_if_full();
  return *this;
}

JsonWriter& JsonWriter::key(std::string_view name) {
  before_value();
  // Names are the schema's: plain ASCII. One growth for all of it: keys are most of a document.
  std::array<char, 40> written;  // NOLINT: filled below
  if (name.size() + 4 > written.size()) return text_key(name);
  char* to = written.data();
  *to++ = '"';
  to = std::copy(name.begin(), name.end(), to);
  to = std::copy_n("\": ", 3, to);
  out_.append(written.data(), to);
  after_key_ = true;
  return *this;
}

void JsonWriter::before_value() {
  if (std::exchange(after_key_, false) || levels_.empty()) return;
  Level& level = levels_.back();
  if (level.lines) out_ += level.empty ? "\n" : ",\n";
  else if (!level.empty) out_ += ", ";
  level.empty = false;
}

JsonWriter& JsonWriter::text_key(std::string_view utf8) {
  before_value();
  quoted(utf8);
  out_ += ": ";
  after_key_ = true;
  return *this;
}

JsonWriter& JsonWriter::string(std::string_view utf8) {
  before_value();
  quoted(utf8);
  hand_on_if_full();
  return *this;
}

JsonWriter& JsonWriter::begin_string() {
  before_value();
  out_ += '"';
  return *this;
}

JsonWriter& JsonWriter::append(std::string_view utf8) {
  escaped(utf8);
  hand_on_if_full();
  return *this;
}

JsonWriter& JsonWriter::end_string() {
  out_ += '"';
  return *this;
}

void JsonWriter::quoted(std::string_view utf8) {
  const auto is_bare = [](char c) { return static_cast<unsigned char>(c) < 0x80 && is_plain(c); };
  out_ += '"';
  if (std::all_of(utf8.begin(), utf8.end(), is_bare)) out_ += utf8;  // nearly all
  else escaped(utf8);
  out_ += '"';
}

void JsonWriter::escaped(std::string_view utf8) {
  if (!is_ascii(utf8) && !is_well_formed(utf8)) return escaped(to_utf8(to_code_points(utf8)));
  for (std::size_t at = 0; at < utf8.size();) {
    const std::size_t from = at;
    while (at < utf8.size() && is_plain(utf8[at])) ++at;
    out_.append(utf8.substr(from, at - from));
    if (at < utf8.size()) append_escape(out_, utf8[at++]);
  }
}

JsonWriter& JsonWriter::integer(std::int64_t value) {
  before_value();
  append_integer(out_, value);
  return *this;
}

JsonWriter& JsonWriter::number(double value, int places) {
  constexpr double largest = 1e12;  // times 10^6 it still fits 64 bits
  if (!(std::abs(value) < largest)) return null();
  before_value();
  append_half_away(out_, value, places);
  return *this;
}

JsonWriter& JsonWriter::decimal(const Decimal& value) {
  before_value();
  out_ += to_string(value);
  return *this;
}

JsonWriter& JsonWriter::boolean(bool value) {
  before_value();
  out_ += value ? "true" : "false";
  return *this;
}

JsonWriter& JsonWriter::null() {
  before_value();
  out_ += "null";
  return *this;
}

JsonWriter& JsonWriter::raw(std::string_view json) {
  before_value();
  while (json.ends_with('\n')) json.remove_suffix(1);
  out_ += json;
  hand_on_if_full();
  return *this;
}

void JsonWriter::hand_on_if_full() {
  if (!sink_ || out_.size() < piece_size) return;
  sink_(out_);
  out_.clear();
}

void JsonWriter::hand_on() {
  if (!sink_) return;
  sink_(out_);
  out_.clear();
}

void JsonWriter::flush() {
  out_ += '\n';
  hand_on();
}

std::string JsonWriter::take() {
  return std::exchange(out_, {});
}

}  // namespace tabularium

#include "stages/core/json_writer.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstring>
#include <utility>

#include "stages/core/decimal.h"
#include "stages/core/unicode.h"

namespace tabularium {
namespace {

constexpr std::size_t piece_size = 1U << 16U;

// Whether none of the eight bytes needs a second look: all of them ASCII, no control character, quote or backslash.
bool are_bare(std::uint64_t bytes) {
  constexpr std::uint64_t ones = 0x0101010101010101U;
  constexpr std::uint64_t tops = ones * 0x80U;
  const auto has_zero = [](std::uint64_t word) { return (word - ones) & ~word & tops; };
  return ((bytes | (bytes - ones * 0x20U) | has_zero(bytes ^ (ones * '"')) | has_zero(bytes ^ (ones * '\\'))) & tops) == 0;
}

bool is_bare(char c) { return static_cast<unsigned char>(c) >= 0x20 && static_cast<unsigned char>(c) < 0x80 && c != '"' && c != '\\'; }

// How many bytes from `at` on are bare.
std::size_t bare_length(std::string_view text, std::size_t at) {
  const std::size_t from = at;
  for (std::uint64_t bytes = 0; at + sizeof bytes <= text.size(); at += sizeof bytes) {
    std::memcpy(&bytes, text.data() + at, sizeof bytes);
    if (!are_bare(bytes)) break;
  }
  while (at < text.size() && is_bare(text[at])) ++at;
  return at - from;
}

// Bytes of the character at `at` if it is one of two or three well-formed bytes, known by its first alone: letters of Europe, Han. 0 = look closer.
std::size_t usual_length(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) { return at + i < text.size() ? static_cast<unsigned char>(text[at + i]) : 0U; };
  const auto follows = [&](std::size_t i) { return (byte(i) & 0xC0U) == 0x80U; };
  if (byte(0) >= 0xE1 && byte(0) <= 0xEC) return follows(1) && follows(2) ? 3 : 0;
  return byte(0) >= 0xC2 && byte(0) <= 0xDF && follows(1) ? 2 : 0;
}

// How many bytes at the beginning are written as they are.
std::size_t plain_length(std::string_view text) {
  std::size_t at = 0;
  for (;;) {
    at += bare_length(text, at);
    const std::size_t length = at < text.size() ? usual_length(text, at) : 0;
    if (length == 0) return at;
    at += length;
  }
}

constexpr std::size_t longest_escape = 6;
constexpr std::size_t longest_integer = 20;

char* put_escape(char* to, char c) {
  constexpr std::string_view hex = "0123456789abcdef";
  *to++ = '\\';
  switch (c) {
    case '"':
    case '\\': *to++ = c; return to;
    case '\n': *to++ = 'n'; return to;
    case '\r': *to++ = 'r'; return to;
    case '\t': *to++ = 't'; return to;
    default: break;
  }
  const auto byte = static_cast<unsigned char>(c);
  to = std::copy_n("u00", 3, to);
  *to++ = hex[byte >> 4U];
  *to++ = hex[byte & 0xFU];
  return to;
}

char* put_integer(char* to, std::int64_t value) {
  if (value >= 0 && value < 10) {
    *to = static_cast<char>('0' + value);
    return to + 1;
  }
  return std::to_chars(to, to + longest_integer, value).ptr;
}

// `value` is rounded half away from zero, as a reader would do it.
char* put_half_away(char* to, double value, int places) {
  constexpr std::array<std::int64_t, 7> powers = {1, 10, 100, 1000, 10000, 100000, 1000000};
  const std::int64_t power = powers.at(static_cast<std::size_t>(places));
  std::int64_t scaled = std::llround(value * static_cast<double>(power));
  if (scaled < 0) {
    *to++ = '-';
    scaled = -scaled;
  }
  to = put_integer(to, scaled / power);
  std::int64_t fraction = scaled % power;
  if (fraction == 0) return to;
  *to++ = '.';
  for (std::int64_t place = power / 10; fraction > 0; place /= 10) {
    *to++ = static_cast<char>('0' + fraction / place);
    fraction %= place;
  }
  return to;
}

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

}  // namespace

std::string well_formed(std::string_view utf8) {
  if (is_ascii(utf8) || is_well_formed(utf8)) return std::string(utf8);
  return to_utf8(to_code_points(utf8));
}

void JsonWriter::grow(std::size_t size) {
  constexpr std::size_t first = 256;
  out_.resize(std::max({first, 2 * out_.size(), used_ + size}));
}

JsonWriter& JsonWriter::open(char bracket, Lines lines) {
  char* to = separated(room(1));
  *to++ = bracket;
  written_to(to);
  levels_.push_back({true, lines == Lines::one_each});
  return *this;
}

JsonWriter& JsonWriter::close(char bracket) {
  const Level level = levels_.back();
  levels_.pop_back();
  char* to = room(2);
  if (level.lines && !level.empty) *to++ = '\n';
  *to++ = bracket;
  written_to(to);
  hand_on_if_full();
  return *this;
}

JsonWriter& JsonWriter::text_key(std::string_view utf8) {
  quoted(utf8);
  raw_text(": ");
  after_key_ = true;
  return *this;
}

JsonWriter& JsonWriter::string(std::string_view utf8) {
  quoted(utf8);
  hand_on_if_full();
  return *this;
}

JsonWriter& JsonWriter::begin_string() {
  char* to = separated(room(1));
  *to++ = '"';
  written_to(to);
  return *this;
}

JsonWriter& JsonWriter::append(std::string_view utf8) {
  escaped(utf8);
  hand_on_if_full();
  return *this;
}

JsonWriter& JsonWriter::end_string() {
  raw_text("\"");
  return *this;
}

void JsonWriter::raw_text(std::string_view text) {
  char* to = room(text.size());
  written_to(std::copy(text.begin(), text.end(), to));
}

void JsonWriter::quoted(std::string_view utf8) {
  char* to = separated(room(utf8.size()));
  *to++ = '"';
  const std::size_t plain = plain_length(utf8);   // nearly all
  to = std::copy_n(utf8.data(), plain, to);
  if (plain == utf8.size()) {
    *to++ = '"';
    written_to(to);
    return;
  }
  written_to(to);
  escaped(utf8.substr(plain));
  raw_text("\"");
}

void JsonWriter::escaped(std::string_view utf8) {
  if (!is_well_formed(utf8)) return escaped(to_utf8(to_code_points(utf8)));
  const auto is_plain = [](char c) { return static_cast<unsigned char>(c) >= 0x20 && c != '"' && c != '\\'; };
  for (std::size_t at = 0; at < utf8.size();) {
    const std::size_t from = at;
    while (at < utf8.size() && is_plain(utf8[at])) ++at;
    raw_text(utf8.substr(from, at - from));
    if (at < utf8.size()) written_to(put_escape(room(longest_escape), utf8[at++]));
  }
}

JsonWriter& JsonWriter::integer(std::int64_t value) {
  written_to(put_integer(separated(room(longest_integer)), value));
  return *this;
}

JsonWriter& JsonWriter::number(double value, int places) {
  constexpr double largest = 1e12;  // times 10^6 it still fits 64 bits
  if (!(std::abs(value) < largest)) return null();
  written_to(put_half_away(separated(room(2 * longest_integer)), value, places));
  return *this;
}

JsonWriter& JsonWriter::decimal(const Decimal& value) {
  return value.places <= 0 ? integer(value.units) : raw(to_string(value));
}

JsonWriter& JsonWriter::boolean(bool value) {
  return raw(value ? "true" : "false");
}

JsonWriter& JsonWriter::null() {
  char* to = separated(room(4));
  written_to(std::copy_n("null", 4, to));
  return *this;
}

JsonWriter& JsonWriter::raw(std::string_view json) {
  while (json.ends_with('\n')) json.remove_suffix(1);
  char* to = separated(room(json.size()));
  written_to(std::copy(json.begin(), json.end(), to));
  hand_on_if_full();
  return *this;
}

void JsonWriter::restart() {
  used_ = 0;
  levels_.clear();
  after_key_ = false;
}

void JsonWriter::hand_on_if_full() {
  if (used_ >= piece_size) hand_on();
}

void JsonWriter::hand_on() {
  if (!sink_) return;
  sink_(std::string_view(out_).substr(0, used_));
  used_ = 0;
}

void JsonWriter::flush() {
  raw_text("\n");
  hand_on();
}

std::string JsonWriter::take() {
  out_.resize(std::exchange(used_, 0));
  return std::exchange(out_, {});
}

}  // namespace tabularium

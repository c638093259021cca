// JSON (RFC 8259), written as it comes: nothing but the part not yet handed on is held in memory.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "models/value.h"

namespace tabularium {

// Calls must nest properly (key before every value of an object); the writer puts the commas.
// Ill-formed UTF-8 is written as U+FFFD, NaN and infinities as null: the output is always valid.
class JsonWriter {
 public:
  using Sink = std::function<void(std::string_view)>;  // takes the output piece by piece
  enum class Lines { together, one_each };             // one_each: every element starts a line, for reading and comparing

  JsonWriter() = default;                              // keeps all of it for take()
  explicit JsonWriter(Sink sink) : sink_(std::move(sink)) {}

  JsonWriter& begin_object(Lines lines = Lines::together) { return open('{', lines); }
  JsonWriter& end_object() { return close('}'); }
  JsonWriter& begin_array(Lines lines = Lines::together) { return open('[', lines); }
  JsonWriter& end_array() { return close(']'); }
  JsonWriter& key(std::string_view name) {             // of the schema: plain ASCII, written as it is
    char* to = separated(room(name.size()));
    *to++ = '"';
    std::memcpy(to, name.data(), name.size());         // inline: of a literal's length the compiler knows how to copy it
    std::memcpy(to + name.size(), "\": ", 3);
    written_to(to + name.size() + 3);
    after_key_ = true;
    return *this;
  }
  JsonWriter& text_key(std::string_view utf8);         // any text, as names of files are
  JsonWriter& name(std::string_view name) {            // of the schema, as a value: likewise
    char* to = separated(room(name.size()));
    *to++ = '"';
    to = std::copy(name.begin(), name.end(), to);
    *to++ = '"';
    written_to(to);
    return *this;
  }
  JsonWriter& name_or_null(std::string_view name) { return name.empty() ? null() : this->name(name); }

  JsonWriter& string(std::string_view utf8);
  JsonWriter& begin_string();                          // a long string, piece by piece
  JsonWriter& append(std::string_view utf8);           // each piece whole characters
  JsonWriter& end_string();
  JsonWriter& string_or_null(std::string_view utf8) { return utf8.empty() ? null() : string(utf8); }
  JsonWriter& integer(std::int64_t value);
  JsonWriter& number(double value, int places = 2);    // rounded to `places` (at most 6), without trailing zeros
  JsonWriter& decimal(const Decimal& value);           // every printed digit
  JsonWriter& boolean(bool value);
  JsonWriter& null();
  JsonWriter& raw(std::string_view json);              // JSON already: a value, or fields of the open object without the brackets around them

  void end_line() { raw_text("\n"); }                  // between two values of JSON Lines
  void hand_on();                                      // hands on what is left
  void flush();                                        // hands on what is left; ends the output with a line break
  std::string take();                                  // without a sink: all of it
  std::string_view written() const { return std::string_view(out_).substr(0, used_); }  // the same, lent until the next call
  void restart();                                      // without a sink: as if nothing had been written, in the same memory

 private:
  struct Level {
    bool empty = true;
    bool lines = false;
  };
  static constexpr std::size_t around = 8;             // what stands before and behind a value: separators, quotes, colon

  // Where to write next; holds `size` bytes and what stands around them.
  char* room(std::size_t size) {
    if (out_.size() - used_ < size + around) grow(size + around);
    return out_.data() + used_;
  }
  void grow(std::size_t size);
  void written_to(const char* end) { used_ = static_cast<std::size_t>(end - out_.data()); }
  // Writes what parts the next value from the one before it.
  char* separated(char* to) {
    if (after_key_) {
      after_key_ = false;
      return to;
    }
    if (levels_.empty()) return to;
    Level& level = levels_.back();
    if (!level.empty) *to++ = ',';
    if (level.lines) *to++ = '\n';
    else if (!level.empty) *to++ = ' ';
    level.empty = false;
    return to;
  }

  JsonWriter& open(char bracket, Lines lines);
  JsonWriter& close(char bracket);
  void raw_text(std::string_view text);
  void quoted(std::string_view utf8);
  void escaped(std::string_view utf8);
  void hand_on_if_full();

  Sink sink_;
  std::string out_;                                    // its first `used_` bytes are written; the rest is room
  std::size_t used_ = 0;
  std::vector<Level> levels_;
  bool after_key_ = false;
};

// The same text with ill-formed UTF-8 replaced by U+FFFD.
std::string well_formed(std::string_view utf8);

}  // namespace tabularium

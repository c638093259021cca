// JSON (RFC 8259), written as it comes: nothing but the part not yet handed on is held in memory.
#pragma once

#include <cstdint>
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
  JsonWriter& key(std::string_view name);              // of the schema: plain ASCII, written as it is
  JsonWriter& text_key(std::string_view utf8);         // any text, as names of files are

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
  JsonWriter& raw(std::string_view json);              // a value that is JSON already

  void end_line() { out_ += '\n'; }                    // between two values of JSON Lines
  void hand_on();                                      // hands on what is left
  void flush();                                        // hands on what is left; ends the output with a line break
  std::string take();                                  // without a sink: all of it

 private:
  struct Level {
    bool empty = true;
    bool lines = false;
  };

  JsonWriter& open(char bracket, Lines lines);
  JsonWriter& close(char bracket);
  void before_value();
  void quoted(std::string_view utf8);
  void escaped(std::string_view utf8);
  void hand_on_if_full();

  Sink sink_;
  std::string out_;
  std::vector<Level> levels_;
  bool after_key_ = false;
};

// The same text with ill-formed UTF-8 replaced by U+FFFD.
std::string well_formed(std::string_view utf8);

}  // namespace tabularium

// Lines of fields: what the files of a cluster run are made of. Read without a parser's cost, a million at a time.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "models/result.h"

namespace tabularium {

// Fields joined by tabs. Tabs, line ends and backslashes within a field are escaped; any other bytes stay.
class FieldLine {
 public:
  FieldLine& text(std::string_view field);
  FieldLine& integer(std::int64_t value);
  FieldLine& seconds(double value);  // to the millisecond
  std::string take() { return std::move(line_); }

 private:
  std::string line_;
  bool first_ = true;
};

// The fields of one line, in order. After one that is missing or no number all others are empty, and sound() is false.
class FieldsOfLine {
 public:
  explicit FieldsOfLine(std::string_view line);

  std::string text();
  std::int64_t integer();
  int count();
  double seconds();
  bool at_end() const noexcept { return next_ == fields_.size(); }
  bool sound() const noexcept { return sound_; }

 private:
  std::vector<std::string_view> fields_;
  std::size_t next_ = 0;
  bool sound_ = true;
};

}  // namespace tabularium

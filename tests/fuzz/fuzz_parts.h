// What the libFuzzer targets share: bytes to lines, and what must hold of lines and tables whatever the bytes were.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>
#include <utility>
#include <vector>

#include "models/document.h"
#include "models/evidence.h"

namespace tabularium::fuzz {

constexpr std::size_t longest = 20'000;   // bytes; longer inputs only slow the search down

inline std::string_view bytes_of(const std::uint8_t* data, std::size_t size) { return {reinterpret_cast<const char*>(data), size}; }

// UTF-8 lines as they stand, without guessing a charset: what the parsers behind decoding get.
inline std::vector<TextLine> lines_of(std::string_view bytes) {
  std::vector<TextLine> lines;
  for (std::size_t from = 0; from <= bytes.size();) {
    const std::size_t end = std::min(bytes.find('\n', from), bytes.size());
    TextLine line;
    line.text = bytes.substr(from, end - from);
    line.span = {static_cast<int>(lines.size()) + 1, 1, static_cast<std::int64_t>(from), static_cast<std::int64_t>(end)};
    lines.push_back(std::move(line));
    from = end + 1;
  }
  return lines;
}

inline void require(bool holds) {
  if (!holds) std::abort();
}

// Places in order and within the file.
inline void require_places(const std::vector<TextLine>& lines, std::size_t size) {
  for (const TextLine& line : lines)
    require(line.span.byte_from >= 0 && line.span.byte_from <= line.span.byte_to && line.span.byte_to <= static_cast<std::int64_t>(size));
}

}  // namespace tabularium::fuzz

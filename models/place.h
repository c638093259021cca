// Where something stands: on a page (box, points) or in a text file (span of the original bytes).
#pragma once

#include <cstdint>
#include <optional>

#include "models/geometry.h"

namespace tabularium {

// A stretch of the original file, for text input. Lines and columns are 1-based; columns count code points;
// bytes are 0-based offsets into the original file, half-open.
struct TextSpan {
  int line = 0;
  int column = 0;
  std::int64_t byte_from = 0;
  std::int64_t byte_to = 0;
  bool operator==(const TextSpan&) const = default;
};

struct Place {
  int page = 0;                  // 1-based; 0 = unknown
  std::optional<Box> box;        // absent for text input
  std::optional<TextSpan> span;  // absent for pages
  bool operator==(const Place&) const = default;
};

}  // namespace tabularium

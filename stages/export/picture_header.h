// What a PDF must know of a JPEG or PNG to hold its compressed pixels as they are.
#pragma once

#include <string>
#include <string_view>

#include "models/result.h"
#include "stages/core/page_pictures.h"

namespace tabularium {

struct EmbeddedPicture {
  std::string bytes;       // compressed pixels
  std::string filter;      // "/DCTDecode", "/FlateDecode"
  int width = 0;
  int height = 0;
  int channels = 1;        // 1 gray or indexed, 3 RGB
  int bits = 8;            // of a channel
  std::string palette;     // RGB triples; empty = none
  bool predicted = false;  // rows begin with a PNG predictor
};

// unsupported for interlaced pictures and those with an alpha channel.
Result<EmbeddedPicture> embedded(const PagePicture& picture);

}  // namespace tabularium

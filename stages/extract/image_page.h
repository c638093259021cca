// An image page: measured, cleaned, its ruling lines found and taken out, its words read.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "models/page.h"
#include "models/result.h"
#include "stages/core/cell_reader.h"
#include "stages/extract/page_image.h"

namespace tabularium {

struct Readers;  // stages/extract/reader.h

struct ImagePageOptions {
  std::vector<std::string> languages;  // empty = detect
  double page_width = 0;               // points, where the source says so (a scan inside a PDF); 0 = from dpi
  double page_height = 0;
  int turned = 0;                      // quarter turns clockwise that set the page upright, where that is known; 4 more: mirrored first
  bool clean = true;                   // false, to measure what it is worth: the picture is read as it is
  bool cut = true;                     // false, likewise: the page is read as a whole, not piece by piece
};

// Stands among a page's treatments where it is full of marks and none of them could be read.
inline constexpr const char* kGivenUp = "given-up";

// Fills width, height, origin, evidence, quality. `page.number` must be set. Gives the places (points, as the evidence's) of lines
// that look like text and of which nothing was read (unread_lines.h).
Result<std::vector<Box>> read_image_page(const PageImage& image, const ImagePageOptions& options, Readers readers, Page& page);

}  // namespace tabularium

// Which file holds which page of a document made of images.
#pragma once

#include <string>
#include <vector>

#include "models/result.h"
#include "stages/extract/image_spread.h"

namespace tabularium {

struct ImagePlace {
  std::string file;
  int index = 0;             // picture within the file, 0-based
  Leaf leaf = Leaf::whole;   // of a picture that shows two facing pages
  int gutter = 0;            // pixels from its left edge; of such a picture alone
};

// Page by page; a picture of two facing pages is two. A folder's file that cannot be counted has one page, which then fails
// by itself.
Result<std::vector<ImagePlace>> image_places(const std::vector<std::string>& files);

// The page's pixels.
Result<PageImage> load_place(const ImagePlace& place);

}  // namespace tabularium

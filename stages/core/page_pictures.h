// Pages as pictures for people: beside a table, under an overlay, in a searchable PDF.
#pragma once

#include <string>

#include "models/page.h"
#include "models/result.h"

namespace tabularium {

struct PagePicture {
  std::string bytes;       // an encoded image
  std::string media_type;  // "image/jpeg", "image/png"
  int width = 0;           // pixels
  int height = 0;
};

class PagePictures {
 public:
  virtual ~PagePictures() = default;
  // The whole page, upright and straight as the coordinates of its evidence: a point of the page at (x, y) stands at
  // (x * width / page.width, y * height / page.height). `dpi` is a wish; a scan is never enlarged.
  // An Error: the page cannot be looked at (again).
  virtual Result<PagePicture> picture(const Page& page, double dpi) = 0;
  // The page as its image file holds it, neither turned nor straightened, without loss. unsupported for pages of a PDF,
  // which keeps its pictures itself.
  virtual Result<PagePicture> original(const Page& page) = 0;
};

}  // namespace tabularium

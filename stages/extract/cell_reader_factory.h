// The CellReader over page images: spots of a page are looked at again in the coordinates of its evidence.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "models/result.h"
#include "stages/core/cell_reader.h"
#include "stages/extract/image_page.h"
#include "stages/extract/reader.h"

namespace tabularium {

// What a CellReader needs to know of a page: its pixels and the options it was first read with.
struct CellPage {
  PageImage image;
  ImagePageOptions options;
};

// `page_of(number)` gives a page's picture again (1-based; called seldom, the last cleaned page is kept).
// The readers are shared with whoever reads pages; `second` may be null.
std::shared_ptr<CellReader> make_cell_reader(std::function<Result<CellPage>(int page)> page_of,
                                             std::shared_ptr<Reader> reader, std::shared_ptr<Reader> second = nullptr);

}  // namespace tabularium

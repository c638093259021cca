// The PagePictures over page images and rendered PDF pages.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "models/document.h"
#include "models/result.h"
#include "stages/core/page_pictures.h"
#include "stages/extract/page_image.h"

namespace tabularium {

// `image_of(number, dpi)` gives a page's pixels as the source has them (1-based; dpi counts where a page is rendered).
std::shared_ptr<PagePictures> make_page_pictures(std::function<Result<PageImage>(int page, double dpi)> image_of);

// The same for a source that extract does not hold open: nothing is opened before the first picture is asked for.
// Null for text.
std::shared_ptr<PagePictures> open_page_pictures(const Source& source, const std::vector<std::string>& passwords);

}  // namespace tabularium

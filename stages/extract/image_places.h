// Which file holds which page of a document made of images.
#pragma once

#include <string>
#include <vector>

#include "models/result.h"

namespace tabularium {

struct ImagePlace {
  std::string file;
  int index = 0;  // page within the file, 0-based
};

// Page by page. A folder's file that cannot be counted has one page, which then fails by itself.
Result<std::vector<ImagePlace>> image_places(const std::vector<std::string>& files);

}  // namespace tabularium

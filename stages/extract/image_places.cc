#include "stages/extract/image_places.h"

#include "stages/extract/page_image.h"

namespace tabularium {

Result<std::vector<ImagePlace>> image_places(const std::vector<std::string>& files) {
  std::vector<ImagePlace> places;
  for (const std::string& file : files) {
    const Result<int> count = count_image_pages(file);
    if (!count && files.size() == 1) return count.error();
    for (int index = 0; index < (count ? count.value() : 1); ++index) places.push_back({file, index});
  }
  return places;
}

}  // namespace tabularium

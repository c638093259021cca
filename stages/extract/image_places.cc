#include "stages/extract/image_places.h"

#include <optional>

#include "stages/extract/page_image.h"

namespace tabularium {
namespace {

// The leaves of a picture that shows two pages, else the picture. Only what is broader than high is looked into.
void add_picture(const std::string& file, int index, std::vector<ImagePlace>& places) {
  const Result<PictureSize> size = image_page_size(file, index);
  std::optional<int> gutter;
  if (size && size.value().width > size.value().height)
    if (const Result<PageImage> picture = load_image_page(file, index)) gutter = find_gutter(picture.value());
  if (!gutter) {
    places.push_back({file, index});
    return;
  }
  for (const Leaf leaf : {Leaf::left, Leaf::right}) places.push_back({file, index, leaf, *gutter});
}

}  // namespace

Result<std::vector<ImagePlace>> image_places(const std::vector<std::string>& files) {
  std::vector<ImagePlace> places;
  for (const std::string& file : files) {
    const Result<int> count = count_image_pages(file);
    if (!count && files.size() == 1) return count.error();
    for (int index = 0; index < (count ? count.value() : 1); ++index) add_picture(file, index, places);
  }
  return places;
}

Result<PageImage> load_place(const ImagePlace& place) {
  Result<PageImage> picture = load_image_page(place.file, place.index);
  if (!picture || place.leaf == Leaf::whole) return picture;
  PageImage leaf = cut_leaf(picture.value(), place.leaf, place.gutter);
  if (leaf.empty()) return Error{ErrorCode::bad_input, "the picture no longer shows two pages", place.index + 1};
  return leaf;
}

}  // namespace tabularium

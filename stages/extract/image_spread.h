// A scan that shows two facing pages of an open book is two pages.
#pragma once

#include <optional>

#include "stages/extract/page_image.h"

namespace tabularium {

// Where the picture parts: pixels from its left edge; nothing where it shows one page, which is the usual case and needs
// proof of the contrary. The picture is broader than high; down its middle runs a strip with nothing printed on it, no
// word, no level rule, and text stands on both sides. The strip is the gutter if it is shadowed or folded from top to
// bottom, or as wide as two inner margins, between pages that have outer ones.
std::optional<int> find_gutter(const PageImage& picture);

// True where the picture, set upright by so many quarter turns clockwise, has a gutter.
bool faces(const PageImage& picture, int turned);

enum class Leaf { whole, left, right };

// The part of a picture that a leaf is, with the picture's resolution. An empty image where there is no such part.
PageImage cut_leaf(const PageImage& picture, Leaf leaf, int gutter);

}  // namespace tabularium

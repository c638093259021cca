// A page that shows two facing pages of an open book: how it is marked, and where it parts.
#pragma once

#include <optional>

#include "models/page.h"

namespace tabularium {

// Stands among a page's treatments where its picture was found to show two pages.
inline constexpr const char* kFacingPages = "facing-pages";

// Points from the left edge: the middle of the widest strip near the page's middle that no word reaches into. Nothing where
// the page is not so marked, or words stand across.
std::optional<double> facing_gutter(const Page& page);

}  // namespace tabularium

// A page by its number.
#pragma once

#include <algorithm>
#include <vector>

#include "models/page.h"

namespace tabularium {

// The page of `pages` with this number (from 1), nullptr where there is none. Pages mostly stand in order, so the place that the
// number tells is looked at first.
inline const Page* page_of(const std::vector<Page>& pages, int number) {
  const auto at = static_cast<std::size_t>(number) - 1;
  if (number > 0 && at < pages.size() && pages[at].number == number) return &pages[at];
  const auto found = std::ranges::find(pages, number, &Page::number);
  return found == pages.end() ? nullptr : &*found;
}

}  // namespace tabularium

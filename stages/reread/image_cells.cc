#include "stages/reread/image_cells.h"

#include <algorithm>

namespace tabularium {

const Page* image_page_of(const Cell& cell, const std::vector<Page>& pages) {
  if (!cell.place.box) return nullptr;
  const auto page = std::find_if(pages.begin(), pages.end(), [&](const Page& p) { return p.number == cell.place.page; });
  return page != pages.end() && page->origin == PageOrigin::image && !page->failure ? &*page : nullptr;
}

}  // namespace tabularium

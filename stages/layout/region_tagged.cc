#include "stages/layout/region_tagged.h"

#include <algorithm>
#include <set>
#include <utility>

#include "stages/core/tagged_grid.h"

namespace tabularium {
namespace {

constexpr double sound = 0.95;     // agreement from which a tree may add to what the page shows by itself
constexpr double same_words = 0.8; // shared words over all words: the same region

struct Tagged {
  const TaggedTable* table = nullptr;
  std::set<int> words;
  Box box;
};

std::vector<Tagged> sound_tables(const Page& page) {
  std::vector<Tagged> found;
  for (const TaggedTable& table : page.evidence.tagged_tables) {
    if (tag_agreement(table, page.evidence.words) < sound) continue;
    Tagged tagged{&table, {}, {}};
    for (const TaggedCell& cell : table.cells) {
      tagged.words.insert(cell.words.begin(), cell.words.end());
      if (!cell.words.empty()) tagged.box = unite(tagged.box, tagged_box(cell, page.evidence.words));
    }
    found.push_back(std::move(tagged));
  }
  return found;
}

std::size_t shared(const std::set<int>& words, const TableRegion& region) {
  return static_cast<std::size_t>(std::count_if(region.words.begin(), region.words.end(), [&](int id) { return words.contains(id); }));
}

bool is_same(const Tagged& tagged, const TableRegion& region) {
  const double both = static_cast<double>(shared(tagged.words, region));
  return both >= same_words * (static_cast<double>(tagged.words.size() + region.words.size()) - both);
}

// Nothing of another region or table stands within the tagged table's box.
bool stands_alone(const Tagged& tagged, const std::vector<Tagged>& others) {
  return std::all_of(others.begin(), others.end(), [&](const Tagged& other) {
    return other.table == tagged.table || intersect(other.box, tagged.box).empty();
  });
}

// Rows at the table's ends that the page alone did not show to be its: the tree knows them, no region holds them, and
// nothing that it does not know is in the region.
void take_in_rows(const Page& page, const Tagged& tagged, const std::vector<TableRegion>& regions,
                  TableRegion& region) {
  if (static_cast<double>(shared(tagged.words, region)) < sound * static_cast<double>(region.words.size())) return;
  for (const int id : tagged.words) {
    const bool held = std::any_of(regions.begin(), regions.end(), [&](const TableRegion& other) {
      return std::find(other.words.begin(), other.words.end(), id) != other.words.end();
    });
    if (held) continue;
    region.words.push_back(id);
    region.box = unite(*region.box, page.evidence.words[static_cast<std::size_t>(id)].box);
  }
  std::sort(region.words.begin(), region.words.end());
}

TableRegion region_of(const Page& page, const Tagged& tagged) {
  TableRegion region;
  region.page = page.number;
  region.kind = RegionKind::unruled;
  region.box = tagged.box;
  const auto& words = page.evidence.words;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const bool inside = !words[i].hidden && tagged.box.contains({words[i].box.center_x(), words[i].box.center_y()});
    if (inside || tagged.words.contains(static_cast<int>(i))) region.words.push_back(static_cast<int>(i));
  }
  return region;
}

}  // namespace

void fit_tagged_regions(const Page& page, std::vector<TableRegion>& regions) {
  if (page.evidence.tagged_tables.empty()) return;
  const std::vector<Tagged> tables = sound_tables(page);
  for (const Tagged& tagged : tables) {
    if (!stands_alone(tagged, tables)) continue;
    const auto same = std::find_if(regions.begin(), regions.end(), [&](const TableRegion& r) { return is_same(tagged, r); });
    if (same != regions.end()) {
      take_in_rows(page, tagged, regions, *same);
      continue;
    }
    // The regions that it meets must lie within it, or be shared out among tagged tables.
    std::vector<std::size_t> met;
    bool may = true;
    for (std::size_t i = 0; i < regions.size() && may; ++i) {
      if (shared(tagged.words, regions[i]) == 0) continue;
      met.push_back(i);
      std::size_t told = 0;
      for (const Tagged& other : tables) told += shared(other.words, regions[i]);
      may = static_cast<double>(told) >= same_words * static_cast<double>(regions[i].words.size());
    }
    if (!may) continue;
    TableRegion region = region_of(page, tagged);
    for (const std::size_t i : met) region.kind = std::min(region.kind, regions[i].kind);
    for (std::size_t i = met.size(); i-- > 0;) regions.erase(regions.begin() + static_cast<std::ptrdiff_t>(met[i]));
    const auto below = std::find_if(regions.begin(), regions.end(),
                                    [&](const TableRegion& r) { return r.box && r.box->y0 > tagged.box.y0; });
    regions.insert(below, std::move(region));
  }
}

}  // namespace tabularium

#include "stages/layout/page_layout.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>
#include <vector>

#include "stages/core/drawn_text.h"
#include "stages/core/unicode.h"
#include "stages/layout/block_kinds.h"
#include "stages/layout/page_blocks.h"
#include "stages/layout/page_leaves.h"
#include "stages/layout/region_extent.h"
#include "stages/layout/running_heads.h"
#include "stages/layout/table_context.h"
#include "stages/layout/table_regions.h"

namespace tabularium {
namespace {

// A sentence that a page break cuts: no end at the one side, no beginning at the other.
bool goes_on(const KnownBlock& above, const KnownBlock& below) {
  if (above.kind != BlockKind::paragraph && above.kind != BlockKind::list_item) return false;
  if (below.kind != BlockKind::paragraph || below.raw.lines.empty() || above.raw.lines.empty()) return false;
  if (above.raw.lines.size() < 2 || std::abs(above.raw.size - below.raw.size) > 0.1 * above.raw.size) return false;
  static constexpr std::u32string_view ends = U".:;!?。;:!?…)]”’\"";
  const std::u32string before = to_code_points(above.raw.text), after = to_code_points(below.raw.text);
  if (before.empty() || after.empty() || ends.find(before.back()) != std::u32string_view::npos) return false;
  const char32_t next = after.front();
  const bool lower = is_letter(next) && !is_cjk(next) && to_utf8(std::u32string_view(&next, 1)) == fold_label_case(to_utf8(std::u32string_view(&next, 1)));
  return lower || (is_han(next) && is_cjk(before.back()));
}

// Paragraphs cut by a page break become one, at the place of their first part; those from page `pages` on are none that follow one another.
void join_over_pages(std::vector<KnownBlock>& blocks, int pages) {
  for (std::size_t i = 1; i < blocks.size();) {
    KnownBlock& above = blocks[i - 1];
    if (blocks[i].page != above.page + 1 || blocks[i].page >= pages || !goes_on(above, blocks[i])) {
      ++i;
      continue;
    }
    above.raw.text = continue_text(above.raw.text, blocks[i].raw.text);
    blocks.erase(blocks.begin() + static_cast<std::ptrdiff_t>(i));
  }
}

Block finished(KnownBlock&& known, int page) {
  Block block;
  block.kind = known.kind;
  block.level = known.level;
  block.number = std::move(known.number);
  block.text = std::move(known.raw.text);
  block.place = {page, known.raw.box, std::nullopt};
  return block;
}

void push_block(Document& document, Block block) {
  block.id = static_cast<int>(document.blocks.size());
  document.blocks.push_back(std::move(block));
}

void push_running_heads(Document& document, const Page& page, const LeafPlace& leaf, const std::vector<RunningHead>& heads, bool footer) {
  for (const RunningHead& head : heads) {
    if (head.footer != footer) continue;
    Block block;
    block.kind = footer ? BlockKind::footer : BlockKind::header;
    block.text = head.line.text;
    block.place = {page.number, head.line.box, std::nullopt};
    put_back(*block.place.box, leaf);
    push_block(document, std::move(block));
  }
}

std::vector<bool> words_of(const std::vector<RunningHead>& heads, std::size_t words) {
  std::vector<bool> out(words, false);
  for (const RunningHead& head : heads)
    for (const int id : head.line.words) out[static_cast<std::size_t>(id)] = true;
  return out;
}

// Regions and blocks in reading order, each in the places of the leaf that it was found on: an index into the leaves' pages, or, past
// their end, into what is turned.
struct Found {
  std::vector<KnownBlock> blocks;
  std::vector<TableRegion> regions;
  std::vector<int> leaf_of_region;

  void add(RawBlock raw, int leaf, std::vector<TableRegion>& of_leaf) {
    if (raw.region >= 0) {
      regions.push_back(std::move(of_leaf[static_cast<std::size_t>(raw.region)]));
      leaf_of_region.push_back(leaf);
      raw.region = static_cast<int>(regions.size()) - 1;
    }
    blocks.push_back({std::move(raw), leaf, BlockKind::paragraph, 0, {}});
  }
};

// The blocks of a page, and among them, by its height, what is turned on it.
void add_page(Found& found, const Leaves& leaves, std::size_t i, std::vector<TableRegion>& regions, const std::vector<bool>& left_out) {
  std::vector<RawBlock> upright = blocks_of(leaves.pages[i], regions, left_out);
  std::vector<bool> told(leaves.turned.size(), false);
  const auto tell_turned = [&](double above) {
    for (std::size_t k = 0; k < leaves.turned.size(); ++k) {
      const TurnedLeaf& turned = leaves.turned[k];
      if (told[k] || turned.within != i || turned.middle > above) continue;
      told[k] = true;
      std::vector<TableRegion> tables = find_table_regions(turned.page);
      for (RawBlock& raw : blocks_of(turned.page, tables, {})) found.add(std::move(raw), static_cast<int>(leaves.pages.size() + k), tables);
    }
  };
  for (RawBlock& raw : upright) {
    tell_turned(raw.box.y0);
    found.add(std::move(raw), static_cast<int>(i), regions);
  }
  tell_turned(leaves.pages[i].height);
}

// The document's regions and blocks, from those of its leaves.
void push_found(Document& document, const Leaves& leaves, Found found, const std::vector<std::vector<RunningHead>>& heads) {
  const auto leaf_of = [&](int id) {
    const auto leaf = static_cast<std::size_t>(id);
    const bool turned = leaf >= leaves.pages.size();
    return std::pair<std::size_t, const LeafPlace&>(turned ? leaves.turned[leaf - leaves.pages.size()].within : leaf,
                                                    turned ? leaves.turned[leaf - leaves.pages.size()].place : leaves.places[leaf]);
  };
  const int first_region = static_cast<int>(document.regions.size());
  std::size_t next = 0;
  for (std::size_t i = 0; i < leaves.pages.size(); ++i) {
    push_running_heads(document, leaves.pages[i], leaves.places[i], heads[i], false);
    for (; next < found.blocks.size() && leaf_of(found.blocks[next].page).first == i; ++next) {
      const auto [page, place] = leaf_of(found.blocks[next].page);
      const int region = found.blocks[next].raw.region;
      Block block = finished(std::move(found.blocks[next]), leaves.pages[page].number);
      put_back(*block.place.box, place);
      if (region >= 0) block.region = first_region + region;
      push_block(document, std::move(block));
    }
    push_running_heads(document, leaves.pages[i], leaves.places[i], heads[i], true);
  }
  for (std::size_t i = 0; i < found.regions.size(); ++i) {
    put_back(found.regions[i], leaf_of(found.leaf_of_region[i]).second);
    document.regions.push_back(std::move(found.regions[i]));
  }
}

void lay_out(Document& document, const Leaves& leaves) {
  const std::vector<Page>& pages = leaves.pages;
  std::vector<std::vector<TableRegion>> regions_of;
  const std::vector<std::vector<bool>> numbered = numbered_heads(pages);
  for (std::size_t i = 0; i < pages.size(); ++i) {
    const bool has_places = pages[i].evidence.lines.empty() || is_drawn(pages[i]);
    regions_of.push_back(has_places ? find_table_regions(pages[i], numbered[i]) : std::vector<TableRegion>{});
  }
  continue_over_pages(pages, regions_of);
  const std::vector<std::vector<RunningHead>> heads = find_running_heads(pages, regions_of);

  Found found;
  for (std::size_t i = 0; i < pages.size(); ++i)
    add_page(found, leaves, i, regions_of[i], words_of(heads[i], pages[i].evidence.words.size()));
  name_kinds(found.blocks);
  std::vector<int> region_of;
  for (const KnownBlock& block : found.blocks) region_of.push_back(block.raw.region);
  attach_context(found.blocks, region_of, found.regions);
  join_over_pages(found.blocks, static_cast<int>(pages.size()));
  push_found(document, leaves, std::move(found), heads);
}

}  // namespace

void layout_pages(Document& document) {
  if (has_leaves(document.pages)) return lay_out(document, leaves_of(document.pages));
  Leaves whole;
  whole.places.resize(document.pages.size());
  whole.pages = std::move(document.pages);
  lay_out(document, whole);
  document.pages = std::move(whole.pages);
}

}  // namespace tabularium

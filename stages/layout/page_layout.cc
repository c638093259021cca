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

// Paragraphs cut by a page break become one, at the place of their first part.
void join_over_pages(std::vector<KnownBlock>& blocks) {
  for (std::size_t i = 1; i < blocks.size();) {
    KnownBlock& above = blocks[i - 1];
    if (blocks[i].page != above.page + 1 || !goes_on(above, blocks[i])) {
      ++i;
      continue;
    }
    above.raw.text = continue_text(above.raw.text, blocks[i].raw.text);
    blocks.erase(blocks.begin() + static_cast<std::ptrdiff_t>(i));
  }
}

Block finished(KnownBlock&& known, const std::vector<Page>& pages) {
  Block block;
  block.kind = known.kind;
  block.level = known.level;
  block.number = std::move(known.number);
  block.text = std::move(known.raw.text);
  block.place = {pages[static_cast<std::size_t>(known.page)].number, known.raw.box, std::nullopt};
  return block;
}

void push_block(Document& document, Block block) {
  block.id = static_cast<int>(document.blocks.size());
  document.blocks.push_back(std::move(block));
}

void push_running_heads(Document& document, const Page& page, const std::vector<RunningHead>& heads, bool footer) {
  for (const RunningHead& head : heads) {
    if (head.footer != footer) continue;
    Block block;
    block.kind = footer ? BlockKind::footer : BlockKind::header;
    block.text = head.line.text;
    block.place = {page.number, head.line.box, std::nullopt};
    push_block(document, std::move(block));
  }
}

std::vector<bool> words_of(const std::vector<RunningHead>& heads, std::size_t words) {
  std::vector<bool> out(words, false);
  for (const RunningHead& head : heads)
    for (const int id : head.line.words) out[static_cast<std::size_t>(id)] = true;
  return out;
}

// Lays `pages` out: the document's, or leaves of them. What is found is in the places of `pages`; gives back, for each
// region and block appended, the page it was found on.
struct FoundOn {
  std::vector<int> regions;
  std::vector<int> blocks;
};

FoundOn lay_out(Document& document, const std::vector<Page>& pages) {
  std::vector<std::vector<TableRegion>> regions_of;
  const std::vector<std::vector<bool>> numbered = numbered_heads(pages);
  for (std::size_t i = 0; i < pages.size(); ++i) {
    const bool has_places = pages[i].evidence.lines.empty() || is_drawn(pages[i]);
    regions_of.push_back(has_places ? find_table_regions(pages[i], numbered[i]) : std::vector<TableRegion>{});
  }
  continue_over_pages(pages, regions_of);
  const std::vector<std::vector<RunningHead>> heads = find_running_heads(pages, regions_of);

  std::vector<KnownBlock> blocks;
  std::vector<TableRegion> regions;  // in reading order
  FoundOn found;
  for (std::size_t i = 0; i < pages.size(); ++i) {
    const std::vector<bool> left_out = words_of(heads[i], pages[i].evidence.words.size());
    for (RawBlock& raw : blocks_of(pages[i], regions_of[i], left_out)) {
      if (raw.region >= 0) {
        regions.push_back(std::move(regions_of[i][static_cast<std::size_t>(raw.region)]));
        found.regions.push_back(static_cast<int>(i));
        raw.region = static_cast<int>(regions.size()) - 1;
      }
      blocks.push_back({std::move(raw), static_cast<int>(i), BlockKind::paragraph, 0, {}});
    }
  }
  name_kinds(blocks);
  std::vector<int> region_of;
  for (const KnownBlock& block : blocks) region_of.push_back(block.raw.region);
  attach_context(blocks, region_of, regions);
  join_over_pages(blocks);

  const int first_region = static_cast<int>(document.regions.size());
  const std::size_t first_block = document.blocks.size();
  std::size_t next = 0;
  for (std::size_t i = 0; i < pages.size(); ++i) {
    push_running_heads(document, pages[i], heads[i], false);
    for (; next < blocks.size() && blocks[next].page == static_cast<int>(i); ++next) {
      const int region = blocks[next].raw.region;
      Block block = finished(std::move(blocks[next]), pages);
      if (region >= 0) block.region = first_region + region;
      push_block(document, std::move(block));
    }
    push_running_heads(document, pages[i], heads[i], true);
    found.blocks.resize(document.blocks.size() - first_block, static_cast<int>(i));
  }
  for (TableRegion& region : regions) document.regions.push_back(std::move(region));
  return found;
}

}  // namespace

void layout_pages(Document& document) {
  if (!any_faces(document.pages)) {
    lay_out(document, document.pages);
    return;
  }
  const Leaves leaves = leaves_of(document.pages);
  const std::size_t first_region = document.regions.size(), first_block = document.blocks.size();
  const FoundOn found = lay_out(document, leaves.pages);
  const auto place_of = [&](int page) -> const LeafPlace& { return leaves.places[static_cast<std::size_t>(page)]; };
  for (std::size_t i = 0; i < found.regions.size(); ++i) put_back(document.regions[first_region + i], place_of(found.regions[i]));
  for (std::size_t i = 0; i < found.blocks.size(); ++i)
    if (std::optional<Box>& box = document.blocks[first_block + i].place.box) put_back(*box, place_of(found.blocks[i]));
}

}  // namespace tabularium

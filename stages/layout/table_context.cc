#include "stages/layout/table_context.h"

#include <algorithm>
#include <string>
#include <utility>

#include "stages/core/typed_value.h"
#include "stages/core/unicode.h"
#include "stages/layout/text_features.h"

namespace tabularium {
namespace {

constexpr std::size_t reach = 4;       // blocks looked at above and below a table
constexpr double widest_gap = 30.0;    // points between a table and what belongs to it

bool over_one_another(const Box& a, const Box& b) { return overlap_x(a, b) > 0.3 * std::min(a.width(), b.width()); }

// "(in thousands)" at a caption's end.
std::string unit_in_caption(const std::string& caption) {
  static constexpr std::pair<const char*, const char*> brackets[] = {{"(", ")"}, {"(", ")"}, {"[", "]"}};
  for (const auto& [open, close] : brackets) {
    const std::string end(close);
    if (caption.size() <= end.size() || caption.substr(caption.size() - end.size()) != end) continue;
    const auto at = caption.rfind(open);
    if (at != std::string::npos && at > 0 && is_unit_line(caption.substr(at))) return caption.substr(at);
  }
  return {};
}

// A short line right over a table, set apart by its type: a caption without the word for it.
bool looks_like_caption(const KnownBlock& block) {
  if (block.raw.lines.size() > 3 || reads_as_sentence(block.raw.text)) return false;
  return block.kind == BlockKind::paragraph && (block.raw.centred || block.raw.bold);
}

class Context {
 public:
  Context(std::vector<KnownBlock>& blocks, const std::vector<int>& region_of, std::vector<TableRegion>& regions)
      : blocks_(blocks), region_of_(region_of), regions_(regions), used_(blocks.size(), false) {}

  void attach(std::size_t table) {
    TableRegion& region = regions_[static_cast<std::size_t>(region_of_[table])];
    look_above(table, region);
    look_below(table, region);
    if (region.unit.empty()) region.unit = unit_in_caption(region.caption);
  }

 private:
  bool usable(std::size_t i, std::size_t table, double& edge, bool above) const {
    const KnownBlock& block = blocks_[i];
    if (block.page != blocks_[table].page || region_of_[i] >= 0 || used_[i]) return false;
    const double gap = above ? edge - block.raw.box.y1 : block.raw.box.y0 - edge;
    if (gap > widest_gap || gap < -6) return false;
    // A unit stands at the right margin, also over a table that is narrower than the page.
    const bool at_margin = above && is_unit_line(block.raw.text);
    if (!at_margin && !over_one_another(block.raw.box, blocks_[table].raw.box)) return false;
    edge = above ? block.raw.box.y0 : block.raw.box.y1;
    return true;
  }

  void take_caption(std::size_t i, TableRegion& region) {
    used_[i] = true;
    region.caption = blocks_[i].raw.text;
    blocks_[i].kind = BlockKind::paragraph;
    blocks_[i].number.clear();
  }

  void look_above(std::size_t table, TableRegion& region) {
    double edge = blocks_[table].raw.box.y0;
    for (std::size_t i = table; i-- > 0 && table - i <= reach;) {
      if (!usable(i, table, edge, true)) return;
      KnownBlock& block = blocks_[i];
      if (is_unit_line(block.raw.text)) {
        used_[i] = true;
        if (region.unit.empty()) region.unit = block.raw.text;
        block.kind = BlockKind::paragraph;
      } else if (is_table_caption(block.raw.text) && block.raw.lines.size() <= 4) {
        return take_caption(i, region);
      } else if (looks_like_caption(block)) {
        return take_caption(i, region);
      } else {
        return;
      }
    }
  }

  void look_below(std::size_t table, TableRegion& region) {
    double edge = blocks_[table].raw.box.y1;
    for (std::size_t i = table + 1; i < blocks_.size() && i - table <= reach; ++i) {
      if (!usable(i, table, edge, false)) return;
      KnownBlock& block = blocks_[i];
      if (block.kind == BlockKind::note) {
        used_[i] = true;
        region.notes.push_back(block.raw.text);
      } else if (region.caption.empty() && is_table_caption(block.raw.text) && block.raw.lines.size() <= 3 &&
                 !captions_next_table(i)) {
        take_caption(i, region);
      } else if (region.unit.empty() && is_unit_line(block.raw.text)) {
        used_[i] = true;
        region.unit = block.raw.text;
        block.kind = BlockKind::paragraph;
      } else {
        return;
      }
    }
  }

  // A caption between two tables belongs to the one below: captions stand over tables.
  bool captions_next_table(std::size_t i) const {
    for (std::size_t k = i + 1; k < blocks_.size() && k <= i + 2; ++k)
      if (region_of_[k] >= 0 && blocks_[k].page == blocks_[i].page) return true;
    return false;
  }

  std::vector<KnownBlock>& blocks_;
  const std::vector<int>& region_of_;
  std::vector<TableRegion>& regions_;
  std::vector<bool> used_;
};

}  // namespace

void attach_context(std::vector<KnownBlock>& blocks, const std::vector<int>& region_of, std::vector<TableRegion>& regions) {
  Context context(blocks, region_of, regions);
  std::vector<std::pair<int, std::string>> in_force;  // level and text
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    if (region_of[i] >= 0) context.attach(i);
  }
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    if (blocks[i].kind == BlockKind::heading) {
      while (!in_force.empty() && in_force.back().first >= blocks[i].level) in_force.pop_back();
      in_force.emplace_back(blocks[i].level, blocks[i].raw.text);
    }
    if (region_of[i] < 0) continue;
    for (const auto& [level, text] : in_force) regions[static_cast<std::size_t>(region_of[i])].section.push_back(text);
  }
}

}  // namespace tabularium

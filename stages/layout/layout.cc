#include "stages/layout/layout.h"

#include "stages/layout/table_regions.h"
#include "stages/layout/text_layout.h"

namespace tabularium {
namespace {

class LayoutStage final : public Stage {
 public:
  std::string_view name() const noexcept override { return "layout"; }
  Layers needs() const noexcept override { return Layer::evidence; }
  Layers gives() const noexcept override { return Layer::layout; }
  Status run(Document& document, StageContext& context) const override;
};

Status LayoutStage::run(Document& document, StageContext&) const {
  document.blocks.clear();
  document.regions.clear();
  document.metadata = {};
  for (std::size_t i = 0; i < document.pages.size(); ++i) {
    if (!document.pages[i].evidence.lines.empty()) {
      layout_text_page(document, i);
      continue;
    }
    for (TableRegion& region : find_table_regions(document.pages[i])) {
      Block block;
      block.id = static_cast<int>(document.blocks.size());
      block.kind = BlockKind::table;
      block.place = {region.page, region.box, std::nullopt};
      block.region = static_cast<int>(document.regions.size());
      document.blocks.push_back(std::move(block));
      document.regions.push_back(std::move(region));
    }
  }
  return {};
}

}  // namespace

std::unique_ptr<Stage> make_layout_stage() { return std::make_unique<LayoutStage>(); }

}  // namespace tabularium

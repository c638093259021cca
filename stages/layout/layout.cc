#include "stages/layout/layout.h"

#include "stages/core/drawn_text.h"
#include "stages/layout/metadata.h"
#include "stages/layout/page_layout.h"
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
  for (std::size_t i = 0; i < document.pages.size(); ++i)
    if (!document.pages[i].evidence.lines.empty() && !is_drawn(document.pages[i])) layout_text_page(document, i);
  layout_pages(document);
  read_metadata(document);
  place_blocks_in_file(document);
  return {};
}

}  // namespace

std::unique_ptr<Stage> make_layout_stage() { return std::make_unique<LayoutStage>(); }

}  // namespace tabularium

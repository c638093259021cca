#include "stages/layout/layout.h"

namespace tabularium {
namespace {

class LayoutStage final : public Stage {
 public:
  std::string_view name() const noexcept override { return "layout"; }
  Layers needs() const noexcept override { return Layer::evidence; }
  Layers gives() const noexcept override { return Layer::layout; }
  Status run(Document& document, StageContext& context) const override;
};

Status LayoutStage::run(Document& document, StageContext& context) const {
  (void)document;
  (void)context;
  return {};
}

}  // namespace

std::unique_ptr<Stage> make_layout_stage() { return std::make_unique<LayoutStage>(); }

}  // namespace tabularium

#include "stages/tables/tables.h"

namespace tabularium {
namespace {

class TablesStage final : public Stage {
 public:
  std::string_view name() const noexcept override { return "tables"; }
  Layers needs() const noexcept override { return Layer::evidence | Layer::layout; }
  Layers gives() const noexcept override { return Layer::candidates; }
  Status run(Document& document, StageContext& context) const override;
};

Status TablesStage::run(Document& document, StageContext& context) const {
  (void)document;
  (void)context;
  return {};
}

}  // namespace

std::unique_ptr<Stage> make_tables_stage() { return std::make_unique<TablesStage>(); }

}  // namespace tabularium

#include "stages/reread/reread.h"

namespace tabularium {
namespace {

class RereadStage final : public Stage {
 public:
  std::string_view name() const noexcept override { return "reread"; }
  Layers needs() const noexcept override { return Layer::evidence | Layer::tables; }
  Layers gives() const noexcept override { return Layer::readings; }
  Status run(Document& document, StageContext& context) const override;
};

Status RereadStage::run(Document& document, StageContext& context) const {
  (void)document;
  (void)context;
  return {};
}

}  // namespace

std::unique_ptr<Stage> make_reread_stage() { return std::make_unique<RereadStage>(); }

}  // namespace tabularium

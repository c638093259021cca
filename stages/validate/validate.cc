#include "stages/validate/validate.h"

namespace tabularium {
namespace {

class ValidateStage final : public Stage {
 public:
  std::string_view name() const noexcept override { return "validate"; }
  Layers needs() const noexcept override { return Layer::tables; }
  Layers gives() const noexcept override { return Layer::verdicts; }
  Status run(Document& document, StageContext& context) const override;
};

Status ValidateStage::run(Document& document, StageContext& context) const {
  (void)document;
  (void)context;
  return {};
}

}  // namespace

std::unique_ptr<Stage> make_validate_stage() { return std::make_unique<ValidateStage>(); }

}  // namespace tabularium

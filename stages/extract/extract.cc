#include "stages/extract/extract.h"

namespace tabularium {
namespace {

class ExtractStage final : public Stage {
 public:
  std::string_view name() const noexcept override { return "extract"; }
  Layers needs() const noexcept override { return Layer::source; }
  Layers gives() const noexcept override { return Layer::evidence; }
  Status run(Document& document, StageContext& context) const override;
};

Status ExtractStage::run(Document& document, StageContext& context) const {
  (void)document;
  (void)context;
  return {};
}

}  // namespace

std::unique_ptr<Stage> make_extract_stage() { return std::make_unique<ExtractStage>(); }

}  // namespace tabularium

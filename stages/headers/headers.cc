#include "stages/headers/headers.h"

namespace tabularium {
namespace {

class HeadersStage final : public Stage {
 public:
  std::string_view name() const noexcept override { return "headers"; }
  Layers needs() const noexcept override { return Layer::layout | Layer::candidates; }
  Layers gives() const noexcept override { return Layer::tables; }
  Status run(Document& document, StageContext& context) const override;
};

Status HeadersStage::run(Document& document, StageContext& context) const {
  (void)document;
  (void)context;
  return {};
}

}  // namespace

std::unique_ptr<Stage> make_headers_stage() { return std::make_unique<HeadersStage>(); }

}  // namespace tabularium

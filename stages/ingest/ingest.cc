#include "stages/ingest/ingest.h"

namespace tabularium {
namespace {

class IngestStage final : public Stage {
 public:
  std::string_view name() const noexcept override { return "ingest"; }
  Layers needs() const noexcept override { return Layers{}; }
  Layers gives() const noexcept override { return Layer::source; }
  Status run(Document& document, StageContext& context) const override;
};

Status IngestStage::run(Document& document, StageContext& context) const {
  (void)document;
  (void)context;
  return {};
}

}  // namespace

std::unique_ptr<Stage> make_ingest_stage() { return std::make_unique<IngestStage>(); }

}  // namespace tabularium

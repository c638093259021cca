#include "stages/export/export.h"

#include "stages/export/formats.h"

namespace tabularium {
namespace {

class ExportStage final : public Stage {
 public:
  std::string_view name() const noexcept override { return "export"; }
  Layers needs() const noexcept override { return Layer::tables; }
  Layers gives() const noexcept override { return Layer::output; }
  Status run(Document& document, StageContext& context) const override;
};

Status ExportStage::run(Document& document, StageContext& context) const {
  return write_document({document, context.options, context.output_dir, context.page_pictures.get()});
}

}  // namespace

std::unique_ptr<Stage> make_export_stage() { return std::make_unique<ExportStage>(); }

}  // namespace tabularium

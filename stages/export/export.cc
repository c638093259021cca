#include "stages/export/export.h"

#include <algorithm>

#include "stages/core/packed_tables.h"
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
  // JSON alone is written table by table.
  const std::vector<std::string>& formats = context.options.formats;
  if (std::any_of(formats.begin(), formats.end(), [](const std::string& name) { return name != "json"; })) unpack_tables(document);
  return write_document({document, context.options, context.output_dir, context.page_pictures.get()});
}

}  // namespace

std::unique_ptr<Stage> make_export_stage() { return std::make_unique<ExportStage>(); }

}  // namespace tabularium

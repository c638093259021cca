#include "pipeline/run/sequence.h"

#include <algorithm>
#include <span>

#include "pipeline/run/long_text.h"
#include "stages/export/export.h"
#include "stages/extract/extract.h"
#include "stages/headers/headers.h"
#include "stages/ingest/ingest.h"
#include "stages/layout/layout.h"
#include "stages/reread/reread.h"
#include "stages/tables/tables.h"
#include "stages/validate/validate.h"

namespace tabularium {

std::vector<std::unique_ptr<Stage>> make_sequence() {
  std::vector<std::unique_ptr<Stage>> stages;
  stages.push_back(make_ingest_stage());
  stages.push_back(make_extract_stage());
  stages.push_back(make_layout_stage());
  stages.push_back(make_tables_stage());
  stages.push_back(make_headers_stage());
  stages.push_back(make_reread_stage());
  stages.push_back(make_validate_stage());
  stages.push_back(make_export_stage());
  return stages;
}

namespace {

// Evidence that the user wants to do without, to see what it is worth.
void leave_out_evidence(const Options& options, Document& document) {
  const auto left_out = [&](std::string_view part) { return std::ranges::find(options.without, part) != options.without.end(); };
  for (Page& page : document.pages) {
    if (left_out("fills")) page.evidence.fills.clear();
    if (!left_out("tree")) continue;
    page.evidence.tagged_tables.clear();
    page.evidence.tag_cover = 0;
  }
}

std::size_t export_stage(const std::vector<std::unique_ptr<Stage>>& sequence) {
  const auto found = std::ranges::find_if(sequence, [](const auto& stage) { return stage->gives().covers(Layer::output); });
  return static_cast<std::size_t>(found - sequence.begin());
}

}  // namespace

Status run_sequence(const std::vector<std::unique_ptr<Stage>>& sequence, const std::string& from, Document& document,
                    StageContext& context, const std::function<void(std::string_view)>& on_stage, CorrectionRun* corrections) {
  bool started = from.empty();
  for (std::size_t i = 0; i < sequence.size(); ++i) {
    const auto& stage = sequence[i];
    started = started || stage->name() == from;
    if (!started) continue;
    if (!document.layers.covers(stage->needs()))
      return Error{ErrorCode::internal, "stage " + std::string(stage->name()) + " lacks what it needs", {}};
    if (on_stage) on_stage(stage->name());
    const bool corrected = corrections != nullptr && !corrections->empty();
    // Rules and an earlier report may refer to any table: then they stay together.
    const bool in_slices = !corrected && context.profile == nullptr && context.previous.empty();
    if (stage->gives().covers(Layer::candidates) && in_slices && is_long_text(document)) {
      const std::size_t end = export_stage(sequence);
      if (Status status = run_in_slices(std::span(sequence).subspan(i, end - i), document, context, on_stage); !status.ok()) return status;
      i = end - 1;
      continue;
    }
    if (corrected && stage->name() == "layout") corrections->to_evidence(document);
    if (corrected && stage->name() == "validate") corrections->to_tables(document);
    if (Status status = stage->run(document, context); !status.ok()) return status;
    if (corrected && stage->name() == "validate") corrections->to_verdicts(document);
    document.layers = document.layers | stage->gives();
    if (stage->gives().covers(Layer::evidence)) leave_out_evidence(context.options, document);
  }
  if (!started) return Error{ErrorCode::bad_configuration, "no stage is named " + from, {}};
  return {};
}

}  // namespace tabularium

#include "pipeline/run/rerun.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "stages/core/atomic_file.h"
#include "stages/core/corrections.h"
#include "stages/core/evidence_codec.h"
#include "stages/core/table_corrections.h"

namespace tabularium {
namespace {

constexpr std::size_t evidence_limit = 1U << 30U;

struct StageLayer {
  std::string_view stage;
  Layer gives;
};

constexpr std::array<StageLayer, 8> stage_layers = {{{"ingest", Layer::source},
                                                     {"extract", Layer::evidence},
                                                     {"layout", Layer::layout},
                                                     {"tables", Layer::candidates},
                                                     {"headers", Layer::tables},
                                                     {"reread", Layer::readings},
                                                     {"validate", Layer::verdicts},
                                                     {"export", Layer::output}}};

void forget_layout(Document& document) {
  document.metadata = {};
  document.blocks.clear();
  document.regions.clear();
}

void forget_candidates(Document& document) {
  for (TableRegion& region : document.regions) {
    region.candidates.clear();
    region.continues = -1;
  }
}

// A region that no table was made of became a paragraph; it is a region again.
void forget_tables(Document& document) {
  document.tables.clear();
  forget_divided_blocks(document);
  for (Block& block : document.blocks) {
    block.table.clear();
    if (block.region < 0) continue;
    block.kind = BlockKind::table;
  }
}

// A correction that was taken back leaves no trace: those that still hold come in again before validate.
void forget_corrections(Document& document) {
  for (Table& table : document.tables)
    for (Cell& cell : table.cells) {
      const auto earlier = std::ranges::find(cell.alternatives, before_correction, &Alternative::reader);
      if (earlier == cell.alternatives.end()) continue;
      cell.text = earlier->text;
      cell.confidence = earlier->confidence;
      cell.alternatives.erase(earlier);
    }
}

void forget_verdicts(Document& document) {
  forget_corrections(document);
  document.findings.clear();
  for (Table& table : document.tables) {
    table.status = Verdict::unverified;
    for (Cell& cell : table.cells) {
      cell.value = {};
      cell.verdict = Verdict::none;
      cell.verdict_source = VerdictSource::none;
      cell.covered_to.reset();
    }
  }
}

}  // namespace

std::string first_stage_again(const std::string& stage) { return stage == "headers" ? "tables" : stage; }

void forget_from(const std::string& stage, Document& document) {
  const auto first = std::ranges::find(stage_layers, stage, &StageLayer::stage);
  Layers kept;
  for (auto it = stage_layers.begin(); it != first; ++it)
    if (document.layers.covers(it->gives)) kept = kept | it->gives;
  const auto gone = [&](Layer layer) { return !kept.covers(layer); };
  document.layers = kept;
  if (gone(Layer::layout)) forget_layout(document);
  if (gone(Layer::candidates)) forget_candidates(document);
  if (gone(Layer::tables)) forget_tables(document);
  if (gone(Layer::verdicts)) forget_verdicts(document);
}

Result<Document> load_evidence(const std::string& file, const std::string& sha256) {
  const Result<std::string> bytes = read_file(file, evidence_limit);
  if (!bytes.ok()) return Error{ErrorCode::bad_input, "no evidence is kept of it; convert it without --from first", {}};
  Result<Document> document = decode_document(bytes.value());
  if (!document.ok()) return Error{ErrorCode::bad_input, "its evidence cannot be used: " + document.error().message, {}};
  if (!sha256.empty() && document.value().source.sha256 != sha256)
    return Error{ErrorCode::bad_input, "its evidence is of other content; convert it without --from first", {}};
  return document;
}

}  // namespace tabularium
